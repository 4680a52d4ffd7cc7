import { Plus } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, Section } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import type { Deal } from '../calls.ts'
import { RequestCards } from './list.tsx'
import { words } from './words.ts'

const ASKABLE: readonly Deal['status'][] = ['in_review', 'info_requested', 'queued', 'approved', 'converted']

/** What was asked for on a deal, and the way to ask for more. */
export function DealRequests({ deal }: { deal: Deal }) {
  const partner = usePathParam('partner')
  const { may } = useActing()
  const list = useApiQuery('request.list', { query: { registration_id: deal.id, limit: 20 } })
  const rows = list.data?.rows ?? []
  const mayAsk = may('request:submit') && ASKABLE.includes(deal.status)
  if (rows.length === 0 && !mayAsk) return null
  return (
    <Section title={words.panel.title}>
      <div className="flex max-w-2xl flex-col items-start gap-3">
        {rows.length > 0 ? (
          <div className="w-full">
            <RequestCards rows={rows} deal={false} />
          </div>
        ) : (
          <p className="text-ink-soft">{words.panel.none}</p>
        )}
        {mayAsk && (
          <ButtonLink
            href={withQuery(paths.portal.ask(partner), { deal: deal.id })}
            icon={<Plus aria-hidden className="size-4" />}
          >
            {words.ask_short}
          </ButtonLink>
        )}
      </div>
    </Section>
  )
}
