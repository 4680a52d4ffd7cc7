import { z } from 'zod'
import { readHexColour } from '#kit/accent.ts'
import { route } from '#kit/contract.ts'
import { COMMON } from '#kit/refusal.ts'
import { BRAND_REFUSALS as R, LOGO_LIMIT_BYTES } from './brand.ts'

const hexAnswer = z.string().nullable().meta({ description: 'null: the product’s own', example: '#0a609a' })

/** What may be shown to whoever is about to sign in. */
const publicBrand = z.object({
  org: z.string().meta({ description: 'slug of the org', example: 'alderbrook' }),
  name: z.string(),
  portal_title: z.string().nullable(),
  logo_url: z.string().nullable().meta({ description: 'names the bytes: may be kept for ever' }),
  accent_light: hexAnswer,
  accent_dark: hexAnswer,
  support_email: z.string().nullable(),
  support_url: z.string().nullable(),
})

const brandAnswer = publicBrand
  .extend({
    own_name: z.string().nullable().meta({ description: 'null: the org’s name' }),
    sender_name: z.string().nullable(),
    reply_to: z.string().nullable(),
    postal_address: z.string().nullable(),
    website: z.string().nullable(),
    portal_host: z.string().nullable().meta({ description: 'people of the org only' }),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Brand' })

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `expected at most ${most} characters` })
    // oxlint-disable-next-line no-control-regex -- these are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, { error: 'expected one line of text' })
    .transform((text) => text || null)
    .nullable()
    .default(null)
const orNull = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal('').transform(() => null), schema])
    .nullable()
    .default(null)
const emailSchema = orNull(z.email({ error: 'expected an e-mail address' }).max(320))
const urlSchema = orNull(
  z.url({ protocol: /^https?$/, error: 'expected an address that begins with https://' }).max(500),
)
const colourSchema = orNull(
  z.string().transform((text, ctx) => {
    const hex = readHexColour(text)
    if (hex) return hex
    ctx.addIssue({ code: 'custom', message: 'expected a colour like #0a609a' })
    return z.NEVER
  }),
).meta({ example: '#0a609a' })

const brandBody = z
  .strictObject({
    name: line(100),
    portal_title: line(60),
    accent_light: colourSchema,
    accent_dark: colourSchema,
    sender_name: line(100),
    reply_to: emailSchema,
    postal_address: z
      .string()
      .trim()
      .max(500, { error: 'expected at most 500 characters' })
      .transform((text) => text || null)
      .nullable()
      .default(null),
    website: urlSchema,
    support_email: emailSchema,
    support_url: urlSchema,
    portal_host: orNull(
      z
        .string()
        .trim()
        .toLowerCase()
        .max(253)
        .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/, {
          error: 'expected a host like partners.example.com, without https:// and port',
        }),
    ),
  })
  .meta({ id: 'BrandInput' })

export const getBrand = route({
  id: 'brand.get',
  method: 'GET',
  path: '/branding',
  summary: 'How the org looks to its partners',
  permission: null,
  side: 'both',
  answer: brandAnswer,
  etag: 'answers',
})

export const putBrand = route({
  id: 'brand.put',
  method: 'PUT',
  path: '/branding',
  summary: 'Say how the org looks; what is left out goes back to the product’s own',
  permission: 'brand:edit',
  side: 'org',
  query: z.object({ if_match: z.coerce.number().int() }),
  body: brandBody,
  answer: brandAnswer,
  etag: 'requires',
  refusals: [COMMON.stale, R.host_taken],
})

export const putLogo = route({
  id: 'brand.put_logo',
  method: 'PUT',
  path: '/branding/logo',
  summary: 'Give the org a logo: PNG, JPEG or WebP, at most 256 kB',
  permission: 'brand:edit',
  side: 'org',
  raw_body: { content_type: '*/*', limit_bytes: LOGO_LIMIT_BYTES },
  answer: brandAnswer,
  refusals: [R.not_raster, R.too_large],
})

export const removeLogo = route({
  id: 'brand.remove_logo',
  method: 'DELETE',
  path: '/branding/logo',
  summary: 'Take the org’s logo away',
  permission: 'brand:edit',
  side: 'org',
  answer: brandAnswer,
})

export const entryBrand = route({
  id: 'brand.entry',
  method: 'GET',
  path: '/brands',
  summary: 'Whose sign-in page this is: by the org’s slug, or the host it was asked under',
  permission: 'public',
  side: 'person',
  query: z.object({
    org: z.string().max(63).optional().meta({ example: 'alderbrook' }),
    host: z.string().max(253).optional().meta({ example: 'partners.alderbrook.example' }),
  }),
  answer: z.object({ brand: publicBrand.nullable() }),
})

export const readLogo = route({
  id: 'brand.logo',
  method: 'GET',
  path: '/brands/{org}/logo/{hash}',
  summary: 'A logo, by the hash of its bytes',
  permission: 'public',
  side: 'person',
  params: z.object({
    org: z.string().max(63).meta({ example: 'alderbrook' }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, { error: 'expected the SHA-256 of a logo' })
      .meta({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }),
  }),
  answer: z.unknown(),
  answer_type: 'image/*',
  refusals: [COMMON.not_found],
})

export type BrandAnswer = z.output<typeof brandAnswer>
export type PublicBrand = z.output<typeof publicBrand>

export const brandContracts = [getBrand, putBrand, putLogo, removeLogo, entryBrand, readLogo]
