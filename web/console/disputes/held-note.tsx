import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { Callout, Link } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { words } from './words.ts'

/** What is held on a registration or an account, said plainly where somebody would act on it. */
export function HeldNote({
  org,
  account_id,
  registration_id,
}: {
  org: string
  account_id: string | null
  registration_id?: string
}) {
  const may = useMay()
  const asked = useApiQuery(
    'hold.list',
    { query: { limit: 20, ...(account_id ? { account_id } : { registration_id }) } },
    { enabled: may('dispute:read') && (account_id !== null || registration_id !== undefined) },
  )
  // Money is held deal by deal: the record of one says nothing of the others, nor does the account.
  const held = (asked.data?.rows ?? [])
    .filter(({ kind, subject }) => kind === 'account' || subject.id === registration_id)
    .sort((a, b) => a.kind.localeCompare(b.kind))
  const [first] = held
  if (!first) return null
  const texts = [...new Set(held.map(({ text }) => text))]
  return (
    <Callout
      tone="warn"
      title={words.held_here}
      actions={
        first.by?.noun === 'dispute' && <Link href={paths.console.dispute(org, first.by.id)}>{words.held_why}</Link>
      }
    >
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Callout>
  )
}
