/** The languages in which people are written to. Words typed as `Record<Language, …>` do not compile while one is missing. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** How dates and numbers are written there. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE' }

/** The language somebody reads: their own, else what the org writes in. */
export function languageOf(own: string | null | undefined, otherwise: string | null | undefined): Language {
  return LANGUAGES.find((one) => one === own) ?? LANGUAGES.find((one) => one === otherwise) ?? 'en'
}
