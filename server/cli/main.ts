import { ConfigRefused, readConfig, type Config } from '#server/platform/config.ts'
import { helpOf, meant, readArguments } from './arguments.ts'
import { Advice, type Subcommand, type Terminal } from './subcommand.ts'

/** Runs `tributary …` and answers its exit code: 0 done, 1 it failed, 2 it was asked wrongly. */
export async function runCli(
  args: readonly string[],
  subcommands: readonly Subcommand[],
  out: Pick<Terminal, 'say' | 'print'>,
  /** Variables instead of the environment's. */
  env?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help') {
    const about = args[0] === 'help' && args.length > 1 ? find(args.slice(1), subcommands) : undefined
    out.print(about ? helpOf(about.command) : overview(subcommands))
    return args.length === 0 ? 2 : 0
  }
  const found = find(args, subcommands)
  if (!found) {
    const given = args.filter((arg) => !arg.startsWith('-')).slice(0, 2)
    const names = subcommands.map(({ name }) => name)
    const hint = meant(given.join(' '), names) || meant(given[0] ?? '', names)
    out.say(`"${given.join(' ') || args[0]}" is not a command of tributary.${hint} See: tributary --help`)
    return 2
  }
  let given
  try {
    given = readArguments(found.command, found.rest)
  } catch (error) {
    if (!(error instanceof Advice)) throw error
    out.say(error.message)
    return 2
  }
  if (given === 'help') {
    out.print(helpOf(found.command))
    return 0
  }
  let config: Config | undefined
  try {
    config = readConfig(env)
    await found.command.run(given, { ...out, config })
    return 0
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const expected = error instanceof Advice || error instanceof ConfigRefused
    const wants_stack = config?.log_level === 'debug' || config?.log_level === 'trace'
    out.say(!expected && wants_stack && error.stack ? error.stack : error.message)
    return 1
  }
}

/** The subcommand that the first words name; the longest name wins ("key create" before "key"). */
function find(
  args: readonly string[],
  subcommands: readonly Subcommand[],
): { command: Subcommand; rest: string[] } | undefined {
  const fitting = subcommands.filter(({ name }) => name.split(' ').every((word, place) => args[place] === word))
  const [command] = fitting.sort((a, b) => b.name.length - a.name.length)
  return command && { command, rest: args.slice(command.name.split(' ').length) }
}

function overview(subcommands: readonly Subcommand[]): string {
  const width = Math.max(...subcommands.map(({ name }) => name.length))
  const rows = subcommands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `Tributary runs a company's partner channel.\n\nUsage: tributary COMMAND …\n\n${rows.join('\n')}\n\ntributary COMMAND --help tells more.`
}
