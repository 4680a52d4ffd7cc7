import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { dayIn } from './time-words.ts'

export type Clock = {
  /** Business time minus this browser's, in milliseconds: a demo's clock may stand elsewhere. */
  offset_ms: number
  /** The zone in which dates are said. */
  zone: string
  locale: string
}

const ClockContext = createContext<Clock>({
  offset_ms: 0,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  locale: 'en',
})

/** Gives everything below it the business clock and its zone. */
export function ClockProvider({ clock, children }: { clock: Clock; children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>
}

/** The clock, its `now` in milliseconds renewed every half minute. */
export function useClock(): Clock & { now_ms: number } {
  const clock = useContext(ClockContext)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return { ...clock, now_ms: now + clock.offset_ms }
}

/** The date of business time in the clock's zone, as a business date: what forms take for today. */
export function useToday(): string {
  const { now_ms, zone } = useClock()
  return dayIn(now_ms, zone)
}
