import { CircleX, Clock3, FilePenLine, MessageCircleQuestion, PhoneCall } from 'lucide-react'
import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, Section, Skeleton, useClock } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { useDeal, useDealsEnding, useDealsIn, useFollowUps, type DealRow } from '../calls.ts'
import { useDisputeNeeds } from '../disputes/needs.tsx'
import { lastDay, owedBy } from '../deals/state.tsx'
import { useDirectSalesNeeds } from '../conflicts/needs.tsx'
import { keptDraft } from '../register/draft.ts'
import { useConductNeeds } from './asked-conduct.tsx'
import { Need } from './need.tsx'
import { words } from './words.ts'

/** A no is news for so many days. */
const LATELY_MS = 14 * 86_400_000

/** The most of each kind: more would be a list, and that has its own page. */
const MOST = 3
/** How many are looked through for an offer, for a no of late, for a follow-up that is next. */
export const QUEUED = 50
export const REJECTED = 5
const FOLLOW_UPS = 50
/** So many are seen at once: below them stands what one comes for. */
const FIRST = 3

/** Questions and offers, follow-ups, protections that end soon, what was turned down lately, a form half filled in. */
export function Needs() {
  const partner = usePathParam('partner')
  const { now_ms } = useClock()
  const { may } = useActing()
  const [all, setAll] = useState(false)
  const soon = useDealsEnding(MOST)
  const asked = useDealsIn('info_requested', MOST)
  const queued = useDealsIn('queued', QUEUED)
  const following = useFollowUps(FOLLOW_UPS)
  const rejected = useDealsIn('rejected', REJECTED)
  const questions = useApiQuery('request.list', { query: { status: 'info_requested', limit: MOST } })
  const directSales = useDirectSalesNeeds(MOST)
  const owedRequests = questions.data?.rows ?? []
  const conduct = useConductNeeds()
  const disputes = useDisputeNeeds()
  const draft = may('registration:submit') ? keptDraft(partner) : null
  const ending = soon.data?.rows ?? []
  const due = (following.data?.rows ?? []).toSorted((a, b) => awayFrom(now_ms, a) - awayFrom(now_ms, b)).slice(0, MOST)
  const owed = [...(asked.data?.rows ?? []), ...(queued.data?.rows ?? []).filter((deal) => deal.confirm_due_at)].slice(
    0,
    MOST,
  )
  const turnedDown = (rejected.data?.rows ?? [])
    .filter((deal) => deal.decided_at && now_ms - Date.parse(deal.decided_at) < LATELY_MS)
    .slice(0, MOST)
  const known = soon.data && rejected.data && asked.data && queued.data && following.data
  // What went wrong is said where the deals would stand.
  if (!known && (soon.error || rejected.error)) return null
  const needs = [
    ...conduct,
    ...directSales,
    ...owed.map((deal) => <Owed key={deal.id} deal={deal} />),
    ...owedRequests.map((request) => (
      <Need
        key={request.id}
        icon={<MessageCircleQuestion />}
        look="bg-warn-soft text-warn"
        title={words.needs.asked(request.registration?.name ?? request.kind.name)}
        href={withQuery(paths.portal.request(partner, request.id), { answer: 1 })}
        action={words.needs.answer}
      >
        {words.needs.about_request(request.kind.name)}
      </Need>
    )),
    ...disputes,
    ...due.map((deal) => <FollowUp key={`follow ${deal.id}`} deal={deal} />),
    ...ending.map((deal) => <Ending key={`ending ${deal.id}`} deal={deal} />),
    ...(draft
      ? [
          <Need
            key="draft"
            icon={<FilePenLine />}
            look="bg-accent-soft text-accent-ink"
            title={draft.account_name ? words.needs.draft(draft.account_name) : words.needs.draft_plain}
            href={paths.portal.register(partner)}
            action={words.needs.go_on}
          >
            {words.needs.draft_why}
          </Need>,
        ]
      : []),
    ...turnedDown.map((deal) => <TurnedDown key={deal.id} deal={deal} />),
  ]
  const shown = all ? needs : needs.slice(0, FIRST)
  return (
    <Section title={words.needs.title}>
      {!known && <Skeleton height="3rem" />}
      {known && needs.length === 0 && <p className="text-ink-soft">{words.needs.none}</p>}
      {known && <ul className="flex flex-col divide-y divide-line border-y border-line empty:hidden">{shown}</ul>}
      {known && shown.length < needs.length && (
        <Button look="ghost" className="w-fit" onClick={() => setAll(true)}>
          {words.needs.more(needs.length - shown.length)}
        </Button>
      )}
    </Section>
  )
}

