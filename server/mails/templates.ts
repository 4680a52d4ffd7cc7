import { OUR_ADDRESS, linkPath, type Letter } from './mail.ts'

/** A sentence to read, or a button that leads to a page of ours. */
type Part = string | { link: string; path: string }

/** `greet` is a person's name; where it is empty nobody is addressed. */
function letter(subject: string, greet: string, parts: Part[], signed: string): Letter {
  const hello = greet ? `Hello ${oneLine(greet)},` : 'Hello,'
  const text = parts.map((part) =>
    typeof part === 'string' ? oneLine(part) : `${part.link}:\n${OUR_ADDRESS}${part.path}`,
  )
  const html = parts.map((part) =>
    typeof part === 'string'
      ? `<p>${escape(oneLine(part))}</p>`
      : `<p><a href="${escape(OUR_ADDRESS + part.path)}">${escape(part.link)}</a></p>`,
  )
  return {
    subject: oneLine(subject),
    text: `${[hello, ...text, oneLine(signed)].join('\n\n')}\n`,
    html:
      '<!doctype html><html lang="en"><body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1a;max-width:34em;margin:0 auto;padding:24px">' +
      `<p>${escape(hello)}</p>${html.join('')}<p>${escape(oneLine(signed))}</p></body></html>`,
  }
}

/** What people typed must not end a header or begin a paragraph of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}

export function signInLinkMail(of: { org_name: string; name: string; token: string; minutes: number }): Letter {
  return letter(
    `Your sign-in link for ${of.org_name}`,
    of.name,
    [
      { link: 'Sign in', path: linkPath(of.token) },
      `The link works once, within ${of.minutes} minutes. If you did not ask for it, ignore this mail: nobody gets in without it.`,
    ],
    of.org_name,
  )
}

/** `token` is null for people who sign in here already: their new place waits for them. */
export function invitationMail(of: {
  org_name: string
  partner_name: string | null
  name: string
  token: string | null
  days: number
}): Letter {
  const place = of.partner_name ? `${of.partner_name} in the partner program of ${of.org_name}` : of.org_name
  return letter(
    `You are invited to ${of.partner_name ? `the partner program of ${of.org_name}` : of.org_name}`,
    of.name,
    [
      `You can now work for ${place}.`,
      of.token ? { link: 'Accept and sign in', path: linkPath(of.token) } : { link: 'Sign in', path: '/sign-in' },
      of.token
        ? `The link works once, within ${of.days} days. Later, the sign-in page sends you a new one.`
        : 'Sign in as you always do; you will find it among the places you can choose.',
    ],
    of.org_name,
  )
}

/** `path` is the registration's page in the portal; dates are written out by the caller, in the program's zone. */
export function protectionReminderMail(of: {
  org_name: string
  name: string
  account_name: string
  ends_on: string
  path: string
}): Letter {
  return letter(
    `Protection of ${of.account_name} ends on ${of.ends_on}`,
    of.name,
    [
      `Your registration of ${of.account_name} is protected until ${of.ends_on}. After that day others may register the account.`,
      { link: 'Open the registration', path: of.path },
    ],
    of.org_name,
  )
}

export type DecisionTold =
  | { outcome: 'approved'; protected_until: string }
  | { outcome: 'rejected'; reason: string }
  | { outcome: 'in_review'; answer_by: string }
  | { outcome: 'queued' }

export function registrationDecisionMail(
  of: { org_name: string; name: string; account_name: string; path: string } & DecisionTold,
): Letter {
  const { subject, says } = decisionWords(of)
  return letter(subject, of.name, [says, { link: 'Open the registration', path: of.path }], of.org_name)
}

function decisionWords(of: { account_name: string } & DecisionTold): { subject: string; says: string } {
  const deal = `Your registration of ${of.account_name}`
  switch (of.outcome) {
    case 'approved':
      return {
        subject: `Approved: ${of.account_name}`,
        says: `${deal} is approved. The account is yours until ${of.protected_until}.`,
      }
    case 'rejected':
      return { subject: `Not approved: ${of.account_name}`, says: `${deal} was not approved. ${of.reason}` }
    case 'in_review':
      return {
        subject: `In review: ${of.account_name}`,
        says: `${deal} is being checked. You get an answer by ${of.answer_by}.`,
      }
    case 'queued':
      return {
        subject: `Waiting: ${of.account_name}`,
        says: `${deal} waits behind an earlier one. It is decided by itself as soon as the way is free.`,
      }
  }
}

export function protectionEndedMail(of: {
  org_name: string
  name: string
  account_name: string
  path: string
}): Letter {
  return letter(
    `Protection of ${of.account_name} has ended`,
    of.name,
    [
      `The protection of your registration of ${of.account_name} has ended. Others may register the account now; so may you, again.`,
      { link: 'Open the registration', path: of.path },
    ],
    of.org_name,
  )
}
