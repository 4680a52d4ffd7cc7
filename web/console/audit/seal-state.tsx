import { Lock } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { RelativeTime, Tooltip } from '../../ui/index.ts'
import { words } from './words.ts'

/** How far the audit is sealed. */
export function SealState() {
  const seals = useApiQuery('audit.list_seals', { query: { limit: 1 } })
  if (!seals.data) return null
  const last = seals.data.rows[0]
  if (!last) return <span>{words.no_seal}</span>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <Lock aria-hidden className="size-3.5 text-success" />
      <Tooltip text={words.what_seal} side="bottom">
        <span tabIndex={0} className="rounded-sm">
          {words.sealed_to(last.last_seq)}
        </span>
      </Tooltip>
      <span aria-hidden>·</span>
      <span>
        {words.sealed_when} <RelativeTime at={last.sealed_at} />
      </span>
    </span>
  )
}
