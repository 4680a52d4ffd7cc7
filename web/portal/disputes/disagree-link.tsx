import { Scale } from 'lucide-react'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { words } from './words.ts'

/** The way to disagree: with a deal's last decision, with the decision of a case, or with a conflict. */
export function DisagreeLink({
  about,
  quiet = false,
}: {
  about: { deal: string } | { ruling: string; case: string } | { conflict: string }
  /** Where nothing was refused: there to be found, not to be pressed. */
  quiet?: boolean
}) {
  const partner = usePathParam('partner')
  const { may } = useActing()
  if (!may('dispute:open')) return null
  return (
    <div>
      <ButtonLink
        href={withQuery(paths.portal.disagree(partner), about)}
        look={quiet ? 'ghost' : 'secondary'}
        icon={<Scale aria-hidden className="size-4" />}
      >
        {quiet ? words.disagree.quiet : words.disagree.action}
      </ButtonLink>
    </div>
  )
}
