import { z } from 'zod'
import { FIELD_TYPES, type AskedField } from '#kit/form.ts'
import {
  keySchema,
  lineOfText,
  setOf,
  uniqueBy,
  type Finding,
  type Path,
  type Sentence,
  type Wording,
} from '#kit/section.ts'
import { count, series, spoken } from '#kit/words.ts'
import type { FormField, RegistrationTerms } from './terms.ts'

/** What a track's form asks beyond the standard fields, and the rules of tenders and of the customer's letter. */

/** A registration takes a minute: no partner is asked more than this (REG-1). */
const FIELDS_MOST = 10

const CORE = ['required', 'asked', 'hidden'] as const
const CHOICES: readonly string[] = ['choice', 'multi_choice']

const optionSchema = z.strictObject({ key: keySchema, name: lineOfText(80).describe('what people choose') })

const fieldSchema = z
  .strictObject({
    /** Answers are kept under it: a field keeps its key while it means the same. */
    key: keySchema,
    label: lineOfText(80).describe('what is asked'),
    type: z.enum(FIELD_TYPES).describe('what kind of answer'),
    required: z.boolean().default(false).describe('does a registration need an answer?'),
    options: z
      .array(optionSchema)
      .max(30, { error: 'expected at most 30 options' })
      .check(uniqueBy('key', 'name'))
      .default([])
      .describe('what can be chosen'),
    help: lineOfText(200).optional().describe('a line below the question'),
    visible_to_partner: z.boolean().default(true).describe('is it asked of partners, and shown to them?'),
    /** Says something about a person: never among the facts of a decision, nor in events. */
    personal: z.boolean().default(false).describe('does the answer say something about a person?'),
  })
  .check((ctx) => {
    const { type, options } = ctx.value
    if (CHOICES.includes(type) === options.length >= 2) return
    const message = CHOICES.includes(type)
      ? 'expected at least two options to choose from'
      : `expected no options: a field of type ${type} has none`
    if (CHOICES.includes(type) || options.length > 0)
      ctx.issues.push({ code: 'custom', message, path: ['options'], input: options })
  })

const formSchema = <F extends string>(names: readonly F[]) =>
  z.strictObject({
    /** Stands in versions: a form keeps its key while it serves the same tracks. */
    key: keySchema,
    /** Tracks whose partners fill this form; a track has one at most. */
    tracks: setOf(keySchema).min(1, { error: 'expected at least one track' }).describe('tracks whose partners fill it'),
    /** Standard fields that this form treats otherwise than `required_fields` says. */
    core: z
      .partialRecord(z.enum(names as [F, ...F[]]), z.enum(CORE))
      .default({})
      .describe('standard fields that are required, asked or hidden here'),
    fields: z
      .array(fieldSchema)
      .max(FIELDS_MOST, { error: `expected at most ${FIELDS_MOST} fields` })
      .check(uniqueBy('key', 'label'))
      .default([])
      .describe('fields of your own'),
  })

export const formsSchema = <F extends string>(names: readonly F[]) =>
  z
    .array(formSchema(names))
    .max(20, { error: 'expected at most 20 forms' })
    .check(uniqueBy('key'))
    .default([])
    .describe('forms of single tracks')

export const tenderSchema = z
  .strictObject({
    /** Does the form ask whether it is a public or private tender? */
    allowed: z.boolean().default(false).describe('can a registration be for a tender?'),
    /** Several partners may answer one tender: each gets the time, none of them alone. */
    several_partners: z.boolean().default(false).describe('may several partners be approved for the same tender?'),
  })
  .prefault({})

const WHEN = ['never', 'tender', 'always'] as const

export const letterSchema = z
  .strictObject({
    /** Without the customer's letter a person looks, whatever the rules say. */
    needed_for: z.enum(WHEN).default('never').describe("which registrations need the customer's letter"),
    /** A claim behind others goes to a person, when the customer's signed letter names its partner. */
    outranks_queue: z.enum(WHEN).default('never').describe("where the customer's letter outranks who came first"),
  })
  .prefault({})

type Terms = RegistrationTerms
export type FormTerms = Terms['forms'][number]
type Around = { tracks: { key: string; name: string }[] }

/** What a track's form asks: the standard fields by what becomes of them, and the org's own. */
export type TrackForm = { core: Record<FormField, (typeof CORE)[number]>; fields: AskedField[] }

