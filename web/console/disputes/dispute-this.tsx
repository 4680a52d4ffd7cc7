import { Scale } from 'lucide-react'
import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { DisagreeForm, type Disputed } from '../../disputes/disagree-form.tsx'
import { DisputeMark, DueClock } from '../../disputes/state.tsx'
import { paths } from '../../paths.ts'
import { Button, Drawer, Link } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { useMay } from '../may.ts'
import { words } from './words.ts'

const says = words.this

/** On every view of a ruling or a conflict: what is in dispute there already, and the way to disagree. */
export function DisputeThis({
  subject,
  org,
  size = 'small',
}: {
  subject: Disputed
  org: string
  /** As high as what stands beside it. */
  size?: 'small' | 'normal'
}) {
  const may = useMay()
  const go = useGo()
  const [open, setOpen] = useState(false)
  const list = useApiQuery('dispute.list', { query: { limit: 5, ...subject } }, { enabled: may('dispute:read') })
  const live = list.data?.rows.filter(({ status }) => !['accepted', 'closed', 'withdrawn'].includes(status)) ?? []
  if (!may('dispute:read')) return null
  return (
    <>
      {live.map((row) => (
        <Link key={row.id} href={paths.console.dispute(org, row.id)} className="inline-flex items-center gap-2">
          {says.live} <DisputeMark status={row.status} />
          <DueClock due={row.due} />
        </Link>
      ))}
      {may('dispute:open') && (
        <Button size={size} icon={<Scale aria-hidden className="size-3.5" />} onClick={() => setOpen(true)}>
          {says.action}
        </Button>
      )}
      <Drawer open={open} onClose={() => setOpen(false)} title={says.title}>
        {open && (
          <DisagreeForm
            subject={subject}
            hrefOf={(id) => paths.console.dispute(org, id)}
            onDone={({ id }) => go(paths.console.dispute(org, id))}
          />
        )}
      </Drawer>
    </>
  )
}
