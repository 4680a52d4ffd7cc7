import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Loaded } from '../../api/loaded.tsx'
import { Attachments } from '../../files/attachments.tsx'
import { words as files } from '../../files/words.ts'
import { paths } from '../../paths.ts'
import { Chain } from '../../requests/chain.tsx'
import { lastDay, nameOf, type Request } from '../../requests/state.tsx'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { words as shared } from '../../requests/words.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  Copyable,
  fieldId,
  KeyFields,
  Link,
  PageHeader,
  Section,
  TextArea,
  toast,
  useClock,
  type KeyField,
} from '../../ui/index.ts'
import { usePathParam, useUrlState } from '../../url-state.ts'
import { formatDate, formatDay } from '../../words/format.ts'
import { Mark } from './list.tsx'
import { words } from './words.ts'

/** One request: where it stands, who looks at it, what was asked back. */
export default function RequestPage() {
  const id = usePathParam('id')
  const one = useApiQuery('request.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {(request) => <RequestView request={request} />}
    </Loaded>
  )
}

function RequestView({ request: r }: { request: Request }) {
  const partner = usePathParam('partner')
  return (
    <>
      <PageHeader
        title={nameOf(r)}
        crumbs={[
          { label: words.title, href: paths.portal.requests(partner) },
          ...(r.registration
            ? [{ label: r.registration.name, href: paths.portal.deal(partner, r.registration.id) }]
            : []),
        ]}
        mark={<Mark status={r.status} />}
      />
      <div className="grid gap-x-12 gap-y-9 pt-1 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Standing request={r} />
          {r.path.length > 0 && (
            <Section title={shared.path}>
              <Chain path={r.path} />
            </Section>
          )}
          <Questions request={r} />
          <Section title={files.title}>
            <div className="max-w-2xl">
              <Attachments noun="request" id={r.id} side="partner" />
            </div>
          </Section>
        </div>
        <Section title={words.details}>
          <KeyFields fields={useFacts(r, partner)} />
        </Section>
      </div>
    </>
  )
}

function useHeadline(r: Request): string {
  const { now_ms, zone } = useClock()
  const says = words.headlines
  switch (r.status) {
    case 'in_review': {
      const by = r.answer_due_at ? formatDay(r.answer_due_at, zone) : ''
      return r.answer_due_at && Date.parse(r.answer_due_at) < now_ms ? says.in_review_late(by) : says.in_review(by)
    }
    case 'approved':
      return r.valid_until ? says.approved_until(lastDay(r.valid_until, zone)) : says.approved
    case 'withdrawn':
      return r.decided_by === 'The program' ? says.withdrawn_ended : says.withdrawn
    case 'expired':
      return says.expired(r.valid_until ? lastDay(r.valid_until, zone) : '')
    case 'info_requested':
    case 'rejected':
      return says[r.status]
  }
}

function Standing({ request: r }: { request: Request }) {
  const { membership } = useActing()
  const [asked, setAsked] = useState(false)
  const withdraw = useApiCommand('request.withdraw', {
    also: ['event', 'timeline'],
    onDone: () => {
      setAsked(false)
      toast({ title: words.withdraw.done })
    },
  })
  const open = r.questions.find((one) => one.answer === null)
  return (
    <section className="flex max-w-2xl flex-col gap-3">
      <h2 className="text-lg">{useHeadline(r)}</h2>
      {r.status === 'rejected' && <p>{r.decision_reason ?? r.ruling.text}</p>}
      {r.decision_reason && r.status === 'rejected' && (
        <p className="text-sm text-ink-faint">{words.wrote(membership.org.name)}</p>
      )}
      {r.way_to_yes && (
        <p>
          <span className="font-medium">{words.way_to_yes}: </span>
          {r.way_to_yes}
        </p>
      )}
      {open && r.status === 'info_requested' && <AnswerForm key={open.asked_at} id={r.id} question={open.question} />}
      {r.status !== 'info_requested' && <p className="text-ink-soft">{r.next_step}</p>}
      {r.abilities.includes('withdraw') && (
        <div>
          <Button onClick={() => setAsked(true)}>{words.withdraw.action}</Button>
        </div>
      )}
      <VerbDialog
        open={asked}
        onClose={() => setAsked(false)}
        says={words.withdraw}
        optional
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onSend={(reason) => withdraw.mutate({ params: { id: r.id }, body: reason ? { reason } : {} })}
      />
    </section>
  )
}

/** The question that keeps it waiting, and the place to answer it. */
function AnswerForm({ id, question }: { id: string; question: string }) {
  const says = words.question
  const [url] = useUrlState()
  const [answer, setAnswer] = useState('')
  // Who comes from the mail's link came to answer.
  const first = url['answer'] !== undefined
  useEffect(() => {
    if (!first) return
    const field = document.getElementById(fieldId('answer'))
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }, [first])
  const [asked, setAsked] = useState(false)
  const send = useApiCommand('request.answer', {
    also: ['event', 'timeline'],
    onDone: () => toast({ title: says.sent, tone: 'success' }),
  })
  return (
    <form
      noValidate
      className="flex flex-col gap-3 rounded-lg bg-warn-soft px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (answer.trim()) send.mutate({ params: { id }, body: { answer: answer.trim() } })
      }}
    >
      <p>
        <span className="font-medium">{says.title}: </span>
        {question}
      </p>
      <TextArea
        label={says.label}
        name="answer"
        value={answer}
        onChange={setAnswer}
        error={asked && !answer.trim() ? says.missing : null}
        maxLength={2000}
        rows={3}
      />
      {send.error && <ProblemNote error={send.error} />}
      <div>
        <Button type="submit" look="primary" pending={send.isPending} className="max-sm:w-full">
          {says.send}
        </Button>
      </div>
    </form>
  )
}

function Questions({ request: r }: { request: Request }) {
  const answered = r.questions.filter((one) => one.answer !== null)
  if (answered.length === 0) return null
  return (
    <Section title={words.asked_before}>
      <ul className="flex max-w-2xl flex-col gap-3">
        {answered.map((one) => (
          <li key={one.asked_at}>
            <p className="font-medium">{one.question}</p>
            <p className="text-ink-soft">{one.answer}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function useFacts(r: Request, partner: string): KeyField[] {
  const says = words.fields
  const text = (value: string) => <span className="wrap-anywhere whitespace-pre-line">{value}</span>
  const fields: (KeyField | null)[] = [
    { label: says.wish, value: nameOf(r) },
    r.registration && {
      label: says.deal,
      value: <Link href={paths.portal.deal(partner, r.registration.id)}>{r.registration.name}</Link>,
    },
    r.needed_on ? { label: says.needed, value: formatDate(r.needed_on) } : null,
    r.reason ? { label: says.why, value: text(r.reason) } : null,
    r.clause ? { label: says.clause, value: text(r.clause) } : null,
    { label: says.by, value: r.submitted_by },
    { label: says.reference, value: <Copyable value={r.id} show={`${r.id.slice(0, 12)}…`} /> },
  ]
  return fields.filter((field) => field !== null)
}
