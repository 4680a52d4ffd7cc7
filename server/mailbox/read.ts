import { toWireId } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { publicVerb } from '#server/access/index.ts'
import { listNewestMail, pathsIn, withAddress } from '#server/mails/index.ts'
import { listOrgs } from '#server/orgs/index.ts'
import * as contract from './contract.ts'

const NEWEST = 100

/** What the demo would have sent, for whoever tries it out. Real orgs' mail is never read here. */
export const readMailbox = publicVerb(contract.readMailbox, async ({ runtime }) => {
  const demos = (await runtime.db.transaction(null, listOrgs)).filter((org) => org.is_demo)
  if (demos.length === 0) throw new Refused(contract.MAILBOX_REFUSALS.not_demo)
  const mails = []
  for (const { id: org_id, slug, name } of demos) {
    const found = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
      listNewestMail(tx, org_id, NEWEST),
    )
    mails.push(...found.map((mail) => ({ ...mail, org: { slug, name } })))
  }
  // ids rise with time
  mails.sort((a, b) => (a.id < b.id ? 1 : -1))
  const rows = mails.slice(0, NEWEST).map((mail) => ({
    id: toWireId('mail', mail.id),
    org: mail.org,
    to: { name: mail.to_name, email: mail.to_email },
    subject: mail.subject,
    text: withAddress(mail.text, ''),
    links: pathsIn(mail.text),
    state: mail.state,
    created_at: mail.created_at,
  }))
  return { answer: { rows } }
})
