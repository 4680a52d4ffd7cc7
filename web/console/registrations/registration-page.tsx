import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { Attachments } from '../../files/attachments.tsx'
import { words as files } from '../../files/words.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Copyable,
  KeyFields,
  Link,
  PageHeader,
  RelativeTime,
  Section,
  Skeleton,
  SkeletonText,
  StatusPath,
  Tabs,
  useClock,
} from '../../ui/index.ts'
import { usePathParam, useUrlState } from '../../url-state.ts'
import { useVisited } from '../../frame/recent.ts'
import { HeldNote } from '../disputes/held-note.tsx'
import { useMay } from '../may.ts'
import { RecordHistory } from '../record-history.tsx'
import { StateMark } from './clocks.tsx'
import { Decide } from './decide.tsx'
import { Guidance } from './guidance.tsx'
import { PartnerView } from './partner-view.tsx'
import { PickAccount } from './pick-account.tsx'
import { Activity } from './activity.tsx'
import { Conversation } from './conversation.tsx'
import { ExtensionAsked } from './extension.tsx'
import { fieldsOf, keyFieldsOf } from './properties.tsx'
import { Related } from './related.tsx'
import { RulingPanel } from './ruling.tsx'
import { pathOf, type Registration } from './states.ts'
import { words as life } from './words-life.ts'
import { RequestsPanel } from '../requests/panel.tsx'
import { words as requests } from '../requests/words.ts'
import { words } from './words.ts'

const says = words.record

/** One registration: where it stands, what to do, why it stands so, and what it hangs together with. */
export default function RegistrationPage() {
  const id = usePathParam('id')
  const one = useApiQuery('registration.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded query={one} heading="h1" skeleton={<Coming />}>
        {(registration) => <Record registration={registration} />}
      </Loaded>
    </div>
  )
}

function Coming() {
  return (
    <div className="flex flex-col gap-6 pt-6">
      <Skeleton width="14rem" height="1.25rem" />
      <Skeleton width="100%" height="2.5rem" />
      <SkeletonText lines={8} />
    </div>
  )
}

function Record({ registration: r }: { registration: Registration }) {
  const { membership } = useActing()
  const org = membership.org.slug
  useVisited('registration', r.id, r.account.name)
  const { zone } = useClock()
  return (
    <>
      <PageHeader
        title={r.account.name}
        crumbs={[{ label: words.title, href: paths.console.registrations(org) }]}
        mark={<StateMark status={r.status} />}
        meta={
          <>
            <span>
              {says.by('')}
              <Link href={paths.console.partner(org, r.partner.id)}>{r.partner.name}</Link>
            </span>
            <RelativeTime at={r.submitted_at} />
            <Copyable value={r.id} what={says.reference} show={`${r.id.slice(0, 16)}…`} />
          </>
        }
        actions={<Decide registration={r} />}
      />
      <div className="flex flex-col gap-6 pt-2">
        <StatusPath label={says.path} steps={pathOf(r, zone)} guidance={<Guidance registration={r} />} />
        <HeldNote org={org} account_id={r.account.id} registration_id={r.id} />
        <ExtensionAsked registration={r} />
        <KeyFields layout="row" fields={keyFieldsOf(r, org)} />
        <div className="grid gap-x-8 gap-y-8 border-t border-line pt-5 lg:grid-cols-[18rem_minmax(0,1fr)] xl:grid-cols-[18rem_minmax(0,1fr)_15rem]">
          <div className="max-lg:order-2">
            <Section title={says.properties}>
              <KeyFields fields={fieldsOf(r, org)} />
            </Section>
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            {r.status === 'in_review' && r.account.id === null && <PickAccount registration={r} org={org} />}
            <Parts registration={r} org={org} />
          </div>
          <div className="max-xl:col-start-1 max-lg:order-3 lg:max-xl:col-span-2">
            <Section title={says.related}>
              <Related registration={r} org={org} />
            </Section>
          </div>
        </div>
      </div>
    </>
  )
}

function Parts({ registration: r, org }: { registration: Registration; org: string }) {
  const [{ tab = 'ruling' }, setUrl] = useUrlState()
  const may = useMay()
  return (
    <Tabs
      label={says.tabs.label}
      value={tab}
      onChange={(id) => setUrl({ tab: id === 'ruling' ? null : id })}
      items={[
        { id: 'ruling', label: says.tabs.ruling, content: <RulingPanel registration={r} org={org} /> },
        { id: 'activity', label: life.activity.tab, content: <Activity registration={r} /> },
        { id: 'questions', label: life.conversation.tab, content: <Conversation registration={r} /> },
        {
          id: 'files',
          label: files.title,
          content: <Attachments noun="registration" id={r.id} side="org" />,
        },
        ...(may('request:read')
          ? [{ id: 'requests', label: requests.panel.tab, content: <RequestsPanel registration_id={r.id} org={org} /> }]
          : []),
        { id: 'history', label: says.tabs.history, content: <RecordHistory subject={r.id} /> },
        ...(may('ruling:read')
          ? [{ id: 'partner', label: says.tabs.partner, content: <PartnerView registration={r} /> }]
          : []),
      ]}
    />
  )
}