export function formOf(terms: Terms, track: string, names: readonly FormField[]): TrackForm {
  const own = terms.forms.find((form) => form.tracks.includes(track))
  const core = Object.fromEntries(
    names.map((name) => {
      const usual = terms.required_fields.includes(name) ? 'required' : 'asked'
      return [name, own?.core[name] ?? usual]
    }),
  ) as TrackForm['core'] // one entry per name
  // Which company it is must be said in any case.
  if (core.account_name !== 'required') core.account_name = 'required'
  // Without split lines nothing asks which of them is meant.
  if (!terms.lines.split && core.product_line === 'asked') core.product_line = 'hidden'
  return { core, fields: own?.fields ?? [] }
}

/** All fields of the org's own, of whatever track. */
export function ownFields(terms: Terms): AskedField[] {
  return terms.forms.flatMap((form) => form.fields)
}

/** References that exist, a form per track, ten fields at most, and rules that can apply. */
export function checkForms(terms: Terms, { tracks }: Around, names: readonly FormField[]): Finding[] {
  const found: Finding[] = []
  const note = (level: Finding['level'], path: Path, message: string) =>
    found.push({ level, section: 'registration', path: ['registration', ...path], message })
  const seen = new Map<string, string>()
  for (const [place, form] of terms.forms.entries()) {
    for (const [at, key] of form.tracks.entries()) {
      const path: Path = ['forms', place, 'tracks', at]
      if (!tracks.some((track) => track.key === key)) {
        const known = tracks.map((track) => track.key).join(', ') || 'none yet'
        note('error', path, `There is no track with the key "${key}": name one of those there are (${known}).`)
      }
      const other = seen.get(key)
      if (other !== undefined)
        note('error', path, `The track "${key}" has the form "${other}" already: a track has one form.`)
      seen.set(key, form.key)
      const asked = formOf(terms, key, names)
      const shown =
        Object.values(asked.core).filter((how) => how !== 'hidden').length +
        asked.fields.filter((field) => field.visible_to_partner).length
      if (shown > FIELDS_MOST && at === 0) {
        note(
          'error',
          ['forms', place, 'fields'],
          `This form asks for ${shown} fields, and ${FIELDS_MOST} is the most a partner fills in a minute: hide ${count(shown - FIELDS_MOST, 'standard field')} under \`core\`, or ask less.`,
        )
      }
    }
    if (form.core.account_name === 'hidden') {
      note(
        'error',
        ['forms', place, 'core', 'account_name'],
        'The name of the company cannot be hidden: without it nobody knows what is registered.',
      )
    }
    for (const [at, field] of form.fields.entries()) {
      if (!field.required || field.visible_to_partner) continue
      note(
        'error',
        ['forms', place, 'fields', at, 'required'],
        `"${field.label}" is required and hidden from partners: they could never register. Show it, or make it voluntary.`,
      )
    }
  }
  for (const [rank, rule] of terms.rules.entries()) {
    for (const [key, wanted] of Object.entries(rule.when.fields ?? {})) {
      const path: Path = ['rules', rank, 'when', 'fields', key]
      const fields = ownFields(terms).filter((field) => field.key === key && !field.personal)
      const fits = fields.some(({ type, options }) =>
        typeof wanted === 'boolean'
          ? type === 'yes_no'
          : CHOICES.includes(type) && wanted.every((one) => options.some((option) => option.key === one)),
      )
      if (!fits) {
        const message =
          fields.length === 0
            ? `Rule "${rule.key}" asks for the field "${key}", which no form has, or which says something about a person.`
            : `Rule "${rule.key}" asks for an answer that the field "${key}" does not offer.`
        note('error', path, message)
      }
    }
  }
  if (terms.tender.several_partners && !terms.tender.allowed) {
    note(
      'warning',
      ['tender', 'several_partners'],
      'Several partners on a tender has no effect while no registration can be for a tender.',
    )
  }
  for (const key of ['needed_for', 'outranks_queue'] as const) {
    if (terms.customer_letter[key] === 'tender' && !terms.tender.allowed)
      note('warning', ['customer_letter', key], 'This concerns tenders, and no registration can be for a tender.')
  }
  return found
}

const OF_WHICH = { tender: 'A registration for a tender', always: 'A registration' } as const

