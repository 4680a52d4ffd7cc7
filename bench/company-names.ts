import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRowParser } from '#server/imports/parse-rows.ts'

/** The rows of a real file under $DATA_FILES by their headers; undefined where it is not there. */
export function realRows(path: string): Record<string, string>[] | undefined {
  const file = join(process.env['DATA_FILES'] ?? '', path)
  if (!process.env['DATA_FILES'] || !existsSync(file)) return undefined
  const parser = createRowParser(',')
  const [header, ...rows] = [...parser.push(readFileSync(file, 'utf8')), ...parser.end()]
  return rows.map(({ cells }) =>
    Object.fromEntries((header?.cells ?? []).map((name, at) => [name, cells[at]?.trim() ?? ''])),
  )
}

/** Names to take words from where no real ones are at hand: fewer words, less skew, so the figures say less. */
const PLAIN = ['Northwind Metal Trading GmbH', 'Blue Harbour Foods Inc', 'Alder Systems Ltd', 'Rio Claro Energia SA']

/**
 * As many names of companies as are asked for, made of the words of real ones: a name has as many words as some real name,
 * and at each place a word that stands at that place in a real one, so common words stay as common as they are. Every
 * third has a first word that no real name has, as most companies have: two real ones run together.
 */
export function nameMaker(real: readonly string[] | undefined): (n: number) => string {
  const names = (real ?? PLAIN).map((name) => name.split(/\s+/).filter(Boolean)).filter((words) => words.length > 0)
  const pick = (n: number, salt: number) => names[Math.floor(random(n, salt) * names.length)] ?? ['Company']
  return (n) => {
    const [shape, first, last] = [pick(n, 1), pick(n, 2), pick(n, 3)]
    const words = shape.map((_, at) => {
      if (at === 0) return first[0] ?? ''
      if (at === shape.length - 1) return last.at(-1) ?? ''
      const inner = pick(n, 10 + at)
      return inner[Math.min(at, inner.length - 1)] ?? ''
    })
    if (random(n, 4) < 1 / 3) words[0] = blended(words[0] ?? '', pick(n, 5)[0] ?? '')
    return words.join(' ')
  }
}

/** "Bayerische" and "Norsk" as "Bayersk". */
function blended(a: string, b: string): string {
  const [head, tail] = [a.slice(0, Math.ceil(a.length / 2)), b.slice(Math.floor(b.length / 2)).toLowerCase()]
  return `${head}${tail}`
}

/** The same number for the same n and salt, evenly between 0 and 1. */
export function random(n: number, salt: number): number {
  let x = Math.imul(n ^ (salt * 0x9e3779b1), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  x ^= x >>> 16
  x = Math.imul(x, 0x27d4eb2d)
  return ((x ^ (x >>> 15)) >>> 0) / 4294967296
}

/** A name as somebody else writes it: with a typing error, without its last word, in other words' order, or as it is. */
export function variantOf(name: string, n: number): string {
  const words = name.split(' ')
  const kind = Math.floor(random(n, 6) * 4)
  if (kind === 0) {
    const at = 1 + Math.floor(random(n, 7) * Math.max(1, name.length - 2))
    return name.slice(0, at) + name.slice(at + 1)
  }
  if (kind === 1 && words.length > 2) return words.slice(0, -1).join(' ')
  if (kind === 2 && words.length > 2) return [words[1], words[0], ...words.slice(2)].join(' ')
  return name.toUpperCase()
}
