import type { Instant } from '#kit/instant.ts'
import type { Reader } from '#kit/ruling.ts'
import type { StepAnswer } from './contract.ts'
import type { CaseStatus, ConductCase } from './conduct.ts'

/** The way of a case, as its reader may know it: what happened, what comes next, and by when. */

type Around = { reader: Reader; nameOf: (ref: string | null) => string | null }

/** A partner does not read that a suspension is proposed: until two people agreed, nothing is decided. */
export function statusFor(c: Pick<ConductCase, 'status' | 'answered_at'>, reader: Reader): CaseStatus {
  if (reader === 'org' || c.status !== 'proposed') return c.status
  return c.answered_at ? 'answered' : 'silent'
}

const EFFECTS: Partial<Record<CaseStatus, [org: string, partner: string]>> = {
  dismissed: ['Dismissed: nothing is held against the partner.', 'Nothing is held against you.'],
  noted: ['Noted on record.', 'It is noted on record; nothing else follows from it.'],
  warned: ['The partner was warned.', 'This is a warning.'],
  suspended: ['The partner is suspended.', 'You are suspended: nothing new can be registered.'],
  lifted: ['Lifted.', 'It was lifted.'],
  lapsed: ['It counts no more.', 'It counts no more.'],
}

export function pathOf(c: ConductCase, { reader, nameOf }: Around): StepAnswer[] {
  const org = reader === 'org'
  const status = statusFor(c, reader)
  const say = (forOrg: string, forPartner: string) => (org ? forOrg : forPartner)
  const dismissed_early = status === 'dismissed' && !c.answered_at && !c.silent_at
  const decided = c.decided_at !== null && status !== 'proposed'
  const step = (
    key: StepAnswer['key'],
    name: string,
    state: StepAnswer['state'],
    text: string,
    more: { at?: Instant | null; due_at?: Instant | null; by?: string | null } = {},
  ): StepAnswer => ({ key, name, state, text, at: more.at ?? null, due_at: more.due_at ?? null, by: more.by ?? null })

  const found = org
    ? [
        step('found', 'Found', 'done', c.opened_by === 'clock' ? 'The program found it.' : 'Opened by a person.', {
          at: c.opened_at,
          by: c.opened_by === 'clock' ? null : nameOf(c.opened_by),
        }),
      ]
    : []
  const told = c.notified_at
    ? step(
        'told',
        say('Partner told', 'You were told'),
        'done',
        say('The partner reads what was seen.', 'We wrote to you.'),
        {
          at: c.notified_at,
          by: org ? nameOf(c.notified_by) : null,
        },
      )
    : step(
        'told',
        'Partner told',
        dismissed_early ? 'skipped' : 'now',
        dismissed_early ? 'It was dismissed before.' : 'The partner knows nothing of it yet.',
      )
  const reply = c.answered_at
    ? step('reply', say('Answered', 'You answered'), 'done', say('The partner answered.', 'Thank you; we read it.'), {
        at: c.answered_at,
        by: nameOf(c.answered_by),
      })
    : c.silent_at
      ? step(
          'reply',
          say('No answer', 'Your answer'),
          decided ? 'skipped' : 'done',
          say(
            'The partner did not answer in time; it still may.',
            'The time is over. You can still answer until it is decided.',
          ),
          { at: c.silent_at },
        )
      : step(
          'reply',
          say('Partner answers', 'Your answer'),
          status === 'notified' ? 'now' : dismissed_early ? 'skipped' : 'next',
          status === 'notified'
            ? say('Nothing can be held against it before it answered, or its days are over.', 'Tell us how it was.')
            : '',
          { due_at: status === 'notified' ? c.reply_due_at : null },
        )
  const decision = decided
    ? step('decision', 'Decided', 'done', c.reason ?? '', { at: c.decided_at, by: org ? nameOf(c.decided_by) : null })
    : status === 'proposed'
      ? step('decision', 'Suspension proposed', 'done', c.reason ?? '', {
          at: c.proposed_at,
          by: nameOf(c.proposed_by && `person:${c.proposed_by}`),
        })
      : step(
          'decision',
          'Decision',
          status === 'answered' || status === 'silent' ? 'now' : 'next',
          say('A person decides.', 'A person of ours reads your answer and decides.'),
        )
  const confirmation =
    org && (status === 'proposed' || c.confirmed_by)
      ? [
          c.confirmed_by
            ? step('confirmation', 'Confirmed', 'done', 'A second person agreed.', {
                at: c.decided_at,
                by: nameOf(`person:${c.confirmed_by}`),
              })
            : step('confirmation', 'Second person', 'now', 'Somebody else agrees, or sends it back.'),
        ]
      : []
  const effect = EFFECTS[status]
  const until =
    status === 'suspended' ? c.suspended_until : status === 'noted' || status === 'warned' ? c.counts_until : null
  const effects = effect
    ? [
        step(
          'effect',
          status === 'suspended' || status === 'noted' || status === 'warned' ? 'In effect' : 'Ended',
          'done',
          say(...effect),
          {
            at: c.ended_at ?? c.decided_at,
            due_at: until,
            by: org ? nameOf(c.ended_by) : null,
          },
        ),
      ]
    : []
  return [...found, told, reply, decision, ...confirmation, ...effects]
}

/** What comes next, in one sentence. */
export function nextStepOf(c: ConductCase, reader: Reader): string {
  const texts: Record<CaseStatus, [org: string, partner: string]> = {
    found: ['Look at what was seen: tell the partner, or dismiss it.', ''],
    notified: [
      'The partner has its days to answer. Nothing can be held against it before.',
      'Answer in your own words, and add files if they help. Whatever you say is read before anything is decided.',
    ],
    answered: ['Read the answer and decide.', 'We have your answer. A person decides, and you are told at once.'],
    silent: [
      'The partner did not answer in time. Decide, or wait: it can still answer.',
      'The time to answer is over, but nothing is decided. You can still answer.',
    ],
    proposed: ['A second person confirms the suspension, or sends it back.', ''],
    dismissed: ['Nothing more happens.', 'Nothing more happens; thank you.'],
    noted: [
      'It counts until the day shown; nothing else happens.',
      'Nothing else happens, and it is forgotten after that day. If you disagree, somebody who is not involved looks again.',
    ],
    warned: [
      'The warning counts until the day shown.',
      'It is forgotten after that day. If you disagree, somebody who is not involved looks again.',
    ],
    suspended: [
      'The partner registers nothing until it is lifted.',
      'You can register again when it ends, and what you have protected stays yours. If you disagree, somebody who is not involved looks again.',
    ],
    lifted: ['Nothing more happens.', 'Nothing more happens.'],
    lapsed: ['Nothing more happens.', 'Nothing more happens.'],
  }
  return texts[statusFor(c, reader)][reader === 'org' ? 0 : 1]
}
