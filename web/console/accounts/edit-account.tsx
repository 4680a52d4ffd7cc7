import { useEffect, useMemo, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { countryName } from '../../../kit/countries.ts'
import { toast } from '../../ui/index.ts'
import { ChangedMeanwhile } from '../edits/changed-meanwhile.tsx'
import { EditDrawer, errorsOf } from '../edits/edit-drawer.tsx'
import { useEdit } from '../edits/use-edit.ts'
import { words as edits } from '../edits/words.ts'
import { AccountFields } from './account-fields.tsx'
import { bodyOf, draftOf, type Account, type Draft } from './account-form.ts'
import { words } from './words.ts'

function shown(value: Draft[keyof Draft]): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? words.edit.yes : words.edit.no
  if (typeof value === 'object' && 'label' in value) return value.label
  if (typeof value === 'object') return value.amount && `${value.amount} ${value.currency}`
  return value.length === 2 ? countryName(value) : value
}

/** Changes an account; notices when somebody else did meanwhile, and shows what. */
export function EditAccount({
  account,
  open,
  onClose,
  onStale,
}: {
  account: Account
  open: boolean
  onClose: () => void
  onStale: () => void
}) {
  const values = useMemo(() => draftOf(account), [account])
  const edit = useEdit({ open, values, revision: account.revision })
  const [own, setOwn] = useState<Record<string, string>>({})
  const save = useApiCommand('account.edit', {
    onDone: ({ name }) => {
      toast({ title: `${edits.saved}: ${name}`, tone: 'success' })
      onClose()
    },
    onProblem: (problem) => problem.status === 412 && onStale(),
  })
  const { reset } = save
  useEffect(() => {
    if (!open) return
    setOwn({})
    reset()
  }, [open, reset])
  const send = () => {
    const { body, problems } = bodyOf(edit.changes)
    setOwn(problems)
    if (Object.keys(problems).length === 0) save.mutate({ params: { id: account.id }, body, if_match: edit.revision })
  }
  const errors = errorsOf(save.error, own)
  return (
    <EditDrawer
      open={open}
      onClose={onClose}
      title={words.edit.title}
      onSubmit={send}
      pending={save.isPending}
      disabled={Object.keys(edit.changes).length === 0 || edit.theirs !== null}
      problem={save.error}
      errors={errors}
      labels={words.fields}
      notice={<ChangedMeanwhile edit={edit} label={(field) => words.fields[field]} show={shown} />}
    >
      <AccountFields draft={edit.draft} set={edit.set} errors={errors} self={account.id} />
    </EditDrawer>
  )
}
