import type { AskedField } from '../../../kit/form.ts'
import type { CallInput } from '../../api/client.ts'
import { OwnFields } from '../../forms/own-fields.tsx'
import { answersFrom, typedFrom, type Typed } from '../../forms/typed.ts'
import { Checkbox, Combobox, DateField, MoneyField, TextArea, TextField, type MoneyText } from '../../ui/index.ts'
import { fromMinor, toMinor } from '../../words/format.ts'
import { useForm, type Deal } from '../calls.ts'
import { countryName, countryOptions } from '../register/countries.ts'
import { words } from './words-life.ts'

const says = words.answer

export type Correctable = keyof typeof words.fields
type Corrections = NonNullable<NonNullable<CallInput<'registration.answer'>['body']>['corrections']>

/** What stands in the fields, as typed. */
export type CorrectionDraft = Record<Exclude<Correctable, 'amount' | 'product_lines' | 'answers'>, string> & {
  answers: Typed
  amount: MoneyText
  product_lines: readonly number[]
}

/** The fields as the deal has them now. */
export function draftOf(deal: Deal): CorrectionDraft {
  return {
    account_name: deal.account.name,
    account_domain: deal.account.domain ?? '',
    account_country: deal.account.country ?? '',
    account_tax_id: deal.tax_id ?? '',
    contact_name: deal.contact_name ?? '',
    contact_email: deal.contact_email ?? '',
    amount: deal.amount
      ? { amount: fromMinor(deal.amount), currency: deal.amount.currency }
      : { amount: '', currency: '' },
    expected_close_on: deal.expected_close_on ?? '',
    product_lines: deal.product_lines.map((line) => line.id),
    use_case: deal.use_case ?? '',
    notes: deal.notes ?? '',
    answers: typedFrom(deal.answers),
  }
}

/** By field, and by "answers.sites" for the form's own. */
type Problems = Record<string, string | undefined>

const asText = (value: CorrectionDraft[Correctable]) => JSON.stringify(value)

/** What was changed in the fields that are shown, and what is wrong with it. An emptied field is left as it was. */
export function correctionsOf(
  deal: Deal,
  draft: CorrectionDraft,
  shown: readonly Correctable[],
  fields: readonly AskedField[],
): { corrections: Corrections; problems: Problems } {
  const before = draftOf(deal)
  const corrections: Corrections = {}
  const problems: Problems = {}
  for (const field of shown) {
    if (asText(draft[field]) === asText(before[field])) continue
    if (field === 'answers') {
      const currency = deal.amount?.currency ?? 'EUR'
      const changed = fields.filter(
        ({ key }) => JSON.stringify(draft.answers[key]) !== JSON.stringify(before.answers[key]),
      )
      const read = answersFrom(changed, draft.answers, { side: 'partner', currency })
      Object.assign(problems, read.problems)
      // Emptied: the server clears it, unless the program asks for it.
      const emptied = changed.filter(({ key }) => !(key in read.answers)).map(({ key }) => [key, ''] as const)
      corrections.answers = { ...Object.fromEntries(emptied), ...read.answers }
    } else if (field === 'product_lines') corrections.product_lines = [...draft.product_lines]
    else if (field === 'amount') {
      const { amount, currency } = draft.amount
      const minor = toMinor(amount, currency)
      if (minor === null) problems.amount = says.not_an_amount
      else corrections.amount = { amount_minor: minor, currency }
    } else if (draft[field].trim()) corrections[field] = draft[field].trim()
  }
  return { corrections, problems }
}

type Props = {
  field: Correctable
  deal: Deal
  draft: CorrectionDraft
  onChange: (change: Partial<CorrectionDraft>) => void
  error: string | null
  /** The form's own fields with what is wrong with each. */
  own: { fields: readonly AskedField[]; problems: Problems }
}

/** One field of the deal, to be corrected. */
export function CorrectionField({ field, deal, draft, onChange, error, own }: Props) {
  const shared = { label: words.fields[field], name: `corrections.${field}`, error }
  switch (field) {
    case 'account_country':
      return (
        <Combobox
          {...shared}
          value={
            draft.account_country ? { value: draft.account_country, label: countryName(draft.account_country) } : null
          }
          onChange={(country) => onChange({ account_country: country?.value ?? '' })}
          options={countryOptions()}
          empty={says.no_country}
        />
      )
    case 'amount':
      return <Amount {...shared} deal={deal} value={draft.amount} onChange={(amount) => onChange({ amount })} />
    case 'answers':
      return (
        <OwnFields
          fields={own.fields}
          typed={draft.answers}
          onChange={(answers) => onChange({ answers })}
          errors={own.problems}
          currency={deal.amount?.currency ?? 'EUR'}
        />
      )
    case 'product_lines':
      return <Lines deal={deal} value={draft.product_lines} onChange={(product_lines) => onChange({ product_lines })} />
    case 'expected_close_on':
      return (
        <DateField
          {...shared}
          value={draft.expected_close_on}
          onChange={(expected_close_on) => onChange({ expected_close_on })}
        />
      )
    case 'use_case':
    case 'notes':
      return (
        <TextArea
          {...shared}
          value={draft[field]}
          onChange={(text) => onChange({ [field]: text })}
          rows={3}
          maxLength={4000}
        />
      )
    default:
      return (
        <TextField
          {...shared}
          type={field === 'contact_email' ? 'email' : 'text'}
          autoComplete="off"
          value={draft[field]}
          onChange={(text) => onChange({ [field]: text })}
        />
      )
  }
}

type AmountProps = {
  label: string
  name: string
  error: string | null
  deal: Deal
  value: MoneyText
  onChange: (value: MoneyText) => void
}

function Amount({ deal, value, onChange, ...field }: AmountProps) {
  const form = useForm()
  const currency = value.currency || deal.amount?.currency || form.data?.currency || 'EUR'
  return <MoneyField {...field} value={{ ...value, currency }} onChange={onChange} currencies={[currency]} />
}

function Lines({
  value,
  onChange,
}: {
  deal: Deal
  value: readonly number[]
  onChange: (value: readonly number[]) => void
}) {
  const lines = useForm().data?.product_lines ?? []
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-control/5 font-medium">{words.fields.product_lines}</legend>
      {lines.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={value.includes(id)}
          onChange={(on) => onChange(on ? [...value, id] : value.filter((one) => one !== id))}
        />
      ))}
      <p className="text-xs text-ink-faint">{says.lines_none}</p>
    </fieldset>
  )
}
