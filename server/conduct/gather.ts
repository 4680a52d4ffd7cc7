import { createHash } from 'node:crypto'
import { localDate, plusLocalDays } from '#kit/calendar.ts'
import { DAY_MS, plusMs, type Instant } from '#kit/instant.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { FoundKind, Seen } from './conduct.ts'
import type { ConductFacts, ProbingFacts } from './facts.ts'
import * as facts from './facts-store.ts'
import { groupSpellings } from './spellings.ts'
import { IDLE_DAYS_LEAST, PROBE_HOURS_MOST, WINDOW_DAYS_MOST } from './terms.ts'

/** How far back a partner's usual is counted: four weeks before the longest stretch that is looked at. */
const USUAL_DAYS = 28
const PROBE_MS = PROBE_HOURS_MOST * 3_600_000

/** Facts of one finding to make, and what its rows are called should there be one. */
export type Gathered = {
  facts: ConductFacts
  account_id: string | null
  /** The rows behind the evidence, by registration, opportunity or company. */
  rows: (evidence: readonly string[]) => Promise<Seen[]>
}

type Reads = { tx: Tx; org_id: string; now: Instant; zone: string }

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Everything that there is to look at of these partners. Whoever did nothing has no facts. */
export async function gatherConduct(reads: Reads, partners: readonly string[]): Promise<Gathered[]> {
  const { tx, org_id } = reads
  const [dealt, cleared, parking, probing, unregistered] = await Promise.all([
    facts.listDealtWith(tx, org_id, partners),
    facts.listCleared(tx, org_id, partners),
    gatherParking(reads, partners),
    gatherProbing(reads, partners),
    gatherUnregistered(reads, partners),
  ])
  const common = (partner_id: string, kind: FoundKind, account_id: string | null, among: ReadonlySet<string>) => ({
    v: 1 as const,
    partner_id,
    after:
      dealt
        .filter((one) => one.partner_id === partner_id && one.kind === kind && one.account_id === account_id)
        .map((one) => one.closed_on)
        .sort()
        .at(-1) ?? null,
    cleared: cleared
      .filter((one) => one.partner_id === partner_id && one.kind === kind && among.has(one.subject_id))
      .map((one) => one.subject_id)
      .sort(),
  })
  return partners.flatMap((partner_id): Gathered[] => {
    const parked = parking(partner_id)
    const asked = probing(partner_id)
    return [
      ...(parked
        ? [{ ...parked, facts: { ...common(partner_id, 'parking', null, parked.among), ...parked.facts } }]
        : []),
      ...(asked ? [{ ...asked, facts: { ...common(partner_id, 'probing', null, new Set()), ...asked.facts } }] : []),
      ...unregistered(partner_id).map((sold) => ({
        ...sold,
        facts: { ...common(partner_id, 'unregistered', sold.account_id, sold.among), ...sold.facts },
      })),
    ]
  })
}

function byPartner<T extends { partner_id: string }>(rows: readonly T[]): (partner_id: string) => T[] {
  const groups = Map.groupBy(rows, (row) => row.partner_id)
  return (partner_id) => groups.get(partner_id) ?? []
}

async function gatherParking({ tx, org_id, now, zone }: Reads, partners: readonly string[]) {
  const quiet_since = plusLocalDays(localDate(now, zone), -IDLE_DAYS_LEAST)
  const [held, ended] = await Promise.all([
    facts.listHeld(tx, org_id, partners, { now, quiet_since, zone }),
    facts.listEnded(tx, org_id, partners, { now, from: plusMs(now, -(WINDOW_DAYS_MOST + 1) * DAY_MS), zone }),
  ])
  const [heldOf, endedOf] = [byPartner(held), byPartner(ended)]
  return (partner_id: string) => {
    const mine = heldOf(partner_id).map(({ registration_id, since, last_on }) => ({ registration_id, since, last_on }))
    const over = endedOf(partner_id).map(({ registration_id, ended_on, active }) => ({
      registration_id,
      ended_on,
      active,
    }))
    if (mine.length + over.length === 0) return null
    return {
      account_id: null,
      among: new Set([...mine, ...over].map((one) => one.registration_id)),
      facts: { kind: 'parking' as const, held: mine, ended: over },
      async rows(evidence: readonly string[]): Promise<Seen[]> {
        const labels = await facts.listLabels(tx, org_id, evidence)
        return evidence.map((id) => {
          const idle = mine.find((one) => one.registration_id === id)
          const since = idle ? (idle.last_on ?? idle.since) : over.find((one) => one.registration_id === id)?.ended_on
          return {
            noun: 'registration' as const,
            subject_id: id,
            label: labels.get(id) ?? '',
            since: since ?? localDate(now, zone),
            code: idle ? 'idle' : 'ended',
          }
        })
      },
    }
  }
}

