import { runCli } from './cli/main.ts'
import { subcommands } from './cli/registry.ts'

// The operator's tool writes to the terminal; everything else in the server writes to the log.
process.exitCode = await runCli(process.argv.slice(2), subcommands, {
  say: (line) => void process.stderr.write(`${line}\n`),
  print: (line) => void process.stdout.write(`${line}\n`),
})
