import { Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { Node, Pair, YAMLError } from 'yaml'
import type { Path } from '#kit/section.ts'

/** YAML in and out: the value of a text, where each part of it stands, and text that reads back as the same value. */

/** A place in the text, both counted from 1. */
export type Position = { line: number; column: number }

export type YamlFault = Position & { path: Path; message: string; expected: string; got: string }

export type ReadYaml = {
  /** Absent when the text has no structure that could be read. */
  value?: unknown
  faults: YamlFault[]
  /** Where the value at a path stands; for a value that is missing, where its parent stands. */
  positionOf(path: Path): Position
  /** Where the name of a field stands. */
  positionOfKey(path: Path, key: string): Position
}

/** The longest text that is read: a hundred times a large program. */
export const MOST_BYTES = 256 * 1024

// Far more than a program has, and few enough that aliases which multiply ("billion laughs") stop at once.
const MOST_NODES = 50_000
const MOST_DEPTH = 40

const START: Position = { line: 1, column: 1 }

// Enough to mend a document by; a text that is something else altogether has thousands.
export const MOST_FAULTS = 100

/** Reads one YAML document. Never throws, whatever the text is. */
export function readYaml(text: string): ReadYaml {
  try {
    return read(text)
  } catch (error) {
    // The parser recurses: a text of nothing but brackets runs out of stack. It reports that itself where it can.
    if (error instanceof RangeError) return unreadable([{ ...START, path: [], ...TOO_DEEP }])
    throw error
  }
}

function read(text: string): ReadYaml {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > MOST_BYTES) {
    const expected = `a document of at most ${MOST_BYTES / 1024} KB`
    const got = `${Math.ceil(bytes / 1024)} KB`
    const message = `The document is too long: expected at most ${MOST_BYTES / 1024} KB, got ${got}.`
    return unreadable([{ ...START, path: [], message, expected, got }])
  }
  const at = positions(text)
  // Keys are compared below: the parser's own comparison takes quadratic time in the fields of one group.
  const parsed = parseDocument(text, { prettyErrors: false, uniqueKeys: false, stringKeys: true })
  if (parsed.errors.length > 0) {
    // After a broken line the rest reads as something it is not, so only the breaks are reported.
    if (parsed.errors.some((error) => error.code === 'RESOURCE_EXHAUSTION'))
      return unreadable([{ ...START, path: [], ...TOO_DEEP }])
    const broken = parsed.errors.slice(0, MOST_FAULTS)
    return unreadable(broken.map((error) => ({ ...at(error.pos[0]), ...syntaxFault(error), path: [] })))
  }

  const faults: YamlFault[] = []
  let nodes = 0
  let endless = false
  const fault = (node: Node | Pair | null, path: Path, message: string, expected: string, got: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ ...at(offsetOf(node) ?? 0), path, message, expected, got })
  }

  /** The node that an alias stands for; nothing when it was not set before. */
  const anchors = new Map<string, Node>()
  const aliased = new Map<Node, Node>()
  visit(parsed, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target) aliased.set(node, target)
      } else if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node)
    },
  })

  const valueOf = (node: Node | null, path: Path): unknown => {
    if (endless) return null
    if (++nodes > MOST_NODES || path.length > MOST_DEPTH) {
      endless = true
      const refusal = path.length > MOST_DEPTH ? TOO_DEEP : TOO_MANY
      faults.push({ ...at(offsetOf(node) ?? 0), path: path.slice(0, 1), ...refusal })
      return null
    }
    if (node === null) return null
    if (isAlias(node)) {
      const target = aliased.get(node)
      if (target) return valueOf(target, path)
      fault(
        node,
        path,
        `The alias "*${node.source}" stands for nothing: expected "&${node.source}" somewhere above it.`,
        `an anchor "&${node.source}" above`,
        `"*${node.source}"`,
      )
      return null
    }
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
      fault(
        node,
        path,
        `The tag "${node.tag}" is not known: expected a plain value without a tag.`,
        'a value without a tag',
        `"${node.tag}"`,
      )
    }
    if (isScalar(node)) return node.value
    if (isSeq(node)) return node.items.map((item, place) => valueOf(item as Node | null, [...path, place]))
    if (!isMap(node)) return null
    const first = new Map<string, Pair>()
    for (const pair of node.items) {
      const key = keyOf(pair)
      const before = first.get(key)
      if (before) {
        const { line } = at(offsetOf(before.key as Node) ?? 0)
        fault(
          pair.key as Node,
          [...path, key],
          `"${key}" stands here a second time: expected it once; the first is in line ${line}.`,
          `"${key}" once`,
          'it again',
        )
      } else first.set(key, pair)
    }
    // A null prototype would not compare equal to a plain object; defining the fields one by one is safe for "__proto__".
    const group: Record<string, unknown> = {}
    for (const [key, pair] of first) {
      const value = valueOf(pair.value as Node | null, [...path, key])
      Object.defineProperty(group, key, { value, enumerable: true, writable: true, configurable: true })
    }
    return group
  }

  const root = parsed.contents
  const value = valueOf(root, [])
  if (endless) return unreadable(faults.slice(-1))
  for (const warning of parsed.warnings) {
    if (warning.code !== 'TAG_RESOLVE_FAILED') faults.push({ ...at(warning.pos[0]), ...syntaxFault(warning), path: [] })
  }

  /** The deepest node or pair on the way down a path. */
  const nearest = (path: Path): Node | Pair | null => {
    let node: Node | null = root
    let seen: Node | Pair | null = root
    for (const step of path) {
      if (node !== null && isAlias(node)) node = aliased.get(node) ?? null
      if (isMap(node)) {
        const pair: Pair | undefined = node.items.find((item) => keyOf(item) === String(step))
        if (!pair) break
        node = pair.value as Node | null
        seen = offsetOf(node) === undefined ? pair : node
      } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
        node = node.items[step] as Node | null
        seen = node ?? seen
      } else break
    }
    return seen
  }
  return {
    value,
    faults,
    positionOf: (path) => at(offsetOf(nearest(path)) ?? 0),
    positionOfKey: (path, key) => {
      let node = nearest(path)
      if (isPair(node)) node = node.value as Node | null
      if (node !== null && isAlias(node)) node = aliased.get(node) ?? null
      const pair = isMap(node) ? node.items.find((item) => keyOf(item) === key) : undefined
      return at(offsetOf(pair ?? nearest(path)) ?? 0)
    },
  }
}

