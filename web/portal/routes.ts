import type { Page } from '../page.ts'
import { paths } from '../paths.ts'

const at = paths.portal

/** The portal's pages. */
export const portalPages: readonly Page[] = [
  { at: at.home, load: () => import('./home/home-page.tsx') },
  { at: at.register, load: () => import('./register/register-page.tsx') },
  { at: at.deals, load: () => import('./deals/deals-page.tsx') },
  { at: at.deal, load: () => import('./deals/deal-page.tsx') },
  { at: at.imports, load: () => import('../console/imports/imports-page.tsx') },
  { at: at.import, load: () => import('../console/imports/import-page.tsx') },
  { at: at.requests, load: () => import('./requests/requests-page.tsx') },
  { at: at.request, load: () => import('./requests/request-page.tsx') },
  { at: at.conflicts, load: () => import('./conflicts/conflicts-page.tsx') },
  { at: at.conflict, load: () => import('./conflicts/conflict-page.tsx') },
  { at: at.consent, load: () => import('./conflicts/consent-page.tsx') },
  { at: at.disputes, load: () => import('./disputes/disputes-page.tsx') },
  { at: at.dispute, load: () => import('./disputes/dispute-page.tsx') },
  { at: at.disagree, load: () => import('./disputes/disagree-page.tsx') },
  { at: at.conductCases, load: () => import('./conduct/conduct-page.tsx') },
  { at: at.conduct, load: () => import('./conduct/case-page.tsx') },
  { at: at.ask, load: () => import('./requests/ask-page.tsx') },
  { at: at.rules, load: () => import('./rules/rules-page.tsx') },
  { at: at.people, load: () => import('./people/people-page.tsx') },
  { at: at.notifications, load: () => import('../notifications/notifications-page.tsx') },
  { at: at.notificationSettings, load: () => import('../notifications/settings-page.tsx') },
  { at: at.sessions, load: () => import('../settings/sessions-page.tsx') },
]
