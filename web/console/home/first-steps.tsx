import { ChevronRight, FileUp, Handshake, ScrollText, UserPlus } from 'lucide-react'
import { paths } from '../../paths.ts'
import { Link, Section } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.first
const STEPS = [
  { ...says.program, to: paths.console.program, Icon: ScrollText },
  { ...says.accounts, to: paths.console.imports, Icon: FileUp },
  { ...says.partner, to: paths.console.partners, Icon: Handshake },
  { ...says.people, to: paths.console.people, Icon: UserPlus },
]

/** What to do while nobody has registered anything: where lists would be empty, the way to fill them. */
export function FirstSteps({ org }: { org: string }) {
  return (
    <Section title={says.title}>
      <ol className="flex flex-col divide-y divide-line border-y border-line">
        {STEPS.map(({ title, body, to, Icon }) => (
          <li key={title} className="relative flex items-center gap-3 py-3">
            <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
            <div className="min-w-0 flex-1">
              <Link href={to(org)} look="plain" className="font-medium after:absolute after:inset-0">
                {title}
              </Link>
              <p className="text-ink-soft">{body}</p>
            </div>
            <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
          </li>
        ))}
      </ol>
    </Section>
  )
}
