import { useApiQuery } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import type { Filter } from '../../ui/index.ts'
import type { UrlState } from '../../url-state.ts'
import { dueOf, type View } from './views.ts'
import { words } from './words.ts'

const says = words.filters

/** The chips of the list with their choices. What an address names but no choice lists is looked up by itself. */
export function useFilters(view: View, url: UrlState): Filter[] {
  const { membership } = useActing()
  const partners = useApiQuery('partner.list', { query: { limit: 200 } })
  const people = useApiQuery('person.list', { query: { side: 'org', limit: 200 } })
  const chosen = url['partner'] ?? null
  const listed = partners.data?.rows.map((partner) => ({ value: partner.id, label: partner.name })) ?? []
  const isListed = listed.some((option) => option.value === chosen)
  const partner = useApiQuery(
    'partner.get',
    { params: { id: chosen ?? '' } },
    { enabled: chosen !== null && partners.isSuccess && !isListed },
  )
  const account_id = url['account'] ?? null
  const account = useApiQuery('account.get', { params: { id: account_id ?? '' } }, { enabled: account_id !== null })
  const colleagues =
    people.data?.rows
      .filter((person) => person.id !== membership.id)
      .map((person) => ({ value: person.id, label: person.name })) ?? []
  const filters: Filter[] = [
    {
      id: 'partner',
      label: says.partner,
      value: chosen,
      options:
        isListed || !chosen ? listed : [{ value: chosen, label: partner.data?.name ?? says.this_one }, ...listed],
    },
    {
      id: 'manager',
      label: says.manager,
      value: url['manager'] ?? null,
      options: [{ value: membership.id, label: says.me }, ...colleagues],
    },
  ]
  if (view === 'approvals')
    filters.push({
      id: 'due',
      label: says.clock,
      value: dueOf(view, url['due']),
      options: [{ value: 'overdue', label: says.overdue }],
    })
  if (view === 'approved')
    filters.push({
      id: 'due',
      label: says.clock,
      value: dueOf(view, url['due']),
      options: [{ value: 'ending', label: says.ending }],
    })
  if (account_id) {
    filters.push({
      id: 'account',
      label: says.account,
      value: account_id,
      options: [{ value: account_id, label: account.data?.name ?? says.this_one }],
    })
  }
  return filters
}
