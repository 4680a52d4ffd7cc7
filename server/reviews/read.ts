import type { z } from 'zod'
import { toWireId } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { query, type Reading } from '#server/command/index.ts'
import { registrationSection } from '#server/registrations/terms.ts'
import * as contract from './contract.ts'
import { PACE_DAYS } from './review.ts'
import * as store from './store.ts'

async function promiseOf(reading: Reading): Promise<{ now: string; since: string; promised_minutes: number }> {
  const now = await reading.now()
  const program = await reading.runtime.programs.inForce(reading.tx, reading.org_id, now)
  const terms = program.document[registrationSection.key] as z.output<typeof registrationSection.schema> // parsed when published
  const promised_minutes = Math.round(terms.review.answer_within_working_hours * 60)
  return { now, since: plusMs(now, -PACE_DAYS * DAY_MS), promised_minutes }
}

export const showPace = query(contract.showPace, async (reading) => {
  const { since, promised_minutes } = await promiseOf(reading)
  return { ...(await store.findPace(reading.tx, reading.org_id, since)), promised_minutes, since }
})

export const showLoad = query(contract.showLoad, async (reading) => {
  const { tx, org_id } = reading
  const { now, since, promised_minutes } = await promiseOf(reading)
  const [open, paces] = await Promise.all([store.listOpen(tx, org_id, now), store.listPaces(tx, org_id, since)])
  const named = [...open, ...paces].flatMap(({ manager_id }) => manager_id ?? [])
  const people = await store.listColleagues(tx, org_id, [...new Set(named)])
  const rowOf = (person: { id: string; name: string; decides: boolean } | null) => {
    const id = person?.id ?? null
    const waits = open.find((one) => one.manager_id === id)
    const pace = paces.find((one) => one.manager_id === id)
    return {
      manager: person && { id: toWireId('membership', person.id), name: person.name },
      decides: person?.decides ?? false,
      in_review: waits?.in_review ?? 0,
      overdue: waits?.overdue ?? 0,
      answered: pace?.answered ?? 0,
      late: pace?.late ?? 0,
      median_minutes: pace?.median_minutes ?? null,
    }
  }
  const nobody = rowOf(null)
  const rows = people.map(rowOf).sort((a, b) => b.overdue - a.overdue || b.in_review - a.in_review)
  return { promised_minutes, rows: nobody.in_review > 0 ? [...rows, nobody] : rows }
})
