// In this order: Edge and Opera call themselves Chrome too, Chrome calls itself Safari, an iPhone says "like Mac OS X".
const BROWSERS = [
  ['Edge', /\bEdg/],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const
const SYSTEMS = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['Mac', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const

/** Browser and system as people call them; `null` for what does not say. */
export function readUserAgent(text: string): { browser: string | null; system: string | null } {
  const find = (list: readonly (readonly [string, RegExp])[]) => list.find(([, test]) => test.test(text))?.[0] ?? null
  return { browser: find(BROWSERS), system: find(SYSTEMS) }
}
