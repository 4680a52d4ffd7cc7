import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { ProgramDocuments } from './document.ts'
import type { ProgramPorts } from './ports.ts'
import { seen } from './read.ts'
import { showVersion } from './show.ts'
import * as store from './store.ts'
import { PROGRAM_REFUSALS as R, type Document, type Version } from './version.ts'

/** Changes that one audit row tells in words; more are counted. */
const TOLD = 100

/** A program has no noun with an id of its own: its records are about the org. */
export const programOf = (org_id: string) => ({ noun: 'org', id: org_id }) as const

/** The document in a YAML text; refused with everything that is wrong with it, each at its line. */
function readYaml(documents: ProgramDocuments<Document>, yaml: string): Document {
  const parsed = documents.parseYaml(yaml)
  if (parsed.ok) return parsed.document
  const fields: FieldProblem[] = parsed.errors.map(({ path, line, column, message, expected }) => ({
    path: path.length > 0 ? `yaml.${path.join('.')}` : 'yaml',
    message: `line ${line}, column ${column}: ${message}`,
    expected,
  }))
  throw new Refused(R.yaml, { count: fields.length }, { fields })
}

/** What changed, in words, as an audit row tells it. */
export function toldChanges(documents: ProgramDocuments<Document>, before: Document, after: Document): string[] {
  const texts = documents.diff(before, after).map(({ text }) => text)
  return texts.length > TOLD ? [...texts.slice(0, TOLD), `and ${texts.length - TOLD} more`] : texts
}

export async function loadVersion(ctx: Context, n: number): Promise<Version> {
  return seen(await store.findVersion(ctx.tx, ctx.org_id, n))
}

export const createDraft = (ports: ProgramPorts) =>
  command(contract.createDraft, {
    gather: async (ctx, { body: { yaml, copy_of } }) => {
      const { documents, programs } = ports
      const source = copy_of === undefined ? undefined : await store.findVersion(ctx.tx, ctx.org_id, copy_of)
      if (copy_of !== undefined && !source) {
        throw new Refused(
          COMMON.invalid,
          {},
          { fields: [{ path: 'copy_of', message: 'expected the number of a version that is there', code: 'unknown' }] },
        )
      }
      const document = source ? await programs.read(ctx.tx, ctx.org_id, source) : readYaml(documents, yaml ?? '')
      await store.lockProgram(ctx.tx, ctx.org_id)
      return { document, version: (await store.findHighestVersion(ctx.tx, ctx.org_id)) + 1 }
    },
    write: async (ctx, { input: { body }, facts: { document, version } }) => {
      store.insertDraft(ctx.tx, ctx.org_id, {
        version,
        document,
        note: body.note,
        created_at: ctx.now,
        created_by: actorRef(ctx.actor),
      })
      ctx.record('program.draft_created', programOf(ctx.org_id), { version, copy_of: body.copy_of, note: body.note })
      await ctx.emit('program.draft_created', programOf(ctx.org_id), null, { version })
      return showVersion(ports, ctx.tx, ctx.org_id, await loadVersion(ctx, version), ctx.actor, ctx.now)
    },
  })

export const replaceDraft = (ports: ProgramPorts) =>
  command(contract.replaceDraft, {
    load: (ctx, { params }) => loadVersion(ctx, params.n),
    gather: async (ctx, { body, query }, draft) => {
      if (draft.status === 'published') throw new Refused(R.published, { version: draft.version })
      if (draft.revision !== query.if_match) throw new Refused(COMMON.stale)
      return {
        before: await ports.programs.read(ctx.tx, ctx.org_id, draft),
        after: readYaml(ports.documents, body.yaml),
      }
    },
    write: async (ctx, { input: { body }, subject: draft, facts: { before, after } }) => {
      const note = body.note ?? draft.note
      const { version, revision } = draft
      const next = await store.updateDraft(ctx.tx, ctx.org_id, { version, revision, document: after, note })
      if (!next) throw new Refused(COMMON.stale)
      const changes = toldChanges(ports.documents, before, after)
      ctx.record('program.draft_edited', programOf(ctx.org_id), { version, note, changes })
      await ctx.emit('program.draft_edited', programOf(ctx.org_id), null, { version })
      return showVersion(ports, ctx.tx, ctx.org_id, next, ctx.actor, ctx.now)
    },
  })

export const discardDraft = command(contract.discardDraft, {
  load: (ctx, { params }) => loadVersion(ctx, params.n),
  gather: async (_ctx, _input, draft) => {
    if (draft.status === 'published') throw new Refused(R.published, { version: draft.version })
    return undefined
  },
  write: async (ctx, { subject: { version, note } }) => {
    if (!(await store.deleteDraft(ctx.tx, ctx.org_id, version))) throw new Refused(COMMON.stale)
    ctx.record('program.draft_discarded', programOf(ctx.org_id), { version, note })
    await ctx.emit('program.draft_discarded', programOf(ctx.org_id), null, { version })
    return { version, discarded: true as const }
  },
})
