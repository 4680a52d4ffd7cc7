import { UserPlus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { toastProblem } from '../../api/problem-note.tsx'
import { useActing } from '../../session.tsx'
import {
  Avatar,
  Button,
  EmptyState,
  GuardedButton,
  PageHeader,
  RelativeTime,
  Status,
  Table,
  toast,
  type Column,
} from '../../ui/index.ts'
import { WallClock } from '../../wall-clock.tsx'
import { usePeoplePages, type Person } from '../calls.ts'
import { EndDialog } from './end-dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { roleWords } from './roles.ts'
import { words } from './words.ts'

type Open = { what: 'invite' } | { what: 'role' | 'end'; person: Person } | null

/** The partner's own people; its admins invite them, change their roles and end their memberships. */
export default function PeoplePage() {
  const [open, setOpen] = useState<Open>(null)
  const people = usePeoplePages()
  const { may } = useActing()
  const close = () => setOpen(null)
  const editable = people.rows?.some((person) => person.abilities.length > 0) ?? false
  return (
    <WallClock>
      <PageHeader
        title={words.title}
        meta={
          people.rows
            ? words.summary(people.rows.length, people.rows.filter((one) => one.state === 'invited').length)
            : words.intro
        }
        actions={
          <GuardedButton
            look="primary"
            icon={<UserPlus aria-hidden className="size-4" />}
            whyNot={!may('person:invite') ? words.invite.not_yours : null}
            onClick={() => setOpen({ what: 'invite' })}
          >
            {words.invite.action}
          </GuardedButton>
        }
      />
      <div className="-mx-4 mt-2 sm:mx-0 [&_tbody_tr]:border-b [&_tbody_tr]:border-line">
        <Table
          label={words.title}
          columns={editable ? [...columns, changes(setOpen)] : columns}
          rows={people.rows}
          rowKey={(person) => person.id}
          rowName={(person) => person.name}
          stickyTop={64}
          skeletonRows={3}
          error={
            people.error && !people.rows ? (
              <ProblemState error={people.error} onRetry={() => void people.refetch()} />
            ) : undefined
          }
          empty={
            <EmptyState icon={<UsersRound />} title={words.empty.title}>
              {words.empty.body}
            </EmptyState>
          }
        />
      </div>
      {people.more && (
        <Button onClick={people.more} pending={people.isFetchingNextPage} className="mx-auto mt-4">
          {words.more}
        </Button>
      )}
      {open?.what === 'invite' && <InviteDialog onClose={close} />}
      {open?.what === 'role' && <RoleDialog person={open.person} onClose={close} />}
      {open?.what === 'end' && <EndDialog person={open.person} onClose={close} />}
    </WallClock>
  )
}

const columns: readonly Column<Person>[] = [
  { id: 'name', header: words.columns.name, cell: (person) => <Name person={person} /> },
  { id: 'role', header: words.columns.role, cell: (person) => roleWords(person.role).name },
  {
    id: 'state',
    header: words.columns.state,
    card: 'aside',
    cell: (person) => (
      <span className="flex flex-wrap items-center gap-x-2">
        <Status tone={person.state === 'active' ? 'success' : 'neutral'}>{words.states[person.state]}</Status>
        {person.invited_at && (
          <span className="text-xs text-ink-faint">
            <RelativeTime at={person.invited_at} />
          </span>
        )}
      </span>
    ),
  },
  { id: 'since', header: words.columns.since, align: 'end', cell: (person) => <RelativeTime at={person.created_at} /> },
]

const changes = (setOpen: (open: Open) => void): Column<Person> => ({
  id: 'changes',
  header: words.columns.actions,
  align: 'end',
  cell: (person) => (
    <span className="flex flex-wrap justify-end gap-1">
      {person.abilities.includes('resend') && <Resend person={person} />}
      {person.abilities.includes('change_role') && (
        <Button
          size="small"
          look="ghost"
          aria-label={words.role.of(person.name)}
          onClick={() => setOpen({ what: 'role', person })}
        >
          {words.role.action}
        </Button>
      )}
      {person.abilities.includes('end') && (
        <Button
          size="small"
          look="ghost"
          aria-label={words.end.of(person.name)}
          onClick={() => setOpen({ what: 'end', person })}
        >
          {words.end.action}
        </Button>
      )}
    </span>
  ),
})

function Resend({ person }: { person: Person }) {
  const resend = useApiCommand('person.resend', {
    onDone: () => toast({ title: words.resend.done(person.email) }),
    onProblem: (problem) => toastProblem(problem),
  })
  return (
    <Button
      size="small"
      look="ghost"
      aria-label={words.resend.of(person.name)}
      pending={resend.isPending}
      onClick={() => resend.mutate({ params: { id: person.id } })}
    >
      {words.resend.action}
    </Button>
  )
}

function Name({ person }: { person: Person }) {
  const acting = useActing()
  return (
    <span className="flex min-w-0 items-center gap-2.5 py-1">
      <Avatar name={person.name} size={32} />
      <span className="min-w-0">
        <span className="block font-medium">
          {person.name}
          {person.id === acting.membership.id && (
            <span className="ml-1.5 font-normal text-ink-faint">({words.you})</span>
          )}
        </span>
        <span className="block truncate text-xs text-ink-faint">{person.email}</span>
      </span>
    </span>
  )
}
