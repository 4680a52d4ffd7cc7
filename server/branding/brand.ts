import { refusal } from '#kit/refusal.ts'

/** How an org looks to its partners, on pages and in mails. What it has not said is what the product is. */
export type Brand = {
  name: string | null
  portal_title: string | null
  accent_light: string | null
  accent_dark: string | null
  logo_hash: string | null
  sender_name: string | null
  reply_to: string | null
  postal_address: string | null
  website: string | null
  support_email: string | null
  support_url: string | null
  revision: number
}

export const NO_BRAND: Brand = {
  name: null,
  portal_title: null,
  accent_light: null,
  accent_dark: null,
  logo_hash: null,
  sender_name: null,
  reply_to: null,
  postal_address: null,
  website: null,
  support_email: null,
  support_url: null,
  revision: 0,
}

export const LOGO_LIMIT_BYTES = 256 * 1024
/** More pixels than any logo has, and few enough that no browser struggles with them. */
export const LOGO_MOST_PIXELS = 2048

/** Where a logo is fetched, by whoever has the address: it names the bytes, so it can be kept for ever. */
export function logoPath(slug: string, hash: string): string {
  return `/api/v1/brands/${slug}/logo/${hash}`
}

export const BRAND_REFUSALS = {
  not_raster: refusal(
    'brand.not_a_picture',
    'invalid',
    'This is not a PNG, JPEG or WebP picture.',
    'Save the logo as PNG with a transparent ground and send that.',
  ),
  too_large: refusal(
    'brand.logo_too_large',
    'too_large',
    'The logo is {width} × {height} pixels; at most 2048 either way are kept.',
    'Make it smaller: 400 pixels wide is enough for every screen.',
  ),
  host_taken: refusal(
    'brand.host_taken',
    'conflict',
    'The address {host} leads to another org already.',
    'Choose another address.',
  ),
} as const
