import type { Runtime } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { registrationSection } from '#server/registrations/terms.ts'
import type { Calendar } from '#kit/calendar.ts'
import type { Reason } from '#kit/ruling.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { outcomeOf, type FirstRuling, type Happening } from './outcome.ts'
import type { ReportPorts } from './ports.ts'
import * as store from './store.ts'

/** Events of one transaction: short enough to be no burden to others. */
const BATCH = 1000

/**
 * Reads an org's feed on from where it was, and keeps what became of each registration that was spoken of. Any number of
 * servers may call it at once: one goes, the others have nothing to do. Returns how many events were read.
 */
export async function followRegistrations(runtime: Runtime, ports: ReportPorts, org_id: string): Promise<number> {
  let read = 0
  for (;;) {
    const news = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
      const after = await store.lockCursor(tx, org_id)
      if (after === undefined) return 0
      const found = await store.listNews(tx, org_id, after, BATCH)
      const last = found.at(-1)
      if (!last) return 0
      const about = found.filter(({ subject_noun }) => subject_noun === 'registration')
      await keep(ports, tx, org_id, [...new Set(about.map(({ subject_id }) => subject_id))])
      store.moveCursor(tx, org_id, last.seq)
      return found.length
    })
    read += news
    if (news < BATCH) return read
  }
}

async function keep(ports: ReportPorts, tx: Tx, org_id: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const [registrations, happenings] = await Promise.all([
    store.listFollowed(tx, org_id, ids),
    store.listHappenings(tx, org_id, ids),
  ])
  const byId = new Map<string, Happening[]>()
  for (const one of happenings) byId.set(one.subject_id, [...(byId.get(one.subject_id) ?? []), one])
  const outcomes = []
  for (const r of registrations) {
    const { ruling, calendar } = await readRuling(ports, tx, org_id, r)
    const outcome = outcomeOf(r.submitted_at, byId.get(r.id) ?? [], ruling, calendar)
    outcomes.push({ ...outcome, registration_id: r.id, tier: ruling.tier })
  }
  store.keepOutcomes(tx, org_id, outcomes)
}

/** What the first ruling says to reports, and the calendar of its program. */
async function readRuling(
  ports: ReportPorts,
  tx: Tx,
  org_id: string,
  r: store.Followed,
): Promise<{ ruling: FirstRuling; calendar: Calendar }> {
  const document = await ports.documentOf(tx, org_id, r.program_version)
  const calendar = document[calendarSection.key] as Calendar // published documents were parsed by the schema that holds this section
  const { review } = document[registrationSection.key] as { review: { answer_within_working_hours: number } } // likewise
  const facts = JSON.parse(r.facts) as { partner?: { tier?: string | null } } // written by the funnel from RegistrationFacts
  const because = JSON.parse(r.because) as Reason[] // likewise, from Reason[]
  return {
    calendar,
    ruling: {
      tier: facts.partner?.tier ?? null,
      promised_hours: review.answer_within_working_hours,
      objections: because
        .filter(({ verdict }) => verdict === 'answered' || verdict === 'noted')
        .map(({ check }) => check),
    },
  }
}
