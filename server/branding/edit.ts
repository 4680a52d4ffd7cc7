import { createHash } from 'node:crypto'
import { checkAccent, type Theme } from '#kit/accent.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { command, type Context } from '#server/command/index.ts'
import { BRAND_REFUSALS as R, LOGO_MOST_PIXELS, NO_BRAND, type Brand } from './brand.ts'
import * as contract from './contract.ts'
import { readRaster } from './raster.ts'
import { answerBrand } from './show.ts'
import * as store from './store.ts'

/** An accent that cannot be read is not kept; the problem says how far it is off and, as expected, the nearest shade that would do. */
function accentProblem(field: 'accent_light' | 'accent_dark', theme: Theme, hex: string | null): FieldProblem[] {
  if (hex === null) return []
  const { on, shape, nearest } = checkAccent(hex, theme)
  if (!nearest) return []
  const fails = [
    ...(on.ok ? [] : [`words on it have ${ratio(on.ratio)} and need ${on.needs}:1`]),
    ...(shape.ok ? [] : [`against the page it has ${ratio(shape.ratio)} and needs ${shape.needs}:1`]),
  ]
  return [
    {
      path: field,
      message: `expected a colour that can be read: ${fails.join(', ')}`,
      code: 'contrast',
      expected: nearest,
    },
  ]
}

/** Rounded down: 2.99 is not 3. */
function ratio(value: number): string {
  return `${(Math.floor(value * 10) / 10).toFixed(1)}:1`
}

async function lockBefore(ctx: Context): Promise<Brand> {
  await store.lockBrand(ctx.tx, ctx.org_id)
  return (await store.findBrand(ctx.tx, ctx.org_id)) ?? NO_BRAND
}

const subject = (ctx: Context) => ({ noun: 'org', id: ctx.org_id }) as const

/** What changed, without the addresses of people and places. */
function changedFields(before: Brand, after: Brand): string[] {
  const fields = Object.keys(after) as (keyof Brand)[] // a brand has only its own fields
  return fields.filter((field) => field !== 'revision' && before[field] !== after[field])
}

export const putBrand = command(contract.putBrand, {
  gather: async (ctx, { body, query }) => {
    const fields = [
      ...accentProblem('accent_light', 'light', body.accent_light),
      ...accentProblem('accent_dark', 'dark', body.accent_dark),
    ]
    if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
    const before = await lockBefore(ctx)
    if (before.revision !== query.if_match) throw new Refused(COMMON.stale)
    return before
  },
  write: async (ctx, { input, facts: before }) => {
    const { portal_host, ...body } = input.body
    const after: Brand = { ...before, ...body, revision: before.revision + 1 }
    await store.upsertBrand(ctx.tx, ctx.org_id, after)
    if (!(await store.keepHost(ctx.tx, ctx.org_id, portal_host)))
      throw new Refused(R.host_taken, { host: portal_host ?? '' })
    const { accent_light, accent_dark } = after
    const fields = changedFields(before, after)
    ctx.record('brand.edited', subject(ctx), { fields, accent_light, accent_dark, portal_host })
    await ctx.emit('brand.edited', subject(ctx), null, { fields })
    return answerBrand(ctx.tx, ctx.actor)
  },
})

export const putLogo = command(contract.putLogo, {
  gather: async (ctx, { body }) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of chunksOf(body)) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const raster = readRaster(bytes)
    if (!raster) throw new Refused(R.not_raster)
    const { width, height } = raster
    if (Math.max(width, height) > LOGO_MOST_PIXELS) throw new Refused(R.too_large, { width, height })
    return { before: await lockBefore(ctx), raster, bytes }
  },
  write: async (ctx, { facts: { before, raster, bytes } }) => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    await store.insertLogo(ctx.tx, ctx.org_id, { ...raster, hash, bytes, created_at: ctx.recorded_at })
    await store.upsertBrand(ctx.tx, ctx.org_id, { ...before, logo_hash: hash, revision: before.revision + 1 })
    ctx.record('brand.logo_set', subject(ctx), { hash, ...raster })
    await ctx.emit('brand.edited', subject(ctx), null, { fields: ['logo_hash'] })
    return answerBrand(ctx.tx, ctx.actor)
  },
})

export const removeLogo = command(contract.removeLogo, {
  gather: lockBefore,
  write: async (ctx, { facts: before }) => {
    await store.upsertBrand(ctx.tx, ctx.org_id, { ...before, logo_hash: null, revision: before.revision + 1 })
    ctx.record('brand.logo_removed', subject(ctx), { hash: before.logo_hash })
    await ctx.emit('brand.edited', subject(ctx), null, { fields: ['logo_hash'] })
    return answerBrand(ctx.tx, ctx.actor)
  },
})

/** The edge gives a raw body as it streams, and counts its bytes; a request without one has none. */
async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body !== undefined && body !== null) yield* body as AsyncIterable<Uint8Array> // what `raw_body` promises
}
