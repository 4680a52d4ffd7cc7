import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Link } from './link.tsx'
import { toneText, type Tone } from './surfaces.ts'

export type StatProps = {
  label: string
  value: ReactNode
  /** Where the rows behind the number are. */
  href?: string
  note?: ReactNode
  tone?: Tone
}

/** A number, what it counts, and the way to its rows. */
export function Stat({ label, value, href, note, tone }: StatProps) {
  const inside = (
    <>
      <span className="block text-xs text-ink-faint in-data-[density=calm]:text-sm">{label}</span>
      <span className={cx('mt-0.5 block text-xl font-semibold tracking-tight tabular-nums', tone && toneText[tone])}>
        {value}
      </span>
      {note && <span className="mt-0.5 block text-xs text-ink-faint">{note}</span>}
    </>
  )
  return href ? (
    <Link href={href} look="plain" className="-mx-3 -my-2 block rounded-lg px-3 py-2 hover:bg-sunken">
      {inside}
    </Link>
  ) : (
    <div>{inside}</div>
  )
}

/** Several numbers in a row; no boxes around them. */
export function Stats({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-x-6 gap-y-5 sm:flex sm:flex-wrap sm:gap-x-12">{children}</div>
}
