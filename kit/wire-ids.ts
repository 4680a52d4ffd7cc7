import { NOUNS, toWireId, type Noun } from './ids.ts'

/** Ids of any noun: found in an address, and put into records that were kept with plain UUIDs. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Fields that name what they point at by its part in the story. */
const BY_PART: Readonly<Record<string, Noun>> = {
  manager_id: 'membership',
  owner_id: 'member',
  merged_into: 'account',
  parent_id: 'account',
  loser_id: 'account',
  winner_id: 'account',
  from_id: 'membership',
  to_id: 'membership',
  submitted_by_person: 'person',
}

/** Which noun an id on the wire belongs to, and its UUID; null where the text is no id. */
export function readWireId(text: string): { noun: Noun; uuid: string } | null {
  const cut = text.indexOf('_')
  const hex = text.slice(cut + 1)
  const noun = (Object.keys(NOUNS) as Noun[]).find((name) => NOUNS[name] === text.slice(0, cut)) // the keys of NOUNS are the nouns
  if (!noun || !/^[0-9a-f]{32}$/.test(hex)) return null
  return { noun, uuid: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') }
}

/** A kept record as the API shows it: ids in fields that say whose they are become wire ids. `self` is the noun of a bare `id`. */
export function withWireIds(value: unknown, self?: Noun): unknown {
  if (Array.isArray(value)) return value.map((item) => withWireIds(item, self))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      const noun = nounOf(field, self)
      if (noun && Array.isArray(inner)) return [field, inner.map((item) => asWireId(noun, item))]
      return [field, noun ? asWireId(noun, inner) : withWireIds(inner, self)]
    }),
  )
}

function asWireId(noun: Noun, value: unknown): unknown {
  return typeof value === 'string' && UUID.test(value) ? toWireId(noun, value) : value
}

function nounOf(field: string, self?: Noun): Noun | undefined {
  if (field === 'id') return self
  const known = BY_PART[field]
  if (known) return known
  const name = field.replace(/_ids?$/, '')
  return name !== field && Object.hasOwn(NOUNS, name) ? (name as Noun) : undefined // just looked up among the nouns
}

/** An actor as records name it ("person:<uuid>", "clock"), with its wire id. */
export function actorOnWire(ref: string): string {
  const [kind = '', uuid] = ref.split(':')
  return uuid && Object.hasOwn(NOUNS, kind) ? toWireId(kind as Noun, uuid) : ref // just looked up among the nouns
}

/** The other way round. */
export function actorFromWire(actor: string): string {
  const id = readWireId(actor)
  return id ? `${id.noun}:${id.uuid}` : actor
}
