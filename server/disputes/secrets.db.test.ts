import { describe, expect, test } from 'vitest'
import { uuidOf } from '#kit/ids.ts'
import { type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { act, liveThere, read, refusalOf, scene, world } from '#tests/make/dispute-scene.ts'

liveThere()

describe('what a rival learns', () => {
  test('is that it is asked about its own deal: no name, ground, word, file or id of the other, by any route', async () => {
    const s = await scene('canary')
    const rep = 'CANARY-STATEMENT'
    const file = await send(s.rival.admin, 'CANARY-FILE.txt', 'CANARY-BYTES')
    const opened = await s.open(s.rival.admin, s.second.ruling.id, { statement: rep, file_ids: [file.id] })
    const { id } = opened
    await act(s.handler, 'acknowledge', id, { text: 'CANARY-WORD' })
    await act(s.handler, 'ask', id, { partner_id: s.holder.id, question: 'Since when are you there?' })
    await act(s.handler, 'share', id, { text: 'CANARY-NOTE' })
    const [side] = (await world.act(s.holder.admin, 'dispute.list', {})).rows
    const reads = {
      list: await world.act(s.holder.admin, 'dispute.list', {}),
      one: await read(s.holder.admin, side?.id ?? ''),
      files: await world.act(s.holder.admin, 'dispute.attachments', { params: { id: side?.id ?? '' } }),
      holds: await world.act(s.holder.admin, 'hold.list', {}),
      events: await world.act(s.holder.admin, 'event.list', { query: { limit: 200 } }),
      rulings: await world.act(s.holder.admin, 'ruling.list_of_registration', { params: { id: s.first.id } }),
      notices: await world.act(s.holder.admin, 'notification.list', {}),
      deal: await world.act(s.holder.admin, 'registration.get', { params: { id: s.first.id } }),
      timeline: await world.act(s.holder.admin, 'timeline.read', { query: { subject: s.first.id } }),
    }
    const said = JSON.stringify(reads)
    for (const secret of [
      'CANARY',
      'Rival canary',
      s.rival.id,
      s.rival.uuid,
      id,
      uuidOf('dispute', id),
      s.second.id,
      uuidOf('registration', s.second.id),
      'We were there first',
    ])
      expect(said, secret).not.toContain(secret)
    for (const verb of ['accept', 'withdraw', 'appeal', 'escalate'] as const) {
      const body = verb === 'appeal' ? { reason: 'Mine.' } : {}
      expect(await refusalOf(act(s.holder.admin, verb, side?.id ?? '', body))).toBe('access.not_allowed')
      expect(await refusalOf(act(s.holder.admin, verb, id, body))).toBe('request.not_found')
    }
    expect(await refusalOf(read(s.holder.admin, id))).toBe('request.not_found')
    expect(await refusalOf(world.act(s.holder.admin, 'dispute.attachments', { params: { id } }))).toBe(
      'request.not_found',
    )
    // And the other way: what the rival says, the opener never reads.
    await act(s.holder.admin, 'answer', side?.id ?? '', { text: 'CANARY-ANSWER' })
    const back = JSON.stringify({
      one: await read(s.rival.admin, id),
      list: await world.act(s.rival.admin, 'dispute.list', {}),
      events: await world.act(s.rival.admin, 'event.list', { query: { limit: 200 } }),
      notices: await world.act(s.rival.admin, 'notification.list', {}),
    })
    for (const secret of [
      'CANARY-ANSWER',
      'CANARY-NOTE',
      'Holder canary',
      s.holder.id,
      s.first.id,
      side?.id ?? '?',
      'Since when',
    ])
      expect(back, secret).not.toContain(secret)
    // Row-level security says the same without any of our code.
    const rls = await world.db.transaction(
      { org_id: s.org.org_id, scope: 'partner', partner_id: s.holder.uuid },
      async (tx) => ({
        disputes: await tx.rows(sql`select id from dispute`),
        parties: await tx.rows<{ id: string }>(sql`select id from dispute_party`),
        messages: await tx.rows<{ text: string }>(sql`select text from dispute_message order by id`),
        holds: await tx.rows(sql`select id from hold`),
      }),
    )
    expect(rls.disputes).toEqual([])
    expect(rls.parties).toHaveLength(1)
    expect(rls.messages.map(({ text }) => text)).toEqual(['Since when are you there?', 'CANARY-ANSWER'])
    expect(rls.holds).toEqual([])
  })

  test('a partner that has nothing to do with the account is not asked, because asking would tell it', async () => {
    const s = await scene('stranger')
    const stranger = await s.org.partner('Stranger')
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    expect(await refusalOf(act(s.handler, 'ask', id, { partner_id: stranger.id, question: 'You?' }))).toBe(
      'dispute.not_concerned',
    )
  })
})

async function send(actor: Actor, name: string, content: string | Uint8Array) {
  const verb = world.app.verbs.find((one) => one.route.id === 'file.upload')
  if (verb?.kind !== 'command') throw new Error('sending a file is a command')
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const done = await verb.run(
    { runtime: world.runtime, actor, request_id: 'send' },
    {
      query: { name },
      body: (async function* () {
        yield bytes
      })(),
    },
  )
  return done.answer as { id: string; name: string; media_type: string }
}

describe('evidence', () => {
  test('that is hostile is refused or kept harmless: what it is follows from its bytes', async () => {
    const s = await scene('hostile')
    expect(await refusalOf(send(s.rival.admin, 'letter.pdf', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0])))).toBe(
      'file.executable',
    )
    const page = await send(s.rival.admin, '../../letter\u202Efdp.html', '<script>alert(1)</script>')
    const { id } = await s.open(s.rival.admin, s.second.ruling.id, { file_ids: [page.id] })
    const { attachments } = await world.act(s.handler, 'dispute.attachments', { params: { id } })
    expect(attachments).toMatchObject([{ kind: 'evidence', opens_in_place: false }])
    expect(attachments[0]?.file.name).not.toMatch(/[/\\\u202e]/)
    // Somebody else's file is no evidence.
    const other = await send(s.holder.admin, 'theirs.txt', 'theirs')
    const body = { ruling_id: s.first.ruling.id, ground: 'other', statement: 'Look.', file_ids: [other.id] }
    expect(await refusalOf(world.act(s.rival.admin, 'dispute.open', { body }))).toBe('request.not_found')
    expect(await refusalOf(s.open(s.rep, s.first.ruling.id, { file_ids: [other.id] }))).toBe('file.not_yours')
  })
})
