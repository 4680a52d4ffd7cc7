import { idOf, idSql, padded, type Range } from './accounts.ts'
import type { Recorded } from './recorder.ts'

/** A script of pgbench, the values that stay the same in it, and how often it comes among others. */
export type Script = { text: string; variables: Map<string, string>; weight: number }

/** What differs from one submit to the next, as the recorded one had it. */
export type Tokens = {
  /** The number in the name and domain of an account that nobody knew, and in the idempotency key. */
  fresh: string
  /** The number of a known account. */
  account: number | null
  /** Ids from this one on were made while recording. */
  since: string
  /** The rank that the sequence gave. */
  claim_no: string
}

/** Numbers that no two transactions share: `i` and `x` for what is new, `k` for the account that is claimed. */
const numbers = ({ first, span }: Range) => `\\set n :n + 1
\\set i :start + :n * :clients + :client_id
\\set x 9000000000 + :i
\\set k ${first} + (:i * 7919) % ${span}
`

const TAKES_CLAIM_NO = `nextval('claim_no')`

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The recorded statements as a script: the same ones in the same order with the same parameters, but other rows each time. */
export function scriptOf(
  recorded: readonly Recorded[],
  tokens: Tokens,
  range: Range,
  name: string,
  nth_id = 0,
): Script {
  const variables = new Map<string, string>()
  const constant = (value: string) => {
    if (value === '') return `''` // pgbench has no empty variables
    const known = [...variables].find((entry) => entry[1] === value)?.[0] ?? `${name}${variables.size}`
    variables.set(known, value)
    return `:${known}`
  }
  const made: string[] = []
  const uuid = (id: string) => {
    if (tokens.account !== null && id === idOf('account', tokens.account)) return idSql('account', ':k')
    if (id < tokens.since) return constant(id)
    if (!made.includes(id)) made.push(id)
    return idSql('replayed', ':i', `7${String(nth_id + made.indexOf(id)).padStart(3, '0')}8000000000000000`)
  }
  /** The text with its number, if it holds one, taken from an expression instead. */
  const renumbered = (text: string, number: string, expression: string) => {
    const parts = text.split(number)
    return parts.length > 1 && `(${parts.map(constant).join(` || ${expression} || `)})`
  }
  const spoken = (value: unknown): string => {
    if (value === null || value === undefined) return 'null'
    if (Array.isArray(value)) {
      const type = value.every((one) => UUID.test(String(one))) ? 'uuid[]' : 'text[]'
      return `array[${value.map(spoken).join(', ')}]::${type}`
    }
    const text = String(value)
    if (text === tokens.claim_no) return ':claim_no'
    if (UUID.test(text)) return uuid(text)
    const known = tokens.account !== null && renumbered(text, padded(tokens.account), `lpad(:k::text, 10, '0')`)
    return renumbered(text, tokens.fresh, ':x::text') || known || constant(text)
  }
  const lines = recorded.map(({ text, values }) => {
    // pgbench takes a colon with a word behind it for a variable, in strings too.
    const escaped = text.replace(/'[^']*'/g, (quoted) =>
      /:\w/.test(quoted) ? `E${quoted.replaceAll(':', '\\x3a')}` : quoted,
    )
    const line = escaped.replace(/\$(\d+)/g, (_, place: string) => spoken(values[Number(place) - 1]))
    return text.includes(TAKES_CLAIM_NO) ? `${line} \\gset` : `${line};`
  })
  return { text: `${numbers(range)}${lines.join('\n')}\n`, variables, weight: 1 }
}

/** One statement of them alone, as a transaction of its own; when every account is claimed once, the next partner claims them. */
export function bareScriptOf(
  statement: Recorded,
  tokens: Tokens,
  range: Range,
  partner: string,
  partners: readonly string[],
): Script {
  // Its ids begin elsewhere, so that it may count from the same number as the others.
  const script = scriptOf([statement], tokens, range, 'b', 500)
  const name = [...script.variables].find(([, value]) => value === partner)?.[0] ?? ''
  const next = `(array['${partners.join(`', '`)}']::uuid[])[1 + :i / ${range.span}]`
  return { ...script, text: script.text.replace(':claim_no', TAKES_CLAIM_NO).replace(new RegExp(`:${name}\\b`), next) }
}
