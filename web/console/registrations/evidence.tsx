import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { Link } from '../../ui/index.ts'
import { words } from './words.ts'

/** A row that a check looked at, by its name; a page of its own where it has one. */
export function Evidence({ id, org }: { id: string; org: string }) {
  if (id.startsWith('acc_')) return <AccountLink id={id} org={org} />
  if (id.startsWith('reg_')) return <ClaimLink id={id} org={org} />
  if (id.startsWith('opp_')) return <OpportunityLink id={id} org={org} />
  return null
}

function AccountLink({ id, org }: { id: string; org: string }) {
  const account = useApiQuery('account.get', { params: { id } })
  return <Link href={paths.console.account(org, id)}>{account.data?.name ?? words.related.account}</Link>
}

function ClaimLink({ id, org }: { id: string; org: string }) {
  const claim = useApiQuery('registration.get', { params: { id } })
  const name = claim.data
    ? `${claim.data.partner.name}, ${words.statuses[claim.data.status].toLowerCase()}`
    : words.record.title
  return <Link href={paths.console.registration(org, id)}>{name}</Link>
}

function OpportunityLink({ id, org }: { id: string; org: string }) {
  const opportunity = useApiQuery('opportunity.get', { params: { id } })
  if (!opportunity.data) return null
  const { name, account } = opportunity.data
  return account ? <Link href={paths.console.account(org, account.id)}>{name}</Link> : <span>{name}</span>
}
