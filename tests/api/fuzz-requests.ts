import { NOUNS } from '#kit/ids.ts'
import type { Schema } from '#server/edge/schemas.ts'
import { BODIES, FILES, TEXTS, anyValue, type Chance } from './hostile.ts'
import type { Things } from './realms.ts'

/** One operation of the OpenAPI document, with its references resolved one level. */
export type Operation = {
  id: string
  method: string
  path: string
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[]
  body: { type: string; schema: Schema } | null
}

/** Each is a way to get a request wrong; `plain` is a right one. */
export const KINDS = [
  'plain',
  'ids',
  'types',
  'texts',
  'numbers',
  'fields',
  'query',
  'headers',
  'body',
  'path',
  'method',
] as const
export type Kind = (typeof KINDS)[number]

export type Sent = {
  kind: Kind
  method: string
  url: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer> | undefined
}

/** What the requests are made of: the schemas of the document, things that exist, and a program to send. */
export type Ground = { schemas: Readonly<Record<string, Schema>>; things: readonly Things[]; yaml: string }

/** The operations of an OpenAPI document. */
export function operationsOf(document: {
  paths: Record<string, Record<string, Schema>>
  components: { parameters: Record<string, unknown> }
}): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parameters = ((operation.parameters ?? []) as Schema[]).map((one) =>
        typeof one.$ref === 'string' ? document.components.parameters[one.$ref.split('/').at(-1) ?? ''] : one,
      ) as Operation['parameters'] // OpenAPI's parameter objects
      const content = Object.entries(
        ((operation.requestBody as Schema | undefined)?.content ?? {}) as Record<string, { schema: Schema }>,
      )[0] // likewise
      return {
        id: String(operation.operationId),
        method: method.toUpperCase(),
        path,
        parameters,
        body: content ? { type: content[0], schema: content[1].schema } : null,
      }
    }),
  )
}

const PREFIXES = Object.entries(NOUNS) as [keyof typeof NOUNS, string][] // the entries of NOUNS

/** A value that fits a schema, most of the time: what a schema cannot say, names of fields do. */
export function valueOf(schema: Schema, ground: Ground, chance: Chance, name = '', depth = 0): unknown {
  if (typeof schema.$ref === 'string')
    return valueOf(ground.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, ground, chance, name, depth + 1)
  const options = schema.anyOf ?? schema.oneOf
  if (Array.isArray(options)) return valueOf(chance.one(options as Schema[]), ground, chance, name, depth)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return chance.one(schema.enum)
  const type = Array.isArray(schema.type) ? chance.one(schema.type as string[]) : schema.type
  if (type === 'null') return null
  if (type === 'boolean') return chance.often(0.5)
  if (type === 'integer' || type === 'number') return numberOf(schema, chance)
  if (type === 'array')
    return Array.from({ length: chance.below(3) + Number(schema.minItems ?? 0) }, () =>
      valueOf((schema.items ?? {}) as Schema, ground, chance, name, depth + 1),
    )
  if (type === 'object') return objectOf(schema, ground, chance, depth)
  if (type === 'string') return textOf(schema, ground, chance, name)
  return depth > 6 ? null : anyValue(chance)
}

function objectOf(schema: Schema, ground: Ground, chance: Chance, depth: number): Record<string, unknown> {
  const required = new Set((schema.required ?? []) as string[])
  const made: Record<string, unknown> = {}
  for (const [name, one] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
    if (required.has(name) || chance.often(0.6)) made[name] = valueOf(one, ground, chance, name, depth + 1)
  }
  if (typeof schema.additionalProperties === 'object' && chance.often(0.5))
    made.more = valueOf(schema.additionalProperties as Schema, ground, chance, '', depth + 1)
  return made
}

function numberOf({ minimum, maximum }: Schema, chance: Chance): number {
  const [least, most] = [Number(minimum ?? 1), Number(maximum ?? 1000)]
  return chance.one([least, most, least + 1, Math.floor((least + most) / 2), 1, 2, 3])
}

/** Names of fields that mean something which the schema calls a text. */
const TEXTS_BY_NAME: Readonly<Record<string, (chance: Chance, ground: Ground) => string>> = {
  account_domain: (chance) => `www.company${chance.below(2000)}.example`,
  domain: (chance) => `company${chance.below(2000)}.example`,
  account_name: (chance) => `Company ${chance.below(2000)}`,
  expected_close_on: (chance) => `203${chance.below(9)}-0${1 + chance.below(8)}-15`,
  track: (chance) => chance.one(['reseller', 'referral', 'agency', 'technology']),
  tier: (chance) => chance.one(['registered', 'silver', 'gold']),
  amount_minor: (chance) => String(chance.below(90_000_000)),
  yaml: (chance, { yaml }) => chance.one([yaml, yaml.replace('90', '60'), 'about:\n  name: Short\n']),
  cursor: (chance) =>
    btoa(
      JSON.stringify(
        chance.one([
          { id: '0198f0c2-a1b4-7c3d-9e5f-6a7b8c9d0e1f' },
          { name_key: 'a', id: '0198f0c2-a1b4-7c3d-9e5f-6a7b8c9d0e1f' },
          { claim_no: 7 },
          { seq: 1 },
        ]),
      ),
    ),
}

