import { resolve } from 'node:path'

/** What the environment decides. Read once, at the start. */
export type Config = {
  port: number
  host: string
  data_dir: string
  /** A PostgreSQL server of the operator's; null: the embedded one in `data_dir`. */
  database: { owner_url: string; app_url: string } | null
  /** null: mail is kept in the mailbox page and sent nowhere. */
  smtp_url: string | null
  mail_from: string
  /** Where people reach this server: links in mails begin with it. No slash at the end. */
  public_url: string
  log_level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Seed the demo world into an empty database. */
  demo: boolean
  /** The web is served from its sources and reloads. */
  dev: boolean
  /** A proxy of ours stands in front: the last address of X-Forwarded-For is the caller's. */
  trust_proxy: boolean
  /** What secrets that must be used again are locked with; null: the embedded database's folder has a key. */
  secrets_key: string | null
  /** Webhooks may go to addresses inside the operator's network, and by plain http. */
  outgoing_allow_private: boolean
}

/** Everything that is wrong with the environment, at once. */
export class ConfigRefused extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The environment is not as expected:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

/** Reads the configuration from environment variables; an empty one counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const problems: string[] = []
  const text = (name: string) => env[name]?.trim() || undefined

  const flag = (name: string, otherwise: boolean) => {
    const value = text(name)?.toLowerCase()
    if (value === undefined) return otherwise
    if (['true', '1', 'yes', 'on'].includes(value)) return true
    if (['false', '0', 'no', 'off'].includes(value)) return false
    problems.push(`${name} is "${value}"; expected true or false.`)
    return otherwise
  }

  const url = (name: string, protocols: readonly string[], example: string) => {
    const value = text(name)
    if (value === undefined) return undefined
    const parsed = URL.parse(value)
    if (parsed && protocols.includes(parsed.protocol) && (parsed.hostname || parsed.pathname)) return parsed
    // The value may hold a password, so it is not repeated.
    problems.push(`${name} is not a URL of the kind expected here, for example ${example}`)
    return undefined
  }

  const port_text = text('PORT') ?? '8700'
  const port = Number(port_text)
  if (!/^\d{1,5}$/.test(port_text) || port > 65_535) {
    problems.push(`PORT is "${port_text}"; expected a number from 0 to 65535 (0: any that is free).`)
  }

  const owner = url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://owner:password@db.example:5432/tributary')
  const app = url('APP_DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://app:password@db.example:5432/tributary')
  if (text('DATABASE_URL') && !text('APP_DATABASE_URL')) {
    problems.push(
      'DATABASE_URL is set without APP_DATABASE_URL. The server works as a second role that owns nothing, so that the ' +
        "database itself keeps orgs apart: create one (CREATE ROLE tributary_app LOGIN PASSWORD '…') and give its URL too.",
    )
  }
  if (text('APP_DATABASE_URL') && !text('DATABASE_URL')) {
    problems.push(
      'APP_DATABASE_URL is set without DATABASE_URL, the URL of the role that owns the tables. Set both or none.',
    )
  }
  if (owner && app && owner.username === app.username) {
    problems.push(
      'DATABASE_URL and APP_DATABASE_URL name the same role. The app needs a role of its own that owns nothing.',
    )
  }

  const smtp = url('SMTP_URL', ['smtp:', 'smtps:'], 'smtp://user:password@mail.example:587')
  const host = text('HOST') ?? '127.0.0.1'
  const shown_host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host
  const public_url = url('PUBLIC_URL', ['http:', 'https:'], 'https://partners.example.com')
  const mail_from = text('MAIL_FROM') ?? `Tributary <no-reply@${public_url?.hostname ?? 'localhost'}>`
  if (!/[^\s<>@]+@[^\s<>@]+/.test(mail_from) || /[\r\n]/.test(mail_from)) {
    problems.push('MAIL_FROM has no e-mail address; expected for example "Partner team <partners@example.com>".')
  }

  const level = text('LOG_LEVEL')?.toLowerCase() ?? 'info'
  const log_level = LOG_LEVELS.find((known) => known === level)
  if (!log_level) problems.push(`LOG_LEVEL is "${level}"; expected one of ${LOG_LEVELS.join(', ')}.`)

  const demo = flag('DEMO', true)
  const dev = flag('TRIBUTARY_DEV', false)
  const trust_proxy = flag('TRUST_PROXY', false)
  const outgoing_allow_private = flag('OUTGOING_ALLOW_PRIVATE', false)
  const secrets_key = text('SECRETS_KEY') ?? null
  if (secrets_key && secrets_key.length < 32) {
    problems.push(
      'SECRETS_KEY is too short; expected 32 random characters or more, for example from openssl rand -base64 32.',
    )
  }
  if (problems.length > 0) throw new ConfigRefused(problems)
  return {
    port,
    host,
    data_dir: resolve(text('DATA_DIR') ?? 'data'),
    database: owner && app ? { owner_url: owner.href, app_url: app.href } : null,
    smtp_url: smtp?.href ?? null,
    mail_from,
    public_url: (public_url?.href ?? `http://${shown_host}:${port}`).replace(/\/+$/, ''),
    log_level: log_level ?? 'info',
    demo: demo && !owner,
    dev,
    trust_proxy,
    secrets_key,
    outgoing_allow_private,
  }
}
