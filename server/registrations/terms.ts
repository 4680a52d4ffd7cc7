import { z } from 'zod'
import { isCountry } from '#kit/countries.ts'
import { compareMoney, moneySchema } from '#kit/money.ts'
import { defineSection, keySchema, lineOfText, setOf, uniqueBy } from '#kit/section.ts'
import { ACTIVITY_KINDS } from './registration.ts'
import { checkRegistrationTerms } from './terms-check.ts'
import { checkForms, formSentences, formsSchema, formWording, letterSchema, tenderSchema } from './terms-forms.ts'
import { FIELD_NAMES, registrationSentences, registrationWording, type ProgramAround } from './terms-words.ts'

/** The registration section of the program document: who may register, what decides, what a registration protects. */

/** Roles of a partner's people that can be allowed to register. */
export const REGISTERING_ROLES = ['partner_admin', 'partner_seller', 'partner_marketer', 'partner_viewer'] as const

/** States of an enrollment in which the program can allow registering; a suspended or ended one never may. */
export const REGISTERING_STATUSES = ['approved', 'onboarding', 'active', 'on_probation'] as const

/** Fields of the form that can be required; ten, because a registration takes a minute (REG-1). */
export const FORM_FIELDS = [
  'account_name',
  'account_domain',
  'account_country',
  'contact_name',
  'contact_email',
  'amount',
  'expected_close_on',
  'product_line',
  'use_case',
  'notes',
] as const
export type FormField = (typeof FORM_FIELDS)[number]

/** What a rule answers. */
const RULE_OUTCOMES = ['approve', 'review', 'reject'] as const
/** What becomes of a registration that meets an exclusion. */
const EXCLUSION_OUTCOMES = ['reject', 'review', 'allow'] as const

const countrySchema = z
  .string()
  .refine(isCountry, { error: 'expected an ISO 3166 country code of two capital letters, for example DE' })
const days = (least: number, most: number) =>
  z
    .int({ error: 'expected a whole number of days' })
    .min(least, { error: `expected ${least} days or more` })
    .max(most, { error: `expected ${most} days or fewer` })

// Three years: longer than any protection the field knows, short enough to refuse a slip of the keyboard.
const MOST_DAYS = 1095

const ruleAmount = z.strictObject(moneySchema.shape).refine((money) => !money.amount_minor.startsWith('-'), {
  path: ['amount_minor'],
  error: 'expected an amount of zero or more',
})

const whenSchema = z
  .strictObject({
    /** Keys of tracks; the partner registers in one of them. */
    tracks: setOf(keySchema).min(1, { error: 'expected at least one track' }).optional(),
    /** Keys of tiers; the partner has one of them in the track it registers in. */
    tiers: setOf(keySchema).min(1, { error: 'expected at least one tier' }).optional(),
    /** The registration's amount is this or more. An amount in another currency, or none, does not meet the condition. */
    amount_at_least: ruleAmount.optional(),
    /** The registration's amount is less than this. An amount in another currency, or none, does not meet the condition. */
    amount_below: ruleAmount.optional(),
    /** ISO 3166-1 alpha-2 codes; the account is in one of them. */
    countries: setOf(countrySchema).min(1, { error: 'expected at least one country' }).optional(),
    /** The account's industry is one of these, letter case aside. */
    industries: setOf(lineOfText(80)).min(1, { error: 'expected at least one industry' }).optional(),
    /** `known`: the account was here before the registration; `new`: the registration brought it. */
    match: z.enum(['new', 'known']).optional(),
    /** Answers to fields of the forms, by key: yes or no, or keys of options of which one was chosen. */
    fields: z
      .record(
        keySchema,
        z.union([z.boolean(), setOf(keySchema).min(1, { error: 'expected at least one option' })], {
          error: 'expected true or false, or a list of options',
        }),
      )
      .optional(),
  })
  .check((ctx) => {
    const { amount_at_least: least, amount_below: below } = ctx.value
    if (!least || !below) return
    const order = compareMoney(least, below)
    if (order !== null && order < 0) return
    const message =
      order === null
        ? 'expected the same currency as `amount_at_least`'
        : 'expected more than `amount_at_least`, else the rule never applies'
    ctx.issues.push({ code: 'custom', message, path: ['amount_below'], input: below })
  })

const ruleSchema = z.strictObject({
  /** Stands in rulings: a rule keeps its key while it means the same. */
  key: keySchema,
  /** All stated conditions have to be met; none stated means every registration. */
  when: whenSchema.prefault({}).describe('conditions, all of which have to be met'),
  // oxlint-disable-next-line unicorn/no-thenable -- its value is a word, never a function
  then: z.enum(RULE_OUTCOMES).describe('what the rule answers'),
  /** Read by the partner with the ruling. */
  reason: lineOfText(300).describe('why, in words for the partner'),
})

