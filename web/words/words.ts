/*
 * Every word a person reads has a key. Each room (`web/console/…`, `web/portal/…`, `web/ui`) keeps its own in a file
 * `words.ts`: a plain object of English strings, and of functions where something is filled in, nested as is handy:
 *
 *     export const words = {
 *       title: 'Registrations',
 *       waiting: (n: number) => `${n} ${plural(n, 'registration waits', 'registrations wait')}`,
 *     } as const
 *
 * Another language is a second object of the same shape (`const german: Words<typeof english>`; the compiler names every
 * key that is missing), and the room then exports `say(english, { de: german })`. The language is that of <html lang>,
 * read once when the page loads.
 */

/** The shape of a room's words, whatever the language. */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : T[K] extends string
      ? string
      : Words<T[K]>
}

/** The language in which the page speaks. */
export function locale(): string {
  return typeof document === 'undefined' ? 'en' : document.documentElement.lang || 'en'
}

/** The words of a room in the page's language, English where there is none. */
export function say<T>(english: T, others: Readonly<Record<string, Words<T>>> = {}): Words<T> {
  // English is of its own shape; the compiler cannot follow the mapped type that far.
  return others[locale()] ?? (english as Words<T>)
}

/** One or many, by the language's own rule. */
export function plural(count: number, one: string, many: string): string {
  return new Intl.PluralRules(locale()).select(count) === 'one' ? one : many
}
