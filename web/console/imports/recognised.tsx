import { X } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { invalidate } from '../../api/hooks.ts'
import { Badge, Button, Callout, IconButton, RelativeTime } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import type { Import, Mapping } from './fields.ts'
import { useImportPlaces } from './places.ts'
import { words } from './words.ts'

const says = words.map

/** What the file looks like and how its mapping began: whoever maps it can overrule both. */
export function Recognised({ it }: { it: Import }) {
  const { suggestion } = it
  if (!suggestion || it.mapping) return <p className="-mt-2 text-ink-soft">{says.from_saved}</p>
  const { recognised, remembered } = suggestion
  if (remembered)
    return (
      <Callout
        tone="info"
        title={
          <>
            {says.remembered(remembered.label, remembered.used_by)} <RelativeTime at={remembered.used_at} />
          </>
        }
      >
        {remembered.added.length + remembered.gone.length === 0 ? (
          says.same_columns
        ) : (
          <span className="flex flex-col gap-1">
            {remembered.added.length > 0 && <Columns label={says.added} names={remembered.added} />}
            {remembered.gone.length > 0 && <Columns label={says.gone} names={remembered.gone} />}
          </span>
        )}
      </Callout>
    )
  if (!recognised) return <p className="-mt-2 text-ink-soft">{says.from_file}</p>
  const other = recognised.object !== it.object
  return (
    <Callout
      tone={other ? 'warn' : 'info'}
      title={says.looks_like(recognised.system, recognised.record)}
      {...(other ? { actions: <OtherObject object={recognised.object} /> } : {})}
    >
      <span className="flex flex-col gap-1">
        <Columns label={says.because} names={recognised.evidence} />
        {other ? says.other_object(words.objects[recognised.object], words.objects[it.object]) : says.from_preset}
      </span>
    </Callout>
  )
}

/** The file was uploaded as another kind of thing than it looks like: back to where that is said. */
function OtherObject({ object }: { object: Import['object'] }) {
  const go = useGo()
  const places = useImportPlaces()
  const client = useQueryClient()
  if (places.is_partner) return null
  const again = async () => {
    await invalidate(client, ['import'])
    go(places.one('new'))
  }
  return <Button onClick={() => void again()}>{says.upload_as(words.objects[object])}</Button>
}

function Columns({ label, names }: { label: string; names: readonly string[] }) {
  return (
    <span className="flex flex-wrap items-center gap-1">
      {label}
      {names.slice(0, 12).map((name) => (
        <Badge key={name} tone="neutral">
          {name}
        </Badge>
      ))}
      {names.length > 12 && <span>{says.and_more(names.length - 12)}</span>}
    </span>
  )
}

/** Rows that are passed over, and the way to bring them in after all. */
export function Skipped({
  skip,
  onChange,
}: {
  skip: NonNullable<Mapping['skip']>
  onChange: (skip: NonNullable<Mapping['skip']>) => void
}) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-semibold">{says.skip}</legend>
      <ul className="flex flex-col gap-1">
        {skip.map(({ column, values }) => (
          <li key={column} className="flex items-center gap-2 text-ink-soft">
            {says.skipped(column, values)}
            <IconButton
              label={says.skip_not(column)}
              icon={<X aria-hidden className="size-4" />}
              onClick={() => onChange(skip.filter((one) => one.column !== column))}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
