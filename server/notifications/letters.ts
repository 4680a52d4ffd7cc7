import type { Language } from '#kit/languages.ts'
import type { Letter } from '#server/mails/mail.ts'
import { letter } from '#server/mails/templates.ts'
import { noticesPath, pathOf, type Notice, type Place } from './notification.ts'
import { WORDS, lineOf } from './words.ts'

/** Whom a letter is written to, and what it is written in. */
export type LetterReader = Place & {
  name: string
  org_name: string
  language: Language
  zone: string
  program_zone: string
}

/** More than so many would not be read. */
const ENTRIES_MAX = 25

/** One thing that happened, with the one step that follows from it. */
export function noticeLetter(notice: Notice, reader: LetterReader): Letter {
  const line = sideLine(notice, reader)
  return letter({
    language: reader.language,
    subject: line.title,
    title: line.title,
    greet: reader.name,
    parts: [line.text, { link: line.action, path: pathOf(notice, reader) }],
    signed: reader.org_name,
  })
}

/** Several in one: a digest, or what happened all at once. The newest come first. */
export function manyLetter(
  notices: readonly Notice[],
  reader: LetterReader,
  how: 'folded' | 'daily' | 'weekly',
): Letter {
  const { around } = WORDS[reader.language]
  const { title, text } =
    how === 'folded' ? around.folded(notices.length) : around.digest(notices.length, how === 'weekly')
  const entries = [...notices]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, ENTRIES_MAX)
    .map((notice) => ({ ...sideLine(notice, reader), path: pathOf(notice, reader) }))
  const left = notices.length - entries.length
  return letter({
    language: reader.language,
    subject: `${reader.org_name}: ${title}`,
    title,
    greet: reader.name,
    parts: [
      text,
      { entries },
      ...(left > 0 ? [around.more(left)] : []),
      { link: around.all, path: noticesPath(reader) },
    ],
    signed: reader.org_name,
  })
}

function sideLine(notice: Notice, reader: LetterReader) {
  return lineOf(notice.topic, reader.partner_id ? 'partner' : 'org', notice.facts, reader)
}
