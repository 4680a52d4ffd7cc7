import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useActing } from '../../session.tsx'
import { Badge, Button, Checkbox, DateField, Section, Select, TextField, toast, useToday } from '../../ui/index.ts'
import { formatDate } from '../../words/format.ts'
import { EditDrawer, errorsOf } from '../edits/edit-drawer.tsx'
import { useKinds } from './requests-page.tsx'
import { words } from './words.ts'

const says = words.away

/** "I am away": who stands in, from when until when, for what; and what is arranged already. */
export function AwayDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { membership } = useActing()
  const today = useToday()
  const [to_id, setTo] = useState<string | null>(null)
  const [from_on, setFrom] = useState(today)
  const [until_on, setUntil] = useState('')
  const [note, setNote] = useState('')
  const [kinds, setKinds] = useState<readonly string[]>([])
  const [own, setOwn] = useState<Record<string, string>>({})
  const people = useApiQuery('person.list', { query: { side: 'org', limit: 200 } }, { enabled: open })
  const partners = useApiQuery('partner.list', { query: { limit: 1 } }, { enabled: open })
  const known = useKinds(partners.data?.rows[0]?.id)
  const arranged = useApiQuery('delegation.list', { query: { from_id: membership.id, limit: 10 } }, { enabled: open })
  const create = useApiCommand('delegation.create', {
    also: ['request'],
    onDone: ({ to }) => {
      toast({ title: says.saved(to.name), tone: 'success' })
      setTo(null)
      setUntil('')
      setNote('')
      setKinds([])
    },
  })
  const end = useApiCommand('delegation.end', { also: ['request'], onDone: () => toast({ title: says.ended }) })
  const send = () => {
    const missing = { ...(to_id ? {} : { to_id: says.choose }), ...(until_on ? {} : { until_on: says.until }) }
    setOwn(missing)
    if (!to_id || !until_on) return
    create.mutate({
      body: { to_id, from_on, until_on, kinds: [...kinds], ...(note.trim() ? { note: note.trim() } : {}) },
    })
  }
  const errors = errorsOf(create.error, own)
  return (
    <EditDrawer
      open={open}
      onClose={onClose}
      title={says.title}
      submit={says.save}
      onSubmit={send}
      pending={create.isPending}
      problem={create.error}
      errors={errors}
      labels={{ to_id: says.to, from_on: says.from, until_on: says.until }}
    >
      <p className="text-ink-soft">{says.why}</p>
      <Select
        label={says.to}
        name="to_id"
        value={to_id}
        onChange={setTo}
        placeholder={says.choose}
        error={errors['to_id'] ?? null}
        options={
          people.data?.rows
            .filter((person) => person.id !== membership.id)
            .map((person) => ({ value: person.id, label: person.name })) ?? []
        }
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField
          label={says.from}
          name="from_on"
          value={from_on}
          onChange={setFrom}
          min={today}
          error={errors['from_on'] ?? null}
        />
        <DateField
          label={says.until}
          name="until_on"
          value={until_on}
          onChange={setUntil}
          min={from_on}
          error={errors['until_on'] ?? null}
        />
      </div>
      {known.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium">{says.kinds}</legend>
          {known.map((kind) => (
            <Checkbox
              key={kind.value}
              label={kind.label}
              checked={kinds.includes(kind.value)}
              onChange={(on) => setKinds(on ? [...kinds, kind.value] : kinds.filter((one) => one !== kind.value))}
            />
          ))}
          <p className="text-xs text-ink-faint">{says.all_kinds}</p>
        </fieldset>
      )}
      <TextField label={says.note} name="note" value={note} onChange={setNote} optional maxLength={300} />
      <Section title={says.list}>
        <Loaded query={arranged}>
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="text-ink-soft">{says.none}</p>
            ) : (
              <ul className="flex flex-col divide-y divide-line">
                {rows.map((row) => (
                  <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                    <span className="min-w-0 flex-1">
                      <span className="block font-medium">{row.to.name}</span>
                      <span className="block text-sm text-ink-soft">
                        {says.span(formatDate(row.from_on), formatDate(row.until_on))}
                      </span>
                    </span>
                    <Badge tone={row.state === 'in_force' ? 'accent' : 'neutral'}>{says.states[row.state]}</Badge>
                    {row.abilities.includes('end') && (
                      <Button
                        size="small"
                        onClick={() => end.mutate({ params: { id: row.id } })}
                        pending={end.isPending}
                      >
                        {says.end}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
    </EditDrawer>
  )
}
