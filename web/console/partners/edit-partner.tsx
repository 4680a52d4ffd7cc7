import { useEffect, useMemo } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { countryName } from '../../../kit/countries.ts'
import { toast } from '../../ui/index.ts'
import { ChangedMeanwhile } from '../edits/changed-meanwhile.tsx'
import { EditDrawer, errorsOf } from '../edits/edit-drawer.tsx'
import { useEdit } from '../edits/use-edit.ts'
import { words as edits } from '../edits/words.ts'
import { PartnerFields } from './partner-fields.tsx'
import { bodyOf, draftOf, type Draft } from './partner-form.ts'
import type { Partner } from './standing.tsx'
import { words } from './words.ts'

function shown(value: Draft[keyof Draft]): string {
  if (value === null) return ''
  if (typeof value === 'object') return value.label
  return value.length === 2 ? countryName(value) : value
}

const labelOf = (field: keyof Draft) => words.fields[field === 'manager' ? 'manager_id' : field]

/** Changes a partner; notices when somebody else did meanwhile, and shows what. */
export function EditPartner({
  partner,
  open,
  onClose,
  onStale,
}: {
  partner: Partner
  open: boolean
  onClose: () => void
  onStale: () => void
}) {
  const values = useMemo(() => draftOf(partner), [partner])
  const edit = useEdit({ open, values, revision: partner.revision })
  const save = useApiCommand('partner.edit', {
    also: ['registration'],
    onDone: ({ name }) => {
      toast({ title: `${edits.saved}: ${name}`, tone: 'success' })
      onClose()
    },
    onProblem: (problem) => problem.status === 412 && onStale(),
  })
  const { reset } = save
  useEffect(() => {
    if (open) reset()
  }, [open, reset])
  const errors = errorsOf(save.error, {})
  return (
    <EditDrawer
      open={open}
      onClose={onClose}
      title={words.edit.title}
      onSubmit={() => save.mutate({ params: { id: partner.id }, body: bodyOf(edit.changes), if_match: edit.revision })}
      pending={save.isPending}
      disabled={Object.keys(edit.changes).length === 0 || edit.theirs !== null}
      problem={save.error}
      errors={errors}
      labels={words.fields}
      notice={<ChangedMeanwhile edit={edit} label={labelOf} show={shown} />}
    >
      <PartnerFields draft={edit.draft} set={edit.set} errors={errors} />
    </EditDrawer>
  )
}