function textOf(schema: Schema, ground: Ground, chance: Chance, name: string): string {
  const [example] = Array.isArray(schema.examples) ? (schema.examples as unknown[]) : []
  const noun = PREFIXES.find(([, prefix]) => String(schema.pattern ?? '').startsWith(`^${prefix}_`))?.[0]
  if (noun) return ground.things[0]?.[noun] ?? String(example)
  const known = TEXTS_BY_NAME[name]
  if (known && chance.often(0.9)) return known(chance, ground)
  if (/subject_id$/.test(name)) return ground.things[0]?.registration ?? ''
  if (schema.format === 'email') return `somebody${chance.below(500)}@company${chance.below(500)}.example`
  if (schema.format === 'date') return `203${chance.below(9)}-01-1${chance.below(9)}`
  if (schema.format === 'date-time') return '2031-01-01T00:00:00.000Z'
  return example === undefined ? `text ${chance.below(100)}` : String(example)
}

/** Every place inside a value, deepest last. */
function placesIn(root: unknown): { at: Record<string, unknown>; key: string; value: unknown }[] {
  if (typeof root !== 'object' || root === null) return []
  const at = root as Record<string, unknown> // arrays are read by their places too
  return Object.entries(at).flatMap(([key, value]) => [{ at, key, value }, ...placesIn(value)])
}

/** Not every text of JavaScript can stand in an address; what cannot is sent as the bytes that no UTF-8 has. */
function encoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text.slice(0, 9000)) : '%ED%A0%80'
}

