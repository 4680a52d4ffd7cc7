/** Small pieces of English that sentences are made of. */

/** "Gold", "Gold and Silver", "Gold, Silver and Platinum". */
export function series(items: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${joint} ${last}`
}

/** "1 day", "90 days". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

/** The text with a capital first letter. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A business date as it stands in a sentence: "19 February 2027". */
export function dayInWords(date: string): string {
  const [year = '', month, day] = date.split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`
}

/** A code as people say it: "partner_admin" is "partner admin". */
export function spoken(code: string): string {
  return code.replaceAll('_', ' ')
}

/** The known word nearest to a mistyped one, when it is near enough to be what was meant. */
export function closestWord(word: string, known: readonly string[]): string | undefined {
  if (word.length > 60) return undefined
  const limit = Math.max(2, Math.floor(word.length / 3))
  let best: { word: string; distance: number } | undefined
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance <= limit && distance < candidate.length && (!best || distance < best.distance)) {
      best = { word: candidate, distance }
    }
  }
  return best?.word
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
