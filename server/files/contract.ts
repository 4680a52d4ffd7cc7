import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { idSchema, type Noun } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { CHOSEN_KINDS, FILE_KINDS, FILE_LIMIT_BYTES, FILE_REFUSALS as F, VISIBILITIES } from './file.ts'

export const fileSchema = z
  .object({
    id: idSchema('file'),
    name: z.string(),
    media_type: z
      .string()
      .meta({ description: 'what the bytes are, whatever the name says', example: 'application/pdf' }),
    size_bytes: z.number().int(),
    sha256: z.string(),
    uploaded_at: z.string(),
    uploaded_by: z.string().meta({ description: 'who sent it, in words for the reader' }),
  })
  .meta({ id: 'File' })

export const attachmentSchema = z
  .object({
    id: idSchema('attachment'),
    file: fileSchema,
    kind: z.enum(FILE_KINDS),
    visibility: z.enum(VISIBILITIES).meta({ description: 'org: people of the org only' }),
    attached_at: z.string(),
    opens_in_place: z.boolean().meta({ description: 'a browser shows it; everything else is downloaded' }),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Attachment' })

export const uploadFile = route({
  id: 'file.upload',
  method: 'PUT',
  path: '/files',
  summary: 'Send a file; attach it afterwards, within a day',
  permission: 'file:attach',
  side: 'both',
  query: z.object({
    name: z.string().min(1, { error: 'expected the name of the file' }).max(1000).meta({ example: 'letter.pdf' }),
  }),
  raw_body: { content_type: '*/*', limit_bytes: FILE_LIMIT_BYTES, too_large: F.too_large },
  answer: fileSchema,
  status: 201,
  refusals: [F.empty, F.too_large, F.executable],
})

export const readFile = route({
  id: 'file.content',
  method: 'GET',
  path: '/files/{id}/content',
  summary: 'The bytes of a file; a picture or a PDF opens in place, everything else is a download',
  permission: 'file:read',
  side: 'both',
  params: z.object({ id: idSchema('file') }),
  query: z.object({
    acting: idSchema('membership')
      .optional()
      .meta({ description: 'the membership that acts, where a link cannot set the header' }),
  }),
  answer: z.unknown(),
  answer_type: '*/*',
})

export const fileContracts = [uploadFile, readFile]

/**
 * What hangs on a thing: three routes, the same for every noun that carries files. The shop of the noun names them in its
 * contracts, and makes the verbs with `attachmentVerbs`.
 */
export function attachmentRoutes<N extends Noun, P extends string>(noun: N, plural: P) {
  const thing = z.object({ id: idSchema(noun) })
  return {
    list: route({
      id: `${noun}.attachments`,
      method: 'GET',
      path: `/${plural}/{id}/attachments`,
      summary: `Files of a ${noun}, the newest first`,
      permission: 'file:read',
      side: 'both',
      params: thing,
      answer: z.object({
        attachments: z.array(attachmentSchema),
        abilities: z.array(z.string()),
      }),
    }),
    attach: route({
      id: `${noun}.attach`,
      method: 'POST',
      path: `/${plural}/{id}/attachments`,
      summary: `Attach a file to a ${noun}`,
      permission: 'file:attach',
      side: 'both',
      params: thing,
      body: z.strictObject({
        file_id: idSchema('file'),
        kind: z.enum(CHOSEN_KINDS).default('other'),
        visibility: z
          .enum(VISIBILITIES)
          .default('both')
          .meta({ description: 'org: the partner does not see it; only people of the org may say so' }),
      }),
      answer: attachmentSchema,
      status: 201,
      refusals: [F.not_sent_here, F.in_use, F.too_many],
      dry_run: true,
    }),
    detach: route({
      id: `${noun}.detach`,
      method: 'DELETE',
      path: `/${plural}/{id}/attachments/{attachment_id}`,
      summary: `Remove a file from a ${noun}`,
      permission: 'file:attach',
      side: 'both',
      params: thing.extend({ attachment_id: idSchema('attachment') }),
      answer: z.object({ removed: z.literal(true) }),
      refusals: [COMMON.not_found, F.stays],
      dry_run: true,
    }),
  }
}

export type AttachmentRoutes = ReturnType<typeof attachmentRoutes<Noun, string>>
export type AttachmentAnswer = z.output<typeof attachmentSchema>
export type FileAnswer = z.output<typeof fileSchema>
