import { useApiPages } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { roleName } from '../../frame/person-menu.tsx'
import { Avatar, Badge, Button, Section, SkeletonText } from '../../ui/index.ts'
import type { Partner } from './standing.tsx'
import { words } from './words.ts'

const says = words.people

/** Who can sign in for a partner. */
export function PartnerPeople({ partner }: { partner: Partner }) {
  const list = useApiPages('person.list', { query: { partner_id: partner.id, limit: 25 } })
  return (
    <Section title={says.title}>
      {list.error && !list.rows && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <SkeletonText lines={3} />}
      {list.rows?.length === 0 && <p className="text-ink-soft">{says.none}</p>}
      <ul className="flex flex-col gap-2.5">
        {list.rows?.map((person) => (
          <li key={person.id} className="flex items-center gap-2.5">
            <Avatar name={person.name} size={28} />
            <span className="min-w-0 flex-1 leading-tight">
              <span className="block truncate font-medium">{person.name}</span>
              <span className="block truncate text-xs text-ink-faint">{person.email}</span>
            </span>
            <span className="text-xs text-ink-faint">
              {person.state === 'invited' ? <Badge>{says.invited}</Badge> : roleName(person.role)}
            </span>
          </li>
        ))}
      </ul>
      {list.more && (
        <Button size="small" className="w-fit" pending={list.isFetchingNextPage} onClick={list.more}>
          {says.more}
        </Button>
      )}
    </Section>
  )
}
