/**
 * A Salesforce id of 15 characters as the 18 that stand for the same record: three letters at the end say which of its
 * letters are capitals, so that programs that cannot tell "a" from "A" still can. Anything else stays as it is.
 */
export function salesforceId(id: string): string {
  if (!/^[0-9A-Za-z]{15}$/.test(id) || !/[0-9]/.test(id.slice(0, 5))) return id
  let tail = ''
  for (const from of [0, 5, 10]) {
    let bits = 0
    for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id[from + at] ?? '')) bits |= 1 << at
    tail += SUFFIXES[bits] ?? ''
  }
  return id + tail
}

const SUFFIXES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
