import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { CaseMark } from '../../conduct/state.tsx'
import { paths, withQuery } from '../../paths.ts'
import { Callout, Link, Section } from '../../ui/index.ts'
import { words } from '../conduct/words.ts'
import { useMay } from '../may.ts'

const says = words.panel

/** How a partner stands, and its cases that are open or count. */
export function PartnerConduct({ partner_id, org }: { partner_id: string; org: string }) {
  const may = useMay()
  const reads = may('conduct:read')
  const one = useApiQuery('conduct_case.standing', { query: { partner_id } }, { enabled: reads })
  if (!reads) return null
  return (
    <Section
      title={says.title}
      aside={
        <Link href={withQuery(paths.console.conductCases(org), { view: 'all', partner: partner_id })}>{says.all}</Link>
      }
    >
      <Loaded query={one}>
        {({ standing, text, cases, while_suspended }) => (
          <>
            {standing === 'suspended' ? (
              <Callout tone="danger" title={text}>
                {while_suspended.join(' ')}
              </Callout>
            ) : (
              <p className="text-ink-soft">{cases.length === 0 ? says.none : text}</p>
            )}
            {cases.length > 0 && (
              <ul className="flex flex-col divide-y divide-line">
                {cases.map((row) => (
                  <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                    <Link href={paths.console.conductCase(org, row.id)} className="font-medium">
                      {row.kind_name}
                    </Link>
                    <span className="min-w-0 flex-1 text-sm text-ink-soft">{row.summary}</span>
                    <CaseMark status={row.status} side="org" />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}
