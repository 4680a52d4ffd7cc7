import { ChevronDown, Plus } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, GuardedButton, Menu, RelativeTime, Section, toast, type MenuItem } from '../../ui/index.ts'
import { EditDrawer, errorsOf } from '../edits/edit-drawer.tsx'
import { EnrollFields, type Enrolling } from './enroll-fields.tsx'
import { Standing, trackName, type Enrollment, type EnrollmentStatus, type Partner } from './standing.tsx'
import { useTracks, type Track } from './tracks.ts'
import { words } from './words.ts'

const says = words.enrollments

/** The tracks a partner is in: where it stands in each, its tier, and where it can go from here. */
export function Enrollments({ partner }: { partner: Partner }) {
  const [enrolling, setEnrolling] = useState(false)
  const may = partner.abilities.includes('enroll')
  const tracks = useTracks()
  return (
    <Section
      title={says.title}
      aside={
        <GuardedButton
          size="small"
          icon={<Plus aria-hidden className="size-3.5" />}
          whyNot={may ? null : words.edit.not_yours}
          onClick={() => setEnrolling(true)}
        >
          {says.add}
        </GuardedButton>
      }
    >
      {partner.enrollments.length === 0 && <p className="text-ink-soft">{says.none}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {partner.enrollments.map((enrollment) => (
          <EnrollmentRow
            key={enrollment.id}
            partner={partner}
            enrollment={enrollment}
            track={tracks.find((track) => track.key === enrollment.track.key)}
            able={partner.abilities.includes('edit_enrollment')}
          />
        ))}
      </ul>
      <EnrollDrawer partner={partner} open={enrolling} onClose={() => setEnrolling(false)} />
    </Section>
  )
}

function EnrollmentRow({
  partner,
  enrollment: one,
  track,
  able,
}: {
  partner: Partner
  enrollment: Enrollment
  track: Track | undefined
  able: boolean
}) {
  const [asked, setAsked] = useState<EnrollmentStatus | null>(null)
  const edit = useApiCommand('partner.edit_enrollment', {
    also: ['registration'],
    onDone: () => setAsked(null),
  })
  const change = (body: { status?: EnrollmentStatus; tier?: string | null }, title: string) =>
    edit.mutate(
      { params: { id: partner.id, enrollment_id: one.id }, body, if_match: one.revision },
      { onSuccess: () => toast({ title, tone: 'success' }) },
    )
  const steps: MenuItem[] = one.next_statuses.map((status) => ({
    kind: 'action',
    id: status,
    label: words.statuses[status],
    onPick: () => setAsked(status),
  }))
  const tiers: MenuItem[] = track?.tiers.length
    ? [
        {
          kind: 'choice',
          id: 'tier',
          label: words.fields.tier,
          value: one.tier?.key ?? '',
          options: track.tiers.map(({ key, name }) => ({ value: key, label: name })),
          onPick: (tier) =>
            change({ tier }, says.moved(one.track.name, track.tiers.find(({ key }) => key === tier)?.name ?? tier)),
        },
      ]
    : []
  const items = [
    ...steps,
    ...(steps.length > 0 && tiers.length > 0 ? [{ kind: 'line' as const, id: 'line' }] : []),
    ...tiers,
  ]
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 first:pt-0">
      <span className="min-w-32 font-medium">{trackName(one)}</span>
      <Standing status={one.status} />
      <span className="text-xs text-ink-faint">
        {says.since} <RelativeTime at={one.created_at} />
      </span>
      <span className="ml-auto">
        {one.next_statuses.length === 0 ? (
          <span className="text-xs text-ink-faint">{says.end}</span>
        ) : (
          able && (
            <Menu
              trigger={
                <Button
                  size="small"
                  iconEnd={<ChevronDown aria-hidden className="size-3.5" />}
                  aria-label={says.move_label(one.track.name)}
                  pending={edit.isPending}
                >
                  {says.move}
                </Button>
              }
              items={items}
            />
          )
        )}
      </span>
      {edit.error && !asked && (
        <div className="basis-full">
          <ProblemNote error={edit.error} />
        </div>
      )}
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={asked ? says.move_title(words.statuses[asked]) : ''}
        description={says.move_body(partner.name, one.track.name, words.statuses[one.status].toLowerCase())}
        actions={
          <>
            <Button onClick={() => setAsked(null)}>{words.cancel}</Button>
            <Button
              look="primary"
              pending={edit.isPending}
              onClick={() => asked && change({ status: asked }, says.moved(one.track.name, words.statuses[asked]))}
            >
              {says.confirm}
            </Button>
          </>
        }
      >
        {edit.error && <ProblemNote error={edit.error} />}
      </Dialog>
    </li>
  )
}

function EnrollDrawer({ partner, open, onClose }: { partner: Partner; open: boolean; onClose: () => void }) {
  const [value, setValue] = useState<Enrolling>({ track: null, tier: null, status: 'active' })
  const enroll = useApiCommand('partner.enroll', {
    onDone: () => {
      toast({ title: says.enrolled(partner.name), tone: 'success' })
      onClose()
    },
  })
  const { track, tier, status } = value
  const errors = errorsOf(enroll.error, {})
  return (
    <EditDrawer
      open={open}
      onClose={onClose}
      title={says.enroll_title}
      submit={says.enroll}
      onSubmit={() => track && enroll.mutate({ params: { id: partner.id }, body: { track, tier, status } })}
      pending={enroll.isPending}
      disabled={track === null}
      problem={enroll.error}
      errors={errors}
      labels={words.fields}
    >
      <EnrollFields
        value={value}
        onChange={setValue}
        taken={partner.enrollments.map((one) => one.track.key)}
        enabled={open}
      />
    </EditDrawer>
  )
}
