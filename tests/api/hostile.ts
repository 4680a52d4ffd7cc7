/** Chance that can be repeated: the same seed gives the same requests (mulberry32). */
export type Chance = {
  next(): number
  below(n: number): number
  one<T>(of: readonly T[]): T
  often(share: number): boolean
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    one: (of) => of[below(of.length)] as (typeof of)[number], // below its length
    often: (share) => next() < share,
  }
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Texts that have broken software before: each stands for a kind of mistake or malice. */
export const TEXTS: readonly string[] = [
  '',
  ' ',
  '\t\r\n',
  '0',
  '-1',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '\0',
  'a\0b',
  '\u0001\u0007\u001b[31m',
  '\ud800',
  'x\udc00y',
  '\ufeffbom',
  '\u202egnp.exe',
  '\u200b\u200d\u2060',
  '\u2028\u2029',
  'שלום עולם',
  'مرحبا بالعالم',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'Z̴̡͓a̷̛l̸g̵o̶',
  'ﬀ ㎏ İ ı ß Ω',
  '\u{10FFFF}',
  'a'.repeat(256),
  'é'.repeat(5000),
  'x'.repeat(70_000),
  "'; drop table account; --",
  "' or '1'='1",
  '%',
  '%_%',
  '\\',
  '\\x00',
  '$1',
  '${7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  '@SUM(A1)',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/',
  'javascript:alert(1)',
  'co.uk',
  'gmail.com',
  'xn--',
  'a..b',
  '-.-',
  '192.168.0.1',
  '[::1]',
  'ada@example.com',
  'ada@@example.com',
  `${'a'.repeat(64)}@${'b.'.repeat(120)}example`,
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '10000-01-01',
  '-2026-01-01',
  '2026-11-22T01:04:26.000Z',
  '2026-11-22T24:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  'infinity',
  'now',
  '1e309',
  '9223372036854775808',
  '-9223372036854775809',
  '0x10',
  '١٢٣',
  'NaN',
  'EUR',
  'XXX',
  '__proto__',
  'constructor',
  'toString',
  'reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f',
  'reg_',
  'REG_0198F0C2A1B47C3D9E5F6A7B8C9D0E1F',
  'acc_ffffffffffffffffffffffffffffffff',
  'ptr_00000000000000000000000000000000',
]

/** Values of any type for any place. */
export function anyValue(chance: Chance): unknown {
  switch (chance.below(10)) {
    case 0:
      return null
    case 1:
      return chance.often(0.5)
    case 2:
      return chance.one([0, -0, -1, 1, 1.5, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 1e308, -1e308, 5e-324])
    case 3:
      return []
    case 4:
      return {}
    case 5:
      return [chance.one(TEXTS), null, { a: [] }]
    case 6:
      return { [chance.one(TEXTS)]: chance.one(TEXTS) }
    case 7:
      return Array.from({ length: chance.one([1, 201, 10_000]) }, (_, i) => (chance.often(0.5) ? i : `${i}`))
    default:
      return chance.one(TEXTS)
  }
}

/** Bodies that are no JSON, or are JSON that nobody means. */
export const BODIES: readonly (string | Uint8Array)[] = [
  '',
  ' ',
  '{',
  '}',
  '{"a"',
  '{"a":}',
  "{'a': 1}",
  '{"a":1}{"a":1}',
  '[1,]',
  'null',
  'true',
  '42',
  '"text"',
  '[]',
  '\ufeff{}',
  '{"a":NaN}',
  '{"a":1e999}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '{"__proto__":{"x":1},"constructor":{"prototype":{}}}',
  nested(200),
  nested(20_000),
  `{"a":${nested(5000)}}`,
  `{${Array.from({ length: 10_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
  `[${'0,'.repeat(20_000)}0]`,
  `"${'x'.repeat(1_100_000)}"`,
  new Uint8Array([0xff, 0xfe, 0x7b, 0x7d]),
  new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  new Uint8Array([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0]),
  new Uint8Array(64),
]

/** Tables that are none, or not as they seem. */
export const FILES: readonly (string | Uint8Array)[] = [
  '',
  '\n\n\n',
  'Name',
  'Name\n',
  'Name\nAda\n',
  'Name;Country\nAda;DE\nBob\n',
  'Name\tCountry\r\nAda\tDE\r\n',
  'Name|Country\rAda|DE\r',
  'Name,Name\na,b\n',
  ',,\n1,2,3\n',
  '"Name\nAda',
  'Name\n"Ada""\n',
  'Name\n"A"da,"B\n',
  'Name\n=HYPERLINK("http://x")\n@x\n+1\n-1\n',
  'Name\n\u202eadA\n\u0000\n',
  'sep=;\nName;Country\nAda;DE\n',
  `${Array.from({ length: 3000 }, (_, i) => `c${i}`).join(',')}\n1\n`,
  `Name\n${'x'.repeat(500_000)}\n`,
  `Name,Country\n${'Ada,DE\n'.repeat(20_000)}`,
  `${'x'.repeat(200_000)}`,
  '<html><table><tr><td>Name</td></tr></table></html>',
  '{"name":"Ada"}',
  new Uint8Array([0xff, 0xfe, 0x4e, 0, 0x61, 0, 0x0a, 0, 0x41, 0, 0x0a, 0]),
  new Uint8Array([0xfe, 0xff, 0, 0x4e, 0, 0x0a, 0, 0x41]),
  new Uint8Array([0xef, 0xbb, 0xbf, 0x4e, 0x0a, 0x41, 0x0a]),
  new Uint8Array([0x4e, 0x0a, 0xe4, 0xf6, 0xfc, 0x0a]),
  new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0]),
  new Uint8Array([0x1f, 0x8b, 8, 0, 0]),
  new Uint8Array(4096),
  Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256),
]
