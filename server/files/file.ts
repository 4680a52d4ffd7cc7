import { refusal } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'

/**
 * A file is what somebody sent; an attachment says what it belongs to and who sees it.
 *
 * Invariants: the same bytes stand once per org; a file hangs on one thing; what hangs on nothing for a day is removed;
 * what a file is follows from its bytes, never from its name or from what the sender says.
 */
export const FILE_KINDS = ['customer_letter', 'content', 'evidence', 'form', 'other'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** Kinds that a person chooses; `form` is what a field of the form took. */
export const CHOSEN_KINDS = ['customer_letter', 'content', 'evidence', 'other'] as const

/** What a decision may rest on: only the org removes it. */
export const STAYS: readonly FileKind[] = ['customer_letter', 'evidence', 'form']

export const VISIBILITIES = ['both', 'org'] as const

/** The largest file taken. */
export const FILE_LIMIT_BYTES = 20 * 1024 * 1024

/** One thing carries at most so many files: a list of them needs no pages. */
export const ATTACHMENTS_MAX = 50

export type StoredFile = {
  id: string
  /** Who sees it on the partners' side. */
  partner_id: string | null
  sent_by_partner: string | null
  name: string
  media_type: string
  size_bytes: string
  sha256: string
  uploaded_at: Instant
  uploaded_by: string
}

export type Attachment = StoredFile & {
  attachment_id: string
  kind: FileKind
  /** The partner that sees the attachment; null: the org alone. */
  shown_to: string | null
  attached_at: Instant
}

export const FILE_REFUSALS = {
  empty: refusal('file.empty', 'invalid', 'The file is empty.', 'Check that it was saved, and send it again.'),
  too_large: refusal(
    'file.too_large',
    'too_large',
    'The file is larger than {limit}, the most that is taken.',
    'Make it smaller, for example by exporting it as PDF with smaller images, or share a link to it in the notes.',
  ),
  executable: refusal(
    'file.executable',
    'invalid',
    '“{name}” is {what}, whatever its name says; programs are not taken.',
    'Send the document itself. If somebody sent you this as a document, do not open it.',
  ),
  not_sent_here: refusal(
    'file.not_yours',
    'invalid',
    'There is no such file among those that your side has sent.',
    'Upload the file first, then attach it by the id of the answer.',
  ),
  in_use: refusal(
    'file.attached_elsewhere',
    'conflict',
    'The file is attached already.',
    'Upload it again to attach it here too; the same content takes no more room.',
  ),
  too_many: refusal(
    'file.too_many',
    'conflict',
    'There are {limit} files here already, the most there can be.',
    'Remove one that is not needed any more, or put several into one.',
  ),
  stays: refusal(
    'file.stays',
    'forbidden',
    'A decision may rest on this file, so it stays.',
    'Attach a newer one beside it, or ask your partner manager to remove it.',
  ),
} as const
