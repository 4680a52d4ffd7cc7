import { recognitionSection } from '#server/accounts/terms.ts'
import { conductSection } from '#server/conduct/terms.ts'
import { engagementSection } from '#server/consents/terms.ts'
import { disputesSection } from '#server/disputes/terms.ts'
import { tracksSection } from '#server/partners/terms.ts'
import { composeDocument } from '#server/program/document.ts'
import { aboutSection, calendarSection } from '#server/program/terms.ts'
import { registrationSection } from '#server/registrations/terms.ts'
import { requestsSection } from '#server/requests/terms.ts'

/** The program document of this product: every shop's section, in the order in which they are written and read. */
export const programDocument = composeDocument([
  aboutSection,
  calendarSection,
  tracksSection,
  recognitionSection,
  registrationSection,
  requestsSection,
  disputesSection,
  engagementSection,
  conductSection,
])

export type ProgramDocument = ReturnType<typeof programDocument.defaults>
