import { isZone } from '#kit/calendar.ts'
import { languageOf, type Language } from '#kit/languages.ts'
import { epochMs, instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command, query, type Actor, type Runtime } from '#server/command/index.ts'
import { findOrg, tellTime } from '#server/orgs/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import { NOTIFICATION_REFUSALS, type Side } from './notification.ts'
import * as store from './readers-store.ts'
import { topicOf, topicsOf, type MailChoice, type TopicKey } from './topics.ts'
import { topicName } from './words.ts'

type Choices = ReadonlyMap<string, { app: boolean; mail: MailChoice }>

const byTopic = (rows: readonly store.Choice[]): Choices =>
  new Map(rows.map(({ topic, app, mail }) => [topic, { app, mail }]))

/** The topics of one side with what applies: one's own choice, else the org's, else the product's. */
function showTopics(side: Side, own: Choices, defaults: Choices, language: Language): contract.TopicAnswer[] {
  return topicsOf(side).map((topic) => {
    const told = topicOf(topic)[side]
    const otherwise = defaults.get(topic) ?? { app: told?.app ?? false, mail: told?.mail ?? 'never' }
    const chosen = own.get(topic)
    return {
      topic,
      name: topicName(topic, language),
      noun: topicOf(topic).noun,
      urgent: topicOf(topic).urgent === true,
      ...(chosen ?? otherwise),
      is_own: chosen !== undefined,
      otherwise,
    }
  })
}

function checkTopics(side: Side, given: readonly { topic: string }[] | undefined, at: string): void {
  const known = new Set<string>(topicsOf(side))
  const fields = (given ?? []).flatMap(({ topic }, place) =>
    known.has(topic) ? [] : [{ path: `${at}.${place}.topic`, message: 'is no topic of this side' }],
  )
  if (fields.length > 0) throw new Refused(NOTIFICATION_REFUSALS.unknown_topic, {}, { fields })
}

function membershipOf(actor: Actor): string {
  if (actor.kind !== 'person' || !actor.membership_id) throw new Refused(NOTIFICATION_REFUSALS.people_only)
  return actor.membership_id
}

async function showPreferences(
  runtime: Runtime,
  tx: Tx,
  actor: Actor,
  language: Language | undefined,
): Promise<contract.PreferencesAnswer> {
  const { org_id } = actor
  const membership_id = membershipOf(actor)
  const [row, choices, defaults, org] = await Promise.all([
    store.findReader(tx, org_id, membership_id),
    store.listChoices(tx, org_id, membership_id),
    store.listDefaults(tx, org_id),
    findOrg(tx, org_id),
  ])
  if (!row || !org) throw new Refused(COMMON.not_found, { noun: 'membership' })
  const { zone: program_zone } = await tellTime(runtime, tx, org)
  const side = actor.side
  return {
    language: row.language === null ? null : languageOf(row.language, null),
    org_language: languageOf(null, row.org_language),
    zone: row.zone,
    program_zone,
    email: row.email,
    digest: { every: row.digest, hour: row.digest_hour, weekday: row.digest_weekday, is_own: row.own_digest },
    quiet: { from: row.quiet_from, until: row.quiet_until, is_own: row.own_quiet },
    paused_until: row.paused_until,
    topics: showTopics(
      side,
      byTopic(choices),
      byTopic(defaults.filter((one) => one.side === side)),
      language ?? languageOf(row.language, row.org_language),
    ),
  }
}

export const getPreferences = query(contract.getPreferences, ({ runtime, tx, actor }, { query: { language } }) =>
  showPreferences(runtime, tx, actor, language),
)

