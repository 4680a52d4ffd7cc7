import { Scale, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { Button, EmptyState, PageHeader, SkeletonText } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { useRules, type Rules } from '../calls.ts'
import { SearchField } from '../search-field.tsx'
import { useDay } from './day.ts'
import { NextRules } from './next-rules.tsx'
import { words } from './words.ts'

/** The sentences that bind this partner, and those that are going to. */
export default function RulesPage() {
  const rules = useRules()
  const day = useDay()
  const none = rules.error?.code === 'program.none_in_force'
  return (
    <>
      <PageHeader
        title={words.title}
        meta={rules.data && words.meta(rules.data.version, day(rules.data.effective_at))}
      />
      {none ? (
        <EmptyState icon={<Scale />} title={words.none.title}>
          {words.none.body}
        </EmptyState>
      ) : (
        <Loaded query={rules} skeleton={<SkeletonText lines={10} />}>
          {(answer) => <RulesView rules={answer} />}
        </Loaded>
      )}
    </>
  )
}

function RulesView({ rules }: { rules: Rules }) {
  const [state, set] = useUrlState()
  const q = (state['q'] ?? '').trim()
  const sections = rules.sections
    .map((section) => ({ ...section, sentences: section.sentences.filter((sentence) => isAbout(sentence.text, q)) }))
    .filter((section) => section.sentences.length > 0)
  const found = sections.reduce((sum, section) => sum + section.sentences.length, 0)
  return (
    <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_13rem]">
      <div className="flex min-w-0 max-w-2xl flex-col gap-6">
        <p className="text-ink-soft">{words.intro}</p>
        {rules.next && <NextRules next={rules.next} />}
        <div>
          <SearchField
            label={words.search}
            placeholder={words.search_placeholder}
            value={q}
            onSearch={(text) => set({ q: text || null })}
          />
          <p aria-live="polite" className="mt-1 text-sm text-ink-faint empty:hidden">
            {q ? words.found(found) : null}
          </p>
        </div>
        {sections.map((section) => (
          <section
            key={section.key}
            id={section.key}
            aria-labelledby={`${section.key}-title`}
            className="flex scroll-mt-20 flex-col gap-2"
          >
            <h2 id={`${section.key}-title`} className="text-lg">
              {section.name}
            </h2>
            <ul className="flex flex-col divide-y divide-line border-t border-line">
              {section.sentences.map((sentence) => (
                <li key={sentence.id} className="py-2.5">
                  <Marked text={sentence.text} q={q} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {found === 0 && (
          <EmptyState
            icon={<Search />}
            title={words.nothing.title}
            actions={<Button onClick={() => set({ q: null })}>{words.nothing.action}</Button>}
          >
            {words.nothing.body}
          </EmptyState>
        )}
      </div>
      <nav aria-label={words.contents} className="sticky top-24 hidden self-start lg:block">
        <p className="mb-2 text-sm font-medium text-ink-faint">{words.contents}</p>
        <ul className="flex flex-col gap-1.5 border-l border-line text-sm">
          {sections.map((section) => (
            <li key={section.key}>
              {/* the browser's own jump within the page */}
              <a
                href={`#${section.key}`}
                className="-ml-px block border-l border-transparent pl-3 text-ink-soft hover:border-accent hover:text-ink"
              >
                {section.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}

function wordsOf(q: string): string[] {
  return q.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Every word that is searched for stands in it. */
function isAbout(text: string, q: string): boolean {
  const low = text.toLowerCase()
  return wordsOf(q).every((word) => low.includes(word))
}

/** The text with what was searched for marked. */
function Marked({ text, q }: { text: string; q: string }): ReactNode {
  const parts = wordsOf(q).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (parts.length === 0) return text
  return text.split(new RegExp(`(${parts.join('|')})`, 'gi')).map((part, place) =>
    place % 2 === 1 ? (
      <mark key={place} className="rounded-sm bg-accent-soft text-accent-ink">
        {part}
      </mark>
    ) : (
      part
    ),
  )
}
