import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ProblemNote } from '../../api/problem-note.tsx'
import { OwnConsentMark, type Consent } from '../../conflicts/state.tsx'
import { paths } from '../../paths.ts'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import {
  Button,
  DateField,
  Dialog,
  KeyFields,
  Link,
  PageHeader,
  Section,
  TextArea,
  toast,
  useClock,
  type KeyField,
} from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { lastDay } from '../../requests/state.tsx'
import { useActing } from '../../session.tsx'
import { formatDate } from '../../words/format.ts'
import { words } from './words.ts'

const says = words.consent

/** One question of direct sales: yes or no, in two taps. */
export default function ConsentPage() {
  const id = usePathParam('id')
  const one = useApiQuery('consent.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {(consent) => <ConsentView consent={consent} />}
    </Loaded>
  )
}

function headlineOf(c: Consent): string {
  if (c.status === 'asked') return says.headlines.asked(c.account.name)
  return c.status === 'granted' ? says.headlines.granted(c.until ? formatDate(c.until) : '') : says.headlines[c.status]
}

/** What happens next, and by when. */
function useNext(c: Consent): string {
  const { zone } = useClock()
  if (c.status !== 'asked') return says.next[c.status]
  return says.next[c.is_overdue ? 'late' : 'asked'](lastDay(c.answer_due_at, zone))
}

function ConsentView({ consent: c }: { consent: Consent }) {
  const partner = usePathParam('partner')
  return (
    <>
      <PageHeader
        title={c.account.name}
        crumbs={[
          { label: words.title, href: paths.portal.conflicts(partner) },
          { label: words.deal, href: paths.portal.deal(partner, c.registration_id) },
        ]}
        mark={<OwnConsentMark status={c.status} />}
      />
      <div className="flex max-w-2xl flex-col gap-8 pt-1">
        <section className="flex flex-col gap-3">
          <h2 className="text-lg">{headlineOf(c)}</h2>
          <figure className="border-l-2 border-line-strong pl-3">
            <figcaption className="text-sm text-ink-faint">{words.by(c.asked_by)}</figcaption>
            <blockquote className="wrap-anywhere">
              <p className="font-medium">{c.purpose}</p>
              {c.reason && <p className="whitespace-pre-line">{c.reason}</p>}
            </blockquote>
          </figure>
          <p className="text-ink-soft">{useNext(c)}</p>
          <Answering consent={c} />
        </section>
        <Section title={words.facts}>
          <KeyFields fields={fieldsOf(c, partner)} />
        </Section>
      </div>
    </>
  )
}

/** Yes until the usual day with one tap; another day, terms or a no with a second. */
function Answering({ consent: c }: { consent: Consent }) {
  const mayAnswer = useActing().may('consent:grant')
  const [asked, setAsked] = useState<'terms' | 'decline' | 'revoke' | null>(null)
  const [until, setUntil] = useState(c.offer?.until ?? '')
  const [note, setNote] = useState('')
  const also = ['event', 'timeline', 'registration']
  const done = (title: string) => () => {
    setAsked(null)
    toast({ title, tone: 'success' })
  }
  const grant = useApiCommand('consent.grant', { also, onDone: done(says.granted) })
  const decline = useApiCommand('consent.decline', { also, onDone: done(says.declined) })
  const revoke = useApiCommand('consent.revoke', { also, onDone: done(says.revoked) })
  const params = { id: c.id }
  const close = () => setAsked(null)
  return (
    <>
      <div className="flex flex-wrap gap-2 empty:hidden max-sm:flex-col">
        {c.abilities.includes('grant') && c.offer && (
          <Button look="primary" pending={grant.isPending} onClick={() => grant.mutate({ params, body: {} })}>
            {says.grant(formatDate(c.offer.until))}
          </Button>
        )}
        {c.abilities.includes('decline') && <Button onClick={() => setAsked('decline')}>{says.decline}</Button>}
        {c.abilities.includes('grant') && (
          <Button look="ghost" onClick={() => setAsked('terms')}>
            {says.another}
          </Button>
        )}
        {c.abilities.includes('revoke') && <Button onClick={() => setAsked('revoke')}>{says.revoke}</Button>}
      </div>
      {c.status === 'asked' && !mayAnswer && <p className="text-ink-faint">{words.not_yours}</p>}
      {grant.error && asked === null && <ProblemNote error={grant.error} />}
      <Dialog
        open={asked === 'terms'}
        onClose={close}
        title={says.another}
        actions={
          <>
            <Button onClick={close}>{says.keep}</Button>
            <Button
              look="primary"
              pending={grant.isPending}
              onClick={() =>
                grant.mutate({ params, body: { ...(until && { until }), ...(note.trim() && { note: note.trim() }) } })
              }
            >
              {says.grant_confirm}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <DateField
            label={says.day}
            name="until"
            value={until}
            onChange={setUntil}
            {...(c.offer ? { max: c.offer.at_most } : {})}
          />
          <TextArea
            label={says.note_label}
            name="note"
            value={note}
            onChange={setNote}
            optional
            maxLength={2000}
            rows={3}
          />
          {grant.error && <ProblemNote error={grant.error} />}
        </div>
      </Dialog>
      <VerbDialog
        open={asked === 'decline'}
        onClose={close}
        says={says.decline_dialog}
        pending={decline.isPending}
        error={decline.error}
        onSend={(reason) => decline.mutate({ params, body: { reason } })}
      />
      <VerbDialog
        open={asked === 'revoke'}
        onClose={close}
        says={says.revoke_dialog}
        danger
        pending={revoke.isPending}
        error={revoke.error}
        onSend={(reason) => revoke.mutate({ params, body: { reason } })}
      />
    </>
  )
}

function fieldsOf(c: Consent, partner: string): KeyField[] {
  const fields: (KeyField | null)[] = [
    { label: says.who, value: c.asked_by },
    c.wanted_until ? { label: says.wanted, value: formatDate(c.wanted_until) } : null,
    c.until ? { label: says.until, value: formatDate(c.until) } : null,
    c.answered_by ? { label: says.answered_by, value: c.answered_by } : null,
    c.note ? { label: says.note, value: <span className="wrap-anywhere whitespace-pre-line">{c.note}</span> } : null,
    c.end_reason
      ? {
          label: c.status === 'revoked' ? says.end_reason : says.ended_why,
          value: <span className="wrap-anywhere">{c.end_reason}</span>,
        }
      : null,
    {
      label: words.deal,
      value: (
        <Link
          href={paths.portal.deal(partner, c.registration_id)}
          className="touch:-my-3 touch:inline-block touch:py-3"
        >
          {c.account.name}
        </Link>
      ),
    },
  ]
  return fields.filter((field) => field !== null)
}
