import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Button, EmptyState } from '../../ui/index.ts'
import type { Finding } from './standing.tsx'
import { words } from './words.ts'

export type Said = Pick<Finding, 'level' | 'message' | 'line'>

/** What must be mended and what is worth a look, each with the way to its line. */
export function FindingList({ findings, onJump }: { findings: readonly Said[]; onJump?: (line: number) => void }) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {findings.map((finding, place) => {
        const error = finding.level === 'error'
        const Icon = error ? CircleAlert : TriangleAlert
        const { line } = finding
        return (
          <li key={place} className="flex items-start gap-2.5 py-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${error ? 'text-danger' : 'text-warn'}`} />
            <span className="min-w-0 flex-1 break-words">
              <span className="sr-only">{error ? words.findings.error : words.findings.warning}: </span>
              {finding.message}
            </span>
            {line !== null &&
              (onJump ? (
                <Button size="small" look="ghost" aria-label={words.editor.jump(line)} onClick={() => onJump(line)}>
                  {words.findings.line(line)}
                </Button>
              ) : (
                <span className="shrink-0 text-xs text-ink-faint tabular-nums">{words.findings.line(line)}</span>
              ))}
          </li>
        )
      })}
    </ul>
  )
}

/** All findings of a version that is not being edited. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) {
    return (
      <EmptyState icon={<CircleCheck />} title={words.findings.none.title}>
        {words.findings.none.body}
      </EmptyState>
    )
  }
  const errors = findings.filter((one) => one.level === 'error')
  const warnings = findings.filter((one) => one.level === 'warning')
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      {[
        { list: errors, title: words.findings.errors(errors.length) },
        { list: warnings, title: words.findings.warnings(warnings.length) },
      ].map(
        ({ list, title }) =>
          list.length > 0 && (
            <section key={title}>
              <h2 className="text-sm">{title}</h2>
              <FindingList findings={list} />
            </section>
          ),
      )}
    </div>
  )
}
