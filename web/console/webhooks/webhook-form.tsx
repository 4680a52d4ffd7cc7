import { useEffect, useState } from 'react'
import type { ApiProblem } from '../../api/problem.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import { Button, Callout, Drawer, ErrorSummary, Select, TextField } from '../../ui/index.ts'
import { chosenOf, EventTypes, typesOf, type Chosen } from './event-types.tsx'
import { words } from './words.ts'

export type WebhookInput = { url: string; description: string; types: string[]; at_once: number }

const AT_ONCE = ['1', '2', '5', '10'] as const

/** The form of an endpoint, new or known. */
export function WebhookForm({
  open,
  before,
  title,
  action,
  pending,
  error,
  onSubmit,
  onClose,
}: {
  open: boolean
  before: WebhookInput | null
  title: string
  action: string
  pending: boolean
  error: ApiProblem | null
  onSubmit: (input: WebhookInput) => void
  onClose: () => void
}) {
  const says = words.form
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [chosen, setChosen] = useState<Chosen>(chosenOf(['*']))
  const [atOnce, setAtOnce] = useState('2')
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (!open) return
    setUrl(before?.url ?? '')
    setDescription(before?.description ?? '')
    setChosen(chosenOf(before?.types ?? ['*']))
    setAtOnce(String(before?.at_once ?? 2))
    setTries(0)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew
  }, [open])
  const types = typesOf(chosen)
  const told = fieldErrors(error)
  const told_types = Object.entries(told).find(([path]) => path.startsWith('types'))?.[1] ?? null
  const wrong = {
    url: tries > 0 && !url.trim() ? says.no_url : (told['url'] ?? null),
    types: tries > 0 && types.length === 0 ? says.no_types : told_types,
  }
  const submit = () => {
    setTries((count) => count + 1)
    if (!url.trim() || types.length === 0) return
    onSubmit({ url: url.trim(), description: description.trim(), types, at_once: Number(atOnce) })
  }
  const other = error && error.fields.length === 0 ? problemText(error) : null
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look="primary" pending={pending} onClick={submit}>
            {action}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-5 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <ErrorSummary
          title={says.wrong}
          attempt={tries}
          problems={Object.entries(wrong).flatMap(([path, message]) => (message ? [{ path, message }] : []))}
        />
        {other && (
          <Callout tone="danger" title={other.what}>
            {other.next}
          </Callout>
        )}
        <TextField
          label={says.url}
          name="url"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          hint={says.url_hint}
          placeholder={says.url_placeholder}
          error={wrong.url}
          value={url}
          onChange={setUrl}
        />
        <TextField
          label={says.description}
          name="description"
          optional
          placeholder={says.description_placeholder}
          maxLength={200}
          value={description}
          onChange={setDescription}
        />
        <EventTypes chosen={chosen} onChange={setChosen} error={wrong.types} />
        <Select
          label={says.at_once}
          hint={says.at_once_hint}
          value={atOnce}
          onChange={setAtOnce}
          options={[...new Set([...AT_ONCE, atOnce])]
            .sort((a, b) => Number(a) - Number(b))
            .map((value) => ({ value, label: value }))}
        />
        {/* Enter in a field sends the form. */}
        <button type="submit" hidden />
      </form>
    </Drawer>
  )
}
