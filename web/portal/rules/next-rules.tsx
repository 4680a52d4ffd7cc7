import { Callout } from '../../ui/index.ts'
import type { Rules } from '../calls.ts'
import { useDay } from './day.ts'
import { words } from './words.ts'

type Next = NonNullable<Rules['next']>

/** What changes for this partner with the next version, and from when. */
export function NextRules({ next }: { next: Next }) {
  const day = useDay()
  return (
    <Callout tone="warn" title={words.next.title(day(next.effective_at))}>
      {next.changes.length === 0 && words.next.same}
      <ul className="mt-1 flex flex-col gap-2.5">
        {next.changes.map((change) => (
          <li key={`${change.kind} ${change.text}`}>
            <span className="font-medium text-ink">{words.next.kinds[change.kind]}:</span>{' '}
            <span className={change.kind === 'removed' ? 'line-through decoration-ink-faint' : 'text-ink'}>
              {change.text}
            </span>
            {change.kind === 'changed' && change.before && (
              <span className="block text-sm text-ink-soft">{words.next.before(change.before)}</span>
            )}
          </li>
        ))}
      </ul>
    </Callout>
  )
}
