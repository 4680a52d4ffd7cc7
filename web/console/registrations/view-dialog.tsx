import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, Switch, TextField, toast } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { kept, type ViewState } from './desk.ts'
import { words } from './desk-words.ts'
import type { SavedView } from './saved-views.ts'

const says = words.view

/** Asks for the name of a view: a new one, or another name for one that is there. */
export function ViewDialog({
  saved,
  state,
  onClose,
  onDone,
}: {
  saved: SavedView | null
  state: ViewState
  onClose: () => void
  onDone: (view: SavedView) => void
}) {
  const may = useMay()
  const [name, setName] = useState(saved?.name ?? '')
  const [shared, setShared] = useState(false)
  const [asked, setAsked] = useState(false)
  const done = {
    onDone: (view: SavedView) => {
      toast({ title: says.saved(view.name), tone: 'success' })
      onDone(view)
      onClose()
    },
  }
  const create = useApiCommand('view.create', done)
  const edit = useApiCommand('view.edit', done)
  const error = create.error ?? edit.error
  const errors = fieldErrors(error)
  const send = () => {
    setAsked(true)
    const given = name.trim()
    if (!given) document.getElementById('field-name')?.focus()
    else if (saved) edit.mutate({ params: { id: saved.id }, if_match: saved.revision, body: { name: given } })
    else create.mutate({ body: { list: 'registrations', name: given, shared, state: kept(state) } })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={saved ? says.rename_title : says.title}
      {...(saved ? {} : { description: says.body })}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look="primary" pending={create.isPending || edit.isPending} onClick={send}>
            {says.save}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <TextField
          label={says.name}
          hint={says.name_hint}
          name="name"
          value={name}
          onChange={setName}
          maxLength={60}
          error={asked && !name.trim() ? says.name_asked : (errors['name'] ?? null)}
        />
        {!saved && (
          <Switch
            label={says.shared}
            hint={may('view:share') ? says.shared_hint : says.shared_not_yours}
            checked={shared}
            onChange={setShared}
            disabled={!may('view:share')}
          />
        )}
        {error && !errors['name'] && <ProblemNote error={error} />}
      </form>
    </Dialog>
  )
}
