const FIELDS =
  'input:not([type=hidden], [aria-hidden=true]), textarea, select, [role=combobox], [role=radio][aria-checked=true]'

/** A finger gets the panel itself, so that no keyboard rises over it. */
const fieldOrPanel = (field: HTMLElement, panel: HTMLElement, by: string) =>
  by === 'touch' || matchMedia('(pointer: coarse)').matches ? panel : field

function fieldIn(panel: HTMLElement): HTMLElement | undefined {
  return [...panel.querySelectorAll<HTMLElement>(FIELDS)].find((one) => !one.matches(':disabled'))
}

/** Where the focus goes when a form opens beside its page: to its first field, where there is one. */
export function firstField(panel: HTMLElement | null, by: string): HTMLElement | true {
  const field = panel && fieldIn(panel)
  return field ? fieldOrPanel(field, panel, by) : true
}

/**
 * Where the focus goes when a question opens: to its first field; without one, or where it only confirms, to the button
 * that goes on, or to the safe one where that destroys.
 */
export function firstStop(panel: HTMLElement | null, by: string, confirms = false): HTMLElement | true {
  if (!panel) return true
  const field = confirms ? undefined : fieldIn(panel)
  if (field) return fieldOrPanel(field, panel, by)
  const buttons = [...panel.querySelectorAll<HTMLElement>('footer button:not(:disabled), footer a')]
  const destroys = panel.querySelector('footer [data-look=danger]') !== null
  return (destroys ? buttons[0] : buttons.at(-1)) ?? true
}
