import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { toneDot, toneSoft, toneText, type Tone } from './surfaces.ts'

/** A state: a dot of its tone and its word. The word carries the meaning, the colour only helps the eye. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={cx('size-2 shrink-0 rounded-full', toneDot[tone])} />
      {children}
    </span>
  )
}

/** A short label on a ground of its tone. */
export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&>svg]:size-3',
        toneSoft[tone],
        toneText[tone],
      )}
    >
      {icon}
      {children}
    </span>
  )
}
