import { DEFAULT_ACCENT, accentTokens } from '#kit/accent.ts'

/** How an org looks in its mail. Another shop may know more; this is what every mail can count on. */
export type Brand = {
  name: string
  /** A path of this installation or a whole address; null: the name stands there. */
  logo_url: string | null
  accent_light: string
  accent_dark: string
  /** Who sends; null: as the installation's MAIL_FROM says. */
  sender_name: string | null
  reply_to: string | null
  /** The org's postal address, which some countries ask of a sender. */
  postal_address: string | null
}

/** An org that has chosen nothing. */
export function plainBrand(name: string): Brand {
  return {
    name,
    logo_url: null,
    accent_light: DEFAULT_ACCENT.light,
    accent_dark: DEFAULT_ACCENT.dark,
    sender_name: name,
    reply_to: null,
    postal_address: null,
  }
}

/** The brand's colours as a mail uses them: of a button, of what stands on it, and of words on the card. */
export function mailColours({ accent_light, accent_dark }: Brand) {
  const of = (hex: string, theme: 'light' | 'dark') => {
    const { accent, on, ink } = accentTokens(hex, theme)
    return { accent, on, ink }
  }
  return { light: of(accent_light, 'light'), dark: of(accent_dark, 'dark') }
}
