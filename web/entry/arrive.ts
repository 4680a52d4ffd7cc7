import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Answer } from '../api/contracts.ts'
import { setActing } from '../api/client.ts'
import { paths } from '../paths.ts'
import { homeOf } from '../session.tsx'
import { useGo } from '../url-state.ts'
import { ownAddress } from './own-address.ts'

/** Where somebody goes who has just come in: on to where they were, to their one place, or to the choice. */
export function useArrive(): (session: Answer<'session.get'>, next?: string) => void {
  const client = useQueryClient()
  const go = useGo()
  return useCallback(
    (session, next) => {
      setActing(null)
      // Nothing that somebody else read before on this machine stays in memory.
      client.clear()
      const [only, ...more] = session.memberships
      go(ownAddress(next) ?? (only && more.length === 0 ? homeOf(only) : paths.choose()), 'replace')
    },
    [client, go],
  )
}
