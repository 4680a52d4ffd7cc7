import { Scale } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { CaseMark } from '../../conduct/state.tsx'
import { paths } from '../../paths.ts'
import { EmptyState, Link, PageHeader } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { words } from './words.ts'

/** All questions about the rules that there were; nobody in good standing has a reason to come here. */
export default function ConductPage() {
  const partner = usePathParam('partner')
  const list = useApiQuery('conduct_case.list', { query: { limit: 100 } })
  return (
    <>
      <PageHeader title={words.title} />
      <Loaded query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon={<Scale />} title={words.empty.title}>
              {words.empty.body}
            </EmptyState>
          ) : (
            <ul className="flex flex-col divide-y divide-line border-y border-line">
              {rows.map((row) => (
                <li
                  key={row.id}
                  className="relative flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-3 hover:bg-sunken/60"
                >
                  <Link
                    href={paths.portal.conduct(partner, row.id)}
                    look="plain"
                    className="font-medium text-ink after:absolute after:inset-0"
                  >
                    {row.kind_name}
                  </Link>
                  <CaseMark status={row.status} side="partner" />
                  <span className="w-full text-sm text-ink-soft">{row.summary}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  )
}