export function formSentences(terms: Terms, { tracks }: Around, coreNames: Record<FormField, string>): Sentence[] {
  const said: Sentence[] = []
  const say = (id: string, path: Path, text: string, more: Partial<Sentence> = {}) =>
    said.push({
      id: `registration.${id}`,
      text,
      audience: 'everyone',
      section: 'registration',
      path: ['registration', ...path],
      ...more,
    })
  const nameOf = (key: string) => tracks.find((track) => track.key === key)?.name ?? key
  for (const [place, form] of terms.forms.entries()) {
    const who = `${series(form.tracks.map(nameOf))} partners`
    const shown = form.fields.filter((field) => field.visible_to_partner)
    const needs = [
      ...required(form).map((name) => coreNames[name]),
      ...shown.filter((field) => field.required).map((field) => `“${field.label}”`),
    ]
    const may = shown.filter((field) => !field.required).map((field) => `“${field.label}”`)
    const parts = [
      needs.length > 0 ? `${who} also say ${series(needs)}` : '',
      may.length > 0 ? `${needs.length > 0 ? 'and' : who} may add ${series(may)}` : '',
    ].filter((part) => part !== '')
    if (parts.length > 0) say(`forms.${form.key}`, ['forms', place], `${parts.join(', ')}.`, { tracks: form.tracks })
  }
  if (terms.tender.allowed) {
    const text = terms.tender.several_partners
      ? 'Several partners may be approved for the same tender; each is protected against everybody else, but not against each other.'
      : 'A tender is protected like any other deal: for the partner who registered it first.'
    say('tender', ['tender'], text)
  }
  const { needed_for, outranks_queue } = terms.customer_letter
  if (needed_for !== 'never')
    say(
      'letter.needed',
      ['customer_letter', 'needed_for'],
      `${OF_WHICH[needed_for]} without a signed letter of the customer is decided by a person.`,
    )
  if (outranks_queue !== 'never')
    say(
      'letter.outranks',
      ['customer_letter', 'outranks_queue'],
      `${OF_WHICH[outranks_queue]} behind an earlier one is decided by a person, when a signed letter of the customer names the partner.`,
    )
  return said
}

/** Standard fields that the form makes required by itself. */
function required(form: FormTerms): FormField[] {
  // The keys of `core` are names of the form's standard fields.
  return (Object.keys(form.core) as FormField[]).filter((name) => form.core[name] === 'required')
}

const yesNo = (yes: string, no: string) => (on: unknown) => (on ? yes : no)
const which = (value: unknown) =>
  ({ never: 'no registration', tender: 'registrations for tenders', always: 'every registration' })[String(value)] ??
  String(value)

export const formWording: Record<string, Wording<Around>> = {
  forms: {
    label: 'the forms of single tracks',
    verb: 'are',
    item: { noun: 'form', tail: ({ tracks }: FormTerms) => `for ${series(tracks)}` },
  },
  'forms.*.key': { label: 'its key' },
  'forms.*.tracks': { label: 'its tracks', verb: 'are' },
  'forms.*.core': {
    label: 'its standard fields',
    verb: 'are',
    whole: true,
    value: (core) => {
      const told = Object.entries(core as Record<string, string>).map(([name, how]) => `${spoken(name)} ${how}`)
      return told.length > 0 ? series(told) : 'as usual'
    },
  },
  'forms.*.fields': {
    label: 'its own fields',
    verb: 'are',
    item: { noun: 'field', tail: ({ label }: AskedField) => `asking “${label}”` },
  },
  'forms.*.fields.*.key': { label: 'its key' },
  'forms.*.fields.*.label': { label: 'its question' },
  'forms.*.fields.*.type': { label: 'its type', value: (type) => spoken(String(type)) },
  'forms.*.fields.*.required': { label: 'the answer', value: yesNo('required', 'voluntary') },
  'forms.*.fields.*.options': { label: 'its options', verb: 'are', item: { noun: 'option' } },
  'forms.*.fields.*.options.*.key': { label: 'its key' },
  'forms.*.fields.*.options.*.name': { label: 'its name' },
  'forms.*.fields.*.help': { label: 'its explanation' },
  'forms.*.fields.*.visible_to_partner': { label: 'the field', value: yesNo('asked of partners', 'only for the org') },
  'forms.*.fields.*.personal': { label: 'the answer', value: yesNo('about a person', 'not about a person') },
  'tender.allowed': { label: 'registering tenders', value: yesNo('possible', 'not possible') },
  'tender.several_partners': { label: 'a tender', verb: 'is for', value: yesNo('several partners', 'one partner') },
  'customer_letter.needed_for': { label: 'the customer’s letter', verb: 'is needed for', value: which },
  'customer_letter.outranks_queue': { label: 'the customer’s letter', verb: 'outranks the queue for', value: which },
}
