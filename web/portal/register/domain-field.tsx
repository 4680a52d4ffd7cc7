import { CircleCheck } from 'lucide-react'
import { useEffect } from 'react'
import { TextField } from '../../ui/index.ts'
import { useSuggestions } from '../calls.ts'
import { useRested } from './company-field.tsx'
import { countryOfDomain } from './countries.ts'
import { words } from './words.ts'

/** The company's website or somebody's work e-mail there: says which domain it reads in it, or why that names no company. */
export function DomainField(props: {
  value: string
  onChange: (text: string) => void
  error: string | null
  required: boolean
  /** The country that the domain's ending names, when it was recognised. */
  onCountry: (country: string) => void
}) {
  const { value, onChange, error, required, onCountry } = props
  const found = useSuggestions(useRested(value)).data
  const country = found?.domain ? countryOfDomain(found.domain) : null
  useEffect(() => {
    if (country) onCountry(country)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a country is offered once, when it is recognised
  }, [country])
  const before = found?.own.find((one) => one.domain === found.domain)
  const hint = found?.domain ? (
    <span className="inline-flex items-start gap-1 text-success">
      <CircleCheck aria-hidden className="mt-0.5 size-3 shrink-0" />
      {before ? words.recognised_own(found.domain, before.name) : words.recognised(found.domain)}
    </span>
  ) : (
    words.hints.account_domain
  )
  return (
    <TextField
      label={words.fields.account_domain}
      name="account_domain"
      inputMode="url"
      enterKeyHint="next"
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      placeholder={words.placeholders.account_domain}
      value={value}
      onChange={onChange}
      hint={<span aria-live="polite">{hint}</span>}
      error={found?.domain_problem ?? error}
      required={required}
      optional={!required}
    />
  )
}
