import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { Held } from '../../disputes/held.tsx'
import { DisputeMark, DueClock, type Dispute } from '../../disputes/state.tsx'
import { words as shared } from '../../disputes/words.ts'
import { useVisited } from '../../frame/recent.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Copyable,
  KeyFields,
  Link,
  PageHeader,
  RelativeTime,
  Section,
  StatusPath,
  useClock,
  type KeyField,
  type PathStep,
} from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDay } from '../../words/format.ts'
import { Disputed } from './disputed.tsx'
import { Levels, People } from './people.tsx'
import { Notes, Sides } from './sides.tsx'
import { Verbs } from './verbs.tsx'
import { words } from './words.ts'

/** One disagreement: its clock, both sides, what is disputed beside them, who may settle it, and what that would change. */
export default function DisputePage() {
  const id = usePathParam('id')
  const one = useApiQuery('dispute.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded query={one} heading="h1">
        {(dispute) => <Record dispute={dispute} />}
      </Loaded>
    </div>
  )
}

/** The way it goes; what was taken back or agreed ends it early. */
function stepsOf(d: Dispute, zone: string): PathStep[] {
  const order = ['opened', 'acknowledged', 'review', 'settled', 'over'] as const
  const reached = {
    opened: 1,
    acknowledged: 2,
    under_review: 2,
    awaiting_party: 2,
    proposed: 2,
    escalated: 2,
    accepted: 5,
    decided: 4,
    closed: 5,
    withdrawn: 5,
  }[d.status]
  const at = (step: string) => d.timeline.find((one) => one.step === step)?.at
  const notes: Partial<Record<(typeof order)[number], string | null | undefined>> = {
    opened: d.opened_at,
    acknowledged: at('Acknowledged'),
    settled: d.decided_at,
  }
  return order.map((id, place) => ({
    id,
    label: words.steps[id],
    state: place < reached ? 'done' : place === reached ? 'current' : 'upcoming',
    ...(notes[id] ? { note: formatDay(notes[id] ?? '', zone) } : {}),
  }))
}

function Record({ dispute: d }: { dispute: Dispute }) {
  const { membership } = useActing()
  const org = membership.org.slug
  useVisited('dispute', d.id, d.title)
  const { zone } = useClock()
  return (
    <>
      <PageHeader
        title={d.title}
        crumbs={[{ label: words.title, href: paths.console.disputes(org) }]}
        mark={<DisputeMark status={d.status} />}
        meta={
          <>
            <DueClock due={d.due} named />
            <span>{d.next_step}</span>
          </>
        }
        actions={<Verbs dispute={d} />}
      />
      <div className="flex flex-col gap-6 pt-2">
        <StatusPath label={words.path} steps={stepsOf(d, zone)} />
        <div className="grid gap-x-10 gap-y-8 border-t border-line pt-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-8">
            <Outcome dispute={d} org={org} />
            <Sides dispute={d} />
            <Disputed dispute={d} org={org} />
            <Notes dispute={d} />
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            <Section title={words.facts}>
              <KeyFields fields={factsOf(d, org, zone)} />
            </Section>
            <Section title={words.held}>
              {d.held.length > 0 ? (
                <Held
                  held={d.held}
                  released={words.released}
                  linkOf={({ noun, id }) =>
                    noun === 'registration' && <Link href={paths.console.registration(org, id)}>{words.held_deal}</Link>
                  }
                />
              ) : (
                <p className="text-ink-faint">{words.held_none}</p>
              )}
            </Section>
            <People dispute={d} />
            <Levels dispute={d} />
            <Section title={words.timeline}>
              <ul className="flex flex-col gap-1">
                {d.timeline
                  .filter(({ at }) => at !== null)
                  .map(({ step, at }) => (
                    <li key={`${step} ${at}`} className="flex flex-wrap justify-between gap-x-3">
                      <span>{step}</span>
                      <span className="text-ink-faint">{at && <RelativeTime at={at} />}</span>
                    </li>
                  ))}
              </ul>
            </Section>
          </div>
        </div>
      </div>
    </>
  )
}

/** What is proposed, or was decided, and what that changes. */
function Outcome({ dispute: d, org }: { dispute: Dispute; org: string }) {
  if (!d.outcome) return null
  return (
    <Section title={d.is_proposal ? words.proposal : words.outcome}>
      <p className="font-medium">{shared.outcomes[d.outcome]}</p>
      {d.reason && <p className="max-w-2xl wrap-anywhere whitespace-pre-line">{d.reason}</p>}
      {d.effects.length === 0 ? (
        <p className="text-ink-faint">{words.no_effects}</p>
      ) : (
        <ul aria-label={words.effects} className="flex max-w-2xl list-disc flex-col gap-1 pl-5">
          {d.effects.map((one) => (
            <li key={`${one.kind} ${one.subject_id}`}>
              {one.text}{' '}
              {one.made_id && <Link href={paths.console.registration(org, one.made_id)}>{words.ruling_open}</Link>}
              {one.told && (
                <span className="block text-sm text-ink-soft">
                  {words.told}: {one.told}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function factsOf(d: Dispute, org: string, zone: string): KeyField[] {
  const says = words.fields
  const fields: (KeyField | null)[] = [
    d.partner
      ? { label: says.partner, value: <Link href={paths.console.partner(org, d.partner.id)}>{d.partner.name}</Link> }
      : { label: says.partner, value: words.org },
    d.account && {
      label: says.account,
      value: <Link href={paths.console.account(org, d.account.id)}>{d.account.name}</Link>,
    },
    d.about?.noun === 'registration'
      ? { label: says.about, value: <Link href={paths.console.registration(org, d.about.id)}>{d.title}</Link> }
      : null,
    { label: says.ground, value: d.ground ?? words.none },
    d.level && { label: says.level, value: `${d.level.no} / ${d.level.of}: ${d.level.name}` },
    { label: says.handler, value: d.handler?.name ?? words.nobody },
    {
      label: says.by,
      value: (
        <>
          {d.opened_by}, <RelativeTime at={d.opened_at} />
        </>
      ),
    },
    d.decided_by ? { label: says.decided_by, value: d.decided_by } : null,
    d.appeal_until ? { label: says.appeal, value: formatDay(d.appeal_until, zone) } : null,
    { label: says.reference, value: <Copyable value={d.id} show={`${d.id.slice(0, 12)}…`} /> },
  ]
  return fields.filter((field) => field !== null)
}
