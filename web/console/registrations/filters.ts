import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import type { Filter } from '../../ui/index.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { countryOptions } from '../countries.ts'
import type { ViewState } from './desk.ts'
import { words } from './desk-words.ts'
import { COLUMNS } from './moves.ts'
import { words as room } from './words.ts'

const says = words.filters

/** Chips that always stand there; the others come when they are set, or asked for. */
const ALWAYS = ['status', 'partner', 'manager', 'due']
const MORE = ['track', 'country', 'amount', 'submitted', 'changed'] as const
export type Range = 'amount' | 'submitted'

/** The chips of the list with their choices. What an address names but no choice lists is looked up by itself. */
export function useFilters({ filters }: ViewState, currency: string, since: string | null) {
  const { membership } = useActing()
  const [added, setAdded] = useState<readonly string[]>([])
  const [range, setRange] = useState<Range | null>(null)
  const partners = useApiQuery('partner.list', { query: { limit: 200 } })
  const people = useApiQuery('person.list', { query: { side: 'org', limit: 200 } })
  const form = useApiQuery('registration.form')
  const chosen = filters['partner'] ?? null
  const listed = partners.data?.rows.map((partner) => ({ value: partner.id, label: partner.name })) ?? []
  const isListed = listed.some((option) => option.value === chosen)
  const partner = useApiQuery(
    'partner.get',
    { params: { id: chosen ?? '' } },
    { enabled: chosen !== null && partners.isSuccess && !isListed },
  )
  const account_id = filters['account'] ?? null
  const account = useApiQuery('account.get', { params: { id: account_id ?? '' } }, { enabled: account_id !== null })
  const colleagues =
    people.data?.rows
      .filter((person) => person.id !== membership.id)
      .map((person) => ({ value: person.id, label: person.name })) ?? []
  const manager = filters['manager'] === membership.id ? 'me' : (filters['manager'] ?? null)
  const all: (Filter & { when: boolean })[] = [
    {
      id: 'status',
      label: says.status,
      several: true,
      value: filters['status'] ?? null,
      options: COLUMNS.map((status) => ({ value: status, label: room.statuses[status] })),
      when: true,
    },
    {
      id: 'partner',
      label: says.partner,
      value: chosen,
      options:
        isListed || !chosen ? listed : [{ value: chosen, label: partner.data?.name ?? says.this_one }, ...listed],
      when: true,
    },
    {
      id: 'manager',
      label: says.manager,
      value: manager,
      options: [{ value: 'me', label: says.me }, { value: 'none', label: says.nobody }, ...colleagues],
      when: true,
    },
    {
      id: 'due',
      label: says.due,
      value: filters['due'] ?? null,
      options: Object.entries(says.dues).map(([value, label]) => ({ value, label })),
      when: true,
    },
    {
      id: 'track',
      label: says.track,
      value: filters['track'] ?? null,
      options: form.data?.tracks.map(({ key, name }) => ({ value: key, label: name })) ?? [],
      when: false,
    },
    {
      id: 'country',
      label: says.country,
      several: true,
      value: filters['country'] ?? null,
      options: countryOptions(),
      when: false,
    },
    {
      id: 'amount',
      label: says.amount,
      value: rangeText(filters['amount_from'], filters['amount_to'], (minor) =>
        formatMoney({ amount_minor: minor, currency: filters['currency'] ?? currency }),
      ),
      text:
        rangeText(filters['amount_from'], filters['amount_to'], (minor) =>
          formatMoney({ amount_minor: minor, currency: filters['currency'] ?? currency }),
        ) ?? '',
      options: [],
      onOpen: () => setRange('amount'),
      when: false,
    },
    {
      id: 'submitted',
      label: says.submitted,
      value: rangeText(filters['from'], filters['to'], formatDate),
      text: rangeText(filters['from'], filters['to'], formatDate) ?? '',
      options: [],
      onOpen: () => setRange('submitted'),
      when: false,
    },
    {
      id: 'changed',
      label: says.changed,
      value: filters['changed'] ?? null,
      options: since ? [{ value: '1', label: says.since }] : [],
      when: false,
    },
    {
      id: 'account',
      label: says.account,
      value: account_id,
      options: account_id ? [{ value: account_id, label: account.data?.name ?? says.this_one }] : [],
      when: false,
    },
  ]
  const shown = all.filter((filter) => ALWAYS.includes(filter.id) || filter.value !== null || added.includes(filter.id))
  const rest = MORE.filter((id) => !shown.some((filter) => filter.id === id) && (id !== 'changed' || since !== null))
  return {
    chips: shown,
    rest: rest.map((id) => ({ id, label: says[id] })),
    add: (id: string) => {
      setAdded([...added, id])
      if (id === 'amount' || id === 'submitted') setRange(id)
    },
    range,
    closeRange: () => setRange(null),
  }
}

function rangeText(from: string | undefined, to: string | undefined, text: (value: string) => string): string | null {
  if (from && to) return says.between(text(from), text(to))
  if (from) return says.at_least(text(from))
  return to ? says.at_most(text(to)) : null
}

/** What a chip's value is in the filter: some chips stand for two. */
export function patchOf(id: string, value: string | null): Record<string, string | null> {
  if (id === 'amount') return { amount_from: null, amount_to: null, currency: null }
  if (id === 'submitted') return { from: null, to: null }
  return { [id]: value }
}
