import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { Combobox, Select, TextArea, toast, type Suggestion } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { EditDrawer, errorsOf } from '../edits/edit-drawer.tsx'
import { words } from './words.ts'

const says = words.open
const KINDS = ['poaching', 'parking', 'probing', 'unregistered'] as const
type Kind = (typeof KINDS)[number]

/** Opens a case by hand; the partner learns of it only when it is told. */
export function OpenDrawer({ open, onClose, org }: { open: boolean; onClose: () => void; org: string }) {
  const go = useGo()
  const [partner, setPartner] = useState<Suggestion | null>(null)
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState<Kind>('poaching')
  const [text, setText] = useState('')
  const [own, setOwn] = useState<Record<string, string>>({})
  const found = useApiQuery('partner.list', { query: { limit: 20, ...(typed ? { q: typed } : {}) } }, { enabled: open })
  const create = useApiCommand('conduct_case.open', {
    also: ['event', 'timeline'],
    onDone: ({ id }) => {
      toast({ title: says.done, tone: 'success' })
      setText('')
      onClose()
      go(paths.console.conductCase(org, id))
    },
  })
  const send = () => {
    const missing = {
      ...(partner ? {} : { partner_id: says.missing_partner }),
      ...(text.trim() ? {} : { words: says.missing }),
    }
    setOwn(missing)
    if (partner && text.trim()) create.mutate({ body: { partner_id: partner.value, kind, words: text.trim() } })
  }
  const errors = errorsOf(create.error, own)
  return (
    <EditDrawer
      open={open}
      onClose={onClose}
      title={says.title}
      submit={says.submit}
      onSubmit={send}
      pending={create.isPending}
      problem={create.error}
      errors={errors}
      labels={{ partner_id: says.partner, kind: says.kind, words: says.words }}
    >
      <p className="text-ink-soft">{says.why}</p>
      <Combobox
        label={says.partner}
        name="partner_id"
        placeholder={says.choose}
        error={errors['partner_id'] ?? null}
        value={partner}
        onChange={setPartner}
        options={found.data?.rows.map((row) => ({ value: row.id, label: row.name })) ?? []}
        onSearch={setTyped}
        searching={found.isFetching}
        empty={says.nobody}
      />
      <Select
        label={says.kind}
        name="kind"
        value={kind}
        onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'poaching')}
        options={KINDS.map((one) => ({ value: one, label: words.kinds[one] }))}
      />
      <TextArea
        label={says.words}
        name="words"
        hint={says.hint}
        value={text}
        onChange={setText}
        error={errors['words'] ?? null}
        maxLength={4000}
        rows={5}
      />
    </EditDrawer>
  )
}
