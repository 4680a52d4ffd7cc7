import { Checkbox, Combobox, DateField, FieldError, MoneyField, Select, TextArea, TextField } from '../../ui/index.ts'
import type { Form } from '../calls.ts'
import type { FieldName, Problems } from './check.ts'
import { CompanyField } from './company-field.tsx'
import { countryName, countryOptions } from './countries.ts'
import { DomainField } from './domain-field.tsx'
import type { Draft } from './draft.ts'
import { words } from './words.ts'

const CURRENCIES = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'HUF',
  'RON',
  'CAD',
  'AUD',
  'NZD',
  'JPY',
  'SGD',
  'INR',
  'BRL',
  'MXN',
  'ZAR',
  'AED',
  'ILS',
  'TRY',
]

export type DealFieldProps = {
  name: FieldName
  form: Form
  draft: Draft
  problems: Problems
  required: boolean
  today: string
  onChange: (patch: Partial<Draft>) => void
}

/** One field of the form by its name. */
export function DealField({ name, form, draft, problems, required, today, onChange }: DealFieldProps) {
  const error = problems[name] ?? null
  const common = { label: words.fields[name], name, error, optional: !required }
  switch (name) {
    case 'account_name':
      return (
        <CompanyField
          value={draft.account_name}
          error={error}
          onChange={(account_name) => onChange({ account_name })}
          onDomain={(domain) => !draft.account_domain && onChange({ account_domain: domain })}
          onPick={(own) =>
            onChange({
              account_name: own.name,
              ...(own.domain ? { account_domain: own.domain } : {}),
              ...(own.country ? { account_country: own.country } : {}),
            })
          }
        />
      )
    case 'account_domain':
      return (
        <DomainField
          value={draft.account_domain}
          error={error}
          required={required}
          onChange={(account_domain) => onChange({ account_domain })}
          onCountry={(account_country) => !draft.account_country && onChange({ account_country })}
        />
      )
    case 'account_country':
      return (
        <Combobox
          {...common}
          value={
            draft.account_country ? { value: draft.account_country, label: countryName(draft.account_country) } : null
          }
          onChange={(country) => onChange({ account_country: country?.value ?? '' })}
          options={countryOptions()}
          empty={words.no_country}
          placeholder={words.placeholders.country}
        />
      )
    case 'amount':
      return (
        <MoneyField
          {...common}
          value={draft.amount}
          onChange={(amount) => onChange({ amount })}
          currencies={[...new Set([form.currency, ...CURRENCIES, draft.amount.currency])]}
        />
      )
    case 'expected_close_on':
      return (
        <DateField
          {...common}
          value={draft.expected_close_on}
          min={today}
          required={required}
          onChange={(expected_close_on) => onChange({ expected_close_on })}
        />
      )
    case 'track':
      return (
        <Select
          {...common}
          value={draft.track || null}
          placeholder={words.placeholders.track}
          options={form.tracks.map((track) => ({ value: track.key, label: track.name }))}
          onChange={(track) => onChange({ track })}
        />
      )
    case 'product_lines':
      return <LinesField {...{ form, draft, error, required, onChange }} />
    case 'use_case':
    case 'notes':
      return (
        <TextArea
          {...common}
          {...(name === 'use_case' ? { hint: words.hints.use_case } : {})}
          value={draft[name]}
          required={required}
          maxLength={4000}
          onChange={(text) => onChange({ [name]: text })}
        />
      )
    case 'contact_name':
    case 'contact_email':
      return (
        <TextField
          {...common}
          {...(name === 'contact_email'
            ? { hint: words.hints.contact_email, inputMode: 'email', autoCapitalize: 'none', spellCheck: false }
            : { autoCapitalize: 'words' })}
          enterKeyHint="next"
          value={draft[name]}
          required={required}
          autoComplete="off"
          maxLength={name === 'contact_email' ? 320 : 200}
          onChange={(text) => onChange({ [name]: text })}
        />
      )
  }
}

/** Product lines to tick; the first carries the name by which an error finds the group. */
function LinesField(props: {
  form: Form
  draft: Draft
  error: string | null
  required: boolean
  onChange: (patch: Partial<Draft>) => void
}) {
  const { form, draft, error, required, onChange } = props
  const toggle = (id: number, on: boolean) =>
    onChange({ product_lines: on ? [...draft.product_lines, id] : draft.product_lines.filter((one) => one !== id) })
  return (
    <fieldset className="flex flex-col gap-1.5" aria-describedby="product-lines-hint">
      <legend className="mb-1.5 text-control/5 font-medium">{words.fields.product_lines}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {form.product_lines.map((line, place) => (
          <Checkbox
            key={line.id}
            label={line.name}
            checked={draft.product_lines.includes(line.id)}
            onChange={(on) => toggle(line.id, on)}
            {...(place === 0 ? { name: 'product_lines' } : {})}
          />
        ))}
      </div>
      <p id="product-lines-hint" className="text-xs text-ink-faint touch:text-sm">
        {required ? null : words.hints.product_lines}
      </p>
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  )
}
