import type { Answer } from '../api/contracts.ts'
import { useApiPages, useApiQuery } from '../api/hooks.ts'
import { usePathParam } from '../url-state.ts'

/** What the portal reads, under the names that its pages use. */

export type Deal = Answer<'registration.get'>
export type DealRow = Answer<'registration.list'>['rows'][number]
export type DealStatus = DealRow['status']
export type Form = Answer<'registration.form'>
export type Suggestions = Answer<'registration.suggest_accounts'>
export type Person = Answer<'person.list'>['rows'][number]
export type Rules = Answer<'program.rules'>

/** One deal with its ruling. */
export function useDeal(id: string) {
  return useApiQuery('registration.get', { params: { id } })
}

/** The newest deals that stand in a state. */
export function useDealsIn(status: DealStatus, limit: number) {
  return useApiQuery('registration.list', { query: { status, limit } })
}

/** Protections that end within two weeks, the next one first. */
export function useDealsEnding(limit: number) {
  return useApiQuery('registration.list', { query: { due: 'ending', order: 'ending', limit } })
}

/** What is protected now, the next to end first. */
export function useDealsHeld(status: 'approved' | 'converted', limit: number) {
  return useApiQuery('registration.list', { query: { status, order: 'ending', limit } })
}

/** Deals whose follow-up is due soon, or has slipped. */
export function useFollowUps(limit: number) {
  return useApiQuery('registration.list', { query: { due: 'follow_up', limit } })
}

/** All deals, page by page. */
export function useDealPages(filter: { status?: DealStatus; q?: string }) {
  return useApiPages('registration.list', { query: { ...filter, limit: 25 } })
}

/** How many deals stand in each state. */
export function useDealCounts() {
  return useApiQuery('registration.count')
}

/** What the program asks for when a deal is registered. */
export function useForm({ enabled = true } = {}) {
  return useApiQuery('registration.form', undefined, { enabled })
}

/** The companies that the partner registered before, and the domain in what was typed. */
export function useSuggestions(typed: string) {
  const q = typed.trim()
  return useApiQuery('registration.suggest_accounts', { query: { q } }, { enabled: q.length > 1 })
}

/** The partner that acts here, with its manager. */
export function usePartner() {
  return useApiQuery('partner.get', { params: { id: usePathParam('partner') } })
}

/** The partner's people, page by page. */
export function usePeoplePages() {
  return useApiPages('person.list', { query: { limit: 50 } })
}

/** The sentences that bind this partner. */
export function useRules() {
  return useApiQuery('program.rules')
}
