import { useClock } from '../../ui/index.ts'
import { locale } from '../../words/words.ts'

/** Says the day of an instant, in the program's zone. */
export function useDay(): (at: string) => string {
  const { zone } = useClock()
  const format = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone })
  return (at) => format.format(new Date(at))
}
