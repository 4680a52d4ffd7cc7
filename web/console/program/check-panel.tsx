import { problemText } from '../../api/problem-text.ts'
import { Badge, Callout, Section, SkeletonText } from '../../ui/index.ts'
import { Changes } from './changes.tsx'
import { FindingList } from './findings.tsx'
import type { Check } from './use-check.ts'
import { words } from './words.ts'

const says = words.editor

/** What is wrong with the text, and what it would change. */
export function CheckPanel({
  check,
  current,
  error,
  sections,
  onJump,
}: {
  check: Check | null
  current: boolean
  error: unknown
  sections: readonly { key: string; name: string }[]
  onJump: (line: number) => void
}) {
  const failed = error && !current ? problemText(error) : null
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <Section
        title={says.check}
        aside={
          <span className="text-xs text-ink-faint" role="status">
            {!current && !failed ? says.checking : ''}
          </span>
        }
      >
        {failed && (
          <Callout tone="danger" title={says.check_failed}>
            {failed.what} {failed.next}
          </Callout>
        )}
        {!check && !failed && <SkeletonText lines={2} />}
        {check && <Verdict check={check} onJump={onJump} />}
      </Section>
      {check && check.errors.length === 0 && (
        <Section
          title={says.changes}
          aside={
            check.against !== null && <span className="text-xs text-ink-faint">{says.against(check.against)}</span>
          }
        >
          {check.against === null ? (
            <p className="text-ink-soft">{says.against_nothing}</p>
          ) : check.changes.length === 0 ? (
            <p className="text-ink-soft">{says.no_changes}</p>
          ) : (
            <Changes changes={check.changes} sections={sections} label={says.changes} />
          )}
        </Section>
      )}
    </div>
  )
}

function Verdict({ check, onJump }: { check: Check; onJump: (line: number) => void }) {
  const { errors, findings } = check
  if (errors.length > 0) {
    return (
      <div>
        <Badge tone="danger">{says.broken(errors.length)}</Badge>
        <FindingList
          findings={errors.map((fault) => ({ level: 'error', message: fault.message, line: fault.line }))}
          onJump={onJump}
        />
      </div>
    )
  }
  const complete = !findings.some((one) => one.level === 'error')
  return (
    <div>
      <Badge tone={complete ? 'success' : 'warn'}>{complete ? says.readable : says.incomplete}</Badge>
      {findings.length > 0 && <FindingList findings={findings} onJump={onJump} />}
    </div>
  )
}
