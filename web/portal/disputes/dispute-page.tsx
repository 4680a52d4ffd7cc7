import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Conversation } from '../../disputes/conversation.tsx'
import { Held } from '../../disputes/held.tsx'
import { OwnDisputeMark, type Dispute } from '../../disputes/state.tsx'
import { words as shared } from '../../disputes/words.ts'
import { paths } from '../../paths.ts'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import {
  Button,
  Copyable,
  KeyFields,
  Link,
  PageHeader,
  RelativeTime,
  Section,
  toast,
  type KeyField,
} from '../../ui/index.ts'
import { useActing } from '../../session.tsx'
import { usePathParam } from '../../url-state.ts'
import { FilesSection } from '../files-section.tsx'
import { AnswerForm } from './answer-form.tsx'
import { useWhen } from './when.ts'
import { words } from './words.ts'

/** One disagreement: where it stands, by when something happens, what was said, and what is kept back. */
export default function DisputePage() {
  const id = usePathParam('id')
  const one = useApiQuery('dispute.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {(dispute) => <View dispute={dispute} />}
    </Loaded>
  )
}

function View({ dispute: d }: { dispute: Dispute }) {
  const partner = usePathParam('partner')
  const [side] = d.parties
  const held = d.held.filter(({ until }) => until === null)
  return (
    <>
      <PageHeader
        title={d.title}
        crumbs={[{ label: words.title, href: paths.portal.disputes(partner) }]}
        mark={<OwnDisputeMark of={d} />}
      />
      <div className="grid gap-x-12 gap-y-9 pt-1 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Standing dispute={d} />
          {side && side.messages.length > 0 && (
            <Section title={words.messages}>
              <Conversation messages={side.messages} reader="partner" other={words.us} />
            </Section>
          )}
          <FilesSection title={words.proof} noun="dispute" id={d.id} over={ENDED.includes(d.status)} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          {held.length > 0 && (
            <Section title={words.held}>
              <Held held={held} released={words.released} />
            </Section>
          )}
          <Section title={words.facts}>
            <KeyFields fields={factsOf(d, partner)} />
          </Section>
          <Section title={words.so_far}>
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
    </>
  )
}

/** States in which nothing more is said. */
const ENDED: readonly Dispute['status'][] = ['accepted', 'closed', 'withdrawn']

function Standing({ dispute: d }: { dispute: Dispute }) {
  const when = useWhen()(d)
  const { may } = useActing()
  const asked = words.asked_headlines as Partial<Record<Dispute['status'], string>> // a side that is asked knows three states
  const [side] = d.parties
  const question = side?.answer_due_at ? side.messages.findLast((one) => one.kind === 'question') : undefined
  return (
    <section className="flex max-w-2xl flex-col gap-3">
      <h2 className="text-lg">
        {(d.role === 'concerned' && asked[d.status]) || (question ? words.your_turn : words.headlines[d.status])}
      </h2>
      {when && <p>{when}</p>}
      {!question && <p className="text-ink-soft">{d.next_step}</p>}
      {d.outcome && (
        <div className="flex flex-col gap-1">
          <p className="font-medium">
            {d.is_proposal ? words.proposal : words.outcome}: {shared.outcomes[d.outcome]}
          </p>
          {d.reason && <p className="wrap-anywhere whitespace-pre-line">{d.reason}</p>}
          <p className="text-ink-soft">
            {d.effects.length > 0 ? d.effects.map((one) => one.text).join(' ') : words.no_changes}
          </p>
        </div>
      )}
      {question && d.abilities.includes('answer') && (
        <AnswerForm key={question.id} id={d.id} question={question.text} />
      )}
      {d.waits_for_me && !may('dispute:answer') && (
        <div className="flex flex-col gap-2">
          {question && <p className="wrap-anywhere whitespace-pre-line">{question.text}</p>}
          <p className="text-ink-faint">{words.not_yours}</p>
        </div>
      )}
      <Verbs dispute={d} />
      {d.statement && (
        <div className="flex flex-col gap-1 pt-2">
          <p className="text-sm text-ink-faint">{words.yours}</p>
          <p className="font-medium">{d.ground}</p>
          <p className="wrap-anywhere whitespace-pre-line">{d.statement}</p>
        </div>
      )}
    </section>
  )
}

