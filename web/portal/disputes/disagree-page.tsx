import type { ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { DisagreeForm, type Disputed } from '../../disputes/disagree-form.tsx'
import { paths } from '../../paths.ts'
import { PageHeader } from '../../ui/index.ts'
import { useGo, usePathParam, useUrlState } from '../../url-state.ts'
import { words } from './words.ts'

const says = words.disagree

/** Says that one disagrees with a decision about a deal, with that of a case, or with a conflict: on a phone too. */
export default function DisagreePage() {
  const partner = usePathParam('partner')
  const [{ deal, ruling, conflict, case: of }] = useUrlState()
  if (conflict) return <OfConflict id={conflict} />
  if (ruling && of) {
    const crumbs = [
      { label: says.cases, href: paths.portal.conductCases(partner) },
      { label: says.case, href: paths.portal.conduct(partner, of) },
    ]
    return <Disagree subject={{ ruling_id: ruling }} crumbs={crumbs} />
  }
  if (ruling)
    return (
      <Disagree
        subject={{ ruling_id: ruling }}
        crumbs={[{ label: words.title, href: paths.portal.disputes(partner) }]}
      />
    )
  return <OfDeal id={deal ?? ''} />
}

/** Without a decision named it is the deal's last one. */
function OfDeal({ id }: { id: string }) {
  const partner = usePathParam('partner')
  const one = useApiQuery('registration.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {(deal) => (
        <Disagree
          subject={{ ruling_id: deal.ruling.id }}
          crumbs={[
            { label: says.deals, href: paths.portal.deals(partner) },
            { label: deal.account.name, href: paths.portal.deal(partner, deal.id) },
          ]}
        />
      )}
    </Loaded>
  )
}

function OfConflict({ id }: { id: string }) {
  const partner = usePathParam('partner')
  const one = useApiQuery('conflict.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {({ account }) => (
        <Disagree
          subject={{ conflict_id: id }}
          crumbs={[
            { label: says.conflicts, href: paths.portal.conflicts(partner) },
            { label: account.name, href: paths.portal.conflict(partner, id) },
          ]}
        />
      )}
    </Loaded>
  )
}

type Crumbs = { label: string; href: string }[]

function Disagree({ subject, crumbs }: { subject: Disputed; crumbs: Crumbs }): ReactNode {
  const partner = usePathParam('partner')
  const go = useGo()
  return (
    <>
      <PageHeader title={says.title} crumbs={crumbs} meta={<span>{says.body}</span>} />
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
