import { DiffList } from '../../ui/index.ts'
import type { Change } from './standing.tsx'

/** Changes of the program as sentences, section by section. */
export function Changes({
  changes,
  sections,
  label,
  heading: Heading = 'h3',
}: {
  changes: readonly Change[]
  sections: readonly { key: string; name: string }[]
  label: string
  /** `h2` where no section of the page stands above. */
  heading?: 'h2' | 'h3'
}) {
  const keys = [...new Set(changes.map((change) => change.section))]
  return (
    <div className="flex flex-col gap-5">
      {keys.map((key) => (
        <section key={key} className="flex flex-col">
          <Heading className="border-b border-line pb-1.5 text-xs text-ink-faint">
            {sections.find((one) => one.key === key)?.name ?? key}
          </Heading>
          <DiffList
            label={`${label}: ${key}`}
            entries={changes
              .filter((change) => change.section === key)
              .map((change, place) => ({ id: `${place}`, kind: change.kind, what: change.text }))}
          />
        </section>
      ))}
    </div>
  )
}
