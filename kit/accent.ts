/**
 * An org's own colour as the one accent of its pages: what it must give to be read, measured as WCAG 2.2 AA measures, and
 * the shades made from it. Words on it need 4.5:1 (1.4.3), shapes against the page 3:1 (1.4.11).
 */
export type Theme = 'light' | 'dark'

export type AccentCheck = {
  ok: boolean
  /** Words on the accent: white, or black where white cannot be read. */
  on: { colour: string; ratio: number; needs: number; ok: boolean }
  /** The accent as a shape against the page, at its worst ground. */
  shape: { ratio: number; needs: number; ok: boolean }
  /** The nearest shade of the same hue that passes; null when it passes itself. */
  nearest: string | null
}

export type AccentTokens = { accent: string; hover: string; ink: string; soft: string; on: string }

const TEXT_RATIO = 4.5
const SHAPE_RATIO = 3

/** The product's own accent, for whoever has none: what web/ui/tokens.css says in OKLCH. */
export const DEFAULT_ACCENT: Readonly<Record<Theme, string>> = { light: '#0a609a', dark: '#1c75b5' }

/** The grounds that an accent lies on (surface, sunken and raised of web/ui/tokens.css), the least favourable included. */
const GROUNDS: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#ffffff', '#f0f3f5'],
  dark: ['#131619', '#1c1f24', '#1e2126'],
}

type Rgb = readonly [number, number, number]
type Lch = { l: number; c: number; h: number }

function isHexColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text)
}

/** "#ABC", "abcdef" and the like as "#aabbcc"; null where it is no colour. */
export function readHexColour(text: string): string | null {
  const hex = text.trim().toLowerCase().replace(/^#/, '')
  const long = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex
  return isHexColour(`#${long}`) ? `#${long}` : null
}

/** From 1 (the same) to 21 (black on white), as WCAG 2.2 defines it. */
export function contrastRatio(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

export function checkAccent(hex: string, theme: Theme): AccentCheck {
  const check = measure(hex, theme)
  return { ...check, nearest: check.ok ? null : nearestPassing(hex, theme) }
}

/** The shades that the pages use. Made from a colour that passes; they pass too. */
export function accentTokens(hex: string, theme: Theme): AccentTokens {
  const { on } = measure(hex, theme)
  const base = toLch(hex)
  const hover = fromLch({ ...base, l: base.l + (on.colour === '#ffffff' ? -0.05 : 0.04) })
  const soft = fromLch(
    theme === 'light'
      ? { ...base, l: 0.957, c: Math.min(base.c, 0.022) }
      : { ...base, l: 0.282, c: Math.min(base.c, 0.046) },
  )
  // Words in the accent's colour stand on every ground, and on its own soft one.
  const grounds = [...GROUNDS[theme], soft]
  const ink = nearestShade(hex, (shade) => grounds.every((ground) => contrastRatio(shade, ground) >= TEXT_RATIO))
  return { accent: hex, hover, ink, soft, on: on.colour }
}

function measure(hex: string, theme: Theme): Omit<AccentCheck, 'nearest'> {
  const white = contrastRatio(hex, '#ffffff')
  const colour = white >= TEXT_RATIO ? '#ffffff' : '#000000'
  const ratio = contrastRatio(hex, colour)
  const on = { colour, ratio, needs: TEXT_RATIO, ok: ratio >= TEXT_RATIO }
  const worst = Math.min(...GROUNDS[theme].map((ground) => contrastRatio(hex, ground)))
  const shape = { ratio: worst, needs: SHAPE_RATIO, ok: worst >= SHAPE_RATIO }
  return { ok: on.ok && shape.ok, on, shape }
}

function nearestPassing(hex: string, theme: Theme): string {
  return nearestShade(hex, (shade) => measure(shade, theme).ok)
}

/** The same hue, darker or lighter by as little as it takes. Black or white passes in the end, whatever the hue. */
function nearestShade(hex: string, passes: (shade: string) => boolean): string {
  if (passes(hex)) return hex
  const base = toLch(hex)
  for (let step = 1; step <= 250; step++) {
    for (const l of [base.l - step * 0.004, base.l + step * 0.004]) {
      if (l < 0 || l > 1) continue
      const shade = fromLch({ ...base, l })
      if (passes(shade)) return shade
    }
  }
  return passes('#000000') ? '#000000' : '#ffffff'
}

function luminance(hex: string): number {
  const [r, g, b] = toLinear(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function toLinear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** OKLCH after Björn Ottosson (bottosson.github.io/posts/oklab): equal steps of lightness look equal. */
function toLch(hex: string): Lch {
  const [r, g, b] = toLinear(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: Math.atan2(bb, a),
  }
}

/** What a screen cannot show gets less colourful, not another hue. */
function fromLch({ l, c, h }: Lch): string {
  for (let chroma = c; ; chroma -= 0.004) {
    const rgb = toRgb({ l: Math.min(Math.max(l, 0), 1), c: Math.max(chroma, 0), h })
    if (chroma <= 0 || rgb.every((value) => value >= -0.0005 && value <= 1.0005)) return toHex(rgb)
  }
}

function toRgb({ l, c, h }: Lch): Rgb {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)]
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function toHex(rgb: Rgb): string {
  const channel = (linear: number) => {
    const value = Math.min(Math.max(linear, 0), 1)
    const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${rgb.map(channel).join('')}`
}
