import { toWireId, uuidOf, type Noun } from '#kit/ids.ts'
import { mayReadOf } from '#kit/readable.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, query, type Context } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { AttachmentRoutes } from './contract.ts'
import { ATTACHMENTS_MAX, FILE_REFUSALS, type Attachment, type FileKind } from './file.ts'
import { mayDetach, showAttachments } from './show.ts'
import * as store from './store.ts'

type Subject = { noun: Noun; id: string }

/**
 * Hangs a file, sent by the caller's own side, on a thing. `partner_id` is the partner whose thing it is; `visibility`
 * keeps the file from it. The caller has checked that the thing is the actor's to change.
 */
export async function attachFile(
  ctx: Context,
  it: {
    file_id: string
    subject: Subject
    partner_id: string | null
    kind?: FileKind
    visibility?: 'both' | 'org'
  },
): Promise<Attachment> {
  const { tx, org_id, actor } = ctx
  const file = await store.lockFile(tx, org_id, uuidOf('file', it.file_id))
  if (!file || file.sent_by_partner !== actor.partner_id) throw new Refused(FILE_REFUSALS.not_sent_here)
  if (file.is_attached) throw new Refused(FILE_REFUSALS.in_use)
  const there = await store.listAttachments(tx, org_id, it.subject, ATTACHMENTS_MAX)
  if (there.length >= ATTACHMENTS_MAX) throw new Refused(FILE_REFUSALS.too_many, { limit: ATTACHMENTS_MAX })
  const { kind = 'other' } = it
  const shown_to = it.visibility === 'org' && actor.side === 'org' ? null : it.partner_id
  const attachment_id = ctx.newId()
  store.insertAttachment(tx, org_id, {
    id: attachment_id,
    file_id: file.id,
    partner_id: shown_to,
    subject_noun: it.subject.noun,
    subject_id: it.subject.id,
    kind,
    attached_at: ctx.now,
    attached_by: actorRef(actor),
  })
  const change = { file: toWireId('file', file.id), kind, sha256: file.sha256, shown_to_partner: shown_to !== null }
  ctx.record('file.attached', { ...it.subject, partner_id: shown_to }, change)
  const body = { attachment_id: toWireId('attachment', attachment_id), kind, by: actor.side }
  await ctx.emit('file.attached', it.subject, shown_to, body)
  return { ...file, attachment_id, kind, shown_to, attached_at: ctx.now }
}

/** The files of a thing that the transaction's scope sees, newest first. */
export function listAttachments(tx: Tx, org_id: string, subject: Subject): Promise<Attachment[]> {
  return store.listAttachments(tx, org_id, subject, ATTACHMENTS_MAX)
}

/** Finds the thing at the caller's scope: its partner, or nothing where the caller does not see it. */
export type FindSubject = (tx: Tx, org_id: string, id: string) => Promise<{ partner_id: string | null } | undefined>

/** The verbs behind `attachmentRoutes`. */
export function attachmentVerbs<R extends AttachmentRoutes>(noun: Noun, routes: R, find: FindSubject) {
  async function subjectOf({ tx, org_id, actor }: Pick<Context, 'tx' | 'org_id' | 'actor'>, wire_id: string) {
    const id = uuidOf(noun, wire_id)
    const found = await find(tx, org_id, id)
    // Files of what somebody may not read are not theirs to read either.
    if (!found || !mayReadOf(actor.permissions, noun)) throw new Refused(COMMON.not_found, { noun })
    return { subject: { noun, id }, partner_id: found.partner_id }
  }
  // The generic routes have one shape for every noun; what a noun changes is the names in them.
  const { list, attach, detach }: AttachmentRoutes = routes
  return [
    query(list, async (reading, { params }) => {
      const { tx, org_id, actor } = reading
      const { subject } = await subjectOf(reading, params.id)
      const all = await listAttachments(tx, org_id, subject)
      const abilities = actor.permissions.has('file:attach') && all.length < ATTACHMENTS_MAX ? ['attach'] : []
      return { attachments: await showAttachments(tx, all, actor), abilities }
    }),
    command(attach, {
      load: (ctx, { params }) => subjectOf(ctx, params.id),
      gather: async () => undefined,
      write: async (ctx, { input: { body }, subject }) => {
        const kept = await attachFile(ctx, { ...subject, ...body })
        const [shown] = await showAttachments(ctx.tx, [kept], ctx.actor)
        if (!shown) throw new Error('an attachment that was kept is shown')
        return shown
      },
    }),
    command(detach, {
      load: async (ctx, { params }) => {
        const { subject } = await subjectOf(ctx, params.id)
        const id = uuidOf('attachment', params.attachment_id)
        const it = await store.findAttachment(ctx.tx, ctx.org_id, subject, id)
        if (!it) throw new Refused(COMMON.not_found, { noun: 'attachment' })
        return { subject, it }
      },
      policy: (actor, { it }) =>
        mayDetach(it, actor) !== 'not_theirs' || {
          why: 'The other side attached this file.',
          who: 'your partner manager',
        },
      gather: async (ctx, _, { it }) => {
        if (mayDetach(it, ctx.actor) === 'stays') throw new Refused(FILE_REFUSALS.stays)
      },
      write: async (ctx, { subject: { subject, it } }) => {
        const { attachment_id, id: file_id, kind, sha256, shown_to } = it
        const is_gone = await store.deleteAttachment(
          ctx.tx,
          ctx.org_id,
          { id: attachment_id, file_id },
          ctx.recorded_at,
        )
        if (!is_gone) throw new Refused(COMMON.not_found, { noun: 'attachment' })
        ctx.record(
          'file.detached',
          { ...subject, partner_id: shown_to },
          { file: toWireId('file', file_id), kind, sha256 },
        )
        const body = { attachment_id: toWireId('attachment', attachment_id), kind, by: ctx.actor.side }
        await ctx.emit('file.detached', subject, shown_to, body)
        return { removed: true as const }
      },
    }),
  ]
}