/** What a registration says of whether the partner meant the company: it is, or was, its claim. */
function cameOf({ status, recommendation }: facts.AskRow): ProbingFacts['asks'][number]['came'] {
  if (status === null) return 'tried'
  if (status === 'in_review' && recommendation === 'pick_account') return 'not_held'
  return ['rejected', 'queued', 'withdrawn', 'revoked'].includes(status) ? 'not_held' : 'held'
}

async function gatherProbing({ tx, org_id, now, zone }: Reads, partners: readonly string[]) {
  const from = plusMs(now, -PROBE_MS)
  const asking = await facts.listAsking(tx, org_id, partners, from)
  const all = asking.length > 0 ? await facts.listAsks(tx, org_id, asking, plusMs(from, -USUAL_DAYS * DAY_MS)) : []
  const asksOf = byPartner(all)
  return (partner_id: string) => {
    const rows = asksOf(partner_id)
    const lately = rows.filter((row) => row.hour > from)
    if (lately.length === 0) return null
    const like = groupSpellings(lately)
    const before = new Set(
      rows.filter((row) => row.hour <= from).map((row) => `${localDate(row.hour, zone)} ${row.name_key}`),
    )
    return {
      account_id: null,
      facts: {
        kind: 'probing' as const,
        asks: lately.map((row) => ({
          hour: row.hour,
          company: hashOf(row.name_key),
          like: hashOf(like.get(row.name_key) ?? row.name_key),
          came: cameOf(row),
        })),
        usual_milli: Math.round((before.size * 1000) / USUAL_DAYS),
      },
      rows: async (evidence: readonly string[]): Promise<Seen[]> =>
        evidence.flatMap((company) => {
          const asked = lately
            .filter((row) => hashOf(row.name_key) === company)
            .sort((a, b) => (a.hour < b.hour ? -1 : 1))
          // What became a registration is the partner's own record; what was only tried out has none.
          const row = asked.find((one) => one.registration_id !== null) ?? asked[0]
          if (!row) return []
          const noun = row.registration_id === null ? ('ask' as const) : ('registration' as const)
          const label = row.name.slice(0, 200)
          return [{ noun, subject_id: row.registration_id, label, since: localDate(row.hour, zone), code: cameOf(row) }]
        }),
    }
  }
}

async function gatherUnregistered({ tx, org_id, now, zone }: Reads, partners: readonly string[]) {
  const sales = await facts.listSales(tx, org_id, partners, { from: plusMs(now, -WINDOW_DAYS_MOST * DAY_MS), zone })
  const salesOf = byPartner(sales)
  return (partner_id: string) =>
    [...Map.groupBy(salesOf(partner_id), (row) => row.account_id)].map(([account_id, rows]) => ({
      account_id,
      among: new Set(rows.map((row) => row.opportunity_id)),
      facts: {
        kind: 'unregistered' as const,
        account_id,
        is_customer: rows.some((row) => row.is_customer),
        is_house: rows.some((row) => row.is_house),
        sales: rows.map(({ opportunity_id, role, stage, since, registered_on }) => ({
          opportunity_id,
          role,
          stage,
          since,
          registered_on,
        })),
      },
      async rows(evidence: readonly string[]): Promise<Seen[]> {
        const labels = await facts.listLabels(tx, org_id, evidence)
        return evidence.flatMap((id) => {
          const row = rows.find((one) => one.opportunity_id === id)
          if (!row) return []
          return [
            {
              noun: 'opportunity' as const,
              subject_id: id,
              label: labels.get(id) ?? '',
              since: row.since,
              code: row.stage,
            },
          ]
        })
      },
    }))
}
