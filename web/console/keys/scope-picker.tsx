import type { Permission } from '../../../kit/roles.ts'
import { Button, Checkbox, fieldId } from '../../ui/index.ts'
import { groupScopes, PRESETS, scopesOf, verbOf, type Preset } from './scopes.ts'
import { words } from './words.ts'

const ORDER = Object.keys(PRESETS) as Preset[] // the keys of PRESETS are the presets

/** Scopes as ticks by noun, with the usual sets a press away. */
export function ScopePicker({
  givable,
  chosen,
  onChange,
}: {
  givable: readonly Permission[]
  chosen: readonly Permission[]
  onChange: (scopes: readonly Permission[]) => void
}) {
  const has = (scope: Permission) => chosen.includes(scope)
  const toggle = (scopes: readonly Permission[], on: boolean) =>
    onChange(
      on
        ? givable.filter((scope) => has(scope) || scopes.includes(scope))
        : chosen.filter((scope) => !scopes.includes(scope)),
    )
  return (
    <fieldset id={fieldId('scopes')} tabIndex={-1} className="flex flex-col gap-2">
      <legend className="text-control/5 font-medium">{words.new.scopes}</legend>
      <p className="text-xs text-ink-faint touch:text-sm">{words.new.scopes_hint}</p>
      <div role="group" aria-label={words.new.start_from} className="flex flex-wrap gap-1.5">
        {ORDER.map((preset) => (
          <Button key={preset} size="small" onClick={() => onChange(scopesOf(preset, givable))}>
            {words.new.presets[preset]}
          </Button>
        ))}
      </div>
      <div className="mt-1 flex flex-col divide-y divide-line border-y border-line">
        {groupScopes(givable).map(({ noun, scopes }) => {
          const name = words.nouns[noun] ?? noun
          const on = scopes.filter(has).length
          return (
            <div key={noun} className="grid grid-cols-[minmax(7.5rem,35%)_minmax(0,1fr)] gap-3 py-2">
              <Checkbox
                label={<span className="font-medium">{name}</span>}
                checked={on === scopes.length}
                mixed={on > 0 && on < scopes.length}
                onChange={(next) => toggle(scopes, next)}
              />
              <div
                role="group"
                aria-label={words.new.all_of(name)}
                className="flex flex-wrap gap-x-4 gap-y-1.5 touch:gap-y-0"
              >
                {scopes.map((scope) => (
                  <Checkbox
                    key={scope}
                    label={words.verbs[verbOf(scope)] ?? verbOf(scope)}
                    checked={has(scope)}
                    onChange={(next) => toggle([scope], next)}
                  />
                ))}
              </div>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
