import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { DisagreeForm, type Disputed } from '../../disputes/disagree-form.tsx'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/index.ts'
import { useGo, usePathParam, useUrlState } from '../../url-state.ts'
import { words } from './words.ts'

/** Says that one disagrees with a decision about a deal, or with a conflict: on a phone too. */
export default function DisagreePage() {
  const [{ deal, ruling, conflict }] = useUrlState()
  if (ruling) return <Disagree subject={{ ruling_id: ruling }} />
  if (conflict) return <Disagree subject={{ conflict_id: conflict }} />
  return <OfDeal id={deal ?? ''} />
}

/** Without a decision named it is the deal's last one. */
function OfDeal({ id }: { id: string }) {
  const one = useApiQuery('registration.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {(deal) => <Disagree subject={{ ruling_id: deal.ruling.id }} deal={{ id: deal.id, name: deal.account.name }} />}
    </Loaded>
  )
}

function Disagree({ subject, deal }: { subject: Disputed; deal?: { id: string; name: string } }) {
  const partner = usePathParam('partner')
  const go = useGo()
  return (
    <>
      <PageHeader
        title={words.disagree.title}
        crumbs={
          deal
            ? [
                { label: words.disagree.deals, href: paths.portal.deals(partner) },
                { label: deal.name, href: paths.portal.deal(partner, deal.id) },
              ]
            : [{ label: words.title, href: paths.portal.disputes(partner) }]
        }
        meta={<span>{words.disagree.body}</span>}
      />
      <div className="max-w-2xl pt-2">
        <DisagreeForm
          subject={subject}
          hrefOf={(id) => paths.portal.dispute(partner, id)}
          onDone={({ id }) => go(paths.portal.dispute(partner, id), 'replace')}
        />
      </div>
    </>
  )
}
