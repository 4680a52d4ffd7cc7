import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type Query,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { acting, api, type Args, type CallInput } from './client.ts'
import type { Answer, RouteId } from './contracts.ts'
import type { ApiProblem } from './problem.ts'
import { newKey } from './request.ts'

/** The noun of a route: "registration" of "registration.list". */
function nounOf(id: string): string {
  return id.split('.')[0] ?? id
}

/** Forgets what was read of these nouns; what is on the screen is read again. */
export async function invalidate(client: QueryClient, nouns: readonly string[]): Promise<void> {
  const concerned = ({ queryKey: [id] }: Query) => typeof id === 'string' && nouns.includes(nounOf(id))
  await client.invalidateQueries({ predicate: concerned, refetchType: 'none' })
  await client.refetchQueries({ type: 'active', predicate: (query) => concerned(query) && !isLong(query) })
}

/** A list of so many pages is not read again as a whole each time that something happens: it says that it is stale. */
const LONG_PAGES = 12

function isLong({ queryKey, state }: Query): boolean {
  const data = state.data as { pages?: unknown[] } | undefined // 'pages' in the key means an infinite query's data
  return queryKey.includes('pages') && (data?.pages?.length ?? 0) > LONG_PAGES
}

type QueryOptions = {
  enabled?: boolean
  /** Keep the last answer on the screen while another page or filter is fetched. */ keep?: boolean
}

/** Answers are kept for each membership apart. */
function actorOf(input: { acting?: string | null } | undefined): string | null {
  return input?.acting === undefined ? acting() : input.acting
}

/** Reads a route; the answer is shared by all who ask for the same. */
export function useApiQuery<Id extends RouteId>(
  id: Id,
  input?: CallInput<Id>,
  { enabled = true, keep = false }: QueryOptions = {},
): UseQueryResult<Answer<Id>, ApiProblem> {
  return useQuery<Answer<Id>, ApiProblem>({
    queryKey: [id, actorOf(input), input ?? null],
    // `Args` is a tuple of just this input; the compiler cannot see that for an open Id.
    queryFn: ({ signal }) => api(id, ...([{ ...input, signal }] as unknown as Args<CallInput<Id>>)),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
}

type Page<Row> = { rows: Row[]; next_cursor: string | null }
type RowOf<Id extends RouteId> = Answer<Id> extends Page<infer Row> ? Row : unknown

/** Reads a list page by page: `rows` of all pages so far, `more()` while there are any. */
export function useApiPages<Id extends RouteId>(id: Id, input?: CallInput<Id>, { enabled = true }: QueryOptions = {}) {
  const query = useInfiniteQuery({
    queryKey: [id, actorOf(input), input ?? null, 'pages'],
    initialPageParam: null as string | null,
    queryFn: async ({ signal, pageParam }) => {
      const given = input as { query?: Record<string, unknown> } | undefined
      const asked = { ...given, signal, query: { ...given?.query, ...(pageParam ? { cursor: pageParam } : {}) } }
      // Every list of the contracts takes `cursor` and answers `rows` and `next_cursor` (kit/contract.ts, pageOf).
      return (await api(id, ...([asked] as unknown as Args<CallInput<Id>>))) as Page<RowOf<Id>>
    },
    getNextPageParam: (page) => page.next_cursor,
    enabled,
  })
  const { data } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows), [data])
  return { ...query, rows, more: query.hasNextPage ? () => void query.fetchNextPage() : null }
}

type CommandOptions<Id extends RouteId> = {
  /** Nouns to read again afterwards, besides the route's own. */
  also?: readonly string[]
  onDone?: (answer: Answer<Id>, input: CallInput<Id>) => void
  onProblem?: (problem: ApiProblem, input: CallInput<Id>) => void
}

/**
 * Writes by a route. Asked again with the same input after a failure, it goes out under the same Idempotency-Key, so that
 * an answer lost on the way is fetched rather than the thing done twice.
 */
export function useApiCommand<Id extends RouteId>(
  id: Id,
  { also = [], onDone, onProblem }: CommandOptions<Id> = {},
): UseMutationResult<Answer<Id>, ApiProblem, CallInput<Id>> {
  const client = useQueryClient()
  const kept = useRef<{ input: string; key: string } | null>(null)
  return useMutation<Answer<Id>, ApiProblem, CallInput<Id>>({
    mutationFn: (input) => {
      const text = JSON.stringify(input)
      if (kept.current?.input !== text) kept.current = { input: text, key: newKey() }
      return api(id, ...([{ idempotency_key: kept.current.key, ...input }] as unknown as Args<CallInput<Id>>))
    },
    onSuccess: async (answer, input) => {
      kept.current = null
      if (!input.dry_run) await invalidate(client, [nounOf(id), ...also])
      onDone?.(answer, input)
    },
    onError: (problem, input) => {
      // Somebody was faster: what is on the screen is not so any more.
      if (problem.problem.status === 409) void invalidate(client, [nounOf(id), ...also])
      onProblem?.(problem, input)
    },
  })
}

/**
 * Listens to the server's hints of what has changed and reads it again if it is on the screen. Hints that come together
 * are answered by one reading; after a break everything is read again, for what was missed.
 */
export function useHints(membership: string | null): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!membership) return
    const nouns = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let broken = false
    const source = new EventSource(`/api/v1/hints?acting=${encodeURIComponent(membership)}`)
    source.onmessage = (event: MessageEvent<string>) => {
      // The server writes hints as {noun, id, type}. What happened to an org or a membership is read under the type's noun:
      // "program.published", "person.invited".
      const { noun, type } = JSON.parse(event.data) as { noun: string; type: string }
      // Whatever happened stands on a timeline, and somebody may have been told of it.
      nouns
        .add(noun)
        .add(type.split('.')[0] ?? noun)
        .add('timeline')
        .add('notification')
      timer ??= setTimeout(() => {
        timer = undefined
        void invalidate(client, [...nouns])
        nouns.clear()
      }, 150)
    }
    source.onerror = () => {
      broken = true
    }
    source.onopen = () => {
      if (broken) void client.invalidateQueries()
      broken = false
    }
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client, membership])
}
