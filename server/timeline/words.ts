import { capital, count, series, spoken } from '#kit/words.ts'
import { MATCH_WORDS } from './words-matches.ts'
import { ENGAGEMENT } from './words-engagement.ts'
import { CONDUCT_WORDS } from './words-conduct.ts'
import { DISPUTE_WORDS } from './words-disputes.ts'

export type Tone = 'neutral' | 'info' | 'success' | 'warn' | 'danger'

/** Of an event: what somebody did, what happened where nobody is named, and what its codes say beside that. */
export type Telling = {
  /** After a name: "approved the registration". */
  did: string
  /** Without one: "Approved". */
  happened: string
  /** Always without a name: the clock or the program did it, whoever was there. */
  by_itself?: true
}

export type Words = {
  tone?: Tone
  org: Telling
  /** For the partner whose it is; null: not told to partners. */
  partner: Telling | null
  detail?: (body: Body) => string | null
}

export type Body = Readonly<Record<string, unknown>>

const telling = (did: string, happened: string): Telling => ({ did, happened })
const itself = (happened: string): Telling => ({ did: '', happened, by_itself: true })

const fieldsOf = ({ fields }: Body) =>
  Array.isArray(fields) && fields.length > 0 ? `Changed: ${series(fields.map((field) => spoken(String(field))))}` : null
const textOf = (value: unknown) => (typeof value === 'string' ? spoken(value) : null)
const rolesOf = ({ before, after }: Body) =>
  before && after ? `From ${textOf(before) ?? 'none'} to ${textOf(after) ?? 'none'}` : null
const trackOf = ({ track, tier }: Body) => [textOf(track), textOf(tier)].filter(Boolean).join(', ') || null
const rowsOf = (body: Body) => {
  const said = (['created', 'updated', 'refused'] as const).flatMap((what) => {
    const n = body[`${what}_count`]
    return typeof n === 'number' && n > 0 ? [`${n} ${what}`] : []
  })
  return said.length > 0 ? `Rows: ${series(said)}` : null
}
const versionOf = ({ version }: Body) => (typeof version === 'number' ? `Version ${version}` : null)
const kindOf = ({ kind }: Body) => (textOf(kind) ? capital(textOf(kind) ?? '') : null)

