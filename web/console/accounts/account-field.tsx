import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { countryName } from '../../../kit/countries.ts'
import { Combobox, type FieldProps, type Suggestion } from '../../ui/index.ts'

/** One of the org's accounts: type the beginning of a name, or a whole domain. */
export function AccountField({
  value,
  onChange,
  empty,
  without = [],
  ...field
}: FieldProps & {
  value: Suggestion | null
  onChange: (value: Suggestion | null) => void
  empty: string
  /** Accounts that cannot be meant. */
  without?: readonly string[]
}) {
  const [typed, setTyped] = useState('')
  const q = value?.label === typed ? '' : typed
  const found = useApiQuery('account.list', { query: { limit: 20, ...(q ? { q } : {}) } }, { keep: true })
  const options = found.data?.rows.filter(({ id }) => !without.includes(id)) ?? []
  return (
    <Combobox
      {...field}
      value={value}
      onChange={onChange}
      options={options.map(({ id, name, domain, city, country }) => ({
        value: id,
        label: name,
        hint: [domain, city, country && countryName(country)].filter(Boolean).join(', '),
      }))}
      onSearch={setTyped}
      searching={found.isFetching}
      empty={empty}
    />
  )
}
