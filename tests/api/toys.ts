import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema, toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused, refusal } from '#kit/refusal.ts'
import { accessShop, setPassword } from '#server/access/index.ts'
import { command, query, type Runtime } from '#server/command/index.ts'
import { createEdge } from '#server/edge/edge.ts'
import { createHints } from '#server/edge/hints.ts'
import { createLimits } from '#server/edge/limits.ts'
import { createHttpServer } from '#server/edge/listen.ts'
import type { MountedVerb } from '#server/edge/mount.ts'
import { createOrg } from '#server/orgs/index.ts'
import { newId, newSecret, wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { freshDatabase } from '#tests/make/database.ts'

export const PASSWORD = 'seven green lanterns'
export const UPLOAD_LIMIT = 2 * 1_048_576

const toySchema = z
  .object({ id: idSchema('product'), name: z.string(), revision: z.number().int() })
  .meta({ id: 'Toy' })
const params = z.object({ id: idSchema('product') })
const base = { permission: null, side: 'both' } as const
const TOY_REFUSALS = { dull: refusal('toy.dull', 'conflict', 'A toy called {name} is dull.', 'Think of another name.') }

type Row = { id: string; name: string; revision: number }
const show = (row: Row) => ({ ...row, id: toWireId('product', row.id) })

export const toyRoutes = {
  list: route({
    ...base,
    id: 'toy.list',
    method: 'GET',
    path: '/toys',
    summary: 'Toys',
    query: pageQuery.extend({ colours: z.array(z.string()).optional(), q: z.string().optional() }),
    answer: pageOf(toySchema),
  }),
  get: route({
    ...base,
    id: 'toy.get',
    method: 'GET',
    path: '/toys/{id}',
    summary: 'One toy',
    params,
    answer: toySchema,
    etag: 'answers',
  }),
  newest: route({
    ...base,
    id: 'toy.newest',
    method: 'GET',
    path: '/toys/newest',
    summary: 'The newest toy',
    answer: z.object({ newest: z.literal(true) }),
  }),
  create: route({
    ...base,
    id: 'toy.create',
    method: 'POST',
    path: '/toys',
    summary: 'Make a toy',
    body: z.strictObject({ name: z.string().min(1).max(200).meta({ example: 'Kite' }), parts: z.unknown().optional() }),
    answer: toySchema,
    status: 201,
    refusals: [TOY_REFUSALS.dull],
    dry_run: true,
  }),
  edit: route({
    ...base,
    id: 'toy.edit',
    method: 'PATCH',
    path: '/toys/{id}',
    summary: 'Rename a toy',
    params,
    query: z.object({ if_match: z.coerce.number().int() }),
    body: z.strictObject({ name: z.string().min(1) }),
    answer: toySchema,
    etag: 'requires',
  }),
  upload: route({
    ...base,
    id: 'toy.upload',
    method: 'PUT',
    path: '/toys/{id}/picture',
    summary: 'Give a toy a picture',
    params,
    raw_body: { content_type: 'image/png', limit_bytes: UPLOAD_LIMIT },
    answer: z.object({ bytes: z.number() }),
  }),
  slow: route({ ...base, id: 'toy.slow', method: 'GET', path: '/slow', summary: 'Takes too long', answer: z.null() }),
  broken: route({ ...base, id: 'toy.broken', method: 'GET', path: '/broken', summary: 'A bug', answer: z.null() }),
  lying: route({
    ...base,
    id: 'toy.lying',
    method: 'GET',
    path: '/lying',
    summary: 'Breaks its contract',
    answer: z.object({ a: z.string() }),
  }),
  overflow: route({
    ...base,
    id: 'toy.overflow',
    method: 'GET',
    path: '/overflow',
    summary: 'A number too large for its column',
    query: z.object({ n: z.string() }),
    answer: z.null(),
  }),
  text: route({
    ...base,
    id: 'toy.text',
    method: 'GET',
    path: '/toys.csv',
    summary: 'Toys as a file',
    answer: z.string(),
    answer_type: 'text/csv; charset=utf-8',
  }),
  clear: route({
    ...base,
    id: 'toy.clear',
    method: 'DELETE',
    path: '/toys',
    summary: 'Put all toys away',
    answer: z.null(),
    status: 204,
  }),
}

const toyVerbs: MountedVerb[] = [
  query(toyRoutes.list, async ({ tx, org_id }) => ({
    rows: (
      await tx.rows<Row>(sql`select id, name, revision from product where org_id = ${org_id} order by id limit 50`)
    ).map(show),
    next_cursor: null,
  })),
  query(toyRoutes.get, async ({ tx, org_id }, input) => {
    const row = await tx.one<Row>(
      sql`select id, name, revision from product where org_id = ${org_id} and id = ${uuidOf('product', input.params.id)}`,
    )
    if (!row) throw new Refused(COMMON.not_found, { noun: 'toy' })
    return show(row)
  }),
  query(toyRoutes.newest, async () => ({ newest: true as const })),
  command(toyRoutes.create, {
    gather: async (_, { body }) => {
      if (body.name === 'Brick') throw new Refused(TOY_REFUSALS.dull, { name: body.name })
    },
    write: async (ctx, { input: { body } }) => {
      const id = ctx.newId()
      ctx.tx.send(
        sql`insert into product (org_id, id, name, name_key, created_at) values (${ctx.org_id}, ${id}, ${body.name}, ${body.name}, ${ctx.now})`,
      )
      ctx.record('toy.created', { noun: 'product', id }, {})
      await ctx.emit('toy.created', { noun: 'product', id }, ctx.actor.partner_id)
      return show({ id, name: body.name, revision: 1 })
    },
  }),
  command(toyRoutes.edit, {
    gather: async () => undefined,
    write: async (ctx, { input }) => {
      const row = await ctx.tx.one<Row>(sql`update product set name = ${input.body.name}, revision = revision + 1
        where org_id = ${ctx.org_id} and id = ${uuidOf('product', input.params.id)} and revision = ${input.query.if_match} returning id, name, revision`)
      if (!row) throw new Refused(COMMON.stale)
      ctx.record('toy.edited', { noun: 'product', id: row.id }, {})
      return show(row)
    },
  }),
  command(toyRoutes.upload, {
    gather: async () => undefined,
    write: async (ctx, { input }) => {
      let bytes = 0
      // A raw body is handed to the verb as it streams.
      for await (const piece of input.body as unknown as AsyncIterable<Uint8Array>) bytes += piece.length
      ctx.record('toy.pictured', { noun: 'product', id: null }, { bytes })
      return { bytes }
    },
  }),
  query(toyRoutes.slow, async ({ tx }) => {
    tx.send(sql`set local statement_timeout = 50`)
    await tx.run(sql`select pg_sleep(5)`)
    return null
  }),
  query(toyRoutes.broken, async () => {
    throw new Error('the password of the database is hunter2')
  }),
  query(toyRoutes.lying, async () => ({ a: 1 as unknown as string })),
  query(toyRoutes.overflow, async ({ tx }, input) => {
    await tx.run(sql`select ${input.query.n}::int4`)
    return null
  }),
  query(toyRoutes.text, async () => 'name\nKite\n'),
  command(toyRoutes.clear, {
    gather: async () => undefined,
    write: async (ctx) => {
      ctx.record('toy.cleared', { noun: 'product', id: null }, {})
      return null
    },
  }),
]

/** The real edge, funnel and access over a few small verbs, listening on a free port, with one org and its admin. */
export async function startToys({ limit_scale = 1000 } = {}) {
  const { db, drop } = await freshDatabase()
  const log: string[] = []
  const hints = createHints(db, pino({ level: 'silent' }))
  const runtime: Runtime = {
    db,
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
    programs: { inForce: () => Promise.reject(new Refused(COMMON.no_program)) },
    timers: new Map(),
    listeners: new Map(),
    account_rows: [],
    owned: [],
    committed: hints.announce,
  }
  const org_id = await db.transaction(null, (tx) =>
    createOrg(tx, { slug: 'toys', name: 'Toys', is_demo: false, created_at: wallNow() }),
  )
  const partner_id = newId()
  await db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.run(
      sql`insert into partner (org_id, id, slug, name, name_key, created_at) values (${org_id}, ${partner_id}, 'kites', 'Kites', 'kites', ${wallNow()})`,
    ),
  )
  const makePerson = (email: string, role: string, of_partner: string | null) =>
    db.transaction(null, async (tx) => {
      const id = newId()
      await tx.run(sql`insert into person (id, email, name, created_at) values (${id}, ${email}, 'Ada', ${wallNow()})`)
      await tx.run(
        sql`insert into membership (id, org_id, person_id, partner_id, role, created_at) values (${newId()}, ${org_id}, ${id}, ${of_partner}, ${role}, ${wallNow()})`,
      )
      await setPassword(tx, id, PASSWORD)
    })
  await makePerson('ada@example.com', 'admin', null)
  await makePerson('pia@example.com', 'partner_admin', partner_id)
  const makeKey = async (of_partner: string | null = null) => {
    const token = `trb_${newSecret()}`
    await db.transaction(null, (tx) =>
      tx.run(sql`insert into api_key (id, org_id, partner_id, name, token_hash, token_start, scopes, created_by, created_at)
        values (${newId()}, ${org_id}, ${of_partner}, 'test', ${createHash('sha256').update(token).digest()}, 'trb_', '{}', 'operator', ${wallNow()})`),
    )
    return token
  }

  const fetchEdge = createEdge({
    runtime,
    verbs: [...toyVerbs, ...accessShop.verbs],
    config: { public_url: 'https://partners.example.com', trust_proxy: false },
    limits: createLimits(limit_scale),
    hints,
    web: null,
    version: '0.0.0',
    check_answers: true,
    isStopping: () => false,
  })
  const server = createHttpServer(() => fetchEdge, runtime.log)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  const url = `http://127.0.0.1:${port}`
  const key = await makeKey()

  /** One request with the key, JSON where a body is given. */
  async function call(
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ) {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    })
    const said = await response.text()
    const answer =
      response.headers.get('content-type')?.includes('json') && said
        ? (JSON.parse(said) as Record<string, unknown>)
        : {}
    return { status: response.status, headers: response.headers, answer, said }
  }

  return {
    url,
    port,
    key,
    db,
    org_id,
    partner_id,
    runtime,
    log,
    call,
    makeKey,
    async stop() {
      await hints.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await drop()
    },
  }
}
