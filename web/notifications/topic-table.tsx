import { RotateCcw } from 'lucide-react'
import type { Answer } from '../api/contracts.ts'
import { Badge, Checkbox, IconButton, Select } from '../ui/index.ts'
import { words } from './words.ts'

export type Topic = Answer<'notification.preferences'>['topics'][number]
export type Choice = { app: boolean; mail: Topic['mail'] } | null

const says = words.prefer
const MAILS = (['now', 'digest', 'never'] as const).map((value) => ({ value, label: says.mails[value] }))

/** Each topic with where it is told; what differs from the default can go back to it. */
export function TopicTable({
  topics,
  onChange,
  level: Heading = 'h3',
  disabled = false,
}: {
  topics: readonly Topic[]
  onChange: (topic: string, choice: Choice) => void
  /** What the headings are on their page: one below what stands over the table. */
  level?: 'h2' | 'h3'
  disabled?: boolean
}) {
  const nouns = [...new Set(topics.map(({ noun }) => noun))]
  return (
    <div className="flex flex-col gap-7">
      {nouns.map((noun) => (
        <section key={noun} className="flex flex-col">
          <Heading className="pb-1 text-xs font-medium tracking-normal text-ink-faint">
            {words.nouns[noun] ?? noun}
          </Heading>
          <ul className="divide-y divide-line border-y border-line">
            {topics
              .filter((one) => one.noun === noun)
              .map((one) => (
                <li
                  key={one.topic}
                  className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-2 sm:grid-cols-[minmax(0,1fr)_7rem_9.5rem_2rem]"
                >
                  <span className="col-span-2 flex flex-wrap items-center gap-2 text-sm sm:col-span-1">
                    {one.name}
                    {one.urgent && <Badge>{says.urgent}</Badge>}
                  </span>
                  <Checkbox
                    label={
                      <>
                        {says.app}
                        <span className="sr-only">: {one.name}</span>
                      </>
                    }
                    checked={one.app}
                    disabled={disabled}
                    onChange={(app) => onChange(one.topic, { app, mail: one.mail })}
                  />
                  <Select
                    label={says.by_mail(one.name)}
                    hideLabel
                    value={one.mail}
                    options={MAILS}
                    disabled={disabled}
                    onChange={(mail) => onChange(one.topic, { app: one.app, mail })}
                  />
                  <span className="hidden justify-end sm:flex">
                    {one.is_own && (
                      <IconButton
                        size="small"
                        label={says.back_of(one.name)}
                        icon={<RotateCcw aria-hidden className="size-3.5" />}
                        onClick={() => onChange(one.topic, null)}
                      />
                    )}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
