import { useApiQuery } from '../../api/hooks.ts'
import type { Answer } from '../../api/contracts.ts'
import { Loaded } from '../../api/loaded.tsx'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { Link, Section, SkeletonText } from '../../ui/index.ts'
import { Standing } from './accounts-page.tsx'
import type { Account } from './account-form.ts'
import { words } from './words-page.ts'

type Family = Answer<'account.family'>
type Member = Family['parents'][number]
type Node = { member: Member; depth: number; is_this: boolean }

const says = words.family

/** Who the account belongs to, above it, and what belongs to it, below. */
export function FamilyTree({ account, org }: { account: Account; org: string }) {
  const family = useApiQuery('account.family', { params: { id: account.id } })
  return (
    <Section title={says.title}>
      <Loaded query={family} skeleton={<SkeletonText lines={2} />}>
        {(found) =>
          found.parents.length + found.children.length === 0 ? (
            <p className="text-ink-soft">{says.none}</p>
          ) : (
            <>
              <ul className="flex flex-col">
                {nodesOf(account, found).map((node) => (
                  <Line key={node.member.id} node={node} org={org} />
                ))}
              </ul>
              {found.has_more && <p className="text-ink-faint">{says.more}</p>}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

/** The family from the top down, each below whom it belongs to. */
function nodesOf(account: Account, { parents, children }: Family): Node[] {
  const above = parents.toReversed().map((member, depth) => ({ member, depth, is_this: false }))
  const below = Map.groupBy(children, ({ parent_id }) => parent_id)
  const walk = (member: Member, depth: number): Node[] => [
    { member, depth, is_this: member.id === account.id },
    ...(below.get(member.id) ?? []).flatMap((child) => walk(child, depth + 1)),
  ]
  return [...above, ...walk(account, above.length)]
}

/** Deeper ones are not moved further in: on a phone nothing would be left of them. */
const INDENT_MAX = 6

function Line({ node: { member, depth, is_this }, org }: { node: Node; org: string }) {
  return (
    <li
      className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2 touch:min-h-11"
      style={{ paddingInlineStart: `${Math.min(depth, INDENT_MAX) * 1.125}rem` }}
    >
      {depth > 0 && <span aria-hidden className="-ml-3 h-px w-2 bg-line-strong" />}
      {is_this ? (
        <span aria-current="true" className="min-w-0 truncate font-medium">
          {member.name}
          <span className="ml-2 text-xs font-normal text-ink-faint">{says.this}</span>
        </span>
      ) : (
        <Link
          href={paths.console.account(org, member.id)}
          className="min-w-0 truncate touch:inline-flex touch:min-h-11 touch:items-center"
        >
          {member.name}
        </Link>
      )}
      {member.country && <span className="text-xs text-ink-faint">{countryName(member.country)}</span>}
      {(member.is_customer || member.is_house) && <Standing account={member} />}
    </li>
  )
}
