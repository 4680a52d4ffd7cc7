import { FilePlus2, Mail } from 'lucide-react'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Avatar, Link, PageHeader, Section, Skeleton } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { useForm, usePartner } from '../calls.ts'
import { StandingNote } from '../standing.tsx'
import { DealGroups } from './deal-groups.tsx'
import { Needs } from './needs.tsx'
import { News } from './news.tsx'
import { OpenRequests } from './open-requests.tsx'
import { words } from './words.ts'

/** What needs me, the one big button, my deals and requests; beside them who helps, what is new and what binds. */
export default function HomePage() {
  const { person, may } = useActing()
  const mayRegister = may('registration:submit')
  return (
    <>
      <PageHeader title={words.hello(person.name.split(' ')[0] ?? person.name)} />
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="flex min-w-0 flex-col gap-9">
          <StandingNote />
          <Needs />
          {mayRegister && <RegisterButton />}
          <DealGroups />
          <OpenRequests />
        </div>
        <aside className="flex flex-col gap-9">
          <ManagerCard />
          <News />
          {mayRegister && <TwoLines />}
        </aside>
      </div>
    </>
  )
}

function RegisterButton() {
  const partner = usePathParam('partner')
  const form = useForm()
  return (
    <Link
      href={paths.portal.register(partner)}
      look="plain"
      className="flex items-center gap-4 rounded-lg bg-accent px-5 py-4 text-on-accent shadow-low transition-colors hover:bg-accent-hover"
    >
      <FilePlus2 aria-hidden className="size-7 shrink-0" />
      <span className="min-w-0">
        <span className="block text-lg font-semibold">{words.register}</span>
        <span className="block text-sm">
          {form.data ? words.register_why(form.data.answer_within_working_hours) : words.register_plain}
        </span>
      </span>
    </Link>
  )
}

function ManagerCard() {
  const { membership } = useActing()
  const partner = usePartner()
  const manager = partner.data?.manager
  // Better nothing than "nobody", which nobody knows while it cannot be read.
  if (partner.error && !partner.data) return null
  return (
    <Section title={words.manager.title}>
      {manager ? (
        <div className="flex items-center gap-3">
          <Avatar name={manager.name} size={44} />
          <div className="min-w-0 leading-tight">
            <p className="truncate font-medium">{manager.name}</p>
            <p className="truncate text-sm text-ink-faint">{words.manager.at(membership.org.name)}</p>
            {manager.email && (
              <a
                href={`mailto:${manager.email}`}
                className="mt-1 inline-flex max-w-full items-center gap-1.5 rounded-sm text-sm text-accent-ink underline-offset-3 hover:underline touch:min-h-11 touch:text-md"
              >
                <Mail aria-hidden className="size-4 shrink-0" />
                <span className="truncate">{manager.email}</span>
              </a>
            )}
          </div>
        </div>
      ) : partner.isPending ? (
        <Skeleton height="2.75rem" />
      ) : (
        <p className="text-ink-soft">{words.manager.none(membership.org.name)}</p>
      )}
    </Section>
  )
}

function TwoLines() {
  const partner = usePathParam('partner')
  const form = useForm()
  return (
    <Section title={words.rules.title}>
      {form.data && (
        <ul className="flex flex-col gap-1 text-ink-soft">
          <li>{words.rules.protection(form.data.protection_days)}</li>
          <li>{words.rules.answer(form.data.answer_within_working_hours)}</li>
        </ul>
      )}
      <Link href={paths.portal.rules(partner)} className="w-fit touch:py-3">
        {words.rules.read}
      </Link>
    </Section>
  )
}
