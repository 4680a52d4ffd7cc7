import { useEffect, useRef, useState } from 'react'
import type { AskedField } from '../../kit/form.ts'
import { problemText } from '../api/problem-text.ts'
import { LIMIT, LIMIT_BYTES, sendFile } from '../files/send-file.ts'
import {
  Checkbox,
  Combobox,
  DateField,
  FieldError,
  FileDrop,
  MoneyField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../ui/index.ts'
import { formatBytes } from '../words/format.ts'
import { keysOf, moneyOf, textOf, type Typed, type TypedAnswer } from './typed.ts'
import { words } from './words.ts'

type Props = {
  fields: readonly AskedField[]
  typed: Typed
  onChange: (typed: Typed) => void
  /** By path: "answers.sites". */
  errors: Readonly<Record<string, string | undefined>>
  currency: string
}

/** The fields that the program's author added to a form. */
export function OwnFields({ fields, typed, onChange, errors, currency }: Props) {
  return fields.map((field) => (
    <OwnField
      key={field.key}
      field={field}
      value={typed[field.key]}
      error={errors[`answers.${field.key}`] ?? null}
      currency={currency}
      onChange={(value) => onChange({ ...typed, [field.key]: value })}
    />
  ))
}

type OneProps = {
  field: AskedField
  value: TypedAnswer | undefined
  onChange: (value: TypedAnswer) => void
  error: string | null
  currency: string
}

function OwnField({ field, value, onChange, error, currency }: OneProps) {
  const { type, options } = field
  const common = {
    label: field.label,
    name: `answers.${field.key}`,
    error,
    optional: !field.required,
    ...(field.help ? { hint: field.help } : {}),
  }
  const choices = options.map(({ key, name }) => ({ value: key, label: name }))
  switch (type) {
    case 'text':
      return <TextField {...common} autoComplete="off" maxLength={300} value={textOf(value)} onChange={onChange} />
    case 'number':
      return <TextField {...common} autoComplete="off" inputMode="decimal" value={textOf(value)} onChange={onChange} />
    case 'long_text':
      return <TextArea {...common} rows={3} maxLength={4000} value={textOf(value)} onChange={onChange} />
    case 'date':
      return <DateField {...common} value={textOf(value)} onChange={onChange} />
    case 'money': {
      const money = moneyOf(value, currency)
      return <MoneyField {...common} value={money} onChange={onChange} currencies={[money.currency]} />
    }
    case 'yes_no':
      return (
        <RadioGroup
          {...common}
          row
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : null}
          onChange={(next) => onChange(next === 'yes')}
          options={[
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ]}
        />
      )
    case 'choice':
      // Few are all in sight, some are a list, many are searched.
      if (choices.length <= 4)
        return <RadioGroup {...common} value={textOf(value) || null} onChange={onChange} options={choices} />
      if (choices.length <= 12)
        return (
          <Select
            {...common}
            value={textOf(value) || null}
            onChange={onChange}
            options={choices}
            placeholder={words.choose}
          />
        )
      return (
        <Combobox
          {...common}
          value={choices.find((choice) => choice.value === value) ?? null}
          onChange={(next) => onChange(next?.value ?? '')}
          options={choices}
          empty=""
        />
      )
    case 'multi_choice':
      return <Several field={field} value={keysOf(value)} onChange={onChange} error={error} />
    case 'file':
      return <FileAnswer {...common} value={textOf(value)} onChange={onChange} />
  }
}

/** Several of a list; the first box carries the name by which an error finds the group. */
function Several({
  field,
  value,
  onChange,
  error,
}: {
  field: AskedField
  value: readonly string[]
  onChange: (value: readonly string[]) => void
  error: string | null
}) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-control/5 font-medium">{field.label}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {field.options.map(({ key, name }, place) => (
          <Checkbox
            key={key}
            label={name}
            checked={value.includes(key)}
            onChange={(on) => onChange(on ? [...value, key] : value.filter((one) => one !== key))}
            {...(place === 0 ? { name: `answers.${field.key}` } : {})}
          />
        ))}
      </div>
      {field.help && <p className="text-xs text-ink-faint touch:text-sm">{field.help}</p>}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  )
}

/** A file goes out as soon as it is chosen; the form keeps the id that it was given. */
export function FileAnswer({
  value,
  onChange,
  error,
  ...field
}: {
  label: string
  name: string
  hint?: string
  error: string | null
  value: string
  onChange: (id: string) => void
}) {
  const [file, setFile] = useState<File | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const choose = async (next: File | null) => {
    stop.current?.abort()
    setFile(next)
    setSaid(null)
    onChange('')
    if (!next) return
    if (next.size > LIMIT_BYTES) return setSaid(words.too_large(LIMIT))
    stop.current = new AbortController()
    try {
      const sent = await sendFile(next, { onProgress: () => {}, signal: stop.current.signal })
      onChange(sent.id)
    } catch (problem) {
      if (problem instanceof DOMException) return
      const { what, next: todo } = problemText(problem)
      setSaid([what, todo].filter(Boolean).join(' '))
    }
  }
  const size = file && !said ? `${formatBytes(file.size)} · ${value ? words.file_sent : words.file_sending}` : ''
  return (
    <FileDrop
      label={field.label}
      name={field.name}
      hint={field.hint}
      error={said ?? error}
      file={file}
      onChange={(next) => void choose(next)}
      {...(size ? { size } : {})}
    />
  )
}
