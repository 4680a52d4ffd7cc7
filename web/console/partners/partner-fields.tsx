import { useApiQuery } from '../../api/hooks.ts'
import { Combobox, DateField, TextField } from '../../ui/index.ts'
import { countryOption, countryOptions } from '../countries.ts'
import type { Draft } from './partner-form.ts'
import { words } from './words.ts'

const says = words.fields

/** The fields of a partner's form. */
export function PartnerFields({
  draft,
  set,
  errors,
}: {
  draft: Draft
  set: (patch: Partial<Draft>) => void
  errors: Readonly<Record<string, string>>
}) {
  const people = useApiQuery('person.list', { query: { side: 'org', limit: 200 } })
  const text = (name: 'name' | 'domain') => ({
    label: says[name],
    name,
    value: draft[name],
    onChange: (value: string) => set({ [name]: value }),
    error: errors[name] ?? null,
    autoComplete: 'off',
  })
  return (
    <>
      <TextField {...text('name')} required />
      <TextField {...text('domain')} inputMode="url" />
      <Combobox
        label={says.country}
        name="country"
        error={errors['country'] ?? null}
        value={countryOption(draft.country)}
        onChange={(country) => set({ country: country?.value ?? null })}
        options={countryOptions()}
        empty={words.country_empty}
      />
      <Combobox
        label={says.manager_id}
        name="manager_id"
        error={errors['manager_id'] ?? null}
        value={draft.manager}
        onChange={(manager) => set({ manager })}
        options={people.data?.rows.map(({ id, name, email }) => ({ value: id, label: name, hint: email })) ?? []}
        searching={people.isPending}
        empty={words.manager_empty}
      />
      <TextField
        label={says.labels}
        name="labels"
        hint={says.labels_hint}
        error={errors['labels'] ?? null}
        value={draft.labels}
        onChange={(labels) => set({ labels })}
        autoComplete="off"
      />
      <DateField
        label={says.joined_on}
        name="joined_on"
        error={errors['joined_on'] ?? null}
        value={draft.joined_on}
        onChange={(joined_on) => set({ joined_on })}
        className="sm:w-1/2"
      />
    </>
  )
}
