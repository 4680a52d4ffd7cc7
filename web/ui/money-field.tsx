import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { control } from './surfaces.ts'
import { words } from './words.ts'

/** What stands in the field: a decimal as typed, and a currency. Turned into minor units by `toMinor`. */
export type MoneyText = { amount: string; currency: string }

export type MoneyFieldProps = FieldProps & {
  value: MoneyText
  onChange: (value: MoneyText) => void
  currencies: readonly string[]
  disabled?: boolean
}

/** An amount and its currency. Text, not a number field: wheels and arrows must not change money. */
export function MoneyField({ value, onChange, currencies, disabled, ...field }: MoneyFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <div className="flex">
          <input
            {...ids}
            name={field.name}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            disabled={disabled}
            value={value.amount}
            onChange={(event) => onChange({ ...value, amount: event.currentTarget.value })}
            className={cx(control, 'rounded-r-none! text-right tabular-nums focus-visible:z-1')}
          />
          {currencies.length > 1 ? (
            <select
              aria-label={words.currency}
              disabled={disabled}
              value={value.currency}
              onChange={(event) => onChange({ ...value, currency: event.currentTarget.value })}
              className={cx(control, '-ml-px w-22! shrink-0 rounded-l-none! px-2! focus-visible:z-1 touch:w-26!')}
            >
              {currencies.map((currency) => (
                <option key={currency}>{currency}</option>
              ))}
            </select>
          ) : (
            <span
              className={cx(
                control,
                '-ml-px flex w-14! shrink-0 items-center justify-center rounded-l-none! bg-sunken! px-0! text-ink-soft!',
              )}
            >
              {value.currency}
            </span>
          )}
        </div>
      )}
    </Field>
  )
}
