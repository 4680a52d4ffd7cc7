import { Checkbox, Combobox, DateField, MoneyField, TextField } from '../../ui/index.ts'
import { countryOption, countryOptions } from '../countries.ts'
import { AccountField } from './account-field.tsx'
import type { Draft } from './account-form.ts'
import { words } from './words.ts'
import { words as page } from './words-page.ts'

const says = words.fields
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'JPY', 'CAD', 'AUD']

type TextName =
  | 'name'
  | 'domain'
  | 'city'
  | 'street'
  | 'postcode'
  | 'phone'
  | 'industry'
  | 'employees'
  | 'tax_id'
  | 'parent_name'

/** The fields of an account's form. */
export function AccountFields({
  draft,
  set,
  errors,
  self,
}: {
  draft: Draft
  set: (patch: Partial<Draft>) => void
  errors: Readonly<Record<string, string>>
  /** The account that is edited: no parent of its own. */
  self?: string
}) {
  const text = (name: TextName) => ({
    label: says[name],
    name,
    value: draft[name],
    onChange: (value: string) => set({ [name]: value }),
    error: errors[name] ?? null,
    autoComplete: 'off',
  })
  const { currency } = draft.revenue
  return (
    <>
      <TextField {...text('name')} required />
      <TextField {...text('domain')} inputMode="url" />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Combobox
          label={says.country}
          name="country"
          error={errors['country'] ?? null}
          value={countryOption(draft.country)}
          onChange={(country) => set({ country: country?.value ?? null })}
          options={countryOptions()}
          empty={words.edit.country_empty}
        />
        <TextField {...text('phone')} inputMode="tel" />
        <TextField {...text('street')} />
        <TextField {...text('postcode')} />
        <TextField {...text('city')} />
        <TextField {...text('industry')} />
        <TextField {...text('employees')} inputMode="numeric" />
        <MoneyField
          label={says.revenue}
          name="revenue"
          error={errors['revenue'] ?? null}
          value={draft.revenue}
          onChange={(revenue) => set({ revenue })}
          currencies={CURRENCIES.includes(currency) ? CURRENCIES : [currency, ...CURRENCIES]}
        />
        <TextField {...text('tax_id')} />
        <TextField {...text('parent_name')} />
      </div>
      <AccountField
        label={says.parent}
        hint={page.parent_hint}
        name="parent_id"
        error={errors['parent_id'] ?? null}
        value={draft.parent}
        onChange={(parent) => set({ parent })}
        empty={page.parent_empty}
        without={self ? [self] : []}
      />
      <Checkbox
        label={says.is_customer}
        name="is_customer"
        checked={draft.is_customer}
        onChange={(is_customer) => set({ is_customer })}
      />
      {draft.is_customer && (
        <DateField
          label={says.customer_since}
          name="customer_since"
          error={errors['customer_since'] ?? null}
          value={draft.customer_since}
          onChange={(customer_since) => set({ customer_since })}
          className="sm:w-1/2"
        />
      )}
      <Checkbox
        label={says.is_house}
        hint={says.is_house_hint}
        name="is_house"
        checked={draft.is_house}
        onChange={(is_house) => set({ is_house })}
      />
    </>
  )
}
