import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { ProblemNote } from '../../api/problem-note.tsx'
import { useActing } from '../../session.tsx'
import { Button, Callout, GuardedButton, Progress, Section, Stat, Stats } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { Examples } from './examples.tsx'
import type { Import } from './fields.ts'
import { startOf, toMapping, withOption, withSkipped, withValue, type Draft } from './mapping.ts'
import { isAbout, NO_REPAIRS, Problems, repairKey, type Repairs } from './problems.tsx'
import { Outcomes, Trial } from './trial.tsx'
import { words } from './words.ts'

const says = words.preview
export type Preview = Answer<'import.preview'>

/** What running it now would do; what is wrong can be repaired here. */
export function PreviewStep({ it, onBack, onRun }: { it: Import; onBack: () => void; onRun: () => void }) {
  const { may } = useActing()
  const [repairs, setRepairs] = useState<Repairs>(NO_REPAIRS)
  const run = useApiCommand('import.run', { onDone: onRun })
  // Once it has begun there is nothing to preview.
  const preview = useApiQuery(
    'import.preview',
    { params: { id: it.id } },
    { enabled: !run.isPending && it.abilities.includes('run') },
  )
  const save = useApiCommand('import.map', { onDone: () => setRepairs(NO_REPAIRS) })
  const count = Object.keys(repairs.values).length + repairs.left_out.length + repairs.skipped.length
  const apply = () =>
    save.mutate({ params: { id: it.id }, if_match: it.revision, body: { mapping: toMapping(repaired(it, repairs)) } })
  if (preview.error && !preview.data) {
    return (
      <ProblemState
        error={preview.error}
        onRetry={() => void preview.refetch()}
        actions={<Button onClick={onBack}>{says.back}</Button>}
      />
    )
  }
  const found = preview.data
  // A repair is done when the preview that follows from it is there.
  if (!found || save.isPending) {
    return (
      <div aria-busy="true" className="max-w-xl py-6">
        <Progress label={says.reading} value={null} detail={words.rows(it.rows_total)} />
      </div>
    )
  }
  const changing = found.created + found.updated
  const problem = run.error ?? save.error
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      {found.registrations ? <Outcomes of={found.registrations} /> : <Counts of={found} />}
      {problem && (
        <div role="alert">
          <ProblemNote error={problem} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <GuardedButton
          look="primary"
          size="normal"
          pending={run.isPending}
          whyNot={
            !may('import:run')
              ? words.not_yours
              : changing === 0 && found.refused === 0 && found.unchanged === 0
                ? says.nothing_why
                : null
          }
          onClick={() => run.mutate({ params: { id: it.id } })}
        >
          {says.run(found.rows_total - found.refused - found.skipped)}
        </GuardedButton>
        <Button icon={<ArrowLeft aria-hidden className="size-4" />} onClick={onBack}>
          {says.back}
        </Button>
        {changing === 0 && <span className="text-ink-soft">{says.nothing_why}</span>}
      </div>
      <Section title={says.problems}>
        {found.problems.length === 0 ? (
          <Callout tone="success" title={says.no_problems.title}>
            {says.no_problems.body}
          </Callout>
        ) : (
          <Problems
            problems={found.problems}
            it={it}
            repairs={repairs}
            onRepair={may('import:run') ? setRepairs : null}
          />
        )}
      </Section>
      {count > 0 && (
        <div
          role="region"
          aria-label={says.apply(count)}
          className="sticky bottom-4 z-20 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 shadow-high"
        >
          <span className="text-ink-soft">{says.apply_hint}</span>
          <Button look="ghost" onClick={() => setRepairs(NO_REPAIRS)}>
            {says.discard}
          </Button>
          <Button look="primary" pending={save.isPending} onClick={apply}>
            {says.apply(count)}
          </Button>
        </div>
      )}
      {found.registrations ? <Trial of={found.registrations} /> : <Examples of={found} object={it.object} />}
    </div>
  )
}

/** The mapping with the repairs in it. */
function repaired(it: Import, { values, skipped, left_out }: Repairs): Draft {
  const start = startOf(it)
  let draft = start
  for (const [key, as] of Object.entries(values)) {
    const { column, value } = repairKey.read(key)
    for (const entry of start.columns) if (isAbout(entry, column, it)) draft = withValue(draft, entry.field, value, as)
  }
  for (const key of skipped) {
    const { column, value } = repairKey.read(key)
    const about = start.columns.find((entry) => isAbout(entry, column, it))
    if (about) draft = withSkipped(draft, about.column, value)
  }
  for (const field of left_out) draft = withOption(draft, field, { on_wrong: 'leave_out' })
  return draft
}

/** How many rows go which way. */
export function Counts({
  of,
}: {
  of: Pick<Preview, 'created' | 'updated' | 'unchanged' | 'refused' | 'left_out' | 'skipped' | 'recognised' | 'asked'>
}) {
  return (
    <Stats>
      <Stat label={says.counts.created} value={formatNumber(of.created)} />
      <Stat label={says.counts.updated} value={formatNumber(of.updated)} />
      <Stat label={says.counts.unchanged} value={formatNumber(of.unchanged)} />
      <Stat
        label={says.counts.refused}
        value={formatNumber(of.refused)}
        {...(of.refused > 0 ? { tone: 'danger' as const } : {})}
      />
      {of.recognised > 0 && <Stat label={says.recognised_rows} value={formatNumber(of.recognised)} />}
      {of.asked > 0 && <Stat label={says.asked_rows} value={formatNumber(of.asked)} tone="warn" />}
      {of.skipped > 0 && <Stat label={says.skipped_rows} value={formatNumber(of.skipped)} />}
      {of.left_out > 0 && <Stat label={says.left_out} value={formatNumber(of.left_out)} tone="warn" />}
    </Stats>
  )
}
