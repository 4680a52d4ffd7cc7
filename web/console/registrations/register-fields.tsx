import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiQuery } from '../../api/hooks.ts'
import { HeldPrices } from '../../forms/held-prices.tsx'
import { OwnFields } from '../../forms/own-fields.tsx'
import { Checkbox, Combobox, DateField, MoneyField, RadioGroup, TextArea, TextField, useToday } from '../../ui/index.ts'
import { countryOption, countryOptions } from '../countries.ts'
import { trackOf, type Draft } from './register-form.ts'
import { TenderFields } from './tender-fields.tsx'
import { words } from './words.ts'

const says = words.register

type Props = {
  form: Answer<'registration.form'>
  draft: Draft
  set: (patch: Partial<Draft>) => void
  errors: Readonly<Record<string, string>>
  partner_id: string
}

/** The fields of a registration, as the program in force asks for them. */
export function RegisterFields({ form, draft, set, errors, partner_id }: Props) {
  const today = useToday()
  const asked = (field: string) => askedBy(form, draft, errors, field)
  const track = trackOf(form, draft)
  const isAsked = (field: string) => track?.core[field] !== 'hidden'
  return (
    <>
      {form.tracks.length > 1 && (
        <RadioGroup
          label={says.track}
          name="track"
          row
          error={errors['track'] ?? null}
          value={draft.track}
          onChange={(track) => set({ track })}
          options={form.tracks.map(({ key, name }) => ({ value: key, label: name }))}
        />
      )}
      <CompanyFields {...{ form, draft, set, errors, partner_id }} />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <MoneyField
          {...asked('amount')}
          label={says.amount}
          value={{ ...draft.amount, currency: form.currency }}
          onChange={(amount) => set({ amount })}
          currencies={[form.currency]}
        />
        <DateField
          {...asked('expected_close_on')}
          label={says.expected_close_on}
          value={draft.expected_close_on}
          min={today}
          onChange={(expected_close_on) => set({ expected_close_on })}
        />
      </div>
      {form.product_lines.length > 0 && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-control/5 font-medium">{says.product_lines}</legend>
          {form.product_lines.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={draft.product_lines.includes(id)}
              onChange={(on) =>
                set({
                  product_lines: on ? [...draft.product_lines, id] : draft.product_lines.filter((one) => one !== id),
                })
              }
            />
          ))}
          <p className="text-xs text-ink-faint">{says.product_lines_hint}</p>
        </fieldset>
      )}
      <OwnFields
        fields={track?.fields ?? []}
        typed={draft.answers}
        errors={errors}
        currency={form.currency}
        onChange={(answers) => set({ answers })}
      />
      <HeldPrices
        products={form.priced_products}
        value={draft.products}
        error={errors['products'] ?? null}
        onChange={(products) => set({ products })}
      />
      <TenderFields form={form} draft={draft} set={set} errors={errors} />
      <div className="grid grid-cols-1 gap-4 empty:hidden sm:grid-cols-2">
        {isAsked('contact_name') && (
          <TextField
            {...asked('contact_name')}
            label={says.contact_name}
            autoComplete="off"
            value={draft.contact_name}
            onChange={(contact_name) => set({ contact_name })}
          />
        )}
        {isAsked('contact_email') && (
          <TextField
            {...asked('contact_email')}
            label={says.contact_email}
            type="email"
            autoComplete="off"
            value={draft.contact_email}
            onChange={(contact_email) => set({ contact_email })}
          />
        )}
      </div>
      {isAsked('use_case') && (
        <TextArea
          {...asked('use_case')}
          label={says.use_case}
          value={draft.use_case}
          onChange={(use_case) => set({ use_case })}
        />
      )}
      {isAsked('notes') && (
        <TextArea
          {...asked('notes')}
          label={says.notes}
          rows={2}
          value={draft.notes}
          onChange={(notes) => set({ notes })}
        />
      )}
      <p className="text-xs text-ink-faint">{says.terms(form.answer_within_working_hours, form.protection_days)}</p>
    </>
  )
}

/** What a standard field is in the form of the chosen track. */
function askedBy(form: Props['form'], draft: Draft, errors: Props['errors'], field: string) {
  const how = trackOf(form, draft)?.core[field]
  return {
    name: field,
    error: errors[field] ?? null,
    optional: how ? how !== 'required' : !form.required_fields.includes(field),
  }
}

/** Which company it is: the domain says so as it is typed, and companies registered before are offered. */
function CompanyFields({ form, draft, set, errors, partner_id }: Props) {
  const asked = (field: string) => askedBy(form, draft, errors, field)
  const [typed, setTyped] = useState('')
  const q = draft.account_domain.trim()
  const known = useApiQuery(
    'registration.suggest_accounts',
    { query: { q, partner_id } },
    { enabled: q.length > 3 && typed === draft.account_domain, keep: true },
  )
  const domain = q.length > 3 ? known.data : undefined
  return (
    <>
      <TextField
        {...asked('account_name')}
        optional={false}
        label={says.account_name}
        hint={says.account_name_hint}
        autoComplete="off"
        value={draft.account_name}
        onChange={(account_name) => set({ account_name })}
      />
      <TextField
        {...asked('account_domain')}
        error={errors['account_domain'] ?? domain?.domain_problem ?? null}
        label={says.account_domain}
        hint={domain?.domain ? says.domain_known(domain.domain) : null}
        inputMode="url"
        autoComplete="off"
        value={draft.account_domain}
        onChange={(account_domain) => set({ account_domain })}
        onBlur={() => setTyped(draft.account_domain)}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Combobox
          {...asked('account_country')}
          label={says.account_country}
          value={countryOption(draft.account_country?.value ?? null)}
          onChange={(account_country) => set({ account_country })}
          options={countryOptions()}
          empty={says.country_empty}
        />
        <TextField
          {...asked('account_tax_id')}
          label={says.account_tax_id}
          autoComplete="off"
          value={draft.account_tax_id}
          onChange={(account_tax_id) => set({ account_tax_id })}
        />
      </div>
    </>
  )
}
