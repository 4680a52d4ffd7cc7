import type { Config } from '#server/platform/config.ts'

/** One flag of a subcommand; what it says appears in `--help`. */
export type Flag = {
  type: 'string' | 'boolean'
  says: string
  /** What its value is called in the help: "FILE", "DAYS". */
  value?: string
  short?: string
  required?: boolean
}

export type Given = {
  /** Flags that were given: text, or true. */
  flags: Readonly<Record<string, string | true | undefined>>
  /** What stood without a flag, in order. */
  words: readonly string[]
}

/** What a subcommand may use of the terminal. */
export type Terminal = {
  config: Config
  /** A line for whoever reads: progress, addresses, advice (standard error). */
  say(line: string): void
  /** A line of the result itself (standard output), so that it can be piped. */
  print(line: string): void
}

/** One command of the operator's tool. Its file in server/cli exports it; server/cli/registry.ts lists it. */
export type Subcommand = {
  /** One word or two: "start", "key create". */
  name: string
  summary: string
  /** The line after `tributary`: "import OBJECT FILE --org SLUG". */
  usage: string
  flags: Readonly<Record<string, Flag>>
  /** How many words without a flag it takes, at least and at most. Default: none. */
  words?: readonly [least: number, most: number]
  /** More paragraphs of help: examples, what comes next. */
  help?: string
  run(given: Given, terminal: Terminal): Promise<void>
}

/** Thrown by a subcommand for what the operator can mend: shown without a stack, and the tool ends with code 1. */
export class Advice extends Error {}
