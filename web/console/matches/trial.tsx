import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, Link, Section, SkeletonText, Table, type Column } from '../../ui/index.ts'
import { formatDay, formatNumber } from '../../words/format.ts'
import { words as registrations } from '../registrations/words.ts'
import { words } from './words.ts'

const says = words.trial
type Trial = Answer<'match.trial'>
type Row = Trial['rows'][number]

const status = (name: string): string =>
  (registrations.statuses as Readonly<Record<string, string | undefined>>)[name] ?? name

/** Tries the recognition of a draft on what was recognised before. */
export function RecognitionTrial({ yaml }: { yaml: string }) {
  // What is tried stays what it was when the button was pressed, while the text is written on.
  const [tried, setTried] = useState<string | null>(null)
  const trial = useApiQuery('match.trial', { body: { yaml: tried ?? '' } }, { enabled: tried !== null })
  return (
    <Section
      title={says.title}
      aside={
        <Button
          size="small"
          icon={<FlaskConical aria-hidden className="size-4" />}
          pending={tried !== null && trial.isFetching}
          onClick={() => (tried === yaml ? void trial.refetch() : setTried(yaml))}
        >
          {tried === null ? says.run : says.again}
        </Button>
      }
    >
      <p className="max-w-prose text-ink-soft">{says.body}</p>
      <div role="status" className="flex flex-col gap-6">
        {tried !== null && trial.isPending && !trial.error && <SkeletonText lines={4} />}
        {trial.error && <ProblemNote error={trial.error} />}
        {tried !== null && trial.data && <Found trial={trial.data} />}
      </div>
    </Section>
  )
}

function Found({ trial }: { trial: Trial }) {
  const { changed, moves, decisions, people } = trial
  return (
    <>
      <div>
        <p className="font-medium">{changed === 0 ? says.nothing : says.changed(formatNumber(changed))}</p>
        <p className="text-xs text-ink-faint">
          {[
            says.looked_at(formatNumber(trial.looked_at)),
            trial.undecidable > 0 && says.undecidable(formatNumber(trial.undecidable)),
            says.knock_on,
          ]
            .filter(Boolean)
            .join('. ')}
        </p>
      </div>
      {changed > 0 && (
        <div className="grid max-w-3xl gap-6 sm:grid-cols-2">
          <Moves
            title={says.moves}
            moves={moves.map(({ from, to, count }) => ({ from: says.verdicts[from], to: says.verdicts[to], count }))}
          />
          <Moves
            title={says.decisions}
            none={says.no_decisions}
            moves={decisions.map(({ from, to, count }) => ({ from: status(from), to: status(to), count }))}
          />
        </div>
      )}
      <People people={people} />
      {trial.rows.length > 0 && <Rows trial={trial} />}
    </>
  )
}

function Moves({
  title,
  moves,
  none,
}: {
  title: string
  moves: { from: string; to: string; count: number }[]
  none?: string
}) {
  return (
    <div>
      <h3 className="text-xs font-normal text-ink-faint">{title}</h3>
      {moves.length === 0 && <p>{none}</p>}
      <ul>
        {moves.map(({ from, to, count }) => (
          <li key={`${from} ${to}`} className="flex justify-between gap-4">
            <span>{says.instead(to, from)}</span>
            <span className="tabular-nums">{formatNumber(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** How the terms stand to what people have said: the draft beside what is in force. */
function People({ people }: { people: Trial['people'] }) {
  if (people.words === 0) return <p className="text-ink-soft">{says.no_words}</p>
  return (
    <table className="w-full max-w-md">
      <caption className="pb-1 text-left text-xs text-ink-faint">
        {says.people}: {says.words(formatNumber(people.words))}
      </caption>
      <thead className="text-left text-xs text-ink-faint">
        <tr>
          <td />
          <th scope="col" className="font-normal">
            {says.now}
          </th>
          <th scope="col" className="font-normal">
            {says.then}
          </th>
        </tr>
      </thead>
      <tbody>
        {(['agrees', 'asks', 'contradicts'] as const).map((how) => (
          <tr key={how} className="border-t border-line">
            <th scope="row" className="py-1.5 text-left font-normal">
              {says.standing[how]}
            </th>
            <td className="tabular-nums">{formatNumber(people.now[how])}</td>
            <td className="font-medium tabular-nums">{formatNumber(people.then[how])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Rows({ trial }: { trial: Trial }) {
  const { membership, zone } = useActing()
  const org = membership.org.slug
  const columns: Column<Row>[] = [
    {
      id: 'company',
      header: says.columns.company,
      cell: (row) => <Link href={paths.console.registration(org, row.registration_id)}>{row.name}</Link>,
    },
    { id: 'from', header: says.columns.from, cell: (row) => `${says.verdicts[row.from]} (${row.score_from})` },
    {
      id: 'to',
      header: says.columns.to,
      cell: (row) => `${row.account ?? says.verdicts[row.to]} (${row.score_to})`,
    },
    {
      id: 'decision',
      header: says.columns.decision,
      cell: (row) => {
        const to = row.decision_to === null ? says.unknown : status(row.decision_to)
        return row.decision_to === row.decision_from ? to : says.instead(to, status(row.decision_from))
      },
    },
    { id: 'at', header: says.columns.at, cell: (row) => formatDay(row.at, zone), from: 'lg', card: 'hide' },
  ]
  return (
    <div>
      <h3 className="pb-1 text-xs font-normal text-ink-faint">{says.which}</h3>
      <Table
        label={says.which}
        columns={columns}
        rows={trial.rows}
        rowKey={(row) => row.ruling_id}
        rowName={(row) => row.name}
      />
      {trial.changed > trial.rows.length && (
        <p className="pt-1 text-xs text-ink-faint">{says.more(trial.rows.length)}</p>
      )}
    </div>
  )
}
