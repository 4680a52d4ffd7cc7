import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'

/** Deeper than any contract; a document of brackets alone must not exhaust the stack of what reads it. */
const DEPTH_MAX = 64

/** At most so many problems are told about one request. */
const PROBLEMS_MAX = 50

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads UTF-8 JSON; says in which line and column it is broken, and refuses text that PostgreSQL cannot store. */
export function readJson(bytes: Uint8Array): unknown {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    throw new Refused(COMMON.malformed, { why: 'it is not UTF-8 text.' })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refused(COMMON.malformed, { why: whereBroken(text) })
  }
  const fields = unstorable(value, '')
  if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
  return value
}

/** Text with NUL or half a surrogate pair (which no UTF-8 holds), by path; and nesting without end. */
export function unstorable(root: unknown, at: string): FieldProblem[] {
  const fields: FieldProblem[] = []
  const rest: { value: unknown; path: string; depth: number }[] = [{ value: root, path: at, depth: 0 }]
  for (let one = rest.pop(); one && fields.length < PROBLEMS_MAX; one = rest.pop()) {
    const { value, path, depth } = one
    if (typeof value === 'string') {
      if (!isStorable(value))
        fields.push({
          path: path || 'body',
          message: 'expected text without NUL characters and broken surrogate pairs',
          code: 'unstorable_text',
        })
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= DEPTH_MAX) {
        fields.push({
          path: path || 'body',
          message: `expected at most ${DEPTH_MAX} levels of nesting`,
          code: 'too_deep',
        })
        continue
      }
      for (const [key, inner] of Object.entries(value)) {
        const inside = path ? `${path}.${key}` : key
        if (!isStorable(key))
          fields.push({
            path: path || 'body',
            message: 'expected names of fields without NUL characters and broken surrogate pairs',
            code: 'unstorable_text',
          })
        else if (typeof inner === 'string' || typeof inner === 'object')
          rest.push({ value: inner, path: inside, depth: depth + 1 })
      }
    }
  }
  return fields
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

// Inside text everything but control characters, quote and backslash may stand as it is (RFC 8259, section 7).
const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])|(true|false|null)(?!\w))/y

/**
 * Says where a text stops being JSON, and what was expected there. JSON.parse tells a position for some mistakes only,
 * and quotes what was sent.
 */
export function whereBroken(text: string): string {
  const open: ('{' | '[')[] = []
  let wanted: 'value' | 'value or ]' | 'name or }' | 'name' | ':' | 'more' | 'end' = 'value'
  TOKEN.lastIndex = 0
  for (;;) {
    const from = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) {
      const left = text.slice(from).search(/[^ \t\r\n]/)
      return left < 0
        ? `it ends where ${spell(wanted, open)} is expected.`
        : `${place(text, from + left)}: ${spell(wanted, open)} is expected.`
    }
    const [all, mark, string] = found
    const start = TOKEN.lastIndex - all.trimStart().length
    const scalar = mark === undefined
    const after = (): typeof wanted => (open.length === 0 ? 'end' : 'more')
    if ((wanted === 'value' || wanted === 'value or ]') && scalar) wanted = after()
    else if ((wanted === 'value' || wanted === 'value or ]') && (mark === '{' || mark === '[')) {
      open.push(mark)
      wanted = mark === '{' ? 'name or }' : 'value or ]'
    } else if ((wanted === 'name' || wanted === 'name or }') && string !== undefined) wanted = ':'
    else if (wanted === ':' && mark === ':') wanted = 'value'
    else if (wanted === 'more' && mark === ',') wanted = open.at(-1) === '{' ? 'name' : 'value'
    else if ((wanted === 'more' || wanted === 'name or }') && mark === '}' && open.at(-1) === '{') {
      open.pop()
      wanted = after()
    } else if ((wanted === 'more' || wanted === 'value or ]') && mark === ']' && open.at(-1) === '[') {
      open.pop()
      wanted = after()
    } else return `${place(text, start)}: ${spell(wanted, open)} is expected.`
  }
}

function place(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
}

function spell(wanted: string, open: readonly string[]): string {
  if (wanted === 'more') return open.at(-1) === '{' ? '"," or "}"' : '"," or "]"'
  if (wanted === 'end') return 'the end of the text'
  if (wanted === ':') return '":"'
  return wanted
    .replace('name', 'a name in double quotes')
    .replace('value', 'a value')
    .replace(/[\]}]$/, '"$&"')
}
