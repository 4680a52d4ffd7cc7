import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { roleName } from '../../frame/person-menu.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  Callout,
  Copyable,
  Dialog,
  Drawer,
  GuardedButton,
  KeyFields,
  Link,
  RadioGroup,
  RelativeTime,
  Status,
  toast,
} from '../../ui/index.ts'
import { ChangedMeanwhile } from '../edits/changed-meanwhile.tsx'
import { useEdit } from '../edits/use-edit.ts'
import { roleOptions } from './roles.ts'
import { words } from './words.ts'

type Person = Answer<'person.get'>

/** One person: who they are here, another role, and the end of it. */
export function PersonDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const person = useApiQuery('person.get', { params: { id: id ?? '' } }, { enabled: id !== null })
  return (
    <Drawer open={id !== null} onClose={onClose} title={person.data?.name ?? words.title}>
      {id !== null && (
        <Loaded query={person}>{(found) => <Inside key={found.id} person={found} onGone={onClose} />}</Loaded>
      )}
    </Drawer>
  )
}

function Inside({ person, onGone }: { person: Person; onGone: () => void }) {
  const { membership, may } = useActing()
  const org = membership.org
  const place = person.partner?.name ?? org.name
  const partnerLink = person.partner && (
    <Link href={paths.console.partner(org.slug, person.partner.id)}>{person.partner.name}</Link>
  )
  return (
    <div className="flex flex-col gap-6 pt-1">
      <KeyFields
        fields={[
          { label: words.record.email, value: person.email },
          { label: words.record.side, value: partnerLink ?? org.name },
          {
            label: words.columns.state,
            value: <Status tone={person.state === 'active' ? 'success' : 'info'}>{words.states[person.state]}</Status>,
            hint: <RelativeTime at={person.created_at} />,
          },
          { label: words.record.reference, value: <Copyable value={person.id} what={words.record.reference} /> },
        ]}
      />
      {may('audit:read') && (
        <Link href={withQuery(paths.console.audit(org.slug), { actor: person.person_id })} className="w-fit">
          {words.record.history}
        </Link>
      )}
      <RoleForm person={person} />
      <EndMembership person={person} place={place} isYou={person.id === membership.id} onGone={onGone} />
    </div>
  )
}

function RoleForm({ person }: { person: Person }) {
  const edit = useEdit({ open: true, values: { role: person.role }, revision: person.revision })
  const change = useApiCommand('person.change_role', {
    also: ['session'],
    onDone: (answer) => toast({ title: words.record.changed(answer.name, roleName(answer.role)) }),
  })
  const mayChange = person.abilities.includes('change_role')
  const unchanged = edit.changes.role === undefined
  // Somebody else's change is shown by what is read again, not by the refusal alone.
  const reread = useApiQuery('person.get', { params: { id: person.id } })
  const send = () =>
    change.mutate(
      { params: { id: person.id }, if_match: edit.revision, body: { role: edit.draft.role } },
      { onError: (problem) => problem.status === 412 && void reread.refetch() },
    )
  const problem = change.error && change.error.status !== 412 ? problemText(change.error) : null
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-5">
      <ChangedMeanwhile edit={edit} label={() => words.record.role} show={roleName} />
      {problem && (
        <Callout tone="danger" title={problem.what}>
          {problem.next}
        </Callout>
      )}
      <RadioGroup
        label={words.record.role}
        name="role"
        value={edit.draft.role}
        onChange={(role) => edit.set({ role })}
        options={roleOptions(person.side)}
        disabled={!mayChange}
      />
      <div>
        <GuardedButton
          look="primary"
          pending={change.isPending}
          whyNot={!mayChange ? words.record.not_yours : unchanged ? words.record.unchanged : null}
          onClick={send}
        >
          {words.record.change}
        </GuardedButton>
      </div>
    </div>
  )
}

function EndMembership({
  person,
  place,
  isYou,
  onGone,
}: {
  person: Person
  place: string
  isYou: boolean
  onGone: () => void
}) {
  const [asking, setAsking] = useState(false)
  const end = useApiCommand('person.end', {
    also: ['session'],
    onDone: () => {
      toast({ title: words.record.ended(person.name) })
      onGone()
    },
  })
  if (!person.abilities.includes('end')) return null
  return (
    <div className="border-t border-line pt-5">
      <Button onClick={() => setAsking(true)}>{words.record.end}</Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.record.end_title(person.name, place)}
        description={words.record.end_body}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{words.record.keep}</Button>
            <Button look="danger" pending={end.isPending} onClick={() => end.mutate({ params: { id: person.id } })}>
              {words.record.end}
            </Button>
          </>
        }
      >
        {isYou && <Callout tone="warn" title={words.record.end_yourself} />}
        {end.error && <ProblemNote error={end.error} />}
      </Dialog>
    </div>
  )
}
