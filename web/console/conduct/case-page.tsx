import type { ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { CaseMark, CasePath, lastDay, type Case } from '../../conduct/state.tsx'
import { Attachments } from '../../files/attachments.tsx'
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
  Table,
  useClock,
  type Column,
  type KeyField,
} from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import { AnswerClock } from '../answer-clock.tsx'
import { DisputeThis } from '../disputes/dispute-this.tsx'
import { RecordHistory } from '../record-history.tsx'
import { DecideCase } from './decide.tsx'
import { words } from './words.ts'

const says = words.record
type Seen = Case['seen'][number]

/** One case: what was seen with its very rows, what was said, and what comes next. */
export default function CasePage() {
  const id = usePathParam('id')
  const one = useApiQuery('conduct_case.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded query={one} heading="h1">
        {(found) => <Record of={found} />}
      </Loaded>
    </div>
  )
}

function Record({ of: c }: { of: Case }) {
  const { membership } = useActing()
  const org = membership.org.slug
  useVisited('conduct_case', c.id, `${c.kind_name}: ${c.partner.name}`)
  return (
    <>
      <PageHeader
        title={`${c.kind_name}: ${c.partner.name}`}
        crumbs={[{ label: words.title, href: paths.console.conductCases(org) }]}
        mark={<CaseMark status={c.status} side="org" />}
        meta={<span>{c.summary}</span>}
        actions={<DecideCase of={c} />}
      />
      <div className="flex flex-col gap-6">
        <CasePath of={c} guidance={c.next_step} />
        <div className="grid gap-x-10 gap-y-8 border-t border-line pt-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="flex min-w-0 flex-col gap-8">
            <Said title={says.answer}>{c.answer}</Said>
            <Said
              title={says.reason}
              aside={c.decision_ruling_id && <DisputeThis subject={{ ruling_id: c.decision_ruling_id }} org={org} />}
            >
              {c.reason}
            </Said>
            <Said title={says.end_reason}>{c.end_reason}</Said>
            {c.why.length > 0 && (
              <Section title={says.why}>
                <ul className="flex max-w-2xl list-disc flex-col gap-1 pl-5">
                  {c.why.map((text) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              </Section>
            )}
            <Section title={says.seen}>
              <SeenRows rows={c.seen} />
            </Section>
            <Said title={says.notice}>{c.notice}</Said>
            <Section title={says.files}>
              <Attachments noun="conduct_case" id={c.id} side="org" />
            </Section>
            <Section title={says.history}>
              <RecordHistory subject={c.id} version={c.revision} />
            </Section>
          </div>
          <div className="flex flex-col gap-8 max-lg:order-first">
            <Section title={says.facts}>
              <KeyFields fields={useFacts(c, org)} />
            </Section>
            <Others of={c} org={org} />
          </div>
        </div>
      </div>
    </>
  )
}

function Said({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  if (!children) return null
  return (
    <Section title={title} aside={aside}>
      <p className="max-w-2xl wrap-anywhere whitespace-pre-line">{children}</p>
    </Section>
  )
}

const columns: Column<Seen>[] = [
  {
    id: 'what',
    header: says.what,
    cell: (row) => <Name row={row} />,
  },
  { id: 'stands', header: says.stands, cell: (row) => <span className="text-ink-soft">{row.text}</span> },
  { id: 'since', header: says.since, cell: (row) => formatDate(row.since) },
]

function Name({ row }: { row: Seen }) {
  const { membership } = useActing()
  if (row.noun !== 'registration' || !row.subject_id)
    return <span className="wrap-anywhere whitespace-pre-line">{row.label}</span>
  return (
    <Link href={paths.console.registration(membership.org.slug, row.subject_id)} className="wrap-anywhere">
      {row.label}
    </Link>
  )
}

/** The rows behind the number; each leads to its record. */
function SeenRows({ rows }: { rows: readonly Seen[] }) {
  return (
    <div className="-mx-4">
      <Table
        label={says.label}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(row) => row.label}
        skeletonRows={3}
        empty={<p className="px-4 text-ink-soft">{words.none}</p>}
      />
    </div>
  )
}

function useFacts(c: Case, org: string): KeyField[] {
  const { zone } = useClock()
  const fields: (KeyField | null)[] = [
    {
      label: words.fields.partner,
      value: <Link href={paths.console.partner(org, c.partner.id)}>{c.partner.name}</Link>,
    },
    c.account && {
      label: words.fields.account,
      value: <Link href={paths.console.account(org, c.account.id)}>{c.account.name}</Link>,
    },
    {
      label: words.fields.opened,
      value: (
        <>
          {c.opened_by}, <RelativeTime at={c.opened_at} />
        </>
      ),
    },
    c.reply_due_at && c.status === 'notified'
      ? {
          label: words.fields.due,
          value: <AnswerClock until={c.reply_due_at} />,
        }
      : null,
    c.at_most ? { label: words.fields.most, value: words.most[c.at_most] } : null,
    c.proposed_by ? { label: words.fields.proposed, value: c.proposed_by } : null,
    c.counts_until ? { label: words.fields.counts, value: lastDay(c.counts_until, zone) } : null,
    c.suspended_until ? { label: words.fields.suspended, value: lastDay(c.suspended_until, zone) } : null,
    { label: words.fields.reference, value: <Copyable value={c.id} show={`${c.id.slice(0, 12)}…`} /> },
  ]
  return fields.filter((field) => field !== null)
}

/** What else there was with this partner. */
function Others({ of: c, org }: { of: Case; org: string }) {
  const list = useApiQuery('conduct_case.list', { query: { partner_id: c.partner.id, limit: 20 } })
  return (
    <Section title={says.others}>
      <Loaded query={list}>
        {({ rows }) => {
          const others = rows.filter((row) => row.id !== c.id)
          if (others.length === 0) return <p className="text-ink-soft">{says.no_others}</p>
          return (
            <ul className="flex flex-col divide-y divide-line">
              {others.map((row) => (
                <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2">
                  <Link href={paths.console.conductCase(org, row.id)}>{row.kind_name}</Link>
                  <CaseMark status={row.status} side="org" />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Section>
  )
}
