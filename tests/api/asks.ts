import type { Route } from '#kit/contract.ts'
import { NOUNS, type Noun } from '#kit/ids.ts'
import { readWireId } from '#kit/wire-ids.ts'
import { Components, sample, type Schema } from '#server/edge/schemas.ts'
import { PNG } from '#tests/make/picture.ts'
import { today } from './desk.ts'
import type { Things } from './realms.ts'

/** A request that fits the contract of a route. Where it names things, it names them by the ids of whoever is asked about. */
export type Ask = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown }

/** Where in a request a thing is named, and what kind of thing it is. */
export type Slot = { path: string[]; noun: Noun }

/** What a schema alone does not tell: which values mean something together. */
const BODIES: Readonly<Record<string, Record<string, unknown>>> = {
  'registration.submit': {
    track: 'reseller',
    account_name: 'Elsewhere works',
    account_domain: 'elsewhere-works.example',
    account_country: 'DE',
    amount: { amount_minor: '10000000', currency: 'EUR' },
    expected_close_on: '2035-01-31',
    account_id: undefined,
    files: [{ file_id: 'file_' }],
  },
  'registration.log_activity': { happened_on: today(), file_ids: ['file_'] },
  'registration.win': { closed_on: undefined },
  'registration.lose': { closed_on: undefined },
  'bulk.start': { action: { verb: 'approve' }, rows: [{ id: 'reg_', revision: 1 }], matching: undefined },
  'request.preview': { track: undefined, discount_bps: 500 },
  'request.submit': { kind: 'discount', track: undefined, discount_bps: 500, reason: 'A competitor offers less.' },
  'delegation.create': { from_on: '2035-06-01', until_on: '2035-06-08' },
  'notification.mark': { ids: ['ntc_'], until: undefined },
  'notification.mute': { subject: 'reg_', muted: true },
  'brand.put': { accent_light: '#0a609a', accent_dark: '#8ec5ff' },
  'channel.create': { url: 'https://chat.example/hook' },
  'mail.settle_kept': { what: 'forget' },
  'program.create_draft': { yaml: undefined, copy_of: 1 },
  'program.replace_draft': { yaml: 'about:\n  name: Another program\n' },
  'program.publish': { effective_at: undefined },
  'import.map': {
    mapping: { name: 'first', object: 'account', key_columns: ['Name'], columns: [{ column: 'Name', field: 'name' }] },
  },
  'key.create': { scopes: ['registration:read'] },
  'person.invite': { role: 'partner_viewer', email: 'somebody-new@elsewhere.example' },
  'partner.enroll': { track: 'referral', tier: 'registered' },
  'partner.edit_enrollment': { tier: 'gold', status: undefined },
  'account.edit': { city: 'Elsewhere' },
  'consent.ask': { until: undefined },
  'consent.grant': { until: undefined },
  'conflict.answer': { position: 'stays', until: undefined, file_ids: ['file_'] },
  'conflict.resolve': { resolution: 'upheld_direct', seen_revision: undefined },
  'dispute.open': { conflict_id: undefined, ground: 'other', file_ids: ['file_'] },
  'dispute.ask': { partner_id: undefined },
  'dispute.propose': { outcome: 'upheld', effects: [] },
  'dispute.decide': { outcome: 'upheld', effects: [] },
  'dispute.answer': { file_ids: ['file_'] },
  'conduct_case.open': { kind: 'probing', registration_ids: ['reg_'] },
  'conduct_case.decide': { decision: 'dismiss' },
  'conduct_case.confirm': { agrees: false },
  'conduct_case.look': { after: undefined, terms: undefined },
  'match.check': { name: 'Elsewhere works', domain: 'elsewhere-works.example', country: 'DE' },
  'match.decide': { verdict: 'same', seen_revision: undefined },
  'match.trial': { yaml: undefined, version: 1, recognition: undefined },
  'account.merge': { resolve: undefined },
}
const RAW: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = { 'brand.put_logo': PNG }
const QUERIES: Readonly<Record<string, Record<string, unknown>>> = {
  'audit.list': { subject_id: 'reg_', actor: 'psn_' },
  'event.list': { subject_id: 'reg_' },
  'registration.suggest_accounts': { q: 'canary.example' },
  'program.diff': { from: 1, to: 1 },
  'import.upload': { object: 'account' },
  'search.find': { q: 'canary', nouns: undefined, limit: 20 },
  'notification.list': { subject: 'reg_' },
  // Whose membership a link acts for has a test of its own; here it would hide whose file it is.
  'file.content': { acting: undefined },
  'dispute.form': { conflict_id: undefined },
  'account.contact': { lines: undefined },
}
/** More ways to ask the same route: about another kind of thing. */
const MORE: Readonly<Record<string, Pick<Partial<Ask>, 'query' | 'body'>[]>> = {
  'timeline.read': [
    'acc_',
    'ptr_',
    'opp_',
    'req_',
    'mem_',
    'mbr_',
    'prd_',
    'cfl_',
    'cns_',
    'dsp_',
    'cas_',
    'mat_',
    'mrg_',
  ].map((subject) => ({ query: { subject } })),
  'notification.list': [
    { query: { subject: undefined } },
    { query: { subject: 'req_' } },
    { query: { subject: 'imp_' } },
  ],
  'notification.mute': [{ body: { subject: 'req_', muted: true } }],
  'dispute.form': [{ query: { conflict_id: 'cfl_' } }],
  'dispute.open': [{ body: { conflict_id: 'cfl_', ground: 'other', statement: 'It was otherwise.' } }],
  'dispute.ask': [{ body: { partner_id: 'ptr_', question: 'Since when?' } }],
  'account.merge': [{ body: { into: 'acc_', reason: 'One company.', resolve: { end: ['reg_'] } } }],
  'match.decide': [{ body: { verdict: 'other' } }],
  'search.find': ['north', 'south', 'second', 'works'].map((q) => ({ query: { q, limit: 20 } })),
  'bulk.start': [{ body: { action: { verb: 'assign', manager_id: 'mem_' }, rows: [{ id: 'reg_', revision: 1 }] } }],
}
/** Which version of the program: the second and third are drafts. */
const PARAMS: Readonly<Record<string, Record<string, unknown>>> = {
  'program.get_version': { n: 1 },
  'program.publish': { n: 2 },
  'program.replace_draft': { n: 2 },
  'program.discard_draft': { n: 3 },
}

