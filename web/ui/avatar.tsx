import { cx } from './cx.ts'

const hues = [25, 70, 130, 165, 210, 250, 290, 335]

function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const last = parts.length > 1 ? parts.at(-1) : ''
  return ((parts[0]?.[0] ?? '') + (last?.[0] ?? '')).toUpperCase()
}

/** A person or a company by its initials; always the same colour for the same name. Decoration: the name stands beside it. */
export function Avatar({
  name,
  size = 24,
  square,
  src,
}: {
  name: string
  size?: number
  square?: boolean
  src?: string | null
}) {
  const hue =
    hues[[...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7) % hues.length] ?? 250
  const shape = cx(
    'inline-flex shrink-0 items-center justify-center overflow-hidden font-semibold select-none',
    square ? 'rounded-md' : 'rounded-full',
  )
  return (
    <span
      aria-hidden
      className={shape}
      style={{
        width: size,
        height: size,
        fontSize: Math.max(9, Math.round(size * 0.4)),
        backgroundColor: `light-dark(oklch(0.92 0.045 ${hue}), oklch(0.34 0.055 ${hue}))`,
        color: `light-dark(oklch(0.38 0.09 ${hue}), oklch(0.9 0.05 ${hue}))`,
      }}
    >
      {src ? <img src={src} alt="" width={size} height={size} className="size-full object-cover" /> : initialsOf(name)}
    </span>
  )
}
