import { Lock } from 'lucide-react'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Copyable, DiffList, Drawer, exactTime, KeyFields, Link, RelativeTime, Section } from '../../ui/index.ts'
import { locale } from '../../words/words.ts'
import { readChange } from './changes.ts'
import { subjectHref, subjectName, verbName, type AuditRow } from './subject.ts'
import { valueText } from './value-text.ts'
import { words } from './words.ts'

// They say that the record was kept, not what it is.
const KEPT_APART = new Set(['id', 'revision', 'created at'])

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** One row of the audit in full. */
export function AuditDrawer({ row, onClose }: { row: AuditRow | null; onClose: () => void }) {
  return (
    <Drawer open={row !== null} onClose={onClose} title={row ? verbName(row.verb) : ''}>
      {row && <Inside row={row} />}
    </Drawer>
  )
}

function Inside({ row }: { row: AuditRow }) {
  const { membership, zone } = useActing()
  const org = membership.org.slug
  const href = subjectHref(row, org)
  const says = words.record
  const audit = paths.console.audit(org)
  return (
    <div className="flex flex-col gap-6 pt-1">
      <KeyFields
        fields={[
          { label: says.who, value: row.actor.name },
          { label: says.about, value: href ? <Link href={href}>{subjectName(row)}</Link> : subjectName(row) },
          {
            label: says.recorded,
            value: <RelativeTime at={row.recorded_at} />,
            hint: exactTime(row.recorded_at, zone, locale()),
          },
          ...(Math.abs(Date.parse(row.at) - Date.parse(row.recorded_at)) >= 1000
            ? [{ label: says.at, value: exactTime(row.at, zone, locale()) }]
            : []),
          {
            label: says.seal,
            value:
              row.seq === null ? (
                words.unsealed
              ) : (
                <span className="inline-flex items-center gap-1.5">
                  <Lock aria-hidden className="size-3.5 text-success" />
                  {words.sealed(row.seq)}
                </span>
              ),
          },
          { label: says.request, value: <Copyable value={row.request_id} what={says.request_id} /> },
        ]}
      />
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {row.subject.id && <Link href={withQuery(audit, { subject: row.subject.id })}>{says.only_this}</Link>}
        <Link href={withQuery(audit, { actor: row.actor.id })}>{says.only_them}</Link>
      </div>
      <Change row={row} zone={zone} />
      <details>
        <summary className="w-fit rounded-sm text-ink-faint hover:text-ink">{says.raw}</summary>
        <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs">
          {JSON.stringify(row, null, 2)}
        </pre>
      </details>
    </div>
  )
}

function Change({ row, zone }: { row: AuditRow; zone: string }) {
  const { differences, told, details } = readChange(row.change)
  const says = words.record
  if (differences.length + told.length + details.length === 0) return <p className="text-ink-faint">{says.nothing}</p>
  const made = differences.length > 1 && differences.every(({ before }) => before === undefined)
  const hides = JSON.stringify(row.change).includes('"changed"')
  return (
    <>
      {made && (
        <Section title={says.made}>
          <KeyFields
            fields={differences.flatMap(({ field, after }) =>
              field && !KEPT_APART.has(field) ? [{ label: capital(field), value: valueText(after, zone) }] : [],
            )}
          />
        </Section>
      )}
      {!made && (differences.length > 0 || told.length > 0) && (
        <Section title={says.change}>
          <DiffList
            label={says.change}
            entries={[
              ...differences.map(({ field, before, after }, place) => ({
                id: `${place}`,
                kind:
                  before === undefined
                    ? ('added' as const)
                    : after === undefined
                      ? ('removed' as const)
                      : ('changed' as const),
                what: field === null ? subjectName(row) : capital(field),
                ...(before === undefined ? {} : { before: valueText(before, zone) }),
                ...(after === undefined ? {} : { after: valueText(after, zone) }),
              })),
              ...told.map((text, place) => ({ id: `told ${place}`, kind: 'changed' as const, what: text })),
            ]}
          />
          {hides && <p className="text-xs text-ink-faint">{says.private}</p>}
        </Section>
      )}
      {details.length > 0 && (
        <Section title={says.details}>
          <KeyFields
            fields={details.map(([name, value]) => ({
              label: capital(name.replaceAll('_', ' ')),
              value: valueText(value, zone),
            }))}
          />
        </Section>
      )}
    </>
  )
}
