import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { toast } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { EditDrawer, errorsOf } from '../edits/edit-drawer.tsx'
import { AccountFields } from './account-fields.tsx'
import { bodyOf, emptyDraft, type Draft } from './account-form.ts'
import { words } from './words.ts'

/** Adds an account by hand. */
export function CreateAccount({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { membership } = useActing()
  const go = useGo()
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [own, setOwn] = useState<Record<string, string>>({})
  const create = useApiCommand('account.create', {
    onDone: ({ id, name }) => {
      toast({ title: words.create.done(name), tone: 'success' })
      onClose()
      go(paths.console.account(membership.org.slug, id))
    },
  })
  const { reset } = create
  useEffect(() => {
    if (!open) return
    setDraft(emptyDraft)
    setOwn({})
    reset()
  }, [open, reset])
  const send = () => {
    const { body, problems } = bodyOf(draft)
    setOwn(problems)
    if (Object.keys(problems).length === 0) create.mutate({ body: { ...body, name: draft.name } })
  }
  const errors = errorsOf(create.error, own)
  return (
    <EditDrawer
      open={open}
      onClose={onClose}
      title={words.create.title}
      submit={words.create.submit}
      onSubmit={send}
      pending={create.isPending}
      problem={create.error}
      errors={errors}
      labels={words.fields}
    >
      <AccountFields draft={draft} set={(patch) => setDraft((now) => ({ ...now, ...patch }))} errors={errors} />
    </EditDrawer>
  )
}
