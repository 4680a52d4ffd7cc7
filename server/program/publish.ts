import { epochMs, instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { loadVersion, programOf, toldChanges } from './draft.ts'
import type { ProgramPorts } from './ports.ts'
import { readPublished, showFindings, showVersion } from './show.ts'
import * as store from './store.ts'
import { PROGRAM_REFUSALS as R } from './version.ts'

/** Publishes a draft: it takes effect now or later, and edits nothing that was published before. */
export const publishVersion = (ports: ProgramPorts) =>
  command(contract.publishVersion, {
    load: (ctx, { params }) => loadVersion(ctx, params.n),
    gather: async (ctx, { body }, draft) => {
      const { tx, org_id, now } = ctx
      if (draft.status === 'published') throw new Refused(R.published, { version: draft.version })
      const effective_at = body.effective_at === undefined ? now : instant(epochMs(body.effective_at))
      if (effective_at < now) {
        const message = `expected now (${now}) or later: nobody is bound by rules that were not there yet`
        throw new Refused(COMMON.invalid, {}, { fields: [{ path: 'effective_at', message, code: 'past' }] })
      }
      await store.lockProgram(tx, org_id)
      const taken = await store.findEffectiveAt(tx, org_id, effective_at)
      if (taken) throw new Refused(R.taken, { version: taken.version })
      // Parsed anew: the draft may have been written under an older schema of the same sections.
      const document = await ports.programs.read(tx, org_id, draft)
      const earlier = await readPublished(ports, tx, org_id)
      const findings = showFindings(ports.documents, document, ports.documents.toYaml(document), earlier)
      const fields = findings
        .filter(({ level }) => level === 'error')
        .map(({ path, message }) => ({ path: path.join('.'), message }))
      if (fields.length > 0) throw new Refused(R.incomplete, { count: fields.length }, { fields })
      const in_force = await store.findInForce(tx, org_id, now)
      const changes = in_force
        ? toldChanges(ports.documents, await ports.programs.read(tx, org_id, in_force), document)
        : []
      return { effective_at, document, findings, changes }
    },
    write: async (
      ctx,
      { input: { body }, subject: { version, revision }, facts: { effective_at, document, findings, changes } },
    ) => {
      const { tx, org_id, now } = ctx
      const published = await store.publishDraft(tx, org_id, {
        version,
        revision,
        document,
        note: body.note,
        effective_at,
        published_at: now,
        published_by: actorRef(ctx.actor),
      })
      if (!published) throw new Refused(COMMON.stale)
      ctx.record('program.published', programOf(org_id), { version, effective_at, note: body.note, changes })
      await ctx.emit('program.published', programOf(org_id), null, { version, effective_at })
      return { ...(await showVersion(ports, tx, org_id, published, ctx.actor, now)), findings }
    },
  })