/** One request of an operation, wrong in the way of its kind. */
export function requestFor(operation: Operation, kind: Kind, ground: Ground, chance: Chance): Sent {
  const { parameters } = operation
  const values = new Map(
    parameters
      .filter(({ in: place, required }) => place === 'path' || required || chance.often(0.3))
      .map((one) => [one, valueOf(one.schema, ground, chance, one.name)]),
  )
  const { body: described } = operation
  const isFile = described !== null && described.type !== 'application/json'
  let body: unknown = described && !isFile ? valueOf(described.schema, ground, chance) : undefined
  let raw: string | Uint8Array | undefined = isFile
    ? chance.one(kind === 'plain' ? FILES.slice(4, 7) : FILES)
    : undefined
  const extra: [string, string][] = []
  let { method } = operation
  const headers: Record<string, string> = {}

  if (kind === 'ids') {
    for (const [one, value] of values)
      if (typeof value === 'string' && /^[a-z]{3,4}_/.test(value)) values.set(one, otherId(value, ground, chance))
    for (const { at, key, value } of placesIn(body))
      if (typeof value === 'string' && /^[a-z]{3,4}_/.test(value)) at[key] = otherId(value, ground, chance)
  }
  const places = placesIn(body)
  if (kind === 'types') {
    const place = chance.one(places)
    if (place) place.at[place.key] = anyValue(chance)
    else body = body === undefined ? undefined : anyValue(chance)
    if (chance.often(0.1)) body = anyValue(chance)
  }
  if (kind === 'texts')
    for (const { at, key, value } of places)
      if (typeof value === 'string' && chance.often(0.5)) at[key] = chance.one(TEXTS)
  if (kind === 'numbers') {
    for (const { at, key, value } of places)
      if (typeof value === 'number') at[key] = chance.one([-1, 0, 1.5, 2 ** 31, 2 ** 53, 1e300, '1', '٣'])
    for (const { at, key } of places)
      if (key === 'amount_minor')
        at[key] = chance.one(['-1', '999999999999999999', '9999999999999999999', '1.5', '', 5, null, '00', '+1'])
    for (const [one] of values)
      if (one.schema.type === 'integer')
        values.set(one, chance.one(['-1', '0', '1e3', '9'.repeat(30), '0x10', '', ' 1', '1.0', '2147483648']))
  }
  if (kind === 'fields' && typeof body === 'object' && body !== null) {
    const object = body as Record<string, unknown> // just checked
    if (chance.often(0.5)) object[chance.one(TEXTS.filter((text) => text.length < 300))] = anyValue(chance)
    if (chance.often(0.6)) for (const key of Object.keys(object)) if (chance.often(0.4)) delete object[key]
  }
  if (kind === 'query') {
    for (const [one] of values) if (one.in === 'query' && chance.often(0.6)) values.set(one, chance.one(TEXTS))
    const name = chance.one([
      'limit',
      'cursor',
      'q',
      'dry_run',
      'if_match',
      'status',
      'partner_id',
      'after',
      '__proto__',
      '',
      'x[]',
      ...parameters.map((one) => one.name),
    ])
    for (let n = chance.below(3); n >= 0; n--) extra.push([name, chance.one(TEXTS)])
    if (chance.often(0.3)) extra.push(['cursor', chance.one(CURSORS)])
  }
  if (kind === 'headers') {
    const [name, options] = chance.one(HEADERS)
    headers[name] = chance.one(options)
  }
  if (kind === 'body' && !isFile) raw = chance.one(BODIES)
  if (kind === 'path') for (const [one] of values) if (one.in === 'path') values.set(one, chance.one(TEXTS))
  if (kind === 'method') method = chance.one(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST', 'GET', 'QUERY'])

  let path = operation.path
  for (const [one, value] of values)
    if (one.in === 'path') path = path.replace(`{${one.name}}`, encoded(String(value)) || '%20')
  const search = [...values]
    .filter(([one]) => one.in === 'query')
    .map(([one, value]) => `${one.name}=${encoded(String(value))}`)
  search.push(...extra.map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`))
  for (const [one, value] of values)
    if (one.in === 'header' && one.name !== 'X-Tributary-Acting' && !(one.name.toLowerCase() in headers))
      headers[one.name.toLowerCase()] = String(value)
  if (operation.parameters.some((one) => one.name === 'If-Match') && !('if-match' in headers) && chance.often(0.9))
    headers['if-match'] = `"${1 + chance.below(4)}"`

  const sends = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  if (sends && text !== undefined && !('content-type' in headers))
    headers['content-type'] = described?.type ?? 'application/json'
  const made = typeof text === 'object' ? new Uint8Array(text) : text
  return {
    kind,
    method,
    url: `${path}${search.length > 0 ? `?${search.join('&')}` : ''}`.slice(0, 12_000),
    headers,
    body: sends ? made : undefined,
  }
}

function otherId(id: string, { things }: Ground, chance: Chance): string {
  const prefix = id.slice(0, id.indexOf('_'))
  const noun = PREFIXES.find(([, one]) => one === prefix)?.[0] ?? 'account'
  const any = Object.values(chance.one(things))
  return chance.one([
    chance.one(things)[noun] ?? id,
    chance.one(any),
    id.slice(0, -1),
    `${id}0`,
    id.toUpperCase(),
    id.replace('_', '-'),
    `${prefix}_${'0'.repeat(32)}`,
    `${prefix}_${'f'.repeat(32)}`,
    id.slice(id.indexOf('_') + 1),
  ])
}

const CURSORS = [
  '',
  'e30',
  'bnVsbA',
  'W10',
  'not base64!',
  '%00',
  'eyJpZCI6Iid9',
  btoa('{"id":"x"}'),
  btoa('{"claim_no":"99999999999999999999"}'),
  btoa('{"claim_no":-1}'),
  btoa('{"seq":1e99}'),
  btoa('{"name_key":"\\u0000","id":"0198f0c2-a1b4-7c3d-9e5f-6a7b8c9d0e1f"}'),
  btoa('{"__proto__":{"id":1}}'),
  'A'.repeat(400),
  'A'.repeat(5000),
]

const HEADERS: readonly [string, readonly string[]][] = [
  [
    'if-match',
    ['', '*', '"', '""', '1', '"1"', 'W/"1"', '"-1"', '"1e3"', '"99999999999"', '"1", "2"', 'x'.repeat(3000)],
  ],
  ['if-none-match', ['', '*', '"1"', 'W/"1"', '"1", "2"', 'x'.repeat(3000)]],
  ['idempotency-key', ['', ' ', 'a b', 'é', 'x', 'x'.repeat(255), 'x'.repeat(256), 'same', 'same', "'; --", '{"a":1}']],
  [
    'content-type',
    [
      '',
      'text/plain',
      'application/xml',
      'application/json; charset=utf-16',
      'application/json;',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'text/csv',
      '*/*',
      'application/JSON',
      ';;;',
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'identity', 'x']],
  ['accept', ['', 'text/html', 'image/png', '*/*;q=0', 'x'.repeat(3000)]],
  ['x-request-id', ['', 'a', 'a"b', 'x'.repeat(200), 'good-request-id', '../../x', 'é']],
  ['x-tributary-acting', ['', 'x', 'mem_', 'mem_00000000000000000000000000000000', 'é'.repeat(100)]],
  ['x-tributary-csrf', ['', '0', '1, 1']],
  ['origin', ['', 'null', 'http://evil.example', 'x', 'http://localhost']],
  ['sec-fetch-site', ['cross-site', 'same-site', 'same-origin', 'x']],
  ['x-forwarded-for', ['1.2.3.4', 'x'.repeat(3000), '::1', ', ,']],
  ['range', ['bytes=0-1', 'x']],
  [
    'authorization',
    ['', 'Bearer', 'Bearer ', 'Basic eDp5', 'Bearer x', `Bearer ${'x'.repeat(3000)}`, 'bearer trb_x y', 'Bearer é'],
  ],
  [
    'cookie',
    [
      'tributary_session=',
      'tributary_session=x',
      `tributary_session=${'x'.repeat(3000)}`,
      'tributary_session=%00',
      ';;;=;',
    ],
  ],
]
