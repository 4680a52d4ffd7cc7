import { Checkbox, FieldError, fieldId, RadioGroup, TextField } from '../../ui/index.ts'
import { words } from './words.ts'

const NOUNS = Object.keys(words.nouns)

export type Chosen = { all: boolean; nouns: readonly string[]; single: string }

/** What a list of patterns means as ticks and text. */
export function chosenOf(types: readonly string[]): Chosen {
  const nouns = NOUNS.filter((noun) => types.includes(`${noun}.*`))
  return {
    all: types.includes('*'),
    nouns,
    single: types.filter((type) => type !== '*' && !nouns.includes(type.replace(/\.\*$/, ''))).join(' '),
  }
}

export function typesOf({ all, nouns, single }: Chosen): string[] {
  if (all) return ['*']
  return [...nouns.map((noun) => `${noun}.*`), ...single.split(/[\s,]+/).filter(Boolean)]
}

/** Everything, or the events of some nouns, or some by name. */
export function EventTypes({
  chosen,
  onChange,
  error,
}: {
  chosen: Chosen
  onChange: (chosen: Chosen) => void
  error: string | null
}) {
  const says = words.form
  return (
    <div id={fieldId('types')} tabIndex={-1} className="flex flex-col gap-3">
      <RadioGroup
        label={says.types}
        name="which"
        value={chosen.all ? 'all' : 'some'}
        onChange={(value) => onChange({ ...chosen, all: value === 'all' })}
        options={[
          { value: 'all', label: says.all },
          { value: 'some', label: says.some },
        ]}
      />
      {!chosen.all && (
        <>
          <div role="group" aria-label={says.some} className="grid grid-cols-2 gap-x-4 gap-y-1.5 touch:gap-y-0">
            {NOUNS.map((noun) => (
              <Checkbox
                key={noun}
                label={words.nouns[noun] ?? noun}
                checked={chosen.nouns.includes(noun)}
                onChange={(on) =>
                  onChange({
                    ...chosen,
                    nouns: NOUNS.filter((one) => (one === noun ? on : chosen.nouns.includes(one))),
                  })
                }
              />
            ))}
          </div>
          <TextField
            label={says.other}
            name="single"
            optional
            hint={says.other_hint}
            placeholder={says.other_placeholder}
            autoCapitalize="none"
            spellCheck={false}
            value={chosen.single}
            onChange={(single) => onChange({ ...chosen, single })}
          />
        </>
      )}
      {error && <FieldError>{error}</FieldError>}
    </div>
  )
}
