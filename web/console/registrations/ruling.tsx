import { ChevronRight, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiPages, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import {
  Button,
  Callout,
  DiffList,
  GuardedButton,
  Ladder,
  Link,
  RelativeTime,
  useClock,
  type Tone,
} from '../../ui/index.ts'
import { DisputeThis } from '../disputes/dispute-this.tsx'
import { useMay } from '../may.ts'
import { Evidence } from './evidence.tsx'
import { dayOf, tones, type Registration, type Status } from './states.ts'
import { words as life } from './words-life.ts'
import { words } from './words.ts'

const says = words.ruling
type Ruling = Answer<'ruling.get'>
type Because = readonly {
  check: string
  title: string
  verdict: Ruling['because'][number]['verdict']
  text: string
  evidence?: readonly string[] | undefined
}[]

/** A ruling's reasons as rungs; what answered has the tone of what came out. */
function Rungs({ because, tone, org }: { because: Because; tone: Tone; org: string }) {
  return (
    <Ladder
      label={says.label}
      rungs={because.map(({ check, title, verdict, text, evidence = [] }) => {
        const known = evidence.filter((id) => /^(?:acc|reg|opp)_/.test(id))
        return {
          id: check,
          check: title,
          verdict,
          reason: verdict === 'not_reached' ? null : text,
          evidence: known.length > 0 && known.map((id) => <Evidence key={id} id={id} org={org} />),
          ...(verdict === 'answered' ? { tone } : {}),
        }
      })}
    />
  )
}

/** What a ruling came to: a state, or an answer about more time. */
function labelOf(kind: string, outcome: unknown): string {
  const status = statusIn(outcome)
  if (kind !== 'registration_extension') return status ? words.statuses[status] : kind
  const answer = (outcome as { status?: string } | null)?.status ?? '' // outcomes are open in the contract; only this is read
  return life.extension.rulings[answer] ?? life.extension.title
}

/** The outcome's status, where a ruling has one. */
function statusIn(outcome: unknown): Status | null {
  const status = (outcome as { status?: string } | null)?.status // outcomes are open in the contract; only this is read
  return status !== undefined && status in tones ? (status as Status) : null
}

function RulingHead({ ruling, org }: { ruling: Pick<Ruling, 'program_version' | 'decider' | 'now'>; org: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-ink-faint">
      <Link href={paths.console.programVersion(org, ruling.program_version)}>{says.under(ruling.program_version)}</Link>
      <span aria-hidden>·</span>
      <span>{says.decider(ruling.decider)}</span>
      <span aria-hidden>·</span>
      <RelativeTime at={ruling.now} />
    </span>
  )
}

/** Why it stands as it stands: the ladder that decided, replayed at a press, and the rulings before it. */
export function RulingPanel({ registration: r, org }: { registration: Registration; org: string }) {
  const may = useMay()
  const full = useApiQuery('ruling.get', { params: { id: r.ruling.id } }, { enabled: may('ruling:read') })
  const replay = useApiCommand('ruling.replay')
  // The registration's own copy stands at once; the full one brings its evidence a moment later.
  const because: Because = full.data?.because ?? r.ruling.because.map((reason) => ({ ...reason, evidence: [] }))
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <RulingHead ruling={r.ruling} org={org} />
        <span className="ml-auto flex flex-wrap items-center gap-2">
          <DisputeThis subject={{ ruling_id: r.ruling.id }} org={org} />
        </span>
        <GuardedButton
          size="small"
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          whyNot={may('ruling:replay') ? null : says.replay_not_yours}
          pending={replay.isPending}
          onClick={() => replay.mutate({ params: { id: r.ruling.id } })}
        >
          {says.replay}
        </GuardedButton>
      </div>
      <div aria-live="polite" className="empty:hidden">
        {replay.data && <Replayed answer={replay.data} />}
        {replay.error && <ProblemNote error={replay.error} />}
      </div>
      <Rungs because={because} tone={tones[statusIn(full.data?.outcome) ?? r.status]} org={org} />
      <Earlier registration={r} org={org} />
    </div>
  )
}

function Replayed({ answer }: { answer: Answer<'ruling.replay'> }) {
  if (answer.same) {
    return (
      <Callout tone="success" title={says.same.title}>
        {says.same.body}
      </Callout>
    )
  }
  return (
    <Callout tone="danger" title={says.different.title}>
      {says.different.body}
      <DiffList
        label={says.differences}
        entries={answer.differences.map(({ where, stored, replayed }) => ({
          id: where,
          kind: 'changed',
          what: where,
          before: stored,
          after: replayed,
        }))}
      />
    </Callout>
  )
}

/** Rulings that a later one replaced. */
function Earlier({ registration: r, org }: { registration: Registration; org: string }) {
  const list = useApiPages('ruling.list_of_registration', { params: { id: r.id }, query: { limit: 20 } })
  const earlier = list.rows?.filter((ruling) => ruling.id !== r.ruling.id) ?? []
  if (earlier.length === 0) return null
  return (
    <section className="mt-2 flex flex-col gap-1">
      <h3 className="text-sm">{says.earlier}</h3>
      {earlier.map((ruling) => (
        <EarlierRuling key={ruling.id} ruling={ruling} org={org} />
      ))}
      {list.more && (
        <Button size="small" className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
          {says.more}
        </Button>
      )}
    </section>
  )
}

function EarlierRuling({
  ruling,
  org,
}: {
  ruling: Answer<'ruling.list_of_registration'>['rows'][number]
  org: string
}) {
  const { zone } = useClock()
  const [open, setOpen] = useState(false)
  const isExtension = ruling.kind === 'registration_extension'
  const status = isExtension ? null : statusIn(ruling.outcome)
  return (
    <details
      className="border-b border-line py-2 last:border-0"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex flex-wrap items-center gap-x-3 rounded-sm marker:content-none">
        <ChevronRight aria-hidden className="size-3.5 text-ink-faint in-open:rotate-90" />
        <span className="font-medium">{labelOf(ruling.kind, ruling.outcome)}</span>
        <span className="text-ink-faint">{says.earlier_at(ruling.program_version, dayOf(ruling.now, zone))}</span>
      </summary>
      <div className="flex flex-col gap-2 pt-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <RulingHead ruling={ruling} org={org} />
          {/* What a later ruling replaced is disputed there; an answer about more time stands beside it. */}
          {open && isExtension && <DisputeThis subject={{ ruling_id: ruling.id }} org={org} />}
        </div>
        <Rungs because={ruling.because} tone={status ? tones[status] : 'neutral'} org={org} />
      </div>
    </details>
  )
}
