import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { smtpTransport, type MailTransport } from '#server/platform/mail.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity } from '#tests/make/identity.ts'
import { enqueueMail, sendDueMail, signInLinkMail } from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
const servers: SMTPServer[] = []

beforeAll(async () => {
  world = await makeIdentity()
})
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(resolve)))))
afterAll(() => world.drop())

/** A real SMTP server; `onData` says what it makes of a message. */
async function listen(
  onData: (message: string) => Error | null | 'hang up',
  options: SMTPServerOptions = {},
): Promise<MailTransport> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, callback) {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        const verdict = onData(text)
        // What it had accepted by then stays accepted: only the answer is lost.
        if (verdict === 'hang up') for (const connection of server.connections) connection.close()
        else callback(verdict)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo // a TCP server that listens has one
  return smtpTransport({
    smtp_url: `smtp://127.0.0.1:${port}`,
    mail_from: 'Tributary <no-reply@tributary.example>',
    public_url: 'https://partners.example.com/',
  })
}

function keepIn(arrived: string[], message: string): null {
  arrived.push(message)
  return null
}

async function write(org_id: string, name = 'Mia') {
  const letter = signInLinkMail({ org_name: 'Acme', name, token: 'a-token', minutes: 15 })
  await world.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) =>
    enqueueMail(tx, { org_id, to: { email: 'mia@example.com', name }, ...letter }),
  )
}

const states = (org_id: string) =>
  world.rows<{ state: string; attempts: number; text: string; problem: string | null }>(
    org_id,
    sql`select state, attempts, text, problem from mail where org_id = ${org_id} order by id`,
  )

test('a mail arrives once, with links to this installation, and its token is forgotten here', async () => {
  const org_id = await world.makeOrg()
  const arrived: string[] = []
  const transport = await listen((message) => keepIn(arrived, message))
  await write(org_id, 'Zoë "Z" <x@evil.example>')
  await Promise.all([sendDueMail(world.runtime, org_id, transport), sendDueMail(world.runtime, org_id, transport)])
  await sendDueMail(world.runtime, org_id, transport)
  expect(arrived).toHaveLength(1)
  // Quoted-printable breaks long lines softly (RFC 2045 §6.7).
  expect(arrived[0]?.replace(/=\r?\n/g, '')).toContain('https://partners.example.com/sign-in/link/a-token')
  expect(arrived[0]).toMatch(/^Message-ID: <[0-9a-f-]{36}@tributary\.example>\r?$/m)
  expect(arrived[0]).toMatch(/^To: .*\r\n <mia@example\.com>\r?$/m)
  const [mail] = await states(org_id)
  expect(mail?.state).toBe('sent')
  expect(mail?.text).not.toContain('a-token')
})

test('signs in where the server wants it', async () => {
  const org_id = await world.makeOrg()
  const seen: string[] = []
  const open = await listen(() => null, {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (auth, _session, callback) => {
      seen.push(`${auth.username}:${auth.password}`)
      callback(auth.password === 'p@ss' ? null : new Error('no'), { user: 'u' })
    },
  })
  const address = servers[0]?.server.address() as AddressInfo // listens since `listen`
  const transport = smtpTransport({
    smtp_url: `smtp://user:p%40ss@127.0.0.1:${address.port}`,
    mail_from: 'a@b.example',
    public_url: open.public_url,
  })
  await write(org_id)
  await sendDueMail(world.runtime, org_id, transport)
  expect(seen).toEqual(['user:p@ss'])
  expect((await states(org_id))[0]?.state).toBe('sent')
})

test('a server that cannot take it now is asked again later, for a day; one that never will is not', async () => {
  const org_id = await world.makeOrg()
  const busy = await listen(() => Object.assign(new Error('try later'), { responseCode: 451 }))
  await write(org_id)
  await sendDueMail(world.runtime, org_id, busy)
  expect(await states(org_id)).toMatchObject([
    { state: 'queued', attempts: 1, problem: expect.stringContaining('451') },
  ])
  expect(await sendDueMail(world.runtime, org_id, busy)).toBe(0)
  await world.run(
    org_id,
    sql`update mail set try_at = now(), created_at = now() - interval '25 hours' where org_id = ${org_id}`,
  )
  await sendDueMail(world.runtime, org_id, busy)
  expect(await states(org_id)).toMatchObject([{ state: 'failed', attempts: 2 }])

  const never = await listen(() => Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
  const other = await world.makeOrg()
  await write(other)
  await sendDueMail(world.runtime, other, never)
  expect(await states(other)).toMatchObject([{ state: 'failed', attempts: 1 }])
})

test('a server that is not there is asked again', async () => {
  const org_id = await world.makeOrg()
  const gone = await listen(() => null)
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(resolve))))
  await write(org_id)
  await sendDueMail(world.runtime, org_id, gone)
  expect(await states(org_id)).toMatchObject([{ state: 'queued', attempts: 1 }])
})

