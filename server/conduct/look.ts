import { localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS, plusMs, type Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, lockAccounts, type Context, type Listener, type TimerKind } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { CONDUCT_REFUSALS as R, type ConductCase, type Seen } from './conduct.ts'
import * as contract from './contract.ts'
import { DECIDER, findConduct, type Terms } from './decide.ts'
import { dropAsks, listLive, type LiveRow } from './facts-store.ts'
import { gatherConduct, type Gathered } from './gather.ts'
import { newCase, UNTOUCHED } from './new-case.ts'
import * as store from './store.ts'
import { conductSection } from './terms.ts'
import { KIND_NAMES, seenInWords, whyInWords } from './words.ts'

/** So many partners are looked at in one transaction. */
export const BATCH = 200
/** The look begins at six in the program's morning, when nobody waits for anything. */
const MORNING_MS = 6 * 3_600_000
/** What was tried out is kept for as long as a partner's usual is counted. */
const ASKS_KEPT_MS = 36 * DAY_MS

export const LOOK_TIMER = 'conduct.look'

type Finding = Gathered & {
  partner: { id: string; name: string }
  decision: ReturnType<typeof findConduct>
  seen: Seen[]
  live: LiveRow | undefined
}

const keyOf = (row: Seen) => `${row.noun}:${row.subject_id ?? row.label}`
const freshOf = ({ seen, live }: Finding) => (live ? seen.filter((row) => !live.keys.includes(keyOf(row))) : seen)

/** What there is to find of these partners, by these terms. Reads alone: the clock, a look now and a trial share it. */
async function findAll(
  ctx: Context,
  partners: readonly { id: string; name: string }[],
  terms: Terms,
): Promise<Finding[]> {
  const ids = partners.map((one) => one.id)
  const reads = { tx: ctx.tx, org_id: ctx.org_id, now: ctx.now, zone: terms.calendar.zone }
  const [gathered, live] = await Promise.all([gatherConduct(reads, ids), listLive(ctx.tx, ctx.org_id, ids)])
  const findings: Finding[] = []
  for (const one of gathered) {
    const decision = findConduct(one.facts, terms, ctx.now)
    const partner = partners.find(({ id }) => id === one.facts.partner_id)
    if (!decision.outcome.found || !partner) continue
    const seen = await one.rows(decision.outcome.rows)
    const standing = live.find(
      (row) => row.partner_id === partner.id && row.kind === one.facts.kind && row.account_id === one.account_id,
    )
    findings.push({ ...one, partner, decision, seen, live: standing })
  }
  return findings
}

async function termsOf(ctx: Context): Promise<Terms> {
  const [calendar, conduct] = await Promise.all([ctx.terms(calendarSection), ctx.terms(conductSection)])
  return { calendar, conduct }
}

/** Nobody merges an account away between what was found there and its case. */
async function lockFound(ctx: Context, findings: readonly Finding[]): Promise<void> {
  await lockAccounts(ctx, [...new Set(findings.flatMap(({ account_id }) => account_id ?? []))])
}

/** Opens a case for a finding, or adds what is new to the one that stands. Says whether anything was new. */
async function keepFinding(ctx: Context, finding: Finding, zone: string): Promise<string | null> {
  const fresh = freshOf(finding)
  if (fresh.length === 0) return null
  const { version } = await ctx.program()
  const { facts, account_id, partner, decision } = finding
  const ruling_id = ctx.newId()
  const rule = (subject_id: string) =>
    ctx.rule({
      id: ruling_id,
      kind: 'conduct_case',
      subject_id,
      // How it was found is the org's own: a partner that read it would learn how not to be found.
      partner_id: null,
      program_version: version,
      decider: DECIDER,
      facts,
      ...decision,
    })
  const rows = fresh.map((row) => ({ ...row, id: ctx.newId() }))
  if (finding.live) {
    const c = await store.lockCase(ctx.tx, ctx.org_id, finding.live.id, false)
    if (!c) throw new Error(`case ${finding.live.id} was live and is gone`)
    const added = await store.insertSeen(ctx.tx, ctx.org_id, c.id, rows, ctx.now)
    if (added === 0) return null
    rule(c.id)
    const next = { ...c, seen_count: await store.countSeen(ctx.tx, ctx.org_id, c.id), ruling_id }
    if (!(await store.updateCase(ctx.tx, ctx.org_id, next, c.status))) throw new Refused(COMMON.stale)
    await announce(ctx, c, 'added', { count: added })
    return c.id
  }
  const c: ConductCase = {
    ...UNTOUCHED,
    ...newCase(ctx, { about_id: partner.id, kind: facts.kind, account_id }, zone),
    opened_by: actorRef(ctx.actor),
    seen_count: rows.length,
    ruling_id,
  }
  // Somebody else opened it at this moment: the next look adds what is missing there.
  if (!(await store.insertCase(ctx.tx, ctx.org_id, c))) return null
  await store.insertSeen(ctx.tx, ctx.org_id, c.id, rows, ctx.now)
  rule(c.id)
  await announce(ctx, c, 'found', { count: rows.length })
  return c.id
}

async function announce(ctx: Context, c: ConductCase, what: 'found' | 'added', body: { count: number }): Promise<void> {
  const subject = { noun: 'conduct_case' as const, id: c.id }
  // Nothing of a case is the partner's to see before it is told, and what is added later not until somebody tells it.
  ctx.record(`conduct_case.${what}`, subject, { about_id: c.about_id, kind: c.kind, ...body })
  await ctx.emit(`conduct_case.${what}`, subject, null, { about_id: c.about_id, kind: c.kind, ...body })
}

