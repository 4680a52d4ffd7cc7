import { X } from 'lucide-react'
import { Checkbox, Combobox, FieldError } from '../ui/index.ts'
import { words } from './words.ts'

/** As many as are ticked more quickly than searched. */
const TICKED = 8

/** Products whose list price is to hold, out of those that the program names; nothing where it names none. */
export function HeldPrices(props: {
  products: readonly string[]
  value: readonly string[]
  onChange: (value: string[]) => void
  error: string | null
}) {
  const { products, value, onChange, error } = props
  if (products.length === 0) return null
  const without = (name: string) => value.filter((one) => one !== name)
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby="products-hint">
      <legend className="mb-1 text-control/5 font-medium">{words.products}</legend>
      {products.length <= TICKED ? (
        products.map((name, place) => (
          <Checkbox
            key={name}
            label={name}
            checked={value.includes(name)}
            onChange={(on) => onChange(on ? [...value, name] : without(name))}
            {...(place === 0 ? { name: 'products' } : {})}
          />
        ))
      ) : (
        <>
          <Combobox
            // Chosen is what stands below; the field begins anew.
            key={value.length}
            label={words.add_product}
            name="products"
            value={null}
            onChange={(one) => one && onChange([...value, one.value])}
            options={products.filter((name) => !value.includes(name)).map((name) => ({ value: name, label: name }))}
            empty={words.no_product}
          />
          <ul className="flex flex-wrap gap-2 empty:hidden">
            {value.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  aria-label={words.remove_product(name)}
                  onClick={() => onChange(without(name))}
                  className="inline-flex h-control items-center gap-1.5 rounded-full bg-sunken px-3 text-sm hover:bg-pressed"
                >
                  {name}
                  <X aria-hidden className="size-3.5 text-ink-faint" />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p id="products-hint" className="text-xs text-ink-faint touch:text-sm">
        {words.products_hint}
      </p>
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  )
}
