import { setTimeout as pause } from 'node:timers/promises'
import { plusMs } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import type { Runtime } from '#server/command/index.ts'
import { enqueueMail, readerLanguage, signInLinkMail } from '#server/mails/index.ts'
import { newSecret, wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { ACCESS_REFUSALS, LINKS_MAX, LINK_MINUTES } from './access.ts'
import * as contract from './contract.ts'
import { publicVerb } from './public-verb.ts'
import { startSession } from './start-session.ts'
import * as store from './store.ts'
import { hashToken } from './tokens.ts'

/** Longer than looking somebody up and writing a mail takes, so that the time tells nobody who is known. */
const ANSWER_MS = 150

/** A new link of a person, for a mail. Only its hash is kept. */
export function issueLink(tx: Tx, person_id: string, minutes: number): string {
  const token = newSecret()
  const now = wallNow()
  store.insertLink(tx, {
    token_hash: hashToken(token),
    person_id,
    created_at: now,
    expires_at: plusMs(now, minutes * 60_000),
  })
  return token
}

export const askLink = publicVerb(contract.askLink, async ({ runtime }, { body }) => {
  await Promise.all([sendLink(runtime, body), pause(ANSWER_MS)])
  return { answer: { valid_minutes: LINK_MINUTES } }
})

async function sendLink(
  runtime: Runtime,
  { email, next }: { email: string; next?: string | undefined },
): Promise<void> {
  const known = await runtime.db.transaction(null, (tx) => store.findPersonByEmail(tx, email))
  if (!known) return
  const { person, memberships } = known
  // The mail of a demo org is read by anybody: who is somewhere real gets the link from there.
  const from = memberships.find((membership) => !membership.org.is_demo) ?? memberships[0]
  if (!from) return
  const { org } = from
  await runtime.db.transaction({ org_id: org.id, scope: 'org', partner_id: null }, async (tx) => {
    if ((await store.countLinks(tx, person.id, plusMs(wallNow(), -LINK_MINUTES * 60_000))) >= LINKS_MAX) return
    const token = issueLink(tx, person.id, LINK_MINUTES)
    const language = await readerLanguage(tx, org.id, person.id)
    const letter = signInLinkMail({
      language,
      org_name: org.name,
      name: person.name,
      token,
      next,
      minutes: LINK_MINUTES,
    })
    const useful_until = plusMs(wallNow(), LINK_MINUTES * 60_000)
    enqueueMail(tx, {
      org_id: org.id,
      to: { email: person.email, name: person.name },
      language,
      useful_until,
      ...letter,
    })
  })
  runtime.committed(org.id, [])
}

export const redeemLink = publicVerb(contract.redeemLink, async ({ runtime, request }, { body: { token } }) => {
  const known = await runtime.db.transaction(null, async (tx) => {
    const person_id = await store.findLink(tx, hashToken(token), wallNow())
    return person_id ? store.findPerson(tx, person_id) : undefined
  })
  if (!known) throw new Refused(ACCESS_REFUSALS.link_spent)
  return startSession(runtime, known, request, token)
})