const ALSO = ['registration', 'hold', 'timeline', 'event']

/** What the partner can do now; saying yes is one press, everything else asks first. */
function Verbs({ dispute: d }: { dispute: Dispute }) {
  const [asked, setAsked] = useState<'say' | 'escalate' | 'appeal' | 'withdraw' | null>(null)
  const done = (title: string) => () => {
    toast({ title, tone: 'success' })
    setAsked(null)
  }
  const accept = useApiCommand('dispute.accept', { also: ALSO, onDone: done(words.accept.done) })
  const say = useApiCommand('dispute.say', { also: ALSO, onDone: done(words.say.done) })
  const escalate = useApiCommand('dispute.escalate', { also: ALSO, onDone: done(words.escalate.done) })
  const appeal = useApiCommand('dispute.appeal', { also: ALSO, onDone: done(words.appeal.done) })
  const withdraw = useApiCommand('dispute.withdraw', { also: ALSO, onDone: done(words.withdraw.done) })
  const params = { id: d.id }
  const able = (verb: string) => d.abilities.includes(verb)
  const dialog = { onClose: () => setAsked(null) }
  return (
    <>
      {accept.error && <ProblemNote error={accept.error} />}
      <div className="flex flex-wrap gap-2 empty:hidden max-sm:flex-col">
        {able('accept') && (
          <Button look="primary" pending={accept.isPending} onClick={() => accept.mutate({ params, body: {} })}>
            {words.accept.action}
          </Button>
        )}
        {able('escalate') && <Button onClick={() => setAsked('escalate')}>{words.escalate.action}</Button>}
        {able('appeal') && <Button onClick={() => setAsked('appeal')}>{words.appeal.action}</Button>}
        {able('say') && <Button onClick={() => setAsked('say')}>{words.say.action}</Button>}
        {able('withdraw') && (
          <Button look="ghost" onClick={() => setAsked('withdraw')}>
            {words.withdraw.action}
          </Button>
        )}
      </div>
      <VerbDialog
        {...dialog}
        open={asked === 'say'}
        says={{ ...words.say, cancel: words.cancel }}
        pending={say.isPending}
        error={say.error}
        onSend={(text) => say.mutate({ params, body: { text } })}
      />
      <VerbDialog
        {...dialog}
        open={asked === 'escalate'}
        says={{ ...words.escalate, cancel: words.cancel }}
        optional
        pending={escalate.isPending}
        error={escalate.error}
        onSend={(reason) => escalate.mutate({ params, body: reason ? { reason } : {} })}
      />
      <VerbDialog
        {...dialog}
        open={asked === 'appeal'}
        says={{ ...words.appeal, cancel: words.cancel }}
        pending={appeal.isPending}
        error={appeal.error}
        onSend={(reason) => appeal.mutate({ params, body: { reason } })}
      />
      <VerbDialog
        {...dialog}
        open={asked === 'withdraw'}
        says={{ ...words.withdraw, cancel: words.cancel }}
        optional
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onSend={(reason) => withdraw.mutate({ params, body: reason ? { reason } : {} })}
      />
    </>
  )
}

/** Where the thing itself is read. */
function aboutOf({ about, title }: Dispute, partner: string): KeyField | null {
  const link = (label: string, href: string): KeyField => ({
    label,
    value: (
      <Link href={href} className="touch:-my-3 touch:inline-block touch:py-3">
        {title}
      </Link>
    ),
  })
  if (about?.noun === 'registration') return link(words.fields.deal, paths.portal.deal(partner, about.id))
  if (about?.noun === 'conflict') return link(words.fields.conflict, paths.portal.conflict(partner, about.id))
  if (about?.noun === 'conduct_case') return link(words.fields.case, paths.portal.conduct(partner, about.id))
  if (about?.noun === 'request') return link(words.fields.request, paths.portal.request(partner, about.id))
  return null
}

function factsOf(d: Dispute, partner: string): KeyField[] {
  const says = words.fields
  const fields: (KeyField | null)[] = [
    aboutOf(d, partner),
    d.level ? { label: says.level, value: d.level.name } : null,
    d.opened_by ? { label: says.by, value: d.opened_by } : null,
    { label: says.reference, value: <Copyable value={d.id} show={`${d.id.slice(0, 12)}…`} /> },
  ]
  return fields.filter((field) => field !== null)
}
