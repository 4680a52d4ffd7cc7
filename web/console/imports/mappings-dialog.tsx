import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import { useActing } from '../../session.tsx'
import { Button, Dialog, RelativeTime, Skeleton, TextField, toast } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.mappings
type Remembered = Answer<'import.list_mappings'>['rows'][number]

/** Mappings that the next files of their shape begin with: to be renamed or forgotten. */
export function MappingsDialog({ onClose }: { onClose: () => void }) {
  const query = useApiQuery('import.list_mappings')
  return (
    <Dialog
      open
      onClose={onClose}
      title={says.title}
      description={says.why}
      actions={<Button onClick={onClose}>{says.close}</Button>}
    >
      <Loaded query={query} skeleton={<Skeleton className="h-24" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="text-ink-soft">{says.none}</p>
          ) : (
            <ul className="flex flex-col divide-y divide-line border-y border-line">
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Dialog>
  )
}

function Row({ row }: { row: Remembered }) {
  const { may } = useActing()
  const [label, setLabel] = useState<string | null>(null)
  const onProblem = (problem: Parameters<typeof problemText>[0]) => toastProblem(problem)
  const rename = useApiCommand('import.rename_mapping', { onDone: () => setLabel(null), onProblem })
  const forget = useApiCommand('import.forget_mapping', {
    onDone: () => toast({ title: says.forgotten(row.label) }),
    onProblem,
  })
  if (label !== null)
    return (
      <li className="py-2">
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (label.trim())
              rename.mutate({ params: { id: row.id }, if_match: row.revision, body: { label: label.trim() } })
          }}
        >
          <TextField className="flex-1" label={says.label} value={label} maxLength={100} onChange={setLabel} />
          <Button type="submit" look="primary" pending={rename.isPending}>
            {says.save}
          </Button>
        </form>
      </li>
    )
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{row.label}</span>
        <span className="block text-xs text-ink-faint">
          {words.objects[row.object]} · {says.columns(row.columns)} · {row.used_by} · <RelativeTime at={row.used_at} />
        </span>
      </span>
      {may('import:run') && (
        <span className="flex gap-1">
          <Button size="small" look="ghost" aria-label={says.rename_of(row.label)} onClick={() => setLabel(row.label)}>
            {says.rename}
          </Button>
          <Button
            size="small"
            look="ghost"
            aria-label={says.forget_of(row.label)}
            pending={forget.isPending}
            onClick={() => forget.mutate({ params: { id: row.id } })}
          >
            {says.forget}
          </Button>
        </span>
      )}
    </li>
  )
}
