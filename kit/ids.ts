import { z } from 'zod'
import { COMMON, Refused } from './refusal.ts'

/**
 * Ids are UUIDv7 in the database (RFC 9562: time-ordered, so that new rows sit together) and carry their noun on the
 * wire: `reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f`. The noun is checked where an id comes in, so that a partner's id can
 * never be read as an account's.
 */
export const NOUNS = {
  org: 'org',
  person: 'psn',
  membership: 'mem',
  session: 'ses',
  key: 'key',
  partner: 'ptr',
  enrollment: 'enr',
  member: 'mbr',
  product: 'prd',
  account: 'acc',
  opportunity: 'opp',
  registration: 'reg',
  protection: 'prt',
  request: 'req',
  step: 'stp',
  delegation: 'dlg',
  ruling: 'rul',
  import: 'imp',
  view: 'view',
  bulk: 'bulk',
  mapping: 'map',
  mail: 'mail',
  audit: 'aud',
  event: 'evt',
  webhook: 'whk',
  delivery: 'dlv',
  message: 'msg',
  activity: 'act',
  extension: 'ext',
  file: 'file',
  attachment: 'att',
  participant: 'ptc',
  notice: 'ntc',
  channel: 'chn',
  post: 'pst',
  match: 'mat',
  merge: 'mrg',
  consent: 'cns',
  conflict: 'cfl',
  hold: 'hld',
  dispute: 'dsp',
  conduct_case: 'cas',
} as const

export type Noun = keyof typeof NOUNS

/** `reg_` + 32 hex digits. */
export function toWireId(noun: Noun, uuid: string): string {
  return `${NOUNS[noun]}_${uuid.replaceAll('-', '')}`
}

/** The UUID inside a wire id, or null where the text is not an id of that noun. */
export function fromWireId(noun: Noun, text: string): string | null {
  const prefix = `${NOUNS[noun]}_`
  if (!text.startsWith(prefix)) return null
  const hex = text.slice(prefix.length)
  if (!/^[0-9a-f]{32}$/.test(hex)) return null
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The UUID inside a wire id; anything else is a thing that does not exist. */
export function uuidOf(noun: Noun, text: string): string {
  const uuid = fromWireId(noun, text)
  if (uuid === null) throw new Refused(COMMON.not_found, { noun })
  return uuid
}

/** A zod schema for an id of that noun; its value is the wire form. */
export function idSchema(noun: Noun) {
  const example = `${NOUNS[noun]}_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f`
  return z
    .string()
    .regex(new RegExp(`^${NOUNS[noun]}_[0-9a-f]{32}$`), {
      error: `expected the id of a ${noun}, for example ${example}`,
    })
    .meta({ example })
}
