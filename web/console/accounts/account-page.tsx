import { Merge, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Callout,
  Copyable,
  GuardedButton,
  KeyFields,
  Link,
  PageHeader,
  RelativeTime,
  Section,
  Skeleton,
  SkeletonText,
  type KeyField,
} from '../../ui/index.ts'
import { useVisited } from '../../frame/recent.ts'
import { words as happened } from '../../frame/timeline-words.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDate, formatMoney, formatNumber } from '../../words/format.ts'
import { HeldNote } from '../disputes/held-note.tsx'
import { RecordHistory } from '../record-history.tsx'
import type { Account } from './account-form.ts'
import { Standing } from './accounts-page.tsx'
import { ContactPanel } from './contact-panel.tsx'
import { EditAccount } from './edit-account.tsx'
import { FamilyTree } from './family-tree.tsx'
import { MergeDrawer } from './merge-drawer.tsx'
import { MergedFrom } from './merged-from.tsx'
import { AccountClaims, AccountOpportunities } from './related.tsx'
import { WhoKnows } from './who-knows.tsx'
import { words } from './words.ts'
import { words as merging } from './words-merge.ts'

const says = words.fields

/** One account: what is known of it, who claims it, and what direct sales does there. */
export default function AccountPage() {
  const id = usePathParam('id')
  const one = useApiQuery('account.get', { params: { id } })
  return (
    <div className="px-4 sm:px-6">
      <Loaded
        heading="h1"
        query={one}
        skeleton={
          <div className="flex flex-col gap-6 pt-6">
            <Skeleton width="14rem" height="1.25rem" />
            <SkeletonText lines={8} />
          </div>
        }
      >
        {(account) => <Record account={account} asked={id} onStale={() => void one.refetch()} />}
      </Loaded>
    </div>
  )
}

function keyFields(account: Account): KeyField[] {
  const { domain, country, city, industry, employees, revenue } = account
  return [
    { label: words.columns.domain, value: domain ?? words.none },
    { label: says.country, value: [city, country && countryName(country)].filter(Boolean).join(', ') || words.none },
    { label: says.industry, value: industry ?? words.none },
    { label: says.employees, value: employees === null ? words.none : formatNumber(employees) },
    { label: says.revenue, value: revenue ? formatMoney(revenue) : words.none },
  ]
}

function Record({ account, asked, onStale }: { account: Account; asked: string; onStale: () => void }) {
  const { membership } = useActing()
  const org = membership.org.slug
  useVisited('account', account.id, account.name)
  const [editing, setEditing] = useState(false)
  const [merges, setMerges] = useState(false)
  const came = account.id === asked ? undefined : account.merged_from.find(({ id }) => id === asked)
  return (
    <>
      <PageHeader
        title={account.name}
        crumbs={[{ label: words.title, href: paths.console.accounts(org) }]}
        mark={<Standing account={account} />}
        meta={<Copyable value={account.id} what={words.record.reference} show={`${account.id.slice(0, 16)}…`} />}
        actions={
          <>
            <GuardedButton
              icon={<Merge aria-hidden className="size-3.5" />}
              whyNot={account.abilities.includes('merge') ? null : merging.not_yours}
              onClick={() => setMerges(true)}
            >
              {merging.action}
            </GuardedButton>
            <GuardedButton
              icon={<Pencil aria-hidden className="size-3.5" />}
              whyNot={account.abilities.includes('edit') ? null : words.edit.not_yours}
              onClick={() => setEditing(true)}
            >
              {words.edit.action}
            </GuardedButton>
          </>
        }
      />
      <div className="flex flex-col gap-6 pt-2">
        {came && <Callout title={merging.merged.here(came.name)}>{merging.merged.here_body}</Callout>}
        <HeldNote org={org} account_id={account.id} />
        <KeyFields layout="row" fields={keyFields(account)} />
        <div className="grid gap-x-8 gap-y-8 border-t border-line pt-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-8 max-lg:order-2">
            <Section title={words.record.properties}>
              <KeyFields
                fields={[
                  ...(account.street || account.postcode
                    ? [{ label: words.address, value: [account.street, account.postcode].filter(Boolean).join(', ') }]
                    : []),
                  ...(account.phone ? [{ label: says.phone, value: account.phone }] : []),
                  { label: says.tax_id, value: account.tax_id ?? words.none },
                  {
                    label: says.parent,
                    value: account.parent ? (
                      <Link href={paths.console.account(org, account.parent.id)}>{account.parent.name}</Link>
                    ) : (
                      (account.parent_name ?? words.none)
                    ),
                  },
                  { label: words.customer, value: account.is_customer ? words.edit.yes : words.edit.no },
                  ...(account.customer_since
                    ? [{ label: says.customer_since, value: formatDate(account.customer_since) }]
                    : []),
                  { label: words.house, value: account.is_house ? words.edit.yes : words.edit.no },
                  { label: says.created, value: <RelativeTime at={account.created_at} /> },
                ]}
              />
            </Section>
            <FamilyTree account={account} org={org} />
            <MergedFrom account={account} />
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            <ContactPanel account_id={account.id} org={org} />
            <WhoKnows account_id={account.id} org={org} />
            <AccountClaims account={account} org={org} />
            <AccountOpportunities account={account} org={org} />
            <Section title={happened.title}>
              <RecordHistory subject={account.id} />
            </Section>
          </div>
        </div>
      </div>
      <MergeDrawer account={account} open={merges} onClose={() => setMerges(false)} />
      <EditAccount account={account} open={editing} onClose={() => setEditing(false)} onStale={onStale} />
    </>
  )
}
