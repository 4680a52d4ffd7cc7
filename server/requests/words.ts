import type { Reader, Reason } from '#kit/ruling.ts'
import { capital, spoken } from '#kit/words.ts'

/** Codes of reasons in English, for the org and for the partner. */
type Words = (params: Reason['params']) => { org: string; partner?: string; yes?: string }

function sentence(reason: unknown): string {
  const text = capital(String(reason).trim())
  return /[.!?]$/.test(text) ? text : `${text}.`
}

const say =
  (text: string): Words =>
  () => ({ org: text, partner: text })

const ASK_ANOTHER = 'Your partner manager can say what is possible instead.'

const WORDS: Record<string, Words> = {
  'offered.passed': say('The program offers it.'),
  'offered.not': () => ({ org: 'The program does not offer this kind of request.', yes: ASK_ANOTHER }),
  'entitled.passed': say('The partner may ask for it.'),
  'entitled.status': ({ status }) => ({
    org: `An enrollment that is ${spoken(String(status))} may not ask for anything special.`,
    partner: `Your enrollment is ${spoken(String(status))}, and only active ones may ask for this.`,
    yes: 'Finish what your enrollment waits for; your partner manager can say what that is.',
  }),
  'entitled.track': ({ track }) => ({
    org: `Partners of the track ${spoken(String(track))} may not ask for this.`,
    yes: 'Enroll in a track whose partners may ask for it; your partner manager can help.',
  }),
  'entitled.tier': ({ tiers }) => ({
    org: `Only partners of these tiers may ask for this: ${String(tiers)}.`,
    yes: `Reach one of these tiers: ${String(tiers)}.`,
  }),
  'entitled.role': () => ({
    org: 'The program does not let people of this role ask for it.',
    yes: 'Let a seller or an admin of your company ask for it.',
  }),
  'rules.ask': ({ rule, reason }) => ({
    org: `Rule "${String(rule)}" says who answers: ${sentence(reason)}`,
    partner: sentence(reason),
  }),
  'rules.otherwise': () => ({
    org: 'No rule applies, so it takes the way of every other request.',
    partner: 'It takes the usual way.',
  }),
  'rules.approve': ({ rule, reason }) => ({
    org: `Rule "${String(rule)}" approves it at once: ${sentence(reason)}`,
    partner: sentence(reason),
  }),
  'rules.reject': ({ rule, reason }) => ({
    org: `Rule "${String(rule)}" turns it down: ${sentence(reason)}`,
    partner: sentence(reason),
    yes: `Ask for less, so that this no longer applies. ${ASK_ANOTHER}`,
  }),
}

/** What each check asks. */
export const CHECK_TITLES: Record<string, string> = {
  offered: 'Does the program offer it?',
  entitled: 'May the partner ask for it?',
  rules: 'Who answers it?',
}

function wordsOf({ code, params, verdict }: Reason) {
  if (verdict === 'not_reached') return { org: 'Not asked: something above has answered.' }
  return WORDS[code]?.(params) ?? { org: capital(spoken(code.replace('.', ': '))) }
}

export function reasonInWords(reason: Reason, reader: Reader): string {
  const { org, partner } = wordsOf(reason)
  return reader === 'org' ? org : (partner ?? org)
}

/** What would turn a no into a yes. */
export function wayToYes(because: readonly Reason[]): string | null {
  const answered = because.find((reason) => reason.verdict === 'answered')
  const words: { yes?: string } | undefined = answered && wordsOf(answered)
  return words?.yes ?? null
}
