import { DEFAULT_ACCENT } from '#kit/accent.ts'
import type { Actor } from '#server/command/index.ts'
import { findOrg, type Org } from '#server/orgs/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { logoPath, NO_BRAND, type Brand } from './brand.ts'
import type { BrandAnswer, PublicBrand } from './contract.ts'
import * as store from './store.ts'

export function showPublic(org: Pick<Org, 'slug' | 'name'>, brand: Brand): PublicBrand {
  return {
    org: org.slug,
    name: brand.name ?? org.name,
    portal_title: brand.portal_title,
    logo_url: brand.logo_hash && logoPath(org.slug, brand.logo_hash),
    accent_light: brand.accent_light,
    accent_dark: brand.accent_dark,
    support_email: brand.support_email,
    support_url: brand.support_url,
  }
}

export async function answerBrand(tx: Tx, actor: Actor): Promise<BrandAnswer> {
  const [org, kept, host] = await Promise.all([
    findOrg(tx, actor.org_id),
    store.findBrand(tx, actor.org_id),
    actor.side === 'org' ? store.findHost(tx, actor.org_id) : null,
  ])
  if (!org) throw new Error(`org ${actor.org_id} is gone`)
  const brand = kept ?? NO_BRAND
  return {
    ...showPublic(org, brand),
    own_name: brand.name,
    sender_name: brand.sender_name,
    reply_to: brand.reply_to,
    postal_address: brand.postal_address,
    website: brand.website,
    portal_host: host,
    revision: brand.revision,
    abilities: actor.permissions.has('brand:edit') ? ['edit'] : [],
  }
}

/** What a mail needs to look like its org. */
export type MailBrand = {
  name: string
  portal_title: string | null
  /** A path under this installation's address. */
  logo_url: string | null
  accent_light: string
  accent_dark: string
  sender_name: string
  reply_to: string | null
  postal_address: string | null
  website: string | null
  support_email: string | null
}

/** How an org looks, with the product's own where it has said nothing. At any scope of the org. */
export async function brandOf(tx: Tx, org_id: string): Promise<MailBrand> {
  const [org, kept] = await Promise.all([findOrg(tx, org_id), store.findBrand(tx, org_id)])
  if (!org) throw new Error(`org ${org_id} is gone`)
  const brand = kept ?? NO_BRAND
  const { name, portal_title, logo_url, support_email } = showPublic(org, brand)
  return {
    name,
    portal_title,
    logo_url,
    accent_light: brand.accent_light ?? DEFAULT_ACCENT.light,
    accent_dark: brand.accent_dark ?? DEFAULT_ACCENT.dark,
    sender_name: brand.sender_name ?? name,
    reply_to: brand.reply_to,
    postal_address: brand.postal_address,
    website: brand.website,
    support_email,
  }
}
