import type { CallInput } from '../../api/client.ts'
import type { Suggestion } from '../../ui/index.ts'
import type { Partner } from './standing.tsx'

/** A partner as its form holds it: everything as typed. */
export type Draft = {
  name: string
  domain: string
  country: string | null
  manager: Suggestion | null
  labels: string
  joined_on: string
}

export type Body = NonNullable<CallInput<'partner.edit'>['body']>

export const emptyDraft: Draft = { name: '', domain: '', country: null, manager: null, labels: '', joined_on: '' }

export function draftOf({ name, domain, country, manager, labels, joined_on }: Partner): Draft {
  return {
    name,
    country,
    domain: domain ?? '',
    manager: manager && { value: manager.id, label: manager.name },
    labels: labels.join(', '),
    joined_on: joined_on ?? '',
  }
}

/** The typed fields as the API takes them; an emptied field is `null`. */
export function bodyOf(typed: Partial<Draft>): Body {
  const body: Body = {}
  if (typed.name !== undefined) body.name = typed.name
  if (typed.domain !== undefined) body.domain = typed.domain.trim() || null
  if (typed.country !== undefined) body.country = typed.country
  if (typed.manager !== undefined) body.manager_id = typed.manager?.value ?? null
  if (typed.joined_on !== undefined) body.joined_on = typed.joined_on || null
  if (typed.labels !== undefined)
    body.labels = [
      ...new Set(
        typed.labels
          .split(',')
          .map((label) => label.trim())
          .filter(Boolean),
      ),
    ]
  return body
}
