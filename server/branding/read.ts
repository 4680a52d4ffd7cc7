import { COMMON, Refused } from '#kit/refusal.ts'
import { publicVerb } from '#server/access/index.ts'
import { query } from '#server/command/index.ts'
import { findOrg, findOrgBySlug } from '#server/orgs/index.ts'
import * as contract from './contract.ts'
import { answerBrand, showPublic } from './show.ts'
import * as store from './store.ts'

export const getBrand = query(contract.getBrand, ({ tx, actor }) => answerBrand(tx, actor))

/** Nothing is told of an org that has not dressed its pages: a guessed slug says nothing about who is here. */
export const entryBrand = publicVerb(contract.entryBrand, async ({ runtime }, { query: q }) => {
  const org = await runtime.db.transaction(null, async (tx) => {
    const host = q.host?.toLowerCase().replace(/:\d+$/, '')
    const by_host = host ? await store.findOrgByHost(tx, host) : undefined
    if (by_host) return findOrg(tx, by_host)
    return q.org ? findOrgBySlug(tx, q.org) : undefined
  })
  if (!org) return { answer: { brand: null } }
  const scope = { org_id: org.id, scope: 'org' as const, partner_id: null }
  const brand = await runtime.db.transaction(scope, (tx) => store.findBrand(tx, org.id))
  return { answer: { brand: brand ? showPublic(org, brand) : null } }
})

export const readLogo = publicVerb(contract.readLogo, async ({ runtime }, { params }) => {
  const org = await runtime.db.transaction(null, (tx) => findOrgBySlug(tx, params.org))
  const scope = org && { org_id: org.id, scope: 'org' as const, partner_id: null }
  const logo = scope && (await runtime.db.transaction(scope, (tx) => store.findLogo(tx, scope.org_id, params.hash)))
  if (!logo) throw new Refused(COMMON.not_found, { noun: 'logo' })
  const { bytes, media_type } = logo
  return {
    answer: {
      name: `logo.${media_type.replace('image/', '')}`,
      media_type,
      opens_in_place: true,
      is_public: true,
      size_bytes: bytes.length,
      etag: params.hash,
      bytes: pieces(bytes),
    },
  }
})

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
