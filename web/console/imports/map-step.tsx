import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { invalidate, useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import { useActing } from '../../session.tsx'
import { Button, Callout, ErrorSummary, GuardedButton, Section, TextField, toast } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { FieldRow } from './field-row.tsx'
import { fieldsOf, type Field, type Import } from './fields.ts'
import { KeyColumns } from './key-columns.tsx'
import { missingIn, placeOf, startOf, toMapping, type Draft } from './mapping.ts'
import { useImportPlaces } from './places.ts'
import { Recognised, Skipped } from './recognised.tsx'
import { words } from './words.ts'

const says = words.map

/** Fields of the program's own that a column can fill; a file comes with its deal, not in a table. */
function useOwnFields(it: Import): Field[] {
  const { may } = useActing()
  const asked = it.object === 'registration' && may('registration:submit')
  const form = useApiQuery('registration.form', undefined, { enabled: asked })
  const all = form.data?.tracks.flatMap((track) => track.fields) ?? []
  const named = new Map(all.flatMap((one) => (one.type === 'file' ? [] : [[`answers.${one.key}`, one.label] as const])))
  return [...named].map(([name, label]) => ({ name, label, type: 'text', required: false }))
}

/** Which column of the file is what. */
export function MapStep({ it, onSaved }: { it: Import; onSaved: () => void }) {
  const { may } = useActing()
  const places = useImportPlaces()
  const go = useGo()
  const [draft, setDraft] = useState<Draft>(() => startOf(it))
  const [tries, setTries] = useState(0)
  // Whose deal it is goes without saying where the partner's own people bring it.
  const own = useOwnFields(it)
  const fields = [...fieldsOf(it.object), ...own].filter((field) => !places.is_partner || field.name !== 'partner')
  const { columns, key_candidates } = it.description
  const client = useQueryClient()
  const save = useApiCommand('import.map', {
    onDone: () => {
      // What was previewed under the mapping before says nothing any more.
      client.removeQueries({ queryKey: ['import.preview'] })
      onSaved()
    },
    onProblem: ({ status }) => void (status === 412 && invalidate(client, ['import'])),
  })
  const drop = useApiCommand('import.cancel', {
    onDone: () => {
      toast({ title: words.run.dropped })
      go(places.list, 'replace')
    },
  })
  const missing = missingIn(draft, fields, columns)
  const named = Object.fromEntries(
    Object.entries(fieldErrors(save.error)).map(([path, message]) => [placeOf(path, draft), message]),
  )
  const errors: Readonly<Record<string, string>> = { ...named, ...(tries > 0 ? missing : {}) }
  const send = () => {
    setTries((before) => before + 1)
    if (Object.keys(missing).length === 0)
      save.mutate({ params: { id: it.id }, if_match: it.revision, body: { mapping: toMapping(draft) } })
  }
  const other = save.error && save.error.fields.length === 0 ? problemText(save.error) : null
  const labelOf = (place: string) =>
    fields.find((field) => field.name === place)?.label ??
    (place === 'key_columns' ? says.key : place === 'mapping_name' ? says.name : undefined)
  const used = new Set([
    ...draft.columns.map((one) => one.column),
    ...draft.key_columns,
    ...(draft.skip ?? []).map((one) => one.column),
  ])
  const unused = it.description.header.filter((column) => !used.has(column))
  return (
    <form
      className="flex max-w-5xl flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <ErrorSummary
        title={says.wrong}
        attempt={tries}
        problems={Object.entries(errors).map(([path, message]) => {
          const label = labelOf(path)
          return { path, message, ...(label ? { label } : {}) }
        })}
      />
      {other && (
        <div role="alert">
          <Callout tone="danger" title={save.error?.status === 412 ? says.stale : other.what}>
            {save.error?.status === 412 ? says.stale_body : other.next}
          </Callout>
        </div>
      )}
      <Section title={says.first(it.file_name)}>
        <Recognised it={it} />
        <div>
          <div
            aria-hidden
            className="grid grid-cols-[minmax(0,13rem)_minmax(0,17rem)_minmax(0,1fr)] gap-x-4 border-b border-line pb-1.5 text-xs text-ink-faint max-md:hidden"
          >
            <span>{says.field}</span>
            <span>{says.column}</span>
            <span>{says.samples}</span>
          </div>
          <ul className="flex flex-col divide-y divide-line border-b border-line">
            {fields.map((field) => (
              <FieldRow
                key={field.name}
                field={field}
                draft={draft}
                columns={columns}
                error={errors[field.name] ?? null}
                onChange={setDraft}
              />
            ))}
          </ul>
        </div>
        {unused.length > 0 && (
          <p className="text-xs text-ink-faint">
            {says.unused}: <span className="text-ink-soft">{unused.join(', ')}</span>
          </p>
        )}
      </Section>
      {draft.skip && draft.skip.length > 0 && (
        <Skipped skip={draft.skip} onChange={(skip) => setDraft({ ...draft, skip })} />
      )}
      <KeyColumns
        header={it.description.header}
        candidates={key_candidates}
        chosen={draft.key_columns}
        error={errors['key_columns'] ?? null}
        onChange={(key_columns) => setDraft({ ...draft, key_columns })}
      />
      <TextField
        className="max-w-sm"
        label={says.name}
        name="mapping_name"
        hint={says.name_hint}
        value={draft.name}
        error={errors['mapping_name'] ?? null}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <div className="flex flex-wrap gap-2">
        <GuardedButton
          type="submit"
          look="primary"
          pending={save.isPending}
          whyNot={may('import:run') ? null : words.not_yours}
        >
          {says.save}
        </GuardedButton>
        {it.abilities.includes('cancel') && (
          <Button look="ghost" pending={drop.isPending} onClick={() => drop.mutate({ params: { id: it.id } })}>
            {says.cancel}
          </Button>
        )}
      </div>
    </form>
  )
}