test('a mail server that is away for days loses nothing: all of it arrives afterwards, in order', async () => {
  const org_id = await world.makeOrg()
  const gone = await listen(() => null)
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(resolve))))
  for (const name of ['First', 'Second', 'Third']) await write(org_id, name)
  await world.run(
    org_id,
    sql`update mail set created_at = now() - interval '3 days', try_at = now() - interval '3 days', useful_until = null where org_id = ${org_id}`,
  )
  await sendDueMail(world.runtime, org_id, gone)
  // It is left alone for a while, rather than each mail spending its attempts on it.
  await sendDueMail(world.runtime, org_id, gone)
  expect((await states(org_id)).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual([
    'queued 1',
    'queued 0',
    'queued 0',
  ])
  const arrived: string[] = []
  const back = await listen((message) => keepIn(arrived, message))
  await sendDueMail(world.runtime, org_id, back)
  expect(arrived.map((message) => /Hello (\w+),/.exec(message)?.[1])).toEqual(['First', 'Second', 'Third'])
})

test('a wrong password at the mail server costs no mail', async () => {
  const org_id = await world.makeOrg()
  await listen(() => null, {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(new Error('no')),
  })
  const address = servers[0]?.server.address() as AddressInfo // listens since `listen`
  const transport = smtpTransport({
    smtp_url: `smtp://user:wrong@127.0.0.1:${address.port}`,
    mail_from: 'a@b.example',
    public_url: 'https://partners.example.com',
  })
  await write(org_id)
  await sendDueMail(world.runtime, org_id, transport)
  expect((await states(org_id))[0]?.state).toBe('queued')
})

test('when the connection ends after the message and before the answer, nobody sends it again', async () => {
  const org_id = await world.makeOrg()
  const arrived: string[] = []
  const transport = await listen((message) => {
    arrived.push(message)
    return 'hang up'
  })
  await write(org_id)
  await sendDueMail(world.runtime, org_id, transport)
  expect(await states(org_id)).toMatchObject([{ state: 'unknown', attempts: 1 }])
  await world.run(org_id, sql`update mail set try_at = now() - interval '1 day' where org_id = ${org_id}`)
  await sendDueMail(world.runtime, org_id, transport)
  expect(arrived).toHaveLength(1)
})

test('a crash between the server’s yes and our record leaves it unknown, and no second mail', async () => {
  const org_id = await world.makeOrg()
  const arrived: string[] = []
  const transport = await listen((message) => keepIn(arrived, message))
  await write(org_id)
  // The process dies at that very point: what follows the send never runs.
  const dying: MailTransport = {
    ...transport,
    async send(mail) {
      await transport.send(mail)
      throw new Error('killed')
    },
  }
  await expect(sendDueMail(world.runtime, org_id, dying)).rejects.toThrow('killed')
  expect(await states(org_id)).toMatchObject([{ state: 'sending' }])
  await sendDueMail(world.runtime, org_id, transport)
  // another server may still be at it, so it is left alone for a while
  expect(await states(org_id)).toMatchObject([{ state: 'sending' }])
  await world.run(org_id, sql`update mail set try_at = now() - interval '11 minutes' where org_id = ${org_id}`)
  await sendDueMail(world.runtime, org_id, transport)
  expect(await states(org_id)).toMatchObject([{ state: 'unknown', attempts: 1 }])
  expect(arrived).toHaveLength(1)
})

test('without a server mail is kept', async () => {
  const org_id = await world.makeOrg()
  await write(org_id)
  expect(await sendDueMail(world.runtime, org_id, null)).toBe(1)
  expect(await states(org_id)).toMatchObject([{ state: 'kept', attempts: 0 }])
})
