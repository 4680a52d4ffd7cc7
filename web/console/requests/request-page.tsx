import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { Attachments } from '../../files/attachments.tsx'
import { words as files } from '../../files/words.ts'
import { useVisited } from '../../frame/recent.ts'
import { paths } from '../../paths.ts'
import { RequestMark, type Request } from '../../requests/state.tsx'
import { useActing } from '../../session.tsx'
import { KeyFields, PageHeader, Section } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { RecordHistory } from '../record-history.tsx'
import { DecideRequest } from './decide.tsx'
import { RequestBody, useFacts } from './record.tsx'
import { words } from './words.ts'

/** One request: what is asked for, who answers it, and what was said. */
export default function RequestPage() {
  const id = usePathParam('id')
  const one = useApiQuery('request.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded query={one} heading="h1">
        {(request) => <Record request={request} />}
      </Loaded>
    </div>
  )
}

function Record({ request: r }: { request: Request }) {
  const { membership } = useActing()
  const org = membership.org.slug
  const facts = useFacts(r, org)
  useVisited('request', r.id, `${r.kind.name}: ${r.registration?.name ?? r.account?.name ?? r.partner.name}`)
  return (
    <>
      <PageHeader
        title={`${r.kind.name}: ${r.registration?.name ?? r.account?.name ?? r.partner.name}`}
        crumbs={[{ label: words.title, href: paths.console.requests(org) }]}
        mark={<RequestMark status={r.status} />}
        meta={<span>{r.next_step}</span>}
        actions={<DecideRequest request={r} />}
      />
      <div className="grid gap-x-10 gap-y-8 border-t border-line pt-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <RequestBody request={r} org={org} />
          <Section title={files.title}>
            <Attachments noun="request" id={r.id} side="org" />
          </Section>
          <Section title={words.history}>
            <RecordHistory subject={r.id} version={r.revision} />
          </Section>
        </div>
        <div className="max-lg:order-first">
          <Section title={words.wish}>
            <KeyFields fields={facts} />
          </Section>
        </div>
      </div>
    </>
  )
}
