import { seedDemo } from '#db/worlds/demo.ts'
import { accessShop } from './access/index.ts'
import { accountsShop, keepRecognition } from './accounts/index.ts'
import { acquaintancesShop } from './acquaintances/index.ts'
import { bulkLoop, bulkShop } from './bulk/index.ts'
import { auditShop, sealOrg } from './audit/index.ts'
import { brandingShop, brandOf } from './branding/index.ts'
import type { MountedVerb } from './edge/mount.ts'
import {
  forgetOldKeys,
  refreshClock,
  timersAt,
  type AccountRows,
  type Listener,
  type Runtime,
  type TimerKind,
} from './command/index.ts'
import { conductShop } from './conduct/index.ts'
import { conflictsShop } from './conflicts/index.ts'
import { consentsShop } from './consents/index.ts'
import { delegationsShop } from './delegations/index.ts'
import { disputesShop } from './disputes/index.ts'
import { programDocument } from './document.ts'
import { eventsShop } from './events/index.ts'
import { listExportsShop } from './exports/index.ts'
import { dropLooseFiles, filesShop } from './files/index.ts'
import { holdsShop } from './holds/index.ts'
import { importsShop, runImports } from './imports/index.ts'
import { mailboxShop } from './mailbox/index.ts'
import { mailsShop } from './mails/index.ts'
import { matchesShop } from './matches/index.ts'
import { membersShop } from './members/index.ts'
import { mergesShop } from './merges/index.ts'
import { opportunitiesShop } from './opportunities/index.ts'
import { OWNED } from './owned.ts'
import { notificationsShop, toldLoop } from './notifications/index.ts'
import { listOrgs, orgShop } from './orgs/index.ts'
import { participantsShop } from './participants/index.ts'
import { partnersShop, tracksOf } from './partners/index.ts'
import { personShop } from './people/index.ts'
import { wallMs } from './platform/clock.ts'
import { smtpTransport } from './platform/mail.ts'
import { createOutgoing } from './platform/outgoing.ts'
import { openVault } from './platform/vault.ts'
import { productsShop } from './products/index.ts'
import { findVersion, programReader, programShop } from './program/index.ts'
import { foldCounts, listCounts, registrationsShop } from './registrations/index.ts'
import { followRegistrations, reportsShop } from './reports/index.ts'
import { reviewsShop } from './reviews/index.ts'
import { requestsShop } from './requests/index.ts'
import { defineDeciders, rulingsShop } from './rulings/index.ts'
import { gatherLeftovers, searchShop } from './search/index.ts'
import { timelineShop } from './timeline/index.ts'
import type { App, BackgroundLoop, Compose } from './start.ts'
import { viewsShop } from './views/index.ts'
import { deliverWebhooks, feedWebhooks, tidyWebhooks, webhooksShop } from './webhooks/index.ts'

/** Work that a commit leaves behind is looked for this often; what a killed server left, once a minute. */
const LOOK_MS = 400
const LEFTOVERS_MS = 60_000
/** Words of an org that was restored, or of before an upgrade. */
const GATHER_MS = 5000

