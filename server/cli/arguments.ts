import { parseArgs } from 'node:util'
import { Advice, type Flag, type Given, type Subcommand } from './subcommand.ts'

/** Reads what stands after a subcommand's name; what is not known is refused, naming what was probably meant. */
export function readArguments(command: Subcommand, args: readonly string[]): Given | 'help' {
  const options = Object.fromEntries(
    Object.entries({ ...command.flags, help: HELP }).map(([name, { type, short }]) => [
      name,
      { type, ...(short && { short }) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const flags: Record<string, string | true | undefined> = {}
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    if (token.name === 'help') return 'help'
    const flag = command.flags[token.name]
    if (!flag)
      throw new Advice(
        `${token.rawName} is not a flag of "${command.name}".${meant(token.name, Object.keys(command.flags), '--')} ${seeHelp(command)}`,
      )
    if (flag.type === 'boolean' && token.value !== undefined)
      throw new Advice(`${token.rawName} takes no value. ${seeHelp(command)}`)
    if (flag.type === 'string' && (token.value === undefined || token.value === ''))
      throw new Advice(`${token.rawName} wants a value: ${flag.says}. ${seeHelp(command)}`)
    if (flags[token.name] !== undefined) throw new Advice(`${token.rawName} is given twice.`)
    flags[token.name] = flag.type === 'boolean' ? true : token.value
  }
  const [least, most] = command.words ?? [0, 0]
  if (words.length < least) throw new Advice(`Something is missing. Usage: tributary ${command.usage}`)
  if (words.length > most) throw new Advice(`"${words[most]}" is too much. Usage: tributary ${command.usage}`)
  for (const [name, flag] of Object.entries(command.flags)) {
    if (flag.required && flags[name] === undefined)
      throw new Advice(`--${name} is missing: ${flag.says}. ${seeHelp(command)}`)
  }
  return { flags, words }
}

const HELP: Flag = { type: 'boolean', short: 'h', says: 'this text' }

function seeHelp(command: Subcommand): string {
  return `See: tributary ${command.name} --help`
}

/** The help of one subcommand. */
export function helpOf(command: Subcommand): string {
  const rows = Object.entries({ ...command.flags, help: HELP }).map(([name, flag]) => {
    const value = flag.type === 'string' ? ` ${flag.value ?? 'VALUE'}` : ''
    return [`${flag.short ? `-${flag.short}, ` : '    '}--${name}${value}`, flag.says] as const
  })
  const width = Math.max(...rows.map(([left]) => left.length))
  const flags = rows.map(([left, says]) => `  ${left.padEnd(width)}  ${says}`).join('\n')
  return `${command.summary}\n\nUsage: tributary ${command.usage}\n\n${flags}${command.help ? `\n\n${command.help}` : ''}`
}

/** " Did you mean --dry-run?", where a known name is near. */
export function meant(given: string, known: readonly string[], prefix = ''): string {
  const [nearest] = known.map((name) => ({ name, far: distance(given, name) })).sort((a, b) => a.far - b.far)
  if (!nearest || nearest.far > Math.max(2, Math.floor(nearest.name.length / 3))) return ''
  return ` Did you mean ${prefix}${nearest.name}?`
}

/** Levenshtein's distance: how many letters must be added, dropped or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
