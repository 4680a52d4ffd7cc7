import { useState, type ReactNode } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { Badge, Button, Dialog, GuardedButton, Link, Section, SkeletonText, toast } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { Evidence, Score } from '../matches/marks.tsx'
import { Consequence } from './consequence.tsx'
import { tones, type Registration } from './states.ts'
import { words } from './words.ts'

const says = words.conflicts
type Candidate = Answer<'registration.conflicts'>['candidates'][number]
type Pick = { account_id: string | null; name: string }

/** The accounts that a registration may mean, side by side, for a person to pick one. */
export function PickAccount({ registration: r, org }: { registration: Registration; org: string }) {
  const may = useMay()
  const [picked, setPicked] = useState<Pick | null>(null)
  const conflicts = useApiQuery(
    'registration.conflicts',
    { params: { id: r.id } },
    { enabled: may('registration:approve') },
  )
  const whyNot = r.abilities.includes('pick_account') ? null : says.not_yours
  const { name, domain, country } = r.account
  return (
    <Section title={says.title}>
      <p className="-mt-2 max-w-prose text-ink-soft">{says.body}</p>
      {conflicts.isPending && may('registration:approve') && <SkeletonText lines={4} />}
      <ul className="grid gap-3 sm:grid-cols-2 2xl:grid-cols-3">
        <Card title={says.claimed} name={name} facts={[domain, country && countryName(country)]} />
        {conflicts.data?.candidates.map((one) => (
          <Card
            key={one.account_id}
            name={<Link href={paths.console.account(org, one.account_id)}>{one.name}</Link>}
            facts={[one.domain, [one.city, one.country && countryName(one.country)].filter(Boolean).join(', ')]}
            marks={<Marks of={one} />}
            action={
              <GuardedButton
                size="small"
                whyNot={whyNot}
                onClick={() => setPicked({ account_id: one.account_id, name: one.name })}
              >
                {says.pick}
              </GuardedButton>
            }
          />
        ))}
        <Card
          name={says.none}
          facts={[says.none_body]}
          action={
            <GuardedButton size="small" whyNot={whyNot} onClick={() => setPicked({ account_id: null, name })}>
              {says.none_action}
            </GuardedButton>
          }
        />
      </ul>
      <ConfirmPick r={r} pick={picked} onClose={() => setPicked(null)} />
    </Section>
  )
}

function Card({
  title,
  name,
  facts,
  marks,
  action,
}: {
  title?: string
  name: ReactNode
  facts: readonly (string | null)[]
  marks?: ReactNode
  action?: ReactNode
}) {
  return (
    <li
      className={`flex flex-col gap-1 rounded-lg border p-3.5 ${title ? 'border-dashed border-line-strong' : 'border-line'}`}
    >
      {title && <p className="text-xs text-ink-faint">{title}</p>}
      <p className="font-medium">{name}</p>
      {facts.filter(Boolean).map((fact) => (
        <p key={fact} className="break-words text-ink-soft">
          {fact}
        </p>
      ))}
      {marks}
      {action && <div className="mt-auto pt-2">{action}</div>}
    </li>
  )
}

/** How many points, and what speaks for it and against. */
function Marks({ of }: { of: Candidate }) {
  return (
    <div className="flex flex-col gap-1.5 pt-1">
      <Score value={of.score} />
      <Evidence of={of.evidence} />
      {of.is_customer && (
        <p>
          <Badge tone="info">{says.customer}</Badge>
        </p>
      )}
    </div>
  )
}

/** Shows what would be decided on the picked account, then does it. */
function ConfirmPick({ r, pick, onClose }: { r: Registration; pick: Pick | null; onClose: () => void }) {
  const params = { id: r.id }
  const body = { account_id: pick?.account_id ?? null }
  const send = useApiCommand('registration.pick_account', {
    also: ['account', 'match', 'event', 'ruling'],
    onDone: ({ status }) => {
      toast({ title: says.picked, description: words.statuses[status], tone: 'success' })
      onClose()
    },
  })
  const tried = useApiQuery(
    'registration.pick_account',
    { params, body, dry_run: true },
    { enabled: pick !== null && !send.isPending },
  )
  const status = tried.data?.status ?? r.status
  const answered = tried.data?.ruling.because.find((reason) => reason.verdict === 'answered')
  return (
    <Dialog
      open={pick !== null}
      onClose={onClose}
      title={pick?.account_id ? says.confirm_title(pick.name) : says.confirm_new}
      actions={
        <>
          <Button onClick={onClose}>{words.decide.cancel}</Button>
          <Button
            look="primary"
            pending={send.isPending}
            disabled={!tried.data}
            onClick={() => send.mutate({ params, body })}
          >
            {says.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Consequence tried={tried} tone={tones[status]} title={says.would[status] ?? words.statuses[status]}>
          <p>{answered?.text}</p>
          {tried.data?.recommendation && <p>{words.record.advised[tried.data.recommendation]}</p>}
        </Consequence>
        {send.error && <ProblemNote error={send.error} />}
      </div>
    </Dialog>
  )
}
