import type { Page } from '../page.ts'
import { paths } from '../paths.ts'

const at = paths.console

/** The console's pages. */
export const consolePages: readonly Page[] = [
  { at: at.home, load: () => import('./home/home-page.tsx') },
  { at: at.registrations, load: () => import('./registrations/registrations-page.tsx') },
  { at: at.registration, load: () => import('./registrations/registration-page.tsx') },
  { at: at.requests, load: () => import('./requests/requests-page.tsx') },
  { at: at.request, load: () => import('./requests/request-page.tsx') },
  { at: at.partners, load: () => import('./partners/partners-page.tsx') },
  { at: at.partner, load: () => import('./partners/partner-page.tsx') },
  { at: at.accounts, load: () => import('./accounts/accounts-page.tsx') },
  { at: at.account, load: () => import('./accounts/account-page.tsx') },
  { at: at.program, load: () => import('./program/program-page.tsx') },
  { at: at.programDiff, load: () => import('./program/diff-page.tsx') },
  { at: at.programVersion, load: () => import('./program/version-page.tsx') },
  { at: at.reports, load: () => import('./reports/reports-page.tsx') },
  { at: at.imports, load: () => import('./imports/imports-page.tsx') },
  { at: at.import, load: () => import('./imports/import-page.tsx') },
  { at: at.audit, load: () => import('./audit/audit-page.tsx') },
  { at: at.people, load: () => import('./people/people-page.tsx') },
  { at: at.keys, load: () => import('./keys/keys-page.tsx') },
  { at: at.webhooks, load: () => import('./webhooks/webhooks-page.tsx') },
  { at: at.webhook, load: () => import('./webhooks/webhook-page.tsx') },
  { at: at.branding, load: () => import('./branding/branding-page.tsx') },
  { at: at.notifications, load: () => import('../notifications/notifications-page.tsx') },
  { at: at.notificationSettings, load: () => import('../notifications/settings-page.tsx') },
  { at: at.told, load: () => import('./notifications/defaults-page.tsx') },
  { at: at.channels, load: () => import('./notifications/channels-page.tsx') },
  { at: at.mails, load: () => import('./notifications/mails-page.tsx') },
  { at: at.sessions, load: () => import('../settings/sessions-page.tsx') },
]
