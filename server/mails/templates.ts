import type { Language } from '#kit/languages.ts'
import { COLOURS, escapeHtml, oneLine } from './frame.ts'
import { OUR_ADDRESS, linkPath, type Letter } from './mail.ts'

/**
 * What a letter is made of: sentences, a button to a page of ours, or things that happened, one under the other with a
 * link each.
 */
export type Part =
  | string
  | { link: string; path: string }
  | { entries: readonly { title: string; text: string; action: string; path: string }[] }

const WORDS: Record<Language, { hello: (name: string) => string }> = {
  en: { hello: (name) => (name ? `Hello ${name},` : 'Hello,') },
  de: { hello: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,') },
}

const P = 'class="soft" style="margin:0 0 14px;font-size:16px;line-height:1.55;color:#3a3935"'

/** `greet` is a person's name; where it is empty nobody is addressed. `title` stands above, as the mail's headline. */
export function letter(of: {
  language: Language
  subject: string
  greet: string
  title?: string
  parts: readonly Part[]
  signed: string
}): Letter {
  const hello = WORDS[of.language].hello(oneLine(of.greet))
  const head = of.title
    ? `<h1 class="ink" style="margin:0 0 14px;font-size:21px;line-height:1.3;font-weight:600;letter-spacing:-.014em;color:#1c1c1a">${escapeHtml(oneLine(of.title))}</h1>`
    : ''
  return {
    subject: oneLine(of.subject),
    text: `${[hello, ...of.parts.flatMap(partText), oneLine(of.signed)].join('\n\n')}\n`,
    html: `${head}<p ${P}>${escapeHtml(hello)}</p>${of.parts.map(partHtml).join('')}<p class="faint" style="margin:18px 0 0;font-size:14px;color:#6b6a65">${escapeHtml(oneLine(of.signed))}</p>`,
  }
}

function partText(part: Part): string[] {
  if (typeof part === 'string') return [oneLine(part)]
  if ('link' in part) return [`${part.link}:\n${OUR_ADDRESS}${part.path}`]
  return part.entries.map(
    ({ title, text, action, path }) => `* ${oneLine(title)}\n${oneLine(text)}\n${action}:\n${OUR_ADDRESS}${path}`,
  )
}

function partHtml(part: Part): string {
  if (typeof part === 'string') return `<p ${P}>${escapeHtml(oneLine(part))}</p>`
  if ('link' in part) {
    return (
      `<table role="presentation" class="wide" cellpadding="0" cellspacing="0" style="margin:20px 0 6px"><tr><td>` +
      `<a class="button wide" href="${escapeHtml(OUR_ADDRESS + part.path)}" style="display:inline-block;padding:13px 22px;border-radius:8px;` +
      `background:${COLOURS.accent};color:${COLOURS.on};font-size:16px;font-weight:600;text-decoration:none">${escapeHtml(part.link)}</a></td></tr></table>`
    )
  }
  const rows = part.entries.map(
    ({ title, text, action, path }) =>
      `<tr><td class="rule" style="padding:14px 0;border-top:1px solid #e4e2da">` +
      `<p class="ink" style="margin:0 0 4px;font-size:16px;line-height:1.4;font-weight:600;color:#1c1c1a">${escapeHtml(oneLine(title))}</p>` +
      `<p class="soft" style="margin:0 0 8px;font-size:15px;line-height:1.5;color:#3a3935">${escapeHtml(oneLine(text))}</p>` +
      `<a class="accent" href="${escapeHtml(OUR_ADDRESS + path)}" style="display:inline-block;padding:4px 0;font-size:15px;font-weight:600;color:${COLOURS.ink}">${escapeHtml(action)}</a></td></tr>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('')}</table>`
}

type Known = { language?: Language; org_name: string; name: string }

const SIGN_IN: Record<Language, { subject: (org: string) => string; link: string; once: (minutes: number) => string }> =
  {
    en: {
      subject: (org) => `Your sign-in link for ${org}`,
      link: 'Sign in',
      once: (minutes) =>
        `The link works once, within ${minutes} minutes. If you did not ask for it, ignore this mail: nobody gets in without it.`,
    },
    de: {
      subject: (org) => `Ihr Anmeldelink für ${org}`,
      link: 'Anmelden',
      once: (minutes) =>
        `Der Link gilt einmal, innerhalb von ${minutes} Minuten. Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese Mail: Ohne ihn kommt niemand hinein.`,
    },
  }

export function signInLinkMail({
  language = 'en',
  ...of
}: Known & { token: string; next?: string | undefined; minutes: number }): Letter {
  const words = SIGN_IN[language]
  return letter({
    language,
    subject: words.subject(of.org_name),
    greet: of.name,
    parts: [{ link: words.link, path: linkPath(of.token, of.next) }, words.once(of.minutes)],
    signed: of.org_name,
  })
}

const INVITATION: Record<
  Language,
  {
    program: (org: string) => string
    at: (partner: string, org: string) => string
    subject: (place: string) => string
    says: (place: string) => string
    accept: string
    sign_in: string
    once: (days: number) => string
    known: string
  }
> = {
  en: {
    program: (org) => `the partner program of ${org}`,
    at: (partner, org) => `${partner} in the partner program of ${org}`,
    subject: (place) => `You are invited to ${place}`,
    says: (place) => `You can now work for ${place}.`,
    accept: 'Accept and sign in',
    sign_in: 'Sign in',
    once: (days) => `The link works once, within ${days} days. Later, the sign-in page sends you a new one.`,
    known: 'Sign in as you always do; you will find it among the places you can choose.',
  },
  de: {
    program: (org) => `das Partnerprogramm von ${org}`,
    at: (partner, org) => `${partner} im Partnerprogramm von ${org}`,
    subject: (place) => `Einladung: ${place}`,
    says: (place) => `Sie können jetzt für ${place} arbeiten.`,
    accept: 'Annehmen und anmelden',
    sign_in: 'Anmelden',
    once: (days) =>
      `Der Link gilt einmal, innerhalb von ${days} Tagen. Danach schickt Ihnen die Anmeldeseite einen neuen.`,
    known: 'Melden Sie sich an wie immer; Sie finden den neuen Ort unter denen, die Sie wählen können.',
  },
}

/** `token` is null for people who sign in here already: their new place waits for them. */
export function invitationMail({
  language = 'en',
  ...of
}: Known & { partner_name: string | null; token: string | null; days: number }): Letter {
  const words = INVITATION[language]
  const place = of.partner_name ? words.at(of.partner_name, of.org_name) : of.org_name
  return letter({
    language,
    subject: words.subject(of.partner_name ? words.program(of.org_name) : of.org_name),
    greet: of.name,
    parts: [
      words.says(place),
      of.token ? { link: words.accept, path: linkPath(of.token) } : { link: words.sign_in, path: '/sign-in' },
      of.token ? words.once(of.days) : words.known,
    ],
    signed: of.org_name,
  })
}
