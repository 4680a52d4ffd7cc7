import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type KeyField = { label: string; value: ReactNode; hint?: ReactNode }

/** Properties of a record as label and value; `row` for the five to seven that matter most, across the top. */
export function KeyFields({ fields, layout = 'list' }: { fields: readonly KeyField[]; layout?: 'list' | 'row' }) {
  const row = layout === 'row'
  return (
    <dl className={row ? 'grid grid-cols-2 gap-x-6 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-10' : 'flex flex-col gap-2'}>
      {fields.map((field) => (
        <div
          key={field.label}
          className={cx('min-w-0', !row && 'grid grid-cols-[minmax(6.5rem,35%)_minmax(0,1fr)] gap-3')}
        >
          <dt className={cx('text-ink-faint', row && 'text-xs')}>{field.label}</dt>
          <dd className={cx('min-w-0 break-words', row && 'mt-0.5 font-medium')}>
            {field.value}
            {field.hint && <span className="block text-xs font-normal text-ink-faint">{field.hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
