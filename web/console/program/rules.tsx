import { EyeOff } from 'lucide-react'
import { Badge } from '../../ui/index.ts'
import type { Version } from './standing.tsx'
import { words } from './words.ts'

/** The document as sentences, section by section, with the way to each section beside them. */
export function Rules({ version }: { version: Version }) {
  const { sections, sentences } = version
  const tracks = namesOfTracks(version)
  return (
    <div className="grid gap-x-10 lg:grid-cols-[11rem_minmax(0,44rem)]">
      <nav aria-label={words.rules.label} className="max-lg:hidden">
        <ul className="sticky top-4 flex flex-col gap-px">
          {sections.map((section) => (
            <li key={section.key}>
              <a
                href={`#${section.key}`}
                className="block rounded-md px-2 py-1.5 text-ink-soft hover:bg-sunken hover:text-ink"
              >
                {section.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex flex-col gap-8">
        {sections.map((section) => {
          const own = sentences.filter((sentence) => sentence.section === section.key)
          return (
            <section
              key={section.key}
              id={section.key}
              aria-labelledby={`${section.key}-title`}
              className="scroll-mt-6"
            >
              <h2 id={`${section.key}-title`} className="text-md">
                {section.name}
              </h2>
              {own.length === 0 && <p className="mt-1 text-ink-faint">{words.rules.none}</p>}
              <ul className="mt-1 flex flex-col divide-y divide-line">
                {own.map((sentence) => {
                  const only = sentence.tracks?.map((key) => tracks.get(key) ?? key) ?? []
                  // Most sentences say themselves whom they bind.
                  const unsaid = only.some((name) => !sentence.text.includes(name))
                  return (
                    <li key={sentence.id} className="flex flex-wrap items-baseline gap-x-2 gap-y-1 py-2">
                      <span className="min-w-0">{sentence.text}</span>
                      {unsaid && <Badge tone="info">{words.rules.only(only.join(', '))}</Badge>}
                      {sentence.audience === 'org' && (
                        <Badge icon={<EyeOff aria-hidden />}>{words.rules.org_only}</Badge>
                      )}
                    </li>
                  )
                })}
              </ul>
            </section>
          )
        })}
      </div>
    </div>
  )
}

function namesOfTracks(version: Version): Map<string, string> {
  const { tracks } = version.document
  if (!Array.isArray(tracks)) return new Map()
  return new Map(
    tracks.flatMap((track: unknown) =>
      typeof track === 'object' && track !== null && 'key' in track && 'name' in track
        ? [[String(track.key), String(track.name)] as const]
        : [],
    ),
  )
}
