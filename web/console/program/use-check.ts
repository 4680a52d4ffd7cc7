import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import type { Answer } from '../../api/contracts.ts'

const PAUSE_MS = 400

export type Check = Answer<'program.check'>

/** Looks a text over whenever its typing pauses. The last answer stays until the next has come. */
export function useCheck(yaml: string): { check: Check | null; current: boolean; error: unknown } {
  const [found, setFound] = useState<{ yaml: string; check: Check } | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (found?.yaml === yaml) return
    const stop = new AbortController()
    const ask = async () => {
      try {
        setFound({ yaml, check: await api('program.check', { body: { yaml }, signal: stop.signal }) })
        setError(null)
      } catch (caught) {
        if (!stop.signal.aborted) setError(caught)
      }
    }
    const timer = setTimeout(() => void ask(), found ? PAUSE_MS : 0)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another text asks again, not its answer
  }, [yaml])
  return { check: found?.check ?? null, current: found?.yaml === yaml, error }
}
