import { paths } from '../paths.ts'
import { useActing } from '../session.tsx'

/** Where somebody's notices and settings are, in whichever app they act. */
export function useNoticePlaces(): { list: string; settings: string } {
  const { membership } = useActing()
  return membership.partner
    ? {
        list: paths.portal.notifications(membership.partner.id),
        settings: paths.portal.notificationSettings(membership.partner.id),
      }
    : {
        list: paths.console.notifications(membership.org.slug),
        settings: paths.console.notificationSettings(membership.org.slug),
      }
}
