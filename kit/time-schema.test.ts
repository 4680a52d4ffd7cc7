import { expect, test } from 'vitest'
import { dateSchema, instantSchema } from './time-schema.ts'

test.each(['2026-12-24', '2024-02-29', '1900-01-01'])('takes the date %s', (date) =>
  expect(dateSchema.safeParse(date).success).toBe(true),
)

test.each(['0000-01-01', '1899-12-31', '2201-01-01', '2025-02-29', '24.12.2026', '2026-12-24T00:00:00Z', ''])(
  'refuses %j as a date',
  (date) => expect(dateSchema.safeParse(date).success).toBe(false),
)

test.each(['2026-12-01T00:00:00Z', '2026-12-01T00:00:00.123+02:00'])('takes the instant %s', (at) =>
  expect(instantSchema.safeParse(at).success).toBe(true),
)

test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00', '2026-12-01', '2026-12-01T25:00:00Z', 'now'])(
  'refuses %j as an instant',
  (at) => expect(instantSchema.safeParse(at).success).toBe(false),
)
