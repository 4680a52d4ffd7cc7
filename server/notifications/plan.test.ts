import { expect, test } from 'vitest'
import { nextDigest, planMails, quietEnd, type Manner, type Waiting } from './plan.ts'

const MANNER: Manner = {
  zone: 'Europe/Berlin',
  digest: 'daily',
  digest_hour: 8,
  digest_weekday: 1,
  quiet_from: 20,
  quiet_until: 7,
  paused_until: null,
}
const NOON = '2026-11-23T11:00:00.000Z'
const NIGHT = '2026-11-23T22:30:00.000Z'

let made = 0
function waiting(of: Partial<Waiting> = {}): Waiting {
  made += 1
  return {
    id: `n${made}`,
    topic: 'registration.in_review',
    mail: 'now',
    receipt: false,
    read_at: null,
    recorded_at: NOON,
    ...of,
  }
}
const ids = (all: readonly Waiting[]) => all.map(({ id }) => id)

test('in the day each thing is a mail, and what was read already is none; a receipt is one all the same', () => {
  const all = [waiting(), waiting({ read_at: NOON }), waiting({ read_at: NOON, receipt: true })]
  const plan = planMails(all, MANNER, NOON, 0)
  expect(plan).toMatchObject({ single: [all[0]?.id, all[2]?.id], dropped: [all[1]?.id], held: [], digest: null })
})

test('quiet hours hold mail until they end on the reader’s clock, and let through what is urgent', () => {
  const [calm, urgent] = [waiting(), waiting({ topic: 'registration.answer_overdue' })]
  const plan = planMails([calm, urgent], MANNER, NIGHT, 0)
  expect(plan.single).toEqual([urgent.id])
  // Seven o’clock in Berlin, in winter.
  expect(plan.held).toEqual([{ ids: [calm.id], until: '2026-11-24T06:00:00.000Z' }])
  expect(quietEnd('2026-11-24T05:59:59.999Z', MANNER)).toBe('2026-11-24T06:00:00.000Z')
  expect(quietEnd('2026-11-24T06:00:00.000Z', MANNER)).toBeNull()
  expect(quietEnd(NIGHT, { ...MANNER, quiet_from: 3, quiet_until: 3 })).toBeNull()
})

test('more than a handful at once is one mail', () => {
  const five = Array.from({ length: 5 }, () => waiting())
  expect(planMails(five, MANNER, NOON, 0)).toMatchObject({ single: [], folded: ids(five) })
  expect(planMails(five.slice(1), MANNER, NOON, 0)).toMatchObject({ single: ids(five.slice(1)), folded: [] })
})

test('while the mail server takes nothing, things wait to become one mail', () => {
  const one = waiting()
  expect(planMails([one], MANNER, NOON, 3)).toMatchObject({
    single: [],
    held: [{ ids: [one.id], until: '2026-11-23T11:01:00.000Z' }],
  })
})

test('a digest is of what was told before its hour; later things wait for the next', () => {
  const [before, after] = [
    waiting({ mail: 'digest', recorded_at: '2026-11-23T06:59:00.000Z' }),
    waiting({ mail: 'digest', recorded_at: '2026-11-23T07:00:00.000Z' }),
  ]
  const plan = planMails([before, after], MANNER, '2026-11-23T07:00:00.000Z', 0)
  expect(plan.digest).toEqual({ day: '2026-11-23', ids: [before.id] })
  expect(plan.held).toEqual([{ ids: [after.id], until: '2026-11-24T07:00:00.000Z' }])
})

test('a weekly digest comes on its day, and the hour is the clock’s, summer and winter', () => {
  const weekly: Manner = { ...MANNER, digest: 'weekly', digest_weekday: 1 }
  // Monday 26 October 2026 follows the end of summer time in Berlin.
  expect(nextDigest('2026-10-20T10:00:00.000Z', weekly)).toBe('2026-10-26T07:00:00.000Z')
  expect(nextDigest('2026-10-15T10:00:00.000Z', weekly)).toBe('2026-10-19T06:00:00.000Z')
})

test('a pause holds everything back until it is over', () => {
  const all = [waiting(), waiting({ topic: 'registration.answer_overdue' }), waiting({ mail: 'digest' })]
  const plan = planMails(all, { ...MANNER, paused_until: '2026-12-01T00:00:00.000Z' }, NOON, 0)
  expect(plan).toMatchObject({ single: [], folded: [], held: [{ ids: ids(all), until: '2026-12-01T00:00:00.000Z' }] })
})
