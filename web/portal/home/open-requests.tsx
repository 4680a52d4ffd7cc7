import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, Link, Section } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { RequestCards } from '../requests/list.tsx'
import { words } from './words.ts'

const SHOWN = 3

/** What was asked for and is being looked at, and the way to ask for more. */
export function OpenRequests() {
  const partner = usePathParam('partner')
  const mayAsk = useActing().may('request:submit')
  const open = useApiQuery('request.list', { query: { status: 'in_review', limit: SHOWN } })
  const rows = open.data?.rows ?? []
  if (!open.data || (rows.length === 0 && !mayAsk)) return null
  return (
    <Section
      title={words.requests.title}
      aside={
        <Link href={paths.portal.requests(partner)} className="touch:py-3">
          {words.requests.all}
        </Link>
      }
    >
      {rows.length > 0 ? <RequestCards rows={rows} /> : <p className="text-ink-soft">{words.requests.none}</p>}
      {mayAsk && (
        <ButtonLink href={paths.portal.ask(partner)} className="w-fit">
          {words.requests.ask}
        </ButtonLink>
      )}
    </Section>
  )
}
