import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { AskForm } from '../../requests/ask-form.tsx'
import { PageHeader } from '../../ui/index.ts'
import { useGo, usePathParam, useUrlState } from '../../url-state.ts'
import { words } from './words.ts'

/** Asks for something special, for a deal or without one. */
export default function AskPage() {
  const partner = usePathParam('partner')
  const go = useGo()
  const [{ deal }] = useUrlState()
  const one = useApiQuery('registration.get', { params: { id: deal ?? '' } }, { enabled: deal !== undefined })
  const company = one.data?.account.name
  return (
    <>
      <PageHeader
        title={words.ask}
        crumbs={
          deal && company
            ? [
                { label: words.deals, href: paths.portal.deals(partner) },
                { label: company, href: paths.portal.deal(partner, deal) },
              ]
            : [{ label: words.title, href: paths.portal.requests(partner) }]
        }
        meta={company && <span>{words.on(company)}</span>}
      />
      <div className="max-w-2xl pt-2">
        <AskForm
          about={deal ? { registration_id: deal } : {}}
          onDone={(request) => go(paths.portal.request(partner, request.id), 'replace')}
        />
      </div>
    </>
  )
}
