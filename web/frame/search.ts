import { useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Answer } from '../api/contracts.ts'
import { acting, api } from '../api/client.ts'
import type { ApiProblem } from '../api/problem.ts'

export type Found = Answer<'search.find'>
export type Hit = Found['groups'][number]['rows'][number]
export type FoundNoun = Hit['noun']

/** Of each kind; who wants more types one letter more. */
const OF_EACH = 5

/**
 * Searches for what is typed. An answer to what was typed before is given up as soon as something else is asked; until
 * the new one is there the old one stays, marked as `stale`.
 */
export function useSearch(nouns: readonly FoundNoun[]) {
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const query = { q, nouns: nouns.join(','), limit: OF_EACH }
  const answer = useQuery<Found, ApiProblem>({
    queryKey: ['search.find', acting(), query],
    queryFn: ({ signal }) => api('search.find', { query, signal }),
    enabled: q !== '' && nouns.length > 0,
    placeholderData: keepPreviousData,
  })
  const groups = q === '' ? [] : (answer.data?.groups ?? [])
  return { q, setTyped, groups, stale: answer.isPlaceholderData, pending: answer.isFetching, failed: answer.isError }
}
