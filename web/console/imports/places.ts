import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'

/** Where imports live: in the console for the org, in the portal for a partner, whose people bring in deals. */
export function useImportPlaces(): { list: string; one: (id: string) => string; is_partner: boolean } {
  const { membership } = useActing()
  const { partner } = membership
  if (partner)
    return {
      list: paths.portal.imports(partner.id),
      one: (id) => paths.portal.import(partner.id, id),
      is_partner: true,
    }
  const org = membership.org.slug
  return { list: paths.console.imports(org), one: (id) => paths.console.import(org, id), is_partner: false }
}
