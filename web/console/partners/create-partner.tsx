import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { toast } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { EditDrawer, errorsOf } from '../edits/edit-drawer.tsx'
import { EnrollFields, type Enrolling } from './enroll-fields.tsx'
import { PartnerFields } from './partner-fields.tsx'
import { bodyOf, emptyDraft, type Draft } from './partner-form.ts'
import { words } from './words.ts'

const NO_TRACK: Enrolling = { track: null, tier: null, status: 'candidate' }

/** Adds a partner, enrolled in a track at once where one is chosen. */
export function CreatePartner({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { membership } = useActing()
  const go = useGo()
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [enrolling, setEnrolling] = useState(NO_TRACK)
  const create = useApiCommand('partner.create', {
    onDone: ({ id, name }) => {
      toast({ title: words.create.done(name), tone: 'success' })
      onClose()
      go(paths.console.partner(membership.org.slug, id))
    },
  })
  const { reset } = create
  useEffect(() => {
    if (!open) return
    setDraft({ ...emptyDraft, manager: null })
    setEnrolling(NO_TRACK)
    reset()
  }, [open, reset])
  const { track, tier, status } = enrolling
  const send = () =>
    create.mutate({ body: { ...bodyOf(draft), name: draft.name, enrollments: track ? [{ track, tier, status }] : [] } })
  const errors = errorsOf(create.error, {})
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
      <PartnerFields draft={draft} set={(patch) => setDraft((now) => ({ ...now, ...patch }))} errors={errors} />
      <EnrollFields value={enrolling} onChange={setEnrolling} taken={[]} optional enabled={open} />
    </EditDrawer>
  )
}