/** Looks now: for real, or, dry, by other terms too. The same code as the clock's. */
export const lookNow = command(contract.lookNow, {
  async gather(ctx, { body }) {
    if (body.terms && !ctx.dry_run) throw new Refused(R.terms_need_dry_run)
    const terms = await termsOf(ctx)
    const one = body.partner_id
      ? await store.findPartnerNamed(ctx.tx, ctx.org_id, uuidOf('partner', body.partner_id))
      : null
    if (one === undefined) throw new Refused(COMMON.not_found, { noun: 'partner' })
    const after = body.after ? uuidOf('partner', body.after) : null
    const partners = one ? [one] : await store.listPartnersAfter(ctx.tx, ctx.org_id, after, BATCH)
    const tried = body.terms ? { ...terms, conduct: body.terms } : terms
    return { partners, zone: terms.calendar.zone, findings: await findAll(ctx, partners, tried) }
  },
  async write(ctx, { input: { body }, facts: { partners, zone, findings } }) {
    const kept = new Map<Finding, string | null>()
    // A trial by other terms opens nothing, not even for a moment: its findings are no cases of the program.
    if (!body.terms) {
      await lockFound(ctx, findings)
      for (const finding of findings) kept.set(finding, await keepFinding(ctx, finding, zone))
    }
    const news = findings.filter((finding) => freshOf(finding).length > 0)
    const change = {
      partners: partners.length,
      findings: findings.length,
      new: news.length,
      tried: body.terms !== undefined,
    }
    ctx.record('conduct.looked', { noun: 'org', id: ctx.org_id }, change)
    const last = partners.at(-1)
    return {
      looked_at: ctx.now,
      partners: partners.length,
      next: !body.partner_id && partners.length === BATCH && last ? toWireId('partner', last.id) : null,
      findings: await Promise.all(findings.map((finding) => showFinding(ctx, finding, kept.get(finding) ?? null))),
    }
  },
})

async function showFinding(ctx: Context, finding: Finding, kept: string | null): Promise<contract.LookRowAnswer> {
  const { partner, facts, account_id, decision, seen, live } = finding
  const name = account_id ? await store.findAccountName(ctx.tx, ctx.org_id, account_id) : undefined
  const case_id = live?.id ?? (ctx.dry_run ? null : kept)
  return {
    partner: { id: toWireId('partner', partner.id), name: partner.name },
    kind: facts.kind,
    kind_name: KIND_NAMES[facts.kind],
    account: account_id ? { id: toWireId('account', account_id), name: name ?? '' } : null,
    why: whyInWords(decision.because),
    seen_count: seen.length,
    seen: seen.slice(0, 50).map(({ noun, subject_id, label, since, code }) => ({
      noun,
      subject_id: subject_id && noun !== 'ask' && noun !== 'words' ? toWireId(noun, subject_id) : null,
      label,
      since,
      text: seenInWords(code),
    })),
    case_id: case_id && toWireId('conduct_case', case_id),
    is_new: freshOf(finding).length > 0,
  }
}

/** The next morning in the program's zone. */
export function nextLookAt(now: Instant, zone: string): Instant {
  const today = localDate(now, zone)
  const morning = plusMs(startOfLocalDate(today, zone), MORNING_MS)
  return morning > now ? morning : plusMs(startOfLocalDate(plusLocalDays(today, 1), zone), MORNING_MS)
}

/** The zone of the program in force; null while none is. */
async function zoneOf(ctx: Context): Promise<string | null> {
  try {
    return (await ctx.terms(calendarSection)).zone
  } catch (error) {
    if (error instanceof Refused && error.type === COMMON.no_program) return null
    throw error
  }
}

function lookAgain(ctx: Context, due_at: Instant): void {
  ctx.setTimer({ kind: LOOK_TIMER, subject_id: ctx.org_id, account_id: null, due_at })
}

/** One batch of today's look; the timer comes again at once until all partners had their turn. */
async function look(ctx: Context): Promise<void> {
  if ((await zoneOf(ctx)) === null) return lookAgain(ctx, nextLookAt(ctx.now, 'UTC'))
  const terms = await termsOf(ctx)
  const { zone } = terms.calendar
  const day = localDate(ctx.now, zone)
  const before = await store.findLook(ctx.tx, ctx.org_id)
  const sofar = before?.day === day ? before : { day, after: null, partners: 0, found: 0 }
  const partners = await store.listPartnersAfter(ctx.tx, ctx.org_id, sofar.after, BATCH)
  const findings = partners.length > 0 ? await findAll(ctx, partners, terms) : []
  await lockFound(ctx, findings)
  let found = 0
  for (const finding of findings) if ((await keepFinding(ctx, finding, zone)) !== null) found += 1
  dropAsks(
    ctx.tx,
    ctx.org_id,
    partners.map((one) => one.id),
    plusMs(ctx.now, -ASKS_KEPT_MS),
  )
  store.keepLook(ctx.tx, ctx.org_id, {
    day,
    after: partners.at(-1)?.id ?? sofar.after,
    partners: sofar.partners + partners.length,
    found: sofar.found + found,
    looked_at: ctx.now,
  })
  lookAgain(ctx, partners.length === BATCH ? ctx.now : nextLookAt(ctx.now, zone))
}

export const lookTimer: TimerKind = { kind: LOOK_TIMER, fire: look }

/** From the first program on the clock looks every morning. */
export const onPublished: Listener = async (ctx) => lookAgain(ctx, nextLookAt(ctx.now, (await zoneOf(ctx)) ?? 'UTC'))
