import { seedDemo } from '#db/worlds/demo.ts'
import { accessShop } from './access/index.ts'
import { accountsShop } from './accounts/index.ts'
import { auditShop, sealOrg } from './audit/index.ts'
import type { MountedVerb } from './edge/mount.ts'
import { forgetOldKeys, refreshClock, type Listener, type Runtime, type TimerKind } from './command/index.ts'
import { programDocument } from './document.ts'
import { eventsShop } from './events/index.ts'
import { importsShop, runImports } from './imports/index.ts'
import { mailboxShop } from './mailbox/index.ts'
import { sendDueMail } from './mails/index.ts'
import { membersShop } from './members/index.ts'
import { opportunitiesShop } from './opportunities/index.ts'
import { listOrgs, orgShop } from './orgs/index.ts'
import { partnersShop, tracksOf } from './partners/index.ts'
import { personShop } from './people/index.ts'
import { wallMs } from './platform/clock.ts'
import { smtpTransport } from './platform/mail.ts'
import { productsShop } from './products/index.ts'
import { programReader, programShop } from './program/index.ts'
import { listCounts, registrationsShop } from './registrations/index.ts'
import { defineDeciders, rulingsShop } from './rulings/index.ts'
import type { App, BackgroundLoop, Compose } from './start.ts'

/** Work that a commit leaves behind is looked for this often; what a killed server left, once a minute. */
const LOOK_MS = 400
const LEFTOVERS_MS = 60_000

/** The composition root: the one file that knows every door. Ports between shops are filled here. */
export const composeApp: Compose = ({ db, log, config }) => {
  const programs = programReader(programDocument)
  const deciders = defineDeciders(...registrationsShop.deciders)
  const shops: readonly { verbs: readonly MountedVerb[] }[] = [
    accessShop,
    orgShop,
    personShop,
    programShop({ documents: programDocument, programs, tracksOf }),
    partnersShop({ registrationCounts: listCounts }),
    accountsShop,
    opportunitiesShop,
    productsShop,
    membersShop,
    registrationsShop,
    rulingsShop({ deciders, documentOf: programs.documentOf }),
    importsShop,
    auditShop,
    eventsShop,
    mailboxShop,
  ]

  const timers = new Map<string, TimerKind>(registrationsShop.timers.map((kind) => [kind.kind, kind]))
  const listeners = new Map<string, Listener[]>()
  for (const { type, listen } of registrationsShop.listeners)
    listeners.set(type, [...(listeners.get(type) ?? []), listen])

  const touched = new Set<string>()
  const runtime: Runtime = { db, log, programs, timers, listeners, committed: (org_id) => void touched.add(org_id) }

  const { smtp_url, mail_from, public_url } = config
  const transport = smtp_url ? smtpTransport({ smtp_url, mail_from, public_url }) : null
  let looked_ms = 0
  /** Seals and mails for the orgs in which something was committed here, and once a minute for all. */
  async function tidy(): Promise<void> {
    const all = wallMs() - looked_ms > LEFTOVERS_MS
    if (all) looked_ms = wallMs()
    const orgs = all ? (await db.transaction(null, listOrgs)).map((org) => org.id) : [...touched]
    touched.clear()
    for (const org_id of orgs) {
      if (all) await forgetOldKeys(runtime, org_id)
      if (all) await refreshClock(runtime, org_id)
      await sealOrg(runtime, org_id).catch((error: unknown) =>
        log.error({ err: error, org_id }, 'audit rows could not be sealed; the next look tries again'),
      )
      await sendDueMail(runtime, org_id, transport).catch((error: unknown) =>
        log.error({ err: error, org_id }, 'mail could not be sent; the next look tries again'),
      )
    }
  }

  const loops: BackgroundLoop[] = [
    { name: 'tidy', every_ms: LOOK_MS, run: tidy },
    { name: 'imports', every_ms: LOOK_MS, run: runImports },
  ]
  const app: App = { runtime, verbs: shops.flatMap((shop) => shop.verbs), loops }
  return { ...app, prepare: async (running) => (config.demo ? seedDemo(app, running) : []) }
}
