import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Brand } from './brand.ts'
import type { Raster } from './raster.ts'

export async function findBrand(tx: Tx, org_id: string): Promise<Brand | undefined> {
  return tx.one(sql`select name, portal_title, accent_light, accent_dark, logo_hash, sender_name, reply_to, postal_address,
      website, support_email, support_url, revision
    from brand where org_id = ${org_id}`)
}

/** One at a time per org: whoever comes second sees the revision of whoever came first. */
export async function lockBrand(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('brand:' || ${org_id}::text, 0))`)
}

export async function upsertBrand(tx: Tx, org_id: string, b: Brand): Promise<void> {
  await tx.run(sql`insert into brand (org_id, name, portal_title, accent_light, accent_dark, logo_hash, sender_name, reply_to,
      postal_address, website, support_email, support_url, revision)
    values (${org_id}, ${b.name}, ${b.portal_title}, ${b.accent_light}, ${b.accent_dark}, ${b.logo_hash}, ${b.sender_name},
      ${b.reply_to}, ${b.postal_address}, ${b.website}, ${b.support_email}, ${b.support_url}, ${b.revision})
    on conflict (org_id) do update set name = excluded.name, portal_title = excluded.portal_title,
      accent_light = excluded.accent_light, accent_dark = excluded.accent_dark, logo_hash = excluded.logo_hash,
      sender_name = excluded.sender_name, reply_to = excluded.reply_to, postal_address = excluded.postal_address,
      website = excluded.website, support_email = excluded.support_email, support_url = excluded.support_url,
      revision = excluded.revision`)
}

/** Kept by content; older ones stay, because mails that were sent show them. */
export async function insertLogo(
  tx: Tx,
  org_id: string,
  logo: Raster & { hash: string; bytes: Buffer; created_at: Instant },
): Promise<void> {
  await tx.run(sql`insert into brand_logo (org_id, hash, media_type, width, height, bytes, created_at)
    values (${org_id}, ${logo.hash}, ${logo.media_type}, ${logo.width}, ${logo.height}, ${logo.bytes}, ${logo.created_at})
    on conflict do nothing`)
}

export async function findLogo(
  tx: Tx,
  org_id: string,
  hash: string,
): Promise<{ media_type: string; bytes: Buffer } | undefined> {
  return tx.one(sql`select media_type, bytes from brand_logo where org_id = ${org_id} and hash = ${hash}`)
}

export async function findHost(tx: Tx, org_id: string): Promise<string | null> {
  const row = await tx.one<{ host: string }>(sql`select host from portal_host where org_id = ${org_id}`)
  return row?.host ?? null
}

export async function findOrgByHost(tx: Tx, host: string): Promise<string | undefined> {
  const row = await tx.one<{ org_id: string }>(sql`select org_id from portal_host where host = ${host}`)
  return row?.org_id
}

/** Gives the org this host and no other; false where another org has it. */
export async function keepHost(tx: Tx, org_id: string, host: string | null): Promise<boolean> {
  await tx.run(sql`delete from portal_host where org_id = ${org_id} and host is distinct from ${host}`)
  if (host === null) return true
  await tx.run(sql`insert into portal_host (host, org_id) values (${host}, ${org_id}) on conflict do nothing`)
  return (await findOrgByHost(tx, host)) === org_id
}
