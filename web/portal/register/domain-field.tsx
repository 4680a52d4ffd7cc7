import { CircleCheck } from 'lucide-react'
import { TextField } from '../../ui/index.ts'
import { useSuggestions } from '../calls.ts'
import { useRested } from './company-field.tsx'
import { words } from './words.ts'

/** The company's website or somebody's work e-mail there: says which domain it reads in it, or why that names no company. */
export function DomainField(props: {
  value: string
  onChange: (text: string) => void
  error: string | null
  required: boolean
}) {
  const { value, onChange, error, required } = props
  const found = useSuggestions(useRested(value)).data
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
