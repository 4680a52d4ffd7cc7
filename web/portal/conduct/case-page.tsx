import { useEffect, useState, type ReactNode } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ProblemNote } from '../../api/problem-note.tsx'
import { CaseMark, lastDay, type Case } from '../../conduct/state.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, fieldId, Link, PageHeader, Section, TextArea, toast, useClock } from '../../ui/index.ts'
import { usePathParam, useUrlState } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import { Disagreements } from '../disputes/disagreements.tsx'
import { FilesSection } from '../files-section.tsx'
import { words } from './words.ts'

/** One question about the rules: what we saw, what we ask, by when, and what happens otherwise. */
export default function CasePage() {
  const id = usePathParam('id')
  const one = useApiQuery('conduct_case.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {(found) => <CaseView of={found} />}
    </Loaded>
  )
}

function useHeadline(c: Case): string {
  const { zone } = useClock()
  const says = words.headlines
  switch (c.status) {
    case 'notified':
      return says.notified(c.reply_due_at ? lastDay(c.reply_due_at, zone) : '')
    case 'noted':
    case 'warned':
      return says[c.status](c.counts_until ? lastDay(c.counts_until, zone) : '')
    case 'suspended':
      return c.suspended_until ? says.suspended(lastDay(c.suspended_until, zone)) : says.suspended_open
    case 'found':
      return ''
    default:
      return says[c.status]
  }
}

function CaseView({ of: c }: { of: Case }) {
  const { membership } = useActing()
  const partner = usePathParam('partner')
  const { zone } = useClock()
  const waits = c.status === 'notified' || c.status === 'silent'
  return (
    <>
      <PageHeader
        title={c.kind_name}
        crumbs={[{ label: words.title, href: paths.portal.conductCases(partner) }]}
        mark={<CaseMark status={c.status} side="partner" />}
      />
      <div className="grid gap-x-12 gap-y-9 pt-1 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex max-w-2xl min-w-0 flex-col gap-8">
          <section className="flex flex-col gap-2">
            <h2 className="text-lg">{useHeadline(c)}</h2>
            <p className="text-ink-soft">{c.next_step}</p>
            {waits && c.status === 'notified' && c.reply_due_at && (
              <p className="text-ink-faint">{words.otherwise(lastDay(c.reply_due_at, zone))}</p>
            )}
          </section>
          <Said title={words.decided}>{c.reason}</Said>
          <Said title={words.lifted_why}>{c.end_reason}</Said>
          {c.status === 'suspended' && (
            <Section title={words.suspension}>
              <ul className="flex flex-col gap-1.5">
                {c.while_suspended.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </Section>
          )}
          {waits && (
            <>
              <Said title={words.ask(membership.org.name)}>{c.notice}</Said>
              {c.abilities.includes('answer') ? (
                <AnswerForm id={c.id} />
              ) : (
                <p className="text-ink-faint">{words.answer.admins}</p>
              )}
            </>
          )}
          <Section title={words.saw}>
            <p>{c.summary}</p>
            <ul className="flex flex-col divide-y divide-line border-y border-line empty:hidden">
              {c.seen.map((row) => (
                <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5 touch:py-1">
                  {row.noun === 'registration' && row.subject_id ? (
                    <Link
                      href={paths.portal.deal(partner, row.subject_id)}
                      className="wrap-anywhere touch:inline-block touch:py-3"
                    >
                      {row.label}
                    </Link>
                  ) : (
                    <span className="wrap-anywhere whitespace-pre-line">{row.label}</span>
                  )}
                  <span className="text-sm text-ink-faint">
                    {row.text} {formatDate(row.since)}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
          {!waits && <Said title={words.ask(membership.org.name)}>{c.notice}</Said>}
          <Said title={words.answer.title}>{c.answer}</Said>
          <FilesSection title={words.files} noun="conduct_case" id={c.id} over={!c.is_live} />
          {c.decision_ruling_id && <Disagreements about={{ ruling: c.decision_ruling_id, case: c.id }} may />}
        </div>
        <aside className="flex flex-col gap-8">
          <Section title={words.path}>
            <ol className="flex flex-col gap-2">
              <Steps of={c} />
            </ol>
          </Section>
          <Link href={paths.portal.rules(partner)} className="w-fit touch:py-3">
            {words.rules}
          </Link>
        </aside>
      </div>
    </>
  )
}

/** The way, one step under the other: beside the text there is no room for a line of them. */
function Steps({ of: c }: { of: Case }) {
  const { zone } = useClock()
  return c.path
    .filter((step) => step.state !== 'skipped')
    .map((step) => (
      <li key={step.key} aria-current={step.state === 'now' ? 'step' : undefined} className="flex flex-col">
        <span className={step.state === 'now' ? 'font-medium' : step.state === 'next' ? 'text-ink-faint' : undefined}>
          {step.name}
        </span>
        {(step.due_at ?? step.at) && (
          <span className="text-sm text-ink-faint">
            {step.due_at ? lastDay(step.due_at, zone) : lastDay(step.at ?? '', zone)}
          </span>
        )}
      </li>
    ))
}

function Said({ title, children }: { title: string; children: ReactNode }) {
  if (!children) return null
  return (
    <Section title={title}>
      <p className="wrap-anywhere whitespace-pre-line">{children}</p>
    </Section>
  )
}

function AnswerForm({ id }: { id: string }) {
  const says = words.answer
  const [url] = useUrlState()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  // Who comes from the mail's link came to answer.
  const first = url['answer'] !== undefined
  useEffect(() => {
    if (!first) return
    const field = document.getElementById(fieldId('words'))
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }, [first])
  const send = useApiCommand('conduct_case.answer', {
    also: ['event', 'timeline'],
    onDone: () => toast({ title: says.sent, tone: 'success' }),
  })
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (text.trim()) send.mutate({ params: { id }, body: { words: text.trim() } })
      }}
    >
      <TextArea
        label={says.label}
        hint={says.hint}
        name="words"
        value={text}
        onChange={setText}
        error={asked && !text.trim() ? says.missing : null}
        maxLength={4000}
        rows={5}
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