/** Every event with words of its own. Others are told by their names (`tell`). */
export const WORDS: Readonly<Record<string, Words>> = {
  'registration.submitted': {
    org: telling('registered the account', 'Registered'),
    partner: telling('registered the deal', 'Registered'),
  },
  'registration.in_review': {
    tone: 'info',
    org: itself('Went to a person for review'),
    partner: itself('Being checked'),
  },
  'registration.queued': {
    tone: 'warn',
    org: itself('Put in line behind an earlier claim'),
    partner: itself('In line behind an earlier claim'),
  },
  'registration.approved': {
    tone: 'success',
    org: telling('approved the registration', 'Approved by the program'),
    partner: telling('approved the deal', 'Approved: the company is yours'),
  },
  'registration.rejected': {
    tone: 'danger',
    org: telling('rejected the registration', 'Rejected by the program'),
    partner: telling('answered that it is not possible', 'Not possible'),
  },
  'registration.withdrawn': {
    org: telling('withdrew the registration', 'Withdrawn'),
    partner: telling('withdrew the deal', 'Withdrawn'),
  },
  'registration.expired': { org: itself('The protection ended'), partner: itself('The protection ended') },
  'registration.info_requested': {
    tone: 'warn',
    org: telling('asked for more', 'More was asked for'),
    partner: telling('asked you for more', 'We asked you for more'),
  },
  'registration.answered': {
    tone: 'info',
    org: telling('answered the question', 'The question was answered'),
    partner: telling('answered the question', 'The question was answered'),
  },
  'registration.came_free': {
    tone: 'info',
    org: itself('The account came free for this claim'),
    partner: itself('The company came free'),
  },
  'registration.offered': {
    tone: 'info',
    org: itself('The partner was asked to confirm that its turn has come'),
    partner: itself('It is your turn: confirm that the deal is still on'),
  },
  'registration.confirmed': {
    tone: 'success',
    org: telling('confirmed that the deal is still on', 'Confirmed'),
    partner: telling('confirmed that the deal is still on', 'Confirmed'),
  },
  'registration.extension_asked': {
    tone: 'info',
    org: telling('asked for more time', 'More time was asked for'),
    partner: telling('asked for more time', 'More time was asked for'),
  },
  'registration.extension_overdue': {
    tone: 'danger',
    org: itself('Nobody answered in time whether it is extended'),
    partner: itself('Our answer about more time is late'),
  },
  'registration.extended': {
    tone: 'success',
    org: telling('extended the protection', 'The protection was extended'),
    partner: telling('extended your protection', 'Your protection was extended'),
  },
  'registration.extension_declined': {
    tone: 'danger',
    org: telling('declined more time', 'More time was declined'),
    partner: telling('declined more time', 'More time was declined'),
  },
  'registration.converted': {
    tone: 'success',
    org: telling('tied it to an opportunity', 'Tied to an opportunity'),
    partner: telling('opened an opportunity for the deal', 'The deal became an opportunity'),
  },
  'registration.won': {
    tone: 'success',
    org: telling('marked it as won', 'Won'),
    partner: telling('marked the deal as won', 'Won'),
  },
  'registration.lost': {
    tone: 'danger',
    org: telling('marked it as lost', 'Lost'),
    partner: telling('marked the deal as lost', 'Lost'),
  },
  'registration.revoked': {
    tone: 'danger',
    org: telling('revoked the registration', 'Revoked'),
    partner: telling('revoked the registration', 'Revoked: the protection ended early'),
  },
  'registration.assigned': { org: telling('assigned it', 'Assigned to a manager'), partner: null },
  'registration.activity_logged': {
    org: telling('logged activity', 'Activity was logged'),
    partner: telling('logged activity', 'Activity was logged'),
    detail: kindOf,
  },
  'registration.follow_up_due': {
    tone: 'warn',
    org: itself('The partner was reminded to follow up'),
    partner: itself('We asked how it is going'),
  },
  'registration.follow_up_slipped': {
    tone: 'danger',
    org: itself('The follow-up did not come in time'),
    partner: itself('Your follow-up is late'),
  },
  'registration.protection_ending': {
    tone: 'warn',
    org: itself('The partner was reminded that the protection ends'),
    partner: itself('We reminded you that the protection ends soon'),
  },
  'registration.answer_overdue': {
    tone: 'danger',
    org: itself('The deadline for an answer passed'),
    partner: itself('Our answer was late'),
  },
  ...ENGAGEMENT,
  'registration.edited': {
    org: telling('edited the registration', 'Edited'),
    partner: telling('edited the deal', 'Edited'),
    detail: fieldsOf,
  },
  'request.submitted': {
    org: telling('asked for a special term', 'A special term was asked for'),
    partner: telling('asked for a special term', 'A special term was asked for'),
    detail: kindOf,
  },
  'request.step_opened': {
    tone: 'info',
    org: itself('The next people were asked'),
    partner: itself('The next step of the answer began'),
  },
  'request.step_answered': {
    tone: 'info',
    org: telling('answered a step', 'A step was answered'),
    partner: null,
    detail: ({ answer }) => (answer === 'approved' ? 'Yes' : answer === 'rejected' ? 'No' : null),
  },
  'request.step_closed': {
    tone: 'info',
    org: itself('A step has its answer'),
    partner: itself('A step has its answer'),
  },
  'request.passed_on': {
    org: itself('Others are asked now'),
    partner: itself('Others are asked now'),
  },
  'request.escalated': {
    tone: 'warn',
    org: itself('It took long, so others were asked too'),
    partner: itself('It took long, so others were asked too'),
  },
  'request.unanswerable': { tone: 'danger', org: itself('Too few people may answer it'), partner: null },
  'request.approved': {
    tone: 'success',
    org: telling('approved the request', 'The request was approved'),
    partner: telling('approved the request', 'The request was approved'),
  },
  'request.rejected': {
    tone: 'danger',
    org: telling('rejected the request', 'The request was rejected'),
    partner: telling('answered that the request is not possible', 'The request is not possible'),
  },
  'request.withdrawn': {
    org: telling('withdrew the request', 'The request was withdrawn'),
    partner: telling('withdrew the request', 'The request was withdrawn'),
  },
  'request.info_requested': {
    tone: 'warn',
    org: telling('asked for more about the request', 'More was asked for'),
    partner: telling('asked you for more about the request', 'We asked you for more'),
  },
  'request.answered': {
    tone: 'info',
    org: telling('answered the question', 'The question was answered'),
    partner: telling('answered the question', 'The question was answered'),
  },
  'request.expired': {
    org: itself('What was granted has ended'),
    partner: itself('What was granted has ended'),
  },
  'request.reminded': { tone: 'warn', org: itself('Those asked were reminded'), partner: null },
  'file.attached': {
    org: telling('attached a file', 'A file was attached'),
    partner: telling('attached a file', 'A file was attached'),
    detail: kindOf,
  },
  'file.detached': {
    org: telling('removed a file', 'A file was removed'),
    partner: telling('removed a file', 'A file was removed'),
    detail: kindOf,
  },
  'participant.added': {
    org: telling('put a partner on the opportunity', 'A partner was put on it'),
    partner: telling('put your company on the sale', 'Your company is part of the sale'),
    detail: ({ role }) => (textOf(role) ? `Role: ${textOf(role)}` : null),
  },
  'participant.removed': {
    org: telling('took a partner off the opportunity', 'A partner was taken off it'),
    partner: telling('took your company off the sale', 'Your company is no part of the sale any more'),
    detail: ({ role }) => (textOf(role) ? `Role: ${textOf(role)}` : null),
  },
  ...MATCH_WORDS,
  ...CONDUCT_WORDS,
  ...DISPUTE_WORDS,
  'account.created': { org: telling('added the account', 'Account added'), partner: null },
  'account.edited': { org: telling('edited the account', 'Account edited'), partner: null, detail: fieldsOf },
  'account.merged': { org: telling('merged another into it', 'Another was merged into it'), partner: null },
  'account.merge_undone': { org: telling('undid a merge', 'Merge undone'), partner: null },
  'opportunity.created': { org: telling('added an opportunity', 'Opportunity added'), partner: null },
  'opportunity.edited': {
    org: telling('edited the opportunity', 'Opportunity edited'),
    partner: null,
    detail: ({ stage }) => (textOf(stage) ? `Stage: ${textOf(stage)}` : null),
  },
  'product.created': { org: telling('added the product', 'Product added'), partner: null },
  'product.edited': { org: telling('edited the product', 'Product edited'), partner: null, detail: fieldsOf },
  'member.created': { org: telling('added the member', 'Member added'), partner: null },
  'member.edited': { org: telling('edited the member', 'Member edited'), partner: null, detail: fieldsOf },
  'partner.created': {
    org: telling('added the partner', 'Partner added'),
    partner: telling('added your company to the program', 'Your company joined the program'),
  },
  'partner.edited': { org: telling('edited the partner', 'Partner edited'), partner: null, detail: fieldsOf },
  'partner.enrolled': {
    tone: 'success',
    org: telling('enrolled the partner', 'Enrolled'),
    partner: telling('enrolled your company', 'Enrolled'),
    detail: trackOf,
  },
  'partner.enrollment_edited': {
    org: telling('changed the enrollment', 'Enrollment changed'),
    partner: telling('changed your enrollment', 'Your enrollment changed'),
    detail: trackOf,
  },
  'person.invited': {
    org: telling('invited somebody', 'Somebody was invited'),
    partner: telling('invited somebody', 'Somebody was invited'),
    detail: ({ role }) => textOf(role),
  },
  'person.invited_again': {
    org: telling('sent an invitation again', 'An invitation was sent again'),
    partner: telling('sent an invitation again', 'An invitation was sent again'),
  },
  'person.role_changed': {
    org: telling('gave another role', 'Role changed'),
    partner: telling('gave another role', 'Role changed'),
    detail: rolesOf,
  },
  'person.ended': {
    org: telling('ended a membership', 'A membership ended'),
    partner: telling('ended a membership', 'A membership ended'),
  },
  'key.created': {
    org: telling('made an API key', 'An API key was made'),
    partner: telling('made an API key', 'An API key was made'),
  },
  'key.revoked': {
    tone: 'warn',
    org: telling('revoked an API key', 'An API key was revoked'),
    partner: telling('revoked an API key', 'An API key was revoked'),
  },
  'program.draft_created': { org: telling('began a draft', 'A draft was begun'), partner: null, detail: versionOf },
  'program.draft_edited': {
    org: telling('edited the draft', 'The draft was edited'),
    partner: null,
    detail: versionOf,
  },
  'program.draft_discarded': {
    org: telling('threw the draft away', 'The draft was thrown away'),
    partner: null,
    detail: versionOf,
  },
  'program.published': {
    tone: 'success',
    org: telling('published the program', 'The program was published'),
    partner: telling('published new rules', 'New rules were published'),
    detail: versionOf,
  },
  'import.uploaded': {
    org: telling('uploaded a file', 'A file was uploaded'),
    partner: null,
    detail: ({ rows_total }) => (typeof rows_total === 'number' ? count(rows_total, 'row') : null),
  },
  'import.mapped': { org: telling('mapped the columns', 'The columns were mapped'), partner: null },
  'import.started': { tone: 'info', org: telling('started the import', 'The import started'), partner: null },
  'import.progressed': { org: itself('A thousand rows further'), partner: null, detail: rowsOf },
  'import.finished': { tone: 'success', org: itself('The import finished'), partner: null, detail: rowsOf },
  'import.cancelled': { tone: 'warn', org: telling('cancelled the import', 'The import was cancelled'), partner: null },
  'import.failed': { tone: 'danger', org: itself('The import stopped at a fault'), partner: null },
  'import.sheet_chosen': {
    org: telling('chose the sheet', 'The sheet was chosen'),
    partner: telling('chose the sheet', 'The sheet was chosen'),
  },
  'import.undo_started': {
    tone: 'warn',
    org: telling('began to take the import back', 'Taking the import back began'),
    partner: null,
  },
  'import.undone': { tone: 'warn', org: telling('took the import back', 'The import was taken back'), partner: null },
}

export type Told = { text: string; detail: string | null; tone: Tone }

/**
 * An event in words for one side; null where that side is not told. `who` is the name to say, null where the program, the
 * clock or nobody known did it.
 */
export function tell(type: string, body: Body, side: 'org' | 'partner', who: string | null): Told | null {
  const words = WORDS[type]
  if (!words) return { text: unnamed(type, who), detail: null, tone: 'neutral' }
  const telling = words[side]
  if (!telling) return null
  const text = who !== null && !telling.by_itself ? `${who} ${telling.did}` : telling.happened
  return { text, detail: words.detail?.(body) ?? null, tone: words.tone ?? 'neutral' }
}

/** "webhook.secret_rotated" by Ada is "Webhook: secret rotated, by Ada". */
function unnamed(type: string, who: string | null): string {
  const [noun = '', ...what] = type.split('.')
  const said = what.length > 0 ? `${capital(spoken(noun))}: ${spoken(what.join(' '))}` : capital(spoken(noun))
  return who === null ? said : `${said}, by ${who}`
}