const lineSchema = z.strictObject({
  /** Protections hold product lines by this number: it is never given to another line. */
  id: z
    .int({ error: 'expected a whole number' })
    .min(1, { error: 'expected 1 or more' })
    .max(1_000_000, { error: 'expected 1,000,000 or less' })
    .describe('number of the line, never used again for another'),
  key: keySchema,
  name: lineOfText(60).describe('what partners call the line'),
})

const exclusion = (outcome: (typeof EXCLUSION_OUTCOMES)[number], about: string) =>
  z.enum(EXCLUSION_OUTCOMES).default(outcome).describe(about)

const registrationSchema = z
  .strictObject({
    may_register: z
      .strictObject({
        /** Tracks whose partners may register. */
        tracks: z
          .union([z.literal('all'), setOf(keySchema).min(1, { error: 'expected at least one track' })])
          .default('all')
          .describe('"all", or keys of the tracks whose partners may register'),
        /** Roles among the partner's people (INT-4: a partner's admin gives them). */
        roles: setOf(z.enum(REGISTERING_ROLES))
          .min(1, { error: 'expected at least one role' })
          .default(['partner_admin', 'partner_seller'])
          .describe("roles of the partner's people that may register"),
        /** States of the partner's enrollment in the track. */
        statuses: setOf(z.enum(REGISTERING_STATUSES))
          .min(1, { error: 'expected at least one status' })
          .default(['onboarding', 'active', 'on_probation'])
          .describe('states of the enrollment in which a partner may register'),
      })
      .prefault({}),
    /** What the form insists on; everything else on it stays voluntary (REG-1: at most ten). */
    required_fields: setOf(z.enum(FORM_FIELDS))
      .default(['account_name', 'account_domain', 'account_country', 'amount', 'expected_close_on'])
      .describe('fields that a registration has to fill'),
    /** What single tracks are asked beyond or instead of the standard fields (REG-1). */
    forms: formsSchema(FORM_FIELDS),
    tender: tenderSchema,
    customer_letter: letterSchema,
    /** Read from the top: the first rule whose conditions are all met decides (REG-2). Exclusions come before rules. */
    rules: z
      .array(ruleSchema)
      .max(50, { error: 'expected at most 50 rules' })
      .check(uniqueBy('key'))
      .default([])
      .describe('rules in order; the first that applies decides'),
    /** What happens to a registration that no rule decides. */
    default_outcome: z.enum(RULE_OUTCOMES).default('review').describe('what happens when no rule applies'),
    review: z
      .strictObject({
        /** Working hours, counted by the calendar from submission. Two working days of eight hours by default. */
        answer_within_working_hours: z
          .int({ error: 'expected a whole number of working hours' })
          .min(1, { error: 'expected 1 working hour or more' })
          .max(400, { error: 'expected 400 working hours or fewer' })
          .default(16)
          .describe('working hours from submission within which a person answers'),
        /** Whoever registered on a partner's behalf may not approve it. Off by default: small teams have no second person. */
        second_person: z.boolean().default(false).describe('may nobody approve what they registered themselves?'),
        /** Calendar days that a partner has to answer a question; the registration is rejected when they are over. */
        partner_answers_within_days: days(1, 365)
          .default(14)
          .describe('calendar days within which a partner answers a question'),
        /** Calendar days before that on which the partner is reminded. Zero: not at all. */
        remind_partner_days_before: days(0, 365)
          .default(3)
          .describe('calendar days before the end of that time on which the partner is reminded'),
      })
      .prefault({}),
    queue: z
      .strictObject({
        /** Working days in which the next in line says that it still wants what came free. None: it is decided without asking. */
        confirm_within_working_days: z
          .int({ error: 'expected a whole number of working days' })
          .min(1, { error: 'expected 1 working day or more' })
          .max(60, { error: 'expected 60 working days or fewer' })
          .nullable()
          .default(null)
          .describe(
            'working days within which the next in line confirms that it still wants the account; null: it is not asked',
          ),
      })
      .prefault({}),
    protection: z
      .strictObject({
        /** Calendar days after the day of approval (REG-4: 90), through the last of them. */
        days: days(1, MOST_DAYS).default(90).describe('calendar days that a protection lasts'),
        /** How often one protection can be extended (REG-4: once). */
        extensions: z
          .int({ error: 'expected a whole number' })
          .min(0, { error: 'expected 0 or more' })
          .max(12, { error: 'expected 12 or fewer' })
          .default(1)
          .describe('how often a protection can be extended'),
        /** Calendar days that one extension adds; as long as the protection itself by default. */
        extension_days: days(1, MOST_DAYS).default(90).describe('calendar days that one extension adds'),
        extension: z
          .strictObject({
            /** Calendar days before the end from which on more time can be asked for. */
            ask_days_before: days(1, MOST_DAYS)
              .default(30)
              .describe('calendar days before the end from which on an extension can be asked for'),
            /** REG-4: given for documented activity. Calendar days back in which a follow-up was logged; null: none is needed. */
            activity_within_days: days(1, MOST_DAYS)
              .nullable()
              .default(30)
              .describe(
                'calendar days back in which an activity that counts as follow-up was logged; null: none is needed',
              ),
            /** Who grants what meets the conditions. What does not meet them goes to a person in any case. */
            granted_by: z
              .enum(['program', 'person'])
              .default('program')
              .describe('who grants an extension that meets the conditions'),
          })
          .prefault({}),
        /** Calendar days before the end on which the partner and its manager are reminded. */
        reminders_days_before: z
          .array(days(1, MOST_DAYS))
          .max(6, { error: 'expected at most 6 reminders' })
          .refine((list) => new Set(list).size === list.length, { error: 'expected each number of days once' })
          // Reminders come in one order, whatever order they are written in.
          .overwrite((list) => list.toSorted((a, b) => b - a))
          .default([30, 7, 1])
          .describe('calendar days before the end on which a reminder is sent'),
      })
      .prefault({}),
    follow_up: z
      .strictObject({
        /** Calendar days without a follow-up after which the partner has let it slip (REG-5: 14). None: no such clock. */
        within_days: days(1, 365)
          .nullable()
          .default(null)
          .describe(
            'calendar days within which a partner follows up on a protected account; null: the program asks for none',
          ),
        /** What counts as a follow-up, and as documented activity for an extension. */
        counts: setOf(z.enum(ACTIVITY_KINDS))
          .min(1, { error: 'expected at least one kind of activity' })
          .default(['meeting', 'call', 'demo', 'proposal'])
          .describe('kinds of activity that count as follow-up'),
        /** Calendar days before that on which the partner is reminded. Zero: not at all. */
        remind_days_before: days(0, 365).default(3).describe('calendar days before on which the partner is reminded'),
      })
      .prefault({}),
    price_hold: z
      .strictObject({
        /** Products by name whose list price a registration can hold, for as long as its protection lasts. */
        products: setOf(lineOfText(200))
          .max(200, { error: 'expected at most 200 products' })
          .default([])
          .describe('names of products whose list price a registration can hold'),
      })
      .prefault({}),
    lines: z
      .strictObject({
        /** Does a protection hold single product lines (REG-4: where the program wants lines), or always the whole account? */
        split: z
          .boolean()
          .default(false)
          .describe('can several partners hold an account, each for other product lines?'),
        list: z
          .array(lineSchema)
          .max(200, { error: 'expected at most 200 product lines' })
          .check(uniqueBy('id', 'key', 'name'))
          .default([])
          .describe('the product lines'),
      })
      .prefault({}),
    exclusions: z
      .strictObject({
        /** The account is a customer already. */
        existing_customers: exclusion('reject', 'what becomes of a registration on an existing customer'),
        /** The org's own people have an opportunity open there. By default a person looks. */
        open_opportunities: exclusion(
          'review',
          'what becomes of a registration where direct sales has an open opportunity',
        ),
        /** The account is marked as kept by the org. */
        house_accounts: exclusion('reject', 'what becomes of a registration on an account the org keeps for itself'),
        /** ISO 3166-1 alpha-2 codes of countries in which nothing can be registered. */
        countries: setOf(countrySchema).default([]).describe('countries in which nothing can be registered'),
        /** Industries in which nothing can be registered, letter case aside. */
        industries: setOf(lineOfText(80)).default([]).describe('industries in which nothing can be registered'),
      })
      .prefault({}),
    /** Calendar days after a registration lapsed before the same partner may register the account anew. Zero: at once. */
    cool_off_days: days(0, MOST_DAYS)
      .default(30)
      .describe('calendar days before a lapsed registration may be submitted anew'),
    /** Calendar days after which a protection ends although its opportunity is still open; a year by default. */
    converted_cap_days: days(1, 3 * MOST_DAYS)
      .default(365)
      .describe('calendar days that a protection lasts at most while its opportunity is open'),
  })
  .prefault({})

export type RegistrationTerms = z.output<typeof registrationSchema>
export type RegistrationRule = z.output<typeof ruleSchema>
export type ProductLine = z.output<typeof lineSchema>

export const registrationSection = defineSection({
  key: 'registration',
  name: 'Deal registration',
  schema: registrationSchema,
  sentences: (terms, program: ProgramAround) => [
    ...registrationSentences(terms, program),
    ...formSentences(terms, program, FIELD_NAMES),
  ],
  check: (terms, program: ProgramAround, earlier) => [
    ...checkRegistrationTerms(terms, program, earlier),
    ...checkForms(terms, program, FORM_FIELDS),
  ],
  wording: { ...registrationWording, ...formWording },
})
