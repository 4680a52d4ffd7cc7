import { COMMON, Refused } from './refusal.ts'

/** A cursor is the sort key of the last row of a page, opaque to callers. */
export function encodeCursor(key: Record<string, string | number>): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The sort key inside a cursor, refused where the text is not one of ours for this list. */
export function decodeCursor<K extends string>(
  cursor: string | undefined,
  keys: readonly K[],
): Record<K, string> | undefined {
  if (cursor === undefined || cursor === '') return undefined
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
    const key: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (
      typeof key === 'object' &&
      key !== null &&
      keys.every((name) => isKeyPart(name, (key as Record<string, unknown>)[name]))
    ) {
      return Object.fromEntries(keys.map((name) => [name, String((key as Record<K, unknown>)[name])])) as Record<
        K,
        string
      > // each was just checked
    }
  } catch {
    // falls through: not base64, not JSON
  }
  throw new Refused(
    COMMON.invalid,
    {},
    { fields: [{ path: 'query.cursor', message: 'expected `next_cursor` of the page before' }] },
  )
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A made-up cursor must not become an error of the database: ids are UUIDs, numbers (`…_no`, `seq`) digits, the rest text. */
function isKeyPart(name: string, value: unknown): boolean {
  if (name === 'at')
    return (
      typeof value === 'string' &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
      !Number.isNaN(Date.parse(value))
    )
  if (name === 'id') return typeof value === 'string' && UUID.test(value)
  if (name === 'seq' || name.endsWith('_no')) return /^\d{1,18}$/.test(String(value))
  return typeof value === 'string' && value.length <= 400 && value.isWellFormed() && !value.includes('\0')
}