/** Writes a value as YAML that is pleasant to read and reads back as the same value. */
export function writeYaml(value: unknown): string {
  // Quoting what YAML 1.1 would read otherwise ("no", "09:00") keeps the text safe in other people's tools.
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  visit(document, {
    Collection(_key, node) {
      if (!isSeq(node)) return
      const short = node.items.every((item) => isScalar(item) && String(item.value).length <= 24)
      if (short && node.items.length <= 8) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Places by offset. The parser's own line counter misses line ends inside of some broken texts. */
function positions(text: string): (offset: number) => Position {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (offset) => {
    const wanted = Math.min(offset, text.length)
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (starts[middle]! <= wanted) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: wanted - starts[low]! + 1 }
  }
}

function unreadable(faults: YamlFault[]): ReadYaml {
  return { faults, positionOf: () => START, positionOfKey: () => START }
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
}

function offsetOf(node: Node | Pair | null): number | undefined {
  if (isPair(node)) return offsetOf(node.key as Node)
  return node?.range?.[0]
}

const TOO_MANY = {
  message: `The document has too many values, its aliases followed: expected at most ${MOST_NODES.toLocaleString('en')}.`,
  expected: `at most ${MOST_NODES.toLocaleString('en')} values`,
  got: 'more',
}

const TOO_DEEP = {
  message: `The document is nested too deeply: expected at most ${MOST_DEPTH} levels.`,
  expected: `at most ${MOST_DEPTH} levels`,
  got: 'more',
}

const SYNTAX: Record<string, { message: string; expected: string; got: string }> = {
  TAB_AS_INDENT: {
    message: 'A tab indents this line: expected spaces, because YAML counts columns.',
    expected: 'spaces',
    got: 'a tab',
  },
  MULTIPLE_DOCS: {
    message: 'A second document begins here ("---"): expected one document in the text.',
    expected: 'one document',
    got: 'another',
  },
  NON_STRING_KEY: {
    message: 'The name of this field is not text: expected a plain name before the colon.',
    expected: 'a plain name',
    got: 'something else',
  },
}

function syntaxFault(error: YAMLError): { message: string; expected: string; got: string } {
  return (
    SYNTAX[error.code] ?? {
      message: `This is not YAML: ${error.message}.`,
      expected: 'YAML that can be read',
      got: error.message,
    }
  )
}
