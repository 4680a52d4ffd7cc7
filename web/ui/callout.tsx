import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { toneSoft, toneText, type Tone } from './surfaces.ts'

const icons = {
  neutral: Info,
  info: Info,
  accent: Info,
  success: CircleCheck,
  warn: TriangleAlert,
  danger: CircleAlert,
}

/** Something worth a pause: what it is, and what can be done about it. */
export function Callout({
  tone = 'info',
  title,
  children,
  actions,
}: {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}) {
  const Icon = icons[tone]
  return (
    <div className={cx('flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-lg px-3.5 py-2.5', toneSoft[tone])}>
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', toneText[tone])} />
      <div className="min-w-0 flex-1 basis-48">
        {title && <p className={cx('font-medium', toneText[tone])}>{title}</p>}
        {children && <div className="text-ink-soft">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
