import fc from 'fast-check'
import { programDocument } from '#server/document.ts'
import { PARTNER_TYPES } from '#server/partners/terms.ts'
import { FORM_FIELDS, REGISTERING_ROLES, REGISTERING_STATUSES } from '#server/registrations/terms.ts'

/** Program documents of every shape that the schema allows, for property tests. */

const key = fc.stringMatching(/^[a-z][a-z0-9_-]{0,10}$/)
// Texts that YAML could take for something else stand beside arbitrary ones.
const awkward = fc.constantFrom(
  'no',
  '~',
  '1e3',
  '0x1F',
  '09:00',
  '2026-01-02',
  '- a',
  'a: b',
  'a #b',
  '*a',
  '&a',
  '!!x',
  '"',
  "it's",
  '[',
  '%',
  '@',
  '`',
  '|',
  'Ünïcode 株',
  '<<',
)
const text = fc.oneof(
  awkward,
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((s) => s.trim())
    .filter((s) => s !== '' && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(s)),
)
const countries = fc.uniqueArray(fc.constantFrom('DE', 'FR', 'NO', 'US', 'JP', 'BR'), { minLength: 1, maxLength: 4 })
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const money = (least: number, most: number) =>
  fc.record({ amount_minor: fc.integer({ min: least, max: most }).map(String), currency: fc.constant('EUR') })

const tier = fc.record({ key, name: text, benefits: fc.uniqueArray(text, { maxLength: 3 }) })
const track = fc.record({
  key,
  name: text,
  type: fc.constantFrom(...PARTNER_TYPES),
  purpose: optional(text),
  tiers: fc.uniqueArray(tier, { minLength: 1, maxLength: 4, selector: (one) => one.key }).filter(namesDiffer),
})
const rule = fc.record({
  key,
  when: fc.record({
    tracks: optional(fc.uniqueArray(key, { minLength: 1, maxLength: 3 })),
    tiers: optional(fc.uniqueArray(key, { minLength: 1, maxLength: 3 })),
    amount_at_least: optional(money(0, 999)),
    amount_below: optional(money(1000, 1_000_000_000)),
    countries: optional(countries),
    industries: optional(fc.uniqueArray(text, { minLength: 1, maxLength: 3 })),
    match: optional(fc.constantFrom('new', 'known')),
  }),
  // oxlint-disable-next-line unicorn/no-thenable -- its value is a word, never a function
  then: fc.constantFrom('approve', 'review', 'reject'),
  reason: text,
})
const line = fc.record({ id: fc.integer({ min: 1, max: 1_000_000 }), key, name: text })
const exclusion = fc.constantFrom('reject', 'review', 'allow')
const days = fc.integer({ min: 1, max: 1095 })

function namesDiffer(things: { name: string }[]): boolean {
  return new Set(things.map((thing) => thing.name)).size === things.length
}

const shape = fc.record({
  about: fc.record({ name: text, purpose: optional(text), currency: fc.constantFrom('EUR', 'USD', 'JPY') }),
  calendar: fc.record({
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'),
    working_days: fc.subarray(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'], { minLength: 1 }),
    working_hours: fc.constantFrom(
      { from: '09:00', to: '17:00' },
      { from: '00:00', to: '24:00' },
      { from: '07:15', to: '19:45' },
    ),
    holidays: fc.record({
      country: optional(fc.constantFrom('DE', 'NO', 'US')),
      extra: fc.uniqueArray(
        fc.record({ date: fc.constantFrom('2026-12-24', '2026-12-31', '2028-02-29'), name: text }),
        {
          selector: (day) => day.date,
        },
      ),
    }),
  }),
  tracks: fc.uniqueArray(track, { maxLength: 4, selector: (one) => one.key }).filter(namesDiffer),
  registration: fc.record({
    may_register: fc.record({
      tracks: fc.oneof(fc.constant('all'), fc.uniqueArray(key, { minLength: 1, maxLength: 3 })),
      roles: fc.subarray([...REGISTERING_ROLES], { minLength: 1 }),
      statuses: fc.subarray([...REGISTERING_STATUSES], { minLength: 1 }),
    }),
    required_fields: fc.shuffledSubarray([...FORM_FIELDS]),
    rules: fc.uniqueArray(rule, { maxLength: 4, selector: (one) => one.key }),
    default_outcome: fc.constantFrom('approve', 'review', 'reject'),
    review: fc.record({ answer_within_working_hours: fc.integer({ min: 1, max: 400 }), second_person: fc.boolean() }),
    protection: fc.record({
      days,
      extensions: fc.integer({ min: 0, max: 12 }),
      extension_days: days,
      reminders_days_before: fc.uniqueArray(days, { maxLength: 6 }),
    }),
    lines: fc.record({
      split: fc.boolean(),
      list: fc
        .uniqueArray(line, { maxLength: 4, selector: (one) => one.key })
        .filter((lines) => namesDiffer(lines) && new Set(lines.map((one) => one.id)).size === lines.length),
    }),
    exclusions: fc.record({
      existing_customers: exclusion,
      open_opportunities: exclusion,
      house_accounts: exclusion,
      countries,
      industries: fc.uniqueArray(text, { maxLength: 3 }),
    }),
    cool_off_days: fc.integer({ min: 0, max: 1095 }),
    converted_cap_days: days,
  }),
})

/** Any document, as the schema gives it back. */
export const anyDocument = shape.map((document) => programDocument.schema.parse(document))
