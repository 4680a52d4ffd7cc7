import { Scale } from 'lucide-react'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { words } from './words.ts'

/** The way to disagree: with a deal's last decision, with another decision, or with a conflict. */
export function DisagreeLink({ about }: { about: { deal: string } | { ruling: string } | { conflict: string } }) {
  const partner = usePathParam('partner')
  const { may } = useActing()
  if (!may('dispute:open')) return null
  return (
    <div>
      <ButtonLink
        href={withQuery(paths.portal.disagree(partner), about)}
        icon={<Scale aria-hidden className="size-4" />}
      >
        {words.disagree.action}
      </ButtonLink>
    </div>
  )
}
