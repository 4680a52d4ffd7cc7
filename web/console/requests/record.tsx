import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'
import { Chain } from '../../requests/chain.tsx'
import { lastDay, nameOf, type Request } from '../../requests/state.tsx'
import { Copyable, KeyFields, Link, RelativeTime, Section, useClock, type KeyField } from '../../ui/index.ts'
import { formatDate } from '../../words/format.ts'
import { AnswerClock } from '../answer-clock.tsx'
import { DisputeThis } from '../disputes/dispute-this.tsx'
import { words } from './words.ts'

const says = words.fields

export function useFacts(r: Request, org: string): KeyField[] {
  const { zone } = useClock()
  const fields: (KeyField | null)[] = [
    { label: says.partner, value: <Link href={paths.console.partner(org, r.partner.id)}>{r.partner.name}</Link> },
    r.registration && {
      label: says.about,
      value: <Link href={paths.console.registration(org, r.registration.id)}>{r.registration.name}</Link>,
    },
    r.account && {
      label: says.account,
      value: <Link href={paths.console.account(org, r.account.id)}>{r.account.name}</Link>,
    },
    { label: says.wish, value: nameOf(r) },
    r.needed_on ? { label: says.needed, value: formatDate(r.needed_on) } : null,
    {
      label: says.by,
      value: (
        <>
          {r.submitted_by}, <RelativeTime at={r.submitted_at} />
        </>
      ),
    },
    r.answer_due_at && (r.status === 'in_review' || r.status === 'info_requested')
      ? {
          label: says.due,
          value: <AnswerClock until={r.answer_due_at} />,
        }
      : null,
    r.decided_by ? { label: says.decided, value: r.decided_by } : null,
    r.valid_until ? { label: says.valid, value: lastDay(r.valid_until, zone) } : null,
    { label: says.reference, value: <Copyable value={r.id} show={`${r.id.slice(0, 12)}…`} /> },
  ]
  return fields.filter((field) => field !== null)
}

/** What was asked for, who answers, what was said: of the page and of the panel beside the list. */
export function RequestBody({ request: r, org }: { request: Request; org: string }) {
  const isDecided = r.status === 'approved' || r.status === 'rejected'
  return (
    <>
      {r.decision_reason && <Said title={words.reason_given}>{r.decision_reason}</Said>}
      {r.way_to_yes && <Said title={words.way_to_yes}>{r.way_to_yes}</Said>}
      {r.path.length > 0 && (
        <Section title={words.path}>
          <Chain path={r.path} />
        </Section>
      )}
      {r.reason && <Said title={words.why}>{r.reason}</Said>}
      {r.clause && <Said title={words.clause}>{r.clause}</Said>}
      {r.questions.length > 0 && (
        <Section title={words.questions}>
          <ul className="flex flex-col gap-3">
            {r.questions.map((one) => (
              <li key={one.asked_at} className="flex flex-col gap-0.5">
                <p>
                  <span className="font-medium">{one.asked_by}</span>: {one.question}
                </p>
                <p className="text-ink-soft">
                  {one.answer ? `${one.answered_by ?? ''}: ${one.answer}` : words.unanswered}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Said title={words.ruling} aside={isDecided && <DisputeThis subject={{ ruling_id: r.ruling.id }} org={org} />}>
        {r.ruling.text}
      </Said>
    </>
  )
}

function Said({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Section title={title} aside={aside}>
      <p className="max-w-2xl wrap-anywhere whitespace-pre-line">{children}</p>
    </Section>
  )
}

/** A request in a panel: its facts and its body, one under the other. */
export function RequestInside({ request, org }: { request: Request; org: string }) {
  return (
    <div className="flex flex-col gap-6">
      <KeyFields fields={useFacts(request, org)} />
      <RequestBody request={request} org={org} />
    </div>
  )
}
