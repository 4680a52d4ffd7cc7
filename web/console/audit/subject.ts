import type { Answer } from '../../api/contracts.ts'
import { paths, withQuery } from '../../paths.ts'
import { words } from './words.ts'

export type AuditRow = Answer<'audit.list'>['rows'][number]

/** The version of the program that a row is about, if it is. */
function versionOf(row: AuditRow): number | null {
  const { change } = row
  if (!row.verb.startsWith('program.') || typeof change !== 'object' || change === null || !('version' in change))
    return null
  return typeof change.version === 'number' ? change.version : null
}

/** What a row is about, in words. */
export function subjectName(row: AuditRow): string {
  const version = versionOf(row)
  if (version !== null) return words.program_version(version)
  if (row.subject.noun === 'org') return words.org
  return words.nouns[row.subject.noun] ?? row.subject.noun
}

/** Where that can be looked at; `null` where it has no page. */
export function subjectHref(row: AuditRow, org: string): string | null {
  const { noun, id } = row.subject
  const version = versionOf(row)
  if (version !== null)
    return row.verb === 'program.draft_discarded' ? null : paths.console.programVersion(org, version)
  if (id === null) return null
  const to = paths.console
  switch (noun) {
    case 'registration':
      return to.registration(org, id)
    case 'partner':
      return to.partner(org, id)
    case 'account':
      return to.account(org, id)
    case 'import':
      return to.import(org, id)
    case 'conduct_case':
      return to.conductCase(org, id)
    case 'request':
      return to.request(org, id)
    case 'webhook':
      return to.webhook(org, id)
    case 'membership':
      return withQuery(to.people(org), { open: id, side: row.partner_id ? 'partner' : null })
    case 'key':
      return withQuery(to.keys(org), { open: id })
    default:
      return null
  }
}

/** What was done, in words. */
export function verbName(verb: string): string {
  const text = words.verbs[verb] ?? verb.replace('.', ' ').replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
