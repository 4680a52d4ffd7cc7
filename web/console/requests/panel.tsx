import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { AskForm } from '../../requests/ask-form.tsx'
import { holdsText, RequestMark, wishText } from '../../requests/state.tsx'
import { Button, Callout, Drawer, Link, RelativeTime, useClock } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { words } from './words.ts'

const says = words.panel

/** What was asked for on a registration, what holds, and the way to ask on the partner's behalf. */
export function RequestsPanel({ registration_id, org }: { registration_id: string; org: string }) {
  const { zone } = useClock()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const list = useApiQuery('request.list', { query: { registration_id, limit: 50 } })
  return (
    <div className="flex flex-col gap-4">
      <Loaded query={list}>
        {({ rows }) => (
          <>
            {rows
              .filter((row) => row.status === 'approved')
              .map((row) => (
                <Callout key={row.id} tone="success" title={holdsText(row, zone)} />
              ))}
            {rows.length === 0 ? (
              <p className="text-ink-soft">{says.none}</p>
            ) : (
              <ul className="flex flex-col divide-y divide-line">
                {rows.map((row) => (
                  <li key={row.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
                    <span className="min-w-0 flex-1 basis-48">
                      <Link href={paths.console.request(org, row.id)} className="font-medium">
                        {row.kind.name}
                      </Link>{' '}
                      <span className="text-ink-soft">{wishText(row)}</span>
                    </span>
                    <RequestMark status={row.status} />
                    <span className="text-sm text-ink-faint">
                      {row.waiting_for.length > 0 && row.status === 'in_review' ? (
                        row.waiting_for.map((step) => step.name).join(', ')
                      ) : (
                        <RelativeTime at={row.decided_at ?? row.submitted_at} />
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
      {may('request:submit') && (
        <div>
          <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setAsking(true)}>
            {says.ask}
          </Button>
        </div>
      )}
      <Drawer open={asking} onClose={() => setAsking(false)} title={says.title}>
        {asking && <AskForm about={{ registration_id }} onDone={() => setAsking(false)} />}
      </Drawer>
    </div>
  )
}