/** The composition root: the one file that knows every door. Ports between shops are filled here. */
export const composeApp: Compose = ({ db, log, config }) => {
  const programs = programReader(programDocument)
  const matches = matchesShop({
    parseYaml: programDocument.parseYaml,
    documentOf: programs.documentOf,
    versionOf: async (tx, org_id, number) => {
      const version = await findVersion(tx, org_id, number)
      return version && programs.read(tx, org_id, version)
    },
  })
  const deciders = defineDeciders(
    ...registrationsShop.deciders,
    ...consentsShop.deciders,
    ...conflictsShop.deciders,
    ...conductShop.deciders,
    ...disputesShop.deciders,
    ...requestsShop.deciders,
    ...mergesShop.deciders,
    ...matches.deciders,
  )
  const outgoing = createOutgoing({ allow_private: config.outgoing_allow_private })
  const hooks = { outgoing, vault: openVault(config) }
  const { smtp_url, mail_from, public_url } = config
  const transport = smtp_url ? smtpTransport({ smtp_url, mail_from, public_url }) : null
  const chats = { ...hooks, public_url }
  const notifications = notificationsShop(chats)
  const shops: readonly { verbs: readonly MountedVerb[]; account_rows?: readonly AccountRows[] }[] = [
    accessShop,
    orgShop,
    personShop,
    programShop({ documents: programDocument, programs, tracksOf }),
    partnersShop({ registrationCounts: listCounts }),
    accountsShop,
    opportunitiesShop,
    productsShop,
    membersShop,
    filesShop,
    holdsShop,
    registrationsShop,
    participantsShop,
    mergesShop,
    acquaintancesShop,
    matches,
    consentsShop,
    conflictsShop,
    conductShop,
    reviewsShop,
    bulkShop,
    viewsShop,
    disputesShop,
    requestsShop,
    delegationsShop,
    rulingsShop({ deciders, documentOf: programs.documentOf }),
    reportsShop,
    importsShop,
    auditShop,
    eventsShop,
    webhooksShop(hooks),
    brandingShop,
    notifications,
    mailsShop({ has_server: transport !== null }),
    searchShop,
    timelineShop,
    mailboxShop,
  ]
  const lists = listExportsShop(shops.flatMap((shop) => shop.verbs))

  const timers = new Map<string, TimerKind>(
    [
      ...registrationsShop.timers,
      ...consentsShop.timers,
      ...conflictsShop.timers,
      ...conductShop.timers,
      ...disputesShop.timers,
      ...requestsShop.timers,
      ...delegationsShop.timers,
    ].map((kind) => [kind.kind, kind]),
  )
  const listeners = new Map<string, Listener[]>()
  for (const { type, listen } of [
    ...registrationsShop.listeners,
    ...participantsShop.listeners,
    ...consentsShop.listeners,
    ...conflictsShop.listeners,
    ...conductShop.listeners,
    ...reviewsShop.listeners,
    ...requestsShop.listeners,
    ...matches.listeners,
    ...searchShop.listeners,
    ...notifications.listeners,
  ])
    listeners.set(type, [...(listeners.get(type) ?? []), listen])

  const touched = new Set<string>()
  const bulk = bulkLoop(async () => (await db.transaction(null, listOrgs)).map((org) => org.id))
  const told = toldLoop({
    ...chats,
    transport,
    brandOf,
    listOrgIds: async () => (await db.transaction(null, listOrgs)).map((org) => org.id),
  })
  const committed: Runtime['committed'] = (org_id, events) => {
    touched.add(org_id)
    told.announce(org_id)
    bulk.announce(org_id, events)
  }
  const account_rows = [...shops.flatMap((shop) => shop.account_rows ?? []), timersAt]
  const runtime: Runtime = {
    db,
    log,
    programs,
    timers,
    listeners,
    account_rows,
    owned: OWNED,
    tried: conductShop.tried,
    committed,
  }

  let looked_ms = 0
  /** Seals and feeds for the orgs in which something was committed here, and once a minute for all. */
  async function tidy(): Promise<void> {
    const all = wallMs() - looked_ms > LEFTOVERS_MS
    if (all) looked_ms = wallMs()
    const orgs = all ? (await db.transaction(null, listOrgs)).map((org) => org.id) : [...touched]
    touched.clear()
    for (const org_id of orgs) {
      if (all) await forgetOldKeys(runtime, org_id)
      if (all) await refreshClock(runtime, org_id)
      await foldCounts(runtime, org_id).catch((error: unknown) =>
        log.error({ err: error, org_id }, 'counts could not be added up; the next look tries again'),
      )
      if (all)
        await dropLooseFiles(runtime, org_id).catch((error: unknown) =>
          log.error({ err: error, org_id }, 'loose files could not be removed; the next look tries again'),
        )
      await sealOrg(runtime, org_id).catch((error: unknown) =>
        log.error({ err: error, org_id }, 'audit rows could not be sealed; the next look tries again'),
      )
      // After sealing: deliveries follow the numbers of the feed.
      await feedWebhooks(runtime, org_id).catch((error: unknown) =>
        log.error({ err: error, org_id }, 'webhooks could not be fed; the next look tries again'),
      )
      if (all)
        await tidyWebhooks(runtime, org_id).catch((error: unknown) =>
          log.error({ err: error, org_id }, 'the log of webhooks could not be tidied; the next look tries again'),
        )
      await followRegistrations(runtime, programs, org_id).catch((error: unknown) =>
        log.error({ err: error, org_id }, 'reports could not be brought up to date; the next look tries again'),
      )
    }
  }

  const loops: BackgroundLoop[] = [
    { name: 'tidy', every_ms: LOOK_MS, run: tidy },
    { name: 'imports', every_ms: LOOK_MS, run: runImports },
    { name: 'bulk', every_ms: LOOK_MS, run: bulk.run },
    { name: 'told', every_ms: LOOK_MS, run: told.run },
    { name: 'webhooks', every_ms: LOOK_MS, run: deliverWebhooks(hooks) },
    { name: 'search', every_ms: GATHER_MS, run: gatherLeftovers },
    { name: 'recognition', every_ms: GATHER_MS, run: keepRecognition },
  ]
  const app: App = { runtime, verbs: [...shops, lists].flatMap((shop) => shop.verbs), loops }
  return { ...app, prepare: async (running) => (config.demo ? seedDemo(app, running) : []) }
}
