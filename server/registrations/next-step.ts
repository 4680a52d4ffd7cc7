import type { Reader, Reason } from '#kit/ruling.ts'
import type { RegistrationAnswer } from './contract-shape.ts'
import type { Registration } from './registration.ts'
import type { Shown } from './store.ts'
import { wayToYes } from './words.ts'

type Says = [partner: string, org: string]

function saying(r: Shown): Says {
  const texts: Record<Registration['status'], Says> = {
    in_review: [
      'Nothing for you to do. You get a mail as soon as it is decided.',
      r.account_id ? 'Waits for a decision.' : 'Pick the account it means; it is then checked again.',
    ],
    info_requested: [
      'Answer the question below. Then we go on checking.',
      'Waits for the partner’s answer. Your own deadline stands still meanwhile.',
    ],
    queued: r.confirm_due_at
      ? [
          'The company came free. Say that you still want it, and it is decided at once.',
          'Came free, and is offered to its partner: it is decided when the partner confirms.',
        ]
      : [
          'When the company comes free, your registration is decided at once.',
          'It is decided again when the earlier claim ends.',
        ],
    approved: [
      'Bring the deal home before the protection ends. We remind you in time.',
      r.follow_up_slipped_at
        ? 'The partner let its follow-up slip: your own people may contact the account until it follows up.'
        : 'Protected. Tie it to an opportunity once there is one.',
    ],
    converted: [
      'The deal is in our sales pipeline. The company stays yours while it is open.',
      'Protected while its opportunity is open. It is won or lost with that.',
    ],
    rejected: ['Nothing more happens with this registration.', 'Nothing more happens with it.'],
    withdrawn: [
      'You may register the company again, behind whoever came in between.',
      'Withdrawn; nothing more happens with it.',
    ],
    expired: [
      'If the deal goes on, register the company again; the rules say from when.',
      'The protection ended; the account is free.',
    ],
    won: ['The sale is made. Well done.', 'Won; nothing more happens with it.'],
    lost: ['There was no sale. If the company comes back, register it again.', 'Lost; the account is free.'],
    revoked: ['The approval was taken back. Your partner manager can tell you more.', 'Revoked; the account is free.'],
  }
  return texts[r.status]
}

/** By when something happens next. */
function dueAt(r: Shown): string | null {
  if (r.status === 'in_review') return r.answer_due_at
  if (r.status === 'info_requested') return r.reply_due_at
  if (r.status === 'queued') return r.confirm_due_at
  return r.status === 'approved' || r.status === 'converted' ? r.ends_at : null
}

/** What happens next, for its reader. */
export function nextStep(r: Shown, because: readonly Reason[], reader: Reader): RegistrationAnswer['next_step'] {
  const answered = because.find((reason) => reason.verdict === 'answered')
  const stands = r.status === 'rejected' || (r.status === 'queued' && !r.confirm_due_at)
  const way_to_yes = stands ? ((answered && wayToYes(answered)) ?? null) : null
  return { text: saying(r)[reader === 'org' ? 1 : 0], due_at: dueAt(r), way_to_yes }
}