/** Next and just missed come before what was let go long ago. */
function awayFrom(now_ms: number, { follow_up }: DealRow): number {
  return follow_up?.due_at ? Math.abs(Date.parse(follow_up.due_at) - now_ms) : Infinity
}

/** A question, or an offer, that waits for this partner's word. */
function Owed({ deal }: { deal: DealRow }) {
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const by = owedBy(deal)
  const asks = deal.status === 'info_requested'
  return (
    <Need
      icon={<MessageCircleQuestion />}
      look="bg-accent-soft text-accent-ink"
      title={(asks ? words.needs.asked : words.needs.offered)(deal.account.name)}
      href={withQuery(paths.portal.deal(partner, deal.id), { answer: 1 })}
      action={asks ? words.needs.answer : words.needs.confirm}
    >
      {by && words.needs.owed_by(lastDay(by, zone))}
    </Need>
  )
}

/** A follow-up that is next, or late: logged in one tap and a line. */
function FollowUp({ deal }: { deal: DealRow }) {
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const late = deal.follow_up?.slipped_at
  return (
    <Need
      icon={<PhoneCall />}
      look={late ? 'bg-danger-soft text-danger' : 'bg-info-soft text-info'}
      title={words.needs.follow_up(deal.account.name)}
      href={withQuery(paths.portal.deal(partner, deal.id), { log: 1 })}
      action={words.needs.log}
    >
      {deal.follow_up?.due_at &&
        (late ? words.needs.follow_up_late : words.needs.follow_up_by)(lastDay(deal.follow_up.due_at, zone))}
    </Need>
  )
}

/** A protection that ends soon, and whether it can be longer. */
function Ending({ deal }: { deal: DealRow }) {
  const partner = usePathParam('partner')
  const { zone, now_ms } = useClock()
  const full = useDeal(deal.id).data
  const from = full?.abilities.includes('extend') ? full.extension?.from : null
  const more = from && Date.parse(from) <= now_ms ? full?.extension?.days : null
  const day = deal.protection && lastDay(deal.protection.ends_at, zone)
  return (
    <Need
      icon={<Clock3 />}
      look="bg-warn-soft text-warn"
      title={words.needs.ending(deal.account.name)}
      href={withQuery(paths.portal.deal(partner, deal.id), { extend: more ? 1 : null })}
      action={more ? words.needs.extend : words.needs.look}
    >
      {day && (more ? words.needs.ending_more(day, more) : words.needs.ending_why(day))}
    </Need>
  )
}

function TurnedDown({ deal }: { deal: DealRow }) {
  const partner = usePathParam('partner')
  const full = useDeal(deal.id).data
  const why = full?.decision_reason ?? full?.ruling.because.find((reason) => reason.verdict === 'answered')?.text
  return (
    <Need
      icon={<CircleX />}
      look="bg-danger-soft text-danger"
      title={words.needs.rejected(deal.account.name)}
      href={paths.portal.deal(partner, deal.id)}
      action={words.needs.look}
    >
      {full ? [why, full.next_step.way_to_yes].filter(Boolean).join(' ') : <Skeleton width="80%" />}
    </Need>
  )
}
