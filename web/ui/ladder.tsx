import { Check, CircleDot, CornerDownRight, Minus, StickyNote } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { toneSoft, toneText, type Tone } from './surfaces.ts'
import { words } from './words.ts'

export type Rung = {
  id: string
  /** What was asked: "Is the account already a customer?" */
  check: string
  verdict: 'answered' | 'passed' | 'noted' | 'not_reached'
  /** What was found, in a sentence. */
  reason?: ReactNode
  /** What it looked at: links to the rows. */
  evidence?: ReactNode
  /** The tone of the answer, on the rung that answered. */
  tone?: Tone
}

const icons = { answered: CircleDot, passed: Check, noted: StickyNote, not_reached: Minus }

/** A decision as the list of its checks, in order: what let it pass, what answered and on which evidence, what was not reached. */
export function Ladder({ label, rungs }: { label: string; rungs: readonly Rung[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {rungs.map((rung, index) => {
        const Icon = icons[rung.verdict]
        const answered = rung.verdict === 'answered'
        const tone = rung.tone ?? (answered ? 'accent' : rung.verdict === 'noted' ? 'warn' : 'neutral')
        return (
          <li key={rung.id} className={cx('relative flex gap-3 rounded-lg px-2 py-2', answered && toneSoft[tone])}>
            {index < rungs.length - 1 && (
              <span aria-hidden className="absolute top-8 -bottom-1 left-[1.125rem] w-px bg-line" />
            )}
            <span
              aria-hidden
              className={cx(
                'relative z-1 flex size-5 shrink-0 items-center justify-center rounded-full',
                rung.verdict === 'passed' && 'text-success',
                rung.verdict === 'noted' && 'text-warn',
                rung.verdict === 'not_reached' && 'text-ink-faint',
                answered && toneText[tone],
              )}
            >
              <Icon className="size-4" strokeWidth={answered ? 2.5 : 2} />
            </span>
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className={cx(answered && 'font-semibold', rung.verdict === 'not_reached' && 'text-ink-faint')}>
                  {rung.check}
                </span>
                <span className={cx('text-xs', answered ? cx('font-medium', toneText[tone]) : 'text-ink-faint')}>
                  {words.verdicts[rung.verdict]}
                </span>
              </div>
              {rung.reason && <p className={answered ? 'text-ink' : 'text-ink-soft'}>{rung.reason}</p>}
              {rung.evidence && (
                <div className="mt-1 flex items-start gap-1.5 text-xs text-ink-faint">
                  <CornerDownRight aria-hidden className="mt-0.5 size-3 shrink-0" />
                  <div className="flex min-w-0 flex-wrap gap-x-3 gap-y-1">{rung.evidence}</div>
                </div>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
