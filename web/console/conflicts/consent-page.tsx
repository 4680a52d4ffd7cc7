import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ConsentMark, type Consent } from '../../conflicts/state.tsx'
import { useVisited } from '../../frame/recent.ts'
import { paths } from '../../paths.ts'
import { lastDay } from '../../requests/state.tsx'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { useActing } from '../../session.tsx'
import {
  Button,
  Callout,
  KeyFields,
  Link,
  PageHeader,
  RelativeTime,
  Section,
  toast,
  useClock,
  type KeyField,
} from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import { RecordHistory } from '../record-history.tsx'
import { words } from './words.ts'

const says = words.consents

/** One consent: what was asked, what the partner said, and how long it holds. */
export default function ConsentPage() {
  const id = usePathParam('id')
  const one = useApiQuery('consent.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded query={one} heading="h1">
        {(consent) => <Record consent={consent} />}
      </Loaded>
    </div>
  )
}

function Record({ consent: c }: { consent: Consent }) {
  const { membership } = useActing()
  const org = membership.org.slug
  useVisited('consent', c.id, `${c.account.name}: ${c.purpose}`)
  const [asked, setAsked] = useState(false)
  const withdraw = useApiCommand('consent.withdraw', {
    also: ['event', 'timeline', 'account'],
    onDone: () => {
      setAsked(false)
      toast({ title: says.withdraw.done })
    },
  })
  return (
    <>
      <PageHeader
        title={`${c.account.name}: ${c.purpose}`}
        crumbs={[{ label: words.consents_title, href: paths.console.consents(org) }]}
        mark={<ConsentMark status={c.status} />}
        actions={
          c.abilities.includes('withdraw') && <Button onClick={() => setAsked(true)}>{says.withdraw.action}</Button>
        }
      />
      <div className="flex flex-col gap-8 border-t border-line pt-5">
        {c.is_overdue && <Callout tone="warn">{says.late}</Callout>}
        <div className="max-w-2xl">
          <KeyFields fields={useFields(c, org)} />
        </div>
        <Section title={words.record.history}>
          <RecordHistory subject={c.id} version={c.revision} />
        </Section>
      </div>
      <VerbDialog
        open={asked}
        onClose={() => setAsked(false)}
        says={says.withdraw}
        optional
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onSend={(reason) => withdraw.mutate({ params: { id: c.id }, body: reason ? { reason } : {} })}
      />
    </>
  )
}

function useFields(c: Consent, org: string): KeyField[] {
  const { zone } = useClock()
  const text = (value: string) => <span className="wrap-anywhere whitespace-pre-line">{value}</span>
  const fields: (KeyField | null)[] = [
    { label: says.account, value: <Link href={paths.console.account(org, c.account.id)}>{c.account.name}</Link> },
    { label: says.partner, value: <Link href={paths.console.partner(org, c.partner.id)}>{c.partner.name}</Link> },
    {
      label: says.deal,
      value: <Link href={paths.console.registration(org, c.registration_id)}>{c.account.name}</Link>,
    },
    c.reason ? { label: says.reason, value: text(c.reason) } : null,
    { label: says.asked_by, value: c.asked_by },
    { label: says.asked_at, value: <RelativeTime at={c.asked_at} /> },
    c.status === 'asked' ? { label: says.due, value: lastDay(c.answer_due_at, zone) } : null,
    c.until ? { label: says.until, value: formatDate(c.until) } : null,
    c.answered_by ? { label: says.answer, value: c.answered_by } : null,
    c.note ? { label: says.note, value: text(c.note) } : null,
    c.ended_at ? { label: says.ended, value: <RelativeTime at={c.ended_at} /> } : null,
    c.end_reason ? { label: says.end_reason, value: text(c.end_reason) } : null,
    c.conflict_id
      ? {
          label: says.conflict,
          value: <Link href={paths.console.conflict(org, c.conflict_id)}>{says.see_conflict}</Link>,
        }
      : null,
  ]
  return fields.filter((field) => field !== null)
}
