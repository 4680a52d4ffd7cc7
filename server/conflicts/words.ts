import type { Reader, Reason } from '#kit/ruling.ts'
import type { Conflict, MootWhy, Resolution, Status, WaitsFor } from './conflict.ts'

/** What conflicts are told in, for the org and for the partner. A partner reads that direct sales is there, nothing of the sale. */
type Both = { org: string; partner: string }

const read = (both: Both, reader: Reader) => (reader === 'org' ? both.org : both.partner)

export const RESOLUTION_TITLES: Record<string, string> = {
  advice: 'What do the facts speak for?',
  person: 'What was decided?',
}

/** How a conflict ended, or would. */
const ENDS: Record<Exclude<Status, 'open' | 'moot'>, Both> = {
  consented: {
    org: 'The partner consents: direct sales goes on, and the partner keeps its protection.',
    partner: 'You said yes: direct sales may go on there, and the company stays protected for you.',
  },
  stands_aside: {
    org: 'Direct sales stands aside: the account is the partner’s.',
    partner: 'Direct sales stands aside: the company is yours.',
  },
  shared: {
    org: 'Both go on together: the partner is on the opportunity.',
    partner: 'You go on together with direct sales: you are part of the sale.',
  },
  upheld_direct: {
    org: 'Direct sales goes on with this opportunity; the partner keeps its protection against everything else.',
    partner:
      'Direct sales goes on with what it has open there; the company stays protected for you against everything else.',
  },
}

const MOOT: Record<MootWhy, Both> = {
  protection_ended: { org: 'The protection has ended.', partner: 'The protection of your deal has ended.' },
  opportunity_closed: { org: 'The opportunity is closed.', partner: 'Direct sales is not active there any more.' },
  opportunity_moved: {
    org: 'The opportunity belongs to another account now.',
    partner: 'Direct sales is not active there any more.',
  },
  partner_takes_part: { org: 'The partner is on the opportunity.', partner: 'You take part in that sale yourself.' },
  merged: { org: 'The accounts were made one.', partner: 'The matter has settled itself.' },
}

export function endInWords(c: Pick<Conflict, 'status' | 'moot_why'>, reader: Reader): string | null {
  if (c.status === 'open') return null
  if (c.status === 'moot') return c.moot_why && read(MOOT[c.moot_why], reader)
  return read(ENDS[c.status], reader)
}

/** What it is about, without a word that its reader may not have. */
export function conflictInWords(
  names: { account: string; partner: string; opportunity: string | null },
  reader: Reader,
): string {
  return reader === 'org'
    ? `Direct sales has “${names.opportunity ?? ''}” open at ${names.account}, which ${names.partner} protects.`
    : `Direct sales is active at ${names.account}, which is protected for you. You should have been asked first.`
}

export function nextInWords(
  c: Pick<Conflict, 'status' | 'waits_for' | 'partner_answered_at' | 'direct_answered_at'>,
  due_on: string,
  reader: Reader,
): string {
  if (c.status !== 'open') return reader === 'org' ? 'It is over.' : 'Nothing is left to do.'
  const next: Record<WaitsFor, Both> = {
    both: {
      org: `Both sides say until ${due_on} what they know. After that the manager decides.`,
      partner: `Answer by ${due_on}. Silence is no yes: after that, somebody who is not involved decides.`,
    },
    partner: {
      org: `The partner’s word is missing; it has until ${due_on}.`,
      partner: `Answer by ${due_on}. Silence is no yes: after that, somebody who is not involved decides.`,
    },
    direct: {
      org: `Direct sales’ word is missing; it has until ${due_on}.`,
      partner: `Thank you. Direct sales answers by ${due_on}; then somebody who is not involved decides.`,
    },
    manager: {
      org: 'Somebody without a stake decides now.',
      partner: 'Somebody who is not involved decides now. You are told as soon as it is done.',
    },
  }
  return read(next[c.waits_for], reader)
}

export const ADVICE: Record<string, string> = {
  'advice.was_there':
    'The opportunity was open before the partner registered: that speaks for letting direct sales go on.',
  'advice.partner_silent':
    'Direct sales wants to stay and the partner has said nothing: that speaks for going on together.',
  'advice.held_first':
    'The partner held the account first and gave no consent: that speaks for direct sales standing aside.',
}

/** What carrying a resolution out does. */
export function effectsOf(
  resolution: Resolution,
  of: { opportunity: 'close' | 'hand_over'; role: string },
  names: { opportunity: string; partner: string },
): { code: string; text: string }[] {
  const told = { code: 'told', text: 'Both sides are told, with your reason.' }
  switch (resolution) {
    case 'stands_aside':
      return of.opportunity === 'close'
        ? [{ code: 'opportunity_lost', text: `“${names.opportunity}” is closed as lost for direct sales.` }, told]
        : [
            {
              code: 'handed_over',
              text: `“${names.opportunity}” becomes ${names.partner}’s deal; it is protected while the sale is open.`,
            },
            told,
          ]
    case 'shared':
      return [{ code: 'takes_part', text: `${names.partner} takes part in “${names.opportunity}”: ${of.role}.` }, told]
    case 'upheld_direct':
      return [
        { code: 'goes_on', text: `Direct sales goes on with “${names.opportunity}”; it is no conflict again.` },
        { code: 'protection_stays', text: `${names.partner} keeps its protection against everything else.` },
        told,
      ]
  }
}

export function resolutionInWords({ code, verdict, params }: Reason, reader: Reader): string {
  if (verdict === 'not_reached') return 'Not asked: something above has answered.'
  if (code in ADVICE) return ADVICE[code] ?? ''
  const end = ENDS[code.slice('person.'.length) as keyof typeof ENDS]
  return end ? read(end, reader) : String(params['resolution'] ?? code)
}

export const STAKE_WORDS = {
  owns_opportunity: 'you own the opportunity.',
  brought_opportunity: 'you brought the opportunity in.',
  registered: 'you registered the deal.',
  is_partners: 'you belong to the partner.',
  spoke: 'you spoke for one of the sides.',
} as const
