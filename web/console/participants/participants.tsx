import { X } from 'lucide-react'
import { useState } from 'react'
import type { Answer, Input } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.ts'
import { paths } from '../../paths.ts'
import {
  Button,
  Callout,
  Combobox,
  IconButton,
  Link,
  RelativeTime,
  Select,
  SkeletonText,
  type Suggestion,
} from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { words } from './words.ts'

type Participant = Answer<'participant.list'>['rows'][number]
type Role = Input<'participant.add'>['body']['role']

const ROLES: readonly Role[] = ['sourced', 'resells', 'implements', 'influences']

/** Who is on an opportunity, in which role; for whoever may, a way to change that. */
export function Participants({ opportunity_id, org }: { opportunity_id: string; org: string }) {
  const may = useMay()
  const [adds, setAdds] = useState(false)
  const list = useApiQuery('participant.list', { query: { opportunity_id, limit: 50 } })
  return (
    <Loaded query={list} skeleton={<SkeletonText lines={2} />}>
      {({ rows }) => (
        <div className="flex flex-col gap-3">
          {rows.length === 0 && !adds && <p className="text-ink-soft">{words.none}</p>}
          {rows.length > 0 && (
            <ul className="flex flex-col divide-y divide-line">
              {rows.map((one) => (
                <Line key={one.id} one={one} org={org} />
              ))}
            </ul>
          )}
          {may('participant:edit') &&
            (adds ? (
              <Adding opportunity_id={opportunity_id} onDone={() => setAdds(false)} />
            ) : (
              <div>
                <Button onClick={() => setAdds(true)}>{words.add}</Button>
              </div>
            ))}
        </div>
      )}
    </Loaded>
  )
}

function Line({ one, org }: { one: Participant; org: string }) {
  const remove = useApiCommand('participant.remove', { also: ['opportunity', 'timeline'] })
  return (
    <li className="flex min-h-11 items-center gap-3 py-1">
      <div className="min-w-0 flex-1 leading-tight">
        <Link href={paths.console.partner(org, one.partner.id)}>{one.partner.name}</Link>
        <p className="text-xs text-ink-faint">
          {words.roles[one.role]} {words.since} <RelativeTime at={one.since} />
          {one.registration && (
            <>
              {', '}
              <Link href={paths.console.registration(org, one.registration.id)}>{words.by_registration}</Link>
            </>
          )}
        </p>
      </div>
      {one.abilities.includes('remove') && (
        <IconButton
          label={words.remove(one.partner.name)}
          icon={<X aria-hidden className="size-4" />}
          disabled={remove.isPending}
          onClick={() => remove.mutate({ params: { id: one.id } })}
        />
      )}
    </li>
  )
}

function Adding({ opportunity_id, onDone }: { opportunity_id: string; onDone: () => void }) {
  const [partner, setPartner] = useState<Suggestion | null>(null)
  const [role, setRole] = useState<Role>('resells')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const q = partner?.label === typed ? '' : typed
  const found = useApiQuery('partner.list', { query: { limit: 20, ...(q ? { q } : {}) } }, { keep: true })
  const add = useApiCommand('participant.add', { also: ['opportunity', 'timeline'], onDone })
  const problem = add.error && problemText(add.error)
  return (
    <form
      className="flex flex-col gap-3 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (partner) add.mutate({ params: { id: opportunity_id }, body: { partner_id: partner.value, role } })
      }}
    >
      <Combobox
        label={words.partner}
        name="participant_partner"
        error={tried && !partner ? words.choose : null}
        value={partner}
        onChange={setPartner}
        options={found.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        onSearch={setTyped}
        searching={found.isFetching}
        empty={words.partner_empty}
      />
      <Select
        label={words.role}
        name="participant_role"
        value={role}
        onChange={setRole}
        options={ROLES.map((value) => ({ value, label: words.roles[value] }))}
      />
      {problem && (
        <div role="alert">
          <Callout tone="danger" title={problem.what}>
            {problem.next}
          </Callout>
        </div>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={add.isPending}>
          {words.adding}
        </Button>
        <Button look="ghost" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
