import { Check, Minus } from 'lucide-react'
import { roleName } from '../../frame/person-menu.tsx'
import type { Dispute } from '../../disputes/state.tsx'
import { Badge, Callout, cx, Section } from '../../ui/index.ts'
import { words } from './words.ts'

/** Who could settle it, and what ties the others to it: the same check that refuses them. */
export function People({ dispute: d }: { dispute: Dispute }) {
  if (d.people.length === 0) return null
  const free = d.people.filter(({ may }) => may)
  const others = d.people.filter(({ may }) => !may)
  return (
    <Section title={words.people}>
      {d.nobody_free && <Callout tone="danger">{words.people_none}</Callout>}
      <ul className="flex flex-col gap-2">
        {[...free, ...others].map((one) => (
          <li key={one.membership_id} className="flex gap-2">
            {one.may ? (
              <Check aria-label={words.may} className="mt-0.5 size-4 shrink-0 text-success" />
            ) : (
              <Minus aria-label={words.may_not} className="mt-0.5 size-4 shrink-0 text-ink-faint" />
            )}
            <span className="min-w-0">
              <span className={cx('flex flex-wrap items-center gap-x-2', !one.may && 'text-ink-soft')}>
                {one.name}
                {one.is_me && <Badge>{words.you}</Badge>}
                <span className="text-xs text-ink-faint">{roleName(one.role)}</span>
              </span>
              <span className="block text-xs text-ink-faint">{one.why}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The levels it can go up. */
export function Levels({ dispute: d }: { dispute: Dispute }) {
  if (d.path.length === 0) return null
  return (
    <Section title={words.levels}>
      <ol className="flex flex-col gap-1">
        {d.path.map(({ level, name, roles }) => (
          <li
            key={level}
            className="flex flex-wrap items-baseline gap-x-2"
            aria-current={level === d.level?.no || undefined}
          >
            <span className="text-ink-faint tabular-nums">{level}</span>
            <span className={level === d.level?.no ? 'font-medium' : undefined}>{name}</span>
            <span className="text-xs text-ink-faint">{roles.map(roleName).join(', ')}</span>
            {level === d.level?.no && <span className="text-xs text-accent-ink">{words.level_here}</span>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
