export type Match<T> = { to: T; params: Readonly<Record<string, string>> }

const segments = (path: string) => path.split('/').filter(Boolean)

/** A place in the pattern that is written out comes before one that takes any value: "/program/diff" before "/program/$n". */
function isBefore(a: readonly string[], b: readonly string[]): number {
  for (const [place, part] of a.entries()) {
    const other = b[place] ?? ''
    if (part.startsWith('$') !== other.startsWith('$')) return part.startsWith('$') ? 1 : -1
  }
  return 0
}

/** What an address leads to, with the values in it; undefined where it leads nowhere. */
export function matcher<T>(all: readonly { pattern: string; to: T }[]): (pathname: string) => Match<T> | undefined {
  const known = all
    .map(({ pattern, to }) => ({ parts: segments(pattern), to }))
    .sort((a, b) => isBefore(a.parts, b.parts))
  return (pathname) => {
    const given = segments(pathname)
    for (const { parts, to } of known) {
      if (parts.length !== given.length) continue
      const params: Record<string, string> = {}
      const fits = parts.every((part, place) => {
        const value = given[place] ?? ''
        if (!part.startsWith('$')) return part === value
        const decoded = decode(value)
        if (decoded !== null) params[part.slice(1)] = decoded
        return decoded !== null
      })
      if (fits) return { to, params }
    }
    return undefined
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
