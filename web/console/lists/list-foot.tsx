import { Button, Kbd } from '../../ui/index.ts'
import { words } from './words.ts'

/** Under a list: how much is shown, the way to the rest, and the keys that move through it. */
export function ListFoot({ count, more, pending }: { count: number; more: (() => void) | null; pending: boolean }) {
  if (count === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-xs text-ink-faint">
      <span role="status" className="tabular-nums">
        {more ? words.shown_so_far(count) : words.shown(count)}
      </span>
      {more && (
        <Button size="small" pending={pending} onClick={more}>
          {pending ? words.loading_more : words.more}
        </Button>
      )}
      <span className="ml-auto hidden items-center gap-1.5 sm:flex touch:hidden!">
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> {words.keys.move}
        <span aria-hidden>·</span>
        <Kbd>Enter</Kbd> {words.keys.open}
      </span>
    </div>
  )
}
