import { pino, type Logger } from 'pino'
import type { Config } from './config.ts'

const NAMES: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }
const COLOURS: Record<number, number> = { 10: 90, 20: 90, 30: 32, 40: 33, 50: 31, 60: 31 }

/** The log: one JSON object a line, or a readable line where a person watches a terminal. */
export function createLog(config: Pick<Config, 'log_level'>, out: NodeJS.WriteStream = process.stderr): Logger {
  const options = {
    level: config.log_level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // What must never be written, should a caller ever hand in a whole request.
    redact: ['*.password', '*.token', '*.authorization', '*.cookie', 'req.headers', 'body'],
  }
  return out.isTTY ? pino(options, { write: (line: string) => void out.write(readable(line)) }) : pino(options, out)
}

/** A log that writes nothing. */
export function silentLog(): Logger {
  return pino({ level: 'silent' })
}

/** "14:03:22 warn  a timer failed  org_id=… attempts=2", and an error's stack below. */
export function readable(line: string): string {
  // The line was written by pino a moment ago: an object with level, time and msg.
  const {
    level,
    time,
    msg = '',
    err,
    ...rest
  } = JSON.parse(line) as {
    level: number
    time: string
    msg?: string
    err?: { stack?: string; message?: string }
  } & Record<string, unknown>
  const name = `\u001b[${COLOURS[level] ?? 0}m${(NAMES[level] ?? '?').padEnd(5)}\u001b[0m`
  const fields = Object.entries(rest)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => `\u001b[90m${key}=\u001b[0m${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const stack = err ? `\n${err.stack ?? err.message ?? ''}` : ''
  return `${[`\u001b[90m${time.slice(11, 19)}\u001b[0m`, name, msg, ...fields].join(' ')}${stack}\n`
}
