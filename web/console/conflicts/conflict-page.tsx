import { useState, type ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ConflictMark, type Conflict } from '../../conflicts/state.tsx'
import { words as shared } from '../../conflicts/words.ts'
import { Attachments } from '../../files/attachments.tsx'
import { words as files } from '../../files/words.ts'
import { useVisited } from '../../frame/recent.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  Callout,
  KeyFields,
  Ladder,
  Link,
  PageHeader,
  RelativeTime,
  Section,
  useClock,
  type KeyField,
} from '../../ui/index.ts'
import { usePathParam, useUrlFlag } from '../../url-state.ts'
import { formatDate, formatDay, formatMoney } from '../../words/format.ts'
import { AnswerClock } from '../answer-clock.tsx'
import { DisputeThis } from '../disputes/dispute-this.tsx'
import { RecordHistory } from '../record-history.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { ResolveDrawer } from './resolve-drawer.tsx'
import { words } from './words.ts'

const says = words.record

/** One conflict: both sides beside each other, why it is one, and what can be decided. */
export default function ConflictPage() {
  const id = usePathParam('id')
  const one = useApiQuery('conflict.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded query={one} heading="h1">
        {(conflict) => <Record conflict={conflict} />}
      </Loaded>
    </div>
  )
}

function Record({ conflict: c }: { conflict: Conflict }) {
  const { membership } = useActing()
  const org = membership.org.slug
  useVisited('conflict', c.id, `${c.account.name}: ${c.partner.name}`)
  const [asked, setAsked] = useState<'answer' | 'resolve' | null>(null)
  const [, arrive] = useUrlFlag('answer')
  const close = () => {
    setAsked(null)
    arrive(false)
  }
  return (
    <>
      <PageHeader
        title={`${c.account.name}: ${c.partner.name}`}
        crumbs={[{ label: words.title, href: paths.console.conflicts(org) }]}
        mark={<ConflictMark status={c.status} />}
        meta={<span>{c.text}</span>}
        actions={
          <>
            <DisputeThis subject={{ conflict_id: c.id }} org={org} size="normal" />
            {c.abilities.includes('answer') && (
              <Button onClick={() => setAsked('answer')}>{words.answer.action}</Button>
            )}
            {c.abilities.includes('resolve') && (
              <Button look="primary" onClick={() => setAsked('resolve')}>
                {words.resolve.action}
              </Button>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-8 border-t border-line pt-5">
        <Standing conflict={c} />
        <Section title={says.facts}>
          <div className="grid gap-x-10 gap-y-8 md:grid-cols-2">
            <Side conflict={c} side="partner" title={says.partner_side(c.partner.name)} fields={usePartners(c, org)} />
            <Side conflict={c} side="direct" title={says.direct_side} fields={useDirect(c, org)} />
          </div>
        </Section>
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="flex min-w-0 flex-col gap-8">
            <Section title={says.why}>
              <Ladder
                label={says.why}
                rungs={c.reasons.map((reason) => ({
                  id: reason.check,
                  check: reason.title,
                  verdict: reason.verdict,
                  reason: reason.text,
                }))}
              />
            </Section>
            <Section title={files.title}>
              <Attachments noun="conflict" id={c.id} side="org" />
            </Section>
            <Section title={says.history}>
              <RecordHistory subject={c.id} version={c.revision} />
            </Section>
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            {c.partner_reads && (
              <Section title={says.partner_reads}>
                <p className="text-ink-soft">{c.partner_reads}</p>
              </Section>
            )}
            <Section title={says.manager}>
              <p>{c.manager?.name ?? says.nobody}</p>
            </Section>
          </div>
        </div>
      </div>
      <AnswerDialog conflict={c} open={asked === 'answer'} onClose={close} />
      <ResolveDrawer conflict={c} open={asked === 'resolve'} onClose={close} />
    </>
  )
}

/** Where it stands, until when, and what the facts speak for; at the end, how it ended. */
function Standing({ conflict: c }: { conflict: Conflict }) {
  if (c.status !== 'open')
    return (
      <Callout tone={c.status === 'moot' ? 'neutral' : 'success'} title={c.outcome_text ?? ''}>
        {c.resolution && <p className="whitespace-pre-line">{c.resolution}</p>}
        {c.resolved_by && c.resolved_at && (
          <p className="text-sm text-ink-faint">
            {says.by(c.resolved_by)}, <RelativeTime at={c.resolved_at} />
          </p>
        )}
      </Callout>
    )
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <p className="font-medium">{c.next_step}</p>
        <AnswerClock until={c.answer_due_at} />
      </div>
      {c.advice && (
        <p className="text-ink-soft">
          <span className="font-medium text-ink">{says.advice}: </span>
          {c.advice.text}
        </p>
      )}
      {c.stake && <Callout tone="info">{says.stake(c.stake)}</Callout>}
    </div>
  )
}

function Side(props: { conflict: Conflict; side: 'partner' | 'direct'; title: string; fields: readonly KeyField[] }) {
  const { conflict: c, side, title, fields } = props
  const said = c.answers.filter((one) => one.side === side)
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <h3 className="font-medium">{title}</h3>
      <KeyFields fields={fields} />
      {said.length === 0 && <p className="text-sm text-ink-faint">{says.said_nothing}</p>}
      {said.length > 0 && (
        <ul className="flex flex-col gap-3">
          {said.map((one) => (
            <li key={one.id} className="border-l-2 border-line pl-3">
              <p className="text-sm text-ink-faint">
                {shared.positions[one.position]} · {one.said_by} · <RelativeTime at={one.said_at} />
              </p>
              <p className="wrap-anywhere whitespace-pre-line">{one.text}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const known = (label: string, value: ReactNode): KeyField => ({ label, value })

function usePartners(c: Conflict, org: string): KeyField[] {
  const { zone } = useClock()
  const { facts } = c
  const partner = known(says.partner, <Link href={paths.console.partner(org, c.partner.id)}>{c.partner.name}</Link>)
  const deal = (text: string) =>
    known(says.deal, <Link href={paths.console.registration(org, c.registration_id)}>{text}</Link>)
  if (!facts) return [partner, deal(c.account.name)]
  return [
    partner,
    deal(says.registered_on(formatDay(facts.registered_at, zone))),
    known(says.held, <Link href={paths.console.account(org, facts.held.id)}>{facts.held.name}</Link>),
    known(says.protected_since, formatDay(facts.protected_since, zone)),
    known(says.protected_until, formatDay(new Date(Date.parse(facts.protected_until) - 1).toISOString(), zone)),
    known(says.last_follow_up, facts.last_follow_up_on ? formatDate(facts.last_follow_up_on) : says.no_follow_up),
    ...(facts.slips_at ? [known(says.slips, formatDay(facts.slips_at, zone))] : []),
  ]
}

function useDirect(c: Conflict, org: string): KeyField[] {
  const { zone } = useClock()
  const { facts, opportunity } = c
  return [
    known(
      says.opportunity,
      opportunity ? (
        <Link href={withQuery(paths.console.account(org, c.account.id), { opportunity: opportunity.id })}>
          {opportunity.name}
        </Link>
      ) : (
        words.none
      ),
    ),
    known(says.owner, opportunity?.owner ?? words.none),
    known(says.amount, opportunity?.amount ? formatMoney(opportunity.amount) : words.none),
    ...(facts
      ? [
          known(says.opened, facts.opportunity_opened_on ? formatDate(facts.opportunity_opened_on) : words.none),
          known(says.came, `${formatDay(facts.opportunity_came_at, zone)}, ${says.came_by[c.came_by]}`),
          known(says.before, facts.was_there_before ? says.yes : says.no),
        ]
      : []),
  ]
}