/** What a person wants of being told, in this membership; language and zone are theirs everywhere. */
export const changePreferences = command(contract.changePreferences, {
  async gather(ctx, { body }) {
    const membership_id = membershipOf(ctx.actor)
    checkTopics(ctx.actor.side, body.topics, 'topics')
    if (body.zone && !isZone(body.zone)) {
      const fields = [{ path: 'zone', message: 'expected a name of the IANA database, for example Europe/Berlin' }]
      throw new Refused(NOTIFICATION_REFUSALS.unknown_zone, {}, { fields })
    }
    const row = await store.findReader(ctx.tx, ctx.org_id, membership_id)
    if (!row) throw new Refused(COMMON.not_found, { noun: 'membership' })
    return row
  },
  async write(ctx, { input: { body, query: asked }, facts: row }) {
    const { tx, org_id } = ctx
    for (const { topic, choice } of body.topics ?? []) store.keepChoice(tx, org_id, row, topic, choice)
    const digest =
      body.digest === undefined
        ? row.own_digest
          ? { digest: row.digest, hour: row.digest_hour, weekday: row.digest_weekday }
          : null
        : body.digest && { digest: body.digest.every, hour: body.digest.hour, weekday: body.digest.weekday }
    const quiet =
      body.quiet === undefined ? (row.own_quiet ? { from: row.quiet_from, until: row.quiet_until } : null) : body.quiet
    const paused_until =
      body.paused_until === undefined ? row.paused_until : body.paused_until && instant(epochMs(body.paused_until))
    store.keepReader(tx, org_id, row, { digest, quiet, paused_until })
    if (body.language !== undefined || body.zone !== undefined) {
      store.keepPerson(tx, row.person_id, {
        language: body.language === undefined ? row.language : body.language,
        zone: body.zone === undefined ? row.zone : body.zone,
      })
    }
    store.lookAgain(tx, org_id, row.membership_id, ctx.recorded_at)
    const subject = { noun: 'membership' as const, id: row.membership_id, partner_id: row.partner_id }
    ctx.record('notification.preferences_changed', subject, { changed: Object.keys(body) })
    await ctx.emit('notification.preferences_changed', subject, row.partner_id)
    await tx.settle()
    return showPreferences(ctx.runtime, tx, ctx.actor, asked.language)
  },
})

async function showDefaults(tx: Tx, org_id: string): Promise<contract.DefaultsAnswer> {
  const [manner, defaults] = await Promise.all([store.findOrgManner(tx, org_id), store.listDefaults(tx, org_id)])
  if (!manner) throw new Refused(COMMON.not_found, { noun: 'org' })
  const language = languageOf(null, manner.language)
  const of = (side: Side) => showTopics(side, byTopic(defaults.filter((one) => one.side === side)), new Map(), 'en')
  return {
    language,
    digest: { every: manner.digest, hour: manner.hour, weekday: manner.weekday },
    quiet: { from: manner.from, until: manner.until },
    org: of('org'),
    partner: of('partner'),
  }
}

export const getDefaults = query(contract.getDefaults, ({ tx, org_id }) => showDefaults(tx, org_id))

export const changeDefaults = command(contract.changeDefaults, {
  async gather(ctx, { body }) {
    checkTopics('org', body.org, 'org')
    checkTopics('partner', body.partner, 'partner')
    const manner = await store.findOrgManner(ctx.tx, ctx.org_id)
    if (!manner) throw new Refused(COMMON.not_found, { noun: 'org' })
    return manner
  },
  async write(ctx, { input: { body }, facts: manner }) {
    const { tx, org_id } = ctx
    for (const side of ['org', 'partner'] as const)
      for (const { topic, choice } of body[side] ?? []) store.keepDefault(tx, org_id, side, topic, choice)
    store.keepOrgManner(tx, org_id, {
      language: body.language ?? manner.language,
      digest: body.digest?.every ?? manner.digest,
      hour: body.digest?.hour ?? manner.hour,
      weekday: body.digest?.weekday ?? manner.weekday,
      from: body.quiet?.from ?? manner.from,
      until: body.quiet?.until ?? manner.until,
    })
    ctx.record('notification.defaults_changed', { noun: 'org', id: org_id }, { ...body })
    await ctx.emit('notification.defaults_changed', { noun: 'org', id: org_id }, null)
    await tx.settle()
    return showDefaults(tx, org_id)
  },
})

/** What a link stops: one topic, or everything of the side, in mail alone; the app goes on telling. */
export function stoppedTopics(side: Side, topic: string | undefined): TopicKey[] {
  return topicsOf(side).filter((key) => topic === undefined || key === topic)
}
