import { localDate } from '#kit/calendar.ts'
import { LOCALES, type Language } from '#kit/languages.ts'
import { epochMs, instant, type Instant } from '#kit/instant.ts'
import { reasonInWords } from '#server/registrations/words.ts'
import { NO_FACTS, type Facts, type Side } from './notification.ts'
import { topicOf, type TOPICS, type TopicKey } from './topics.ts'
import { de } from './words-de.ts'
import { en } from './words-en.ts'

/** What a sentence can speak of, written out for its reader. Empty where nothing is known. */
export type Said = {
  account: string
  partner: string
  /** The last protected day. */
  until: string
  answer_by: string
  reply_by: string
  confirm_by: string
  follow_up_by: string
  /** What a person wrote, or why the program said no. */
  said: string
  version: string
  effective: string
  /** Rows of a file that came in, and that were refused; empty where none were. */
  done: string
  refused: string
}

/** One thing told: a title that stands alone, what there is to know, and what can be done. */
export type Line = { title: string; text: string; action: string }

type SidesOf<K extends TopicKey> = Extract<keyof (typeof TOPICS)[K], Side>

/** The words of one language: each topic's name, and its line for each side that is told. */
export type TopicWords = {
  [K in TopicKey]: { name: string } & { [S in SidesOf<K>]: (said: Said) => Line }
}

/** Words around the lines, in mails and in chats. */
export type AroundWords = {
  folded: (count: number) => { title: string; text: string }
  digest: (count: number, weekly: boolean) => { title: string; text: string }
  more: (count: number) => string
  all: string
  why_mail: string
  test_post: (channel: string) => Line
}

export type LanguageWords = { topics: TopicWords; around: AroundWords }

export const WORDS: Record<Language, LanguageWords> = { en, de }

/** Makes one line: `zone` is the reader's, `program_zone` the one in which protections end. */
export function lineOf(
  topic: TopicKey,
  side: Side,
  facts: Facts,
  of: { language: Language; zone: string; program_zone: string },
): Line {
  const words = WORDS[of.language].topics[topic] as Partial<Record<Side, (said: Said) => Line>> // by type it has the topic's own sides
  const line = words[side] ?? words.org ?? words.partner
  if (!line) throw new Error(`${topic} is told to nobody`)
  const made = line(saidOf({ ...NO_FACTS, ...facts }, side, of))
  // Names may end in a full stop of their own: "Sp. z o.o."
  return { ...made, text: made.text.replace(/\.\.(?=\s|$)/g, '.') }
}

/** What the topic is called in a list of settings. */
export function topicName(topic: TopicKey, language: Language): string {
  return WORDS[language].topics[topic].name
}

function saidOf(
  facts: Facts,
  side: Side,
  { language, zone, program_zone }: { language: Language; zone: string; program_zone: string },
): Said {
  const time = (at: Instant | null) => (at ? timeInWords(at, zone, language) : '')
  // Days end at a midnight of the program's zone: "by Wednesday", as the page says, and not "by Thursday at 00:00".
  const by = (at: Instant | null) =>
    at && isMidnight(at, program_zone) ? lastDay(at, program_zone, language) : time(at)
  return {
    account: facts.account,
    partner: facts.partner,
    until: facts.ends_at ? lastDay(facts.ends_at, program_zone, language) : '',
    answer_by: by(facts.answer_due_at),
    reply_by: by(facts.reply_due_at),
    confirm_by: by(facts.confirm_due_at),
    follow_up_by: by(facts.follow_up_due_at),
    said: facts.said ?? (facts.reason ? reasonInWords(facts.reason, side) : ''),
    version: facts.version === null ? '' : String(facts.version),
    effective: time(facts.effective_at),
    done: facts.done === null ? '' : facts.done.toLocaleString(LOCALES[language]),
    refused: facts.refused ? facts.refused.toLocaleString(LOCALES[language]) : '',
  }
}

/** The last day of a window that ends at midnight, in the zone in which it was promised. */
function lastDay(ends_at: Instant, zone: string, language: Language): string {
  const day = localDate(instant(epochMs(ends_at) - 1), zone)
  return formatter(language, 'UTC', 'date').format(epochMs(`${day}T00:00:00.000Z`))
}

function isMidnight(at: Instant, zone: string): boolean {
  return localDate(at, zone) !== localDate(instant(epochMs(at) - 1), zone)
}

/** "Friday, 20 February 2027 at 14:00 (Europe/Berlin)". */
function timeInWords(at: Instant, zone: string, language: Language): string {
  return `${formatter(language, zone, 'time').format(epochMs(at))} (${zone.replaceAll('_', ' ')})`
}

/** By zone: making one costs more than all else that a line does. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>()

function formatter(language: Language, zone: string, what: 'date' | 'time'): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${what}`
  const known =
    FORMATTERS.get(key) ??
    new Intl.DateTimeFormat(LOCALES[language], {
      dateStyle: 'full',
      timeZone: zone,
      ...(what === 'time' ? { timeStyle: 'short' } : {}),
    })
  FORMATTERS.set(key, known)
  return known
}

/** Does this topic pass quiet hours? */
export function isUrgent(topic: TopicKey): boolean {
  return topicOf(topic).urgent === true
}