/** All the ways in which a route is asked. */
export function asksOf(route: Route): Ask[] {
  const ask = askOf(route)
  return [ask, ...(MORE[route.id] ?? []).map((more) => ({ ...ask, ...structuredClone(more) }))]
}

/** Filters that an address need not have and a schema gives no example of stay out; ids are optional and have one. */
export function askOf(route: Route): Ask {
  const components = new Components()
  const of = (schema: Route['params'], more: Record<string, unknown> = {}) => {
    if (!schema) return {}
    const json = components.add(schema, 'input')
    const made = sample(json, components.schemas)
    return JSON.parse(JSON.stringify({ ...idsIn(json), ...(typeof made === 'object' ? made : {}), ...more })) as Record<
      string,
      unknown
    > // an object of JSON
  }
  const query = of(route.query, QUERIES[route.id])
  if (route.etag === 'requires') delete query.if_match
  if (!QUERIES[route.id]?.q) delete query.q
  return {
    params: of(route.params, PARAMS[route.id]),
    query,
    body: route.raw_body
      ? (RAW[route.id] ?? 'Name\nSomebody\n')
      : route.body
        ? of(route.body, BODIES[route.id])
        : undefined,
  }
}

/** A sample leaves out ids that may be null; here they are what matters. */
function idsIn({ properties = {} }: Schema): Record<string, unknown> {
  const examples = Object.entries(properties as Record<string, Schema>).map(([name, one]) => {
    const options = [one, ...((one.anyOf as Schema[] | undefined) ?? [])] // the keywords hold schemas
    return [
      name,
      options
        .map((option) => (Array.isArray(option.examples) ? option.examples[0] : undefined))
        .find((example) => nounOf(example)),
    ]
  })
  return Object.fromEntries(examples.filter(([, example]) => example))
}

const PREFIXES = Object.entries(NOUNS) as [Noun, string][] // the entries of NOUNS

function nounOf(value: unknown): Noun | undefined {
  if (typeof value !== 'string') return undefined
  return readWireId(value)?.noun ?? PREFIXES.find(([, prefix]) => value === `${prefix}_`)?.[0]
}

/** Every place of a request that names a thing. */
export function slotsOf(ask: Ask): Slot[] {
  const slots: Slot[] = []
  const walk = (value: unknown, path: string[]): void => {
    const noun = nounOf(value)
    if (noun) slots.push({ path, noun })
    else if (isBytes(value)) return
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key])
  }
  walk(ask, [])
  return slots
}

/** The request with its things named: by `own` ids, or at the given slots by those of `other`. Null where one has no such thing. */
export function fill(ask: Ask, own: Things, other: Things = {}, foreign: readonly Slot[] = []): Ask | null {
  const filled = structuredClone(ask)
  for (const slot of slotsOf(ask)) {
    const id = (foreign.some((one) => one.path.join('.') === slot.path.join('.')) ? other : own)[slot.noun]
    if (id === undefined) return null
    put(filled, slot.path, id)
  }
  return filled
}

/** The request without what is named at a slot: null where that cannot be left out. */
export function leaveOut(ask: Ask, slots: readonly Slot[]): Ask | null {
  const left = structuredClone(ask)
  for (const { path } of slots) {
    // The parts of an address are all needed; what stands in a list stays with it.
    if (path[0] === 'params' || path.length !== 2) return null
    put(left, path, undefined)
  }
  return left
}

export function put(root: unknown, path: readonly string[], value: unknown): void {
  const at = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], root) // the path was found in a copy of this
  ;(at as Record<string, unknown>)[path.at(-1) ?? ''] = value
}

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array

/** Address and fetch options of a request. */
export function requestOf(
  route: Route,
  ask: Ask,
  headers: Record<string, string>,
): { path: string; init: RequestInit } {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(ask.params[name])))
  const query = Object.entries(ask.query).filter(([, value]) => value !== undefined && value !== null)
  const search = new URLSearchParams(query.map(([name, value]) => [name, String(value)])).toString()
  const body =
    ask.body === undefined
      ? undefined
      : typeof ask.body === 'string' || isBytes(ask.body)
        ? ask.body
        : JSON.stringify(ask.body)
  return {
    path: `/api/v1${path}${search ? `?${search}` : ''}`,
    init: {
      method: route.method,
      headers: {
        ...(route.etag === 'requires' && { 'if-match': '"1"' }),
        ...headers,
        ...(body !== undefined && { 'content-type': route.raw_body?.content_type ?? 'application/json' }),
      },
      ...(body !== undefined && { body }),
    },
  }
}
