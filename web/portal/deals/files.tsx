import { useApiQuery } from '../../api/hooks.ts'
import { Attachments } from '../../files/attachments.tsx'
import { KeyFields, Section } from '../../ui/index.ts'
import type { Deal } from '../calls.ts'
import { words } from './words.ts'

/** Letters, offers and pictures of a deal: what this company sent, and what was given to it. */
export function DealFiles({ deal }: { deal: Deal }) {
  return (
    <Section title={words.files}>
      <div className="max-w-2xl">
        <Attachments noun="registration" id={deal.id} side="partner" />
      </div>
    </Section>
  )
}

/** What this company is in the sale that the deal became. */
export function OwnRole({ deal }: { deal: Deal }) {
  const roles = useApiQuery('participant.list', { query: { registration_id: deal.id, limit: 10 } })
  if (!roles.data?.rows.length) return null
  const said = roles.data.rows.map(({ role }) => words.your_role[role]).join(', ')
  return (
    <div className="pt-4">
      <KeyFields fields={[{ label: words.your_role.title, value: said }]} />
    </div>
  )
}
