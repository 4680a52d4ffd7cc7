import type { ReactNode } from 'react'
import { ClockProvider, useClock } from './ui/index.ts'

/** For times that no business clock moves: sessions, keys, when something was recorded. */
export function WallClock({ children }: { children: ReactNode }) {
  const { zone, locale } = useClock()
  return <ClockProvider clock={{ offset_ms: 0, zone, locale }}>{children}</ClockProvider>
}
