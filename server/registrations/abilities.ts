import type { Actor } from '#server/command/index.ts'
import { isMove, isOpen, type Move, type Registration } from './registration.ts'
import type { Life } from './show-life.ts'

/** What a partner's people can do; the rest is the org's. */
const PARTNERS: ReadonlySet<string> = new Set(['withdraw', 'answer', 'confirm', 'extend', 'log_activity'])

type Situation = { r: Registration; life: Pick<Life, 'extensions'>; left: number; actor: Actor }

const move =
  (verb: Move) =>
  ({ r }: Situation) =>
    isMove(verb, r.status)
const waits = ({ r, life }: Situation) =>
  r.status === 'approved' && life.extensions.some(({ status }) => status === 'asked')

/** Every verb with its permission, and when it can be done. */
const VERBS: readonly [verb: string, permission: string, can: (it: Situation) => boolean][] = [
  ['approve', 'registration:approve', (it) => move('approve')(it) && it.r.account_id !== null],
  ['reject', 'registration:reject', move('reject')],
  ['pick_account', 'registration:pick_account', (it) => move('pick_account')(it) && it.r.account_id === null],
  ['ask', 'registration:ask', move('ask')],
  ['answer', 'registration:answer', move('answer')],
  ['confirm', 'registration:confirm', (it) => move('confirm')(it) && it.r.confirm_due_at !== null],
  ['withdraw', 'registration:withdraw', move('withdraw')],
  ['extend', 'registration:extend', (it) => move('extend')(it) && it.left > 0 && !waits(it)],
  ['grant_extension', 'registration:grant_extension', waits],
  ['decline_extension', 'registration:grant_extension', waits],
  ['convert', 'registration:convert', move('convert')],
  ['win', 'registration:close', move('win')],
  ['lose', 'registration:close', move('lose')],
  ['revoke', 'registration:revoke', move('revoke')],
  ['assign', 'registration:assign', ({ r }) => isOpen(r.status)],
  ['log_activity', 'registration:log_activity', ({ r }) => isOpen(r.status)],
]

/** The verbs this caller may do to this registration now. */
export function abilitiesOn(it: Situation): string[] {
  return VERBS.filter(
    ([verb, permission, can]) =>
      it.actor.permissions.has(permission) && (it.actor.side === 'org' || PARTNERS.has(verb)) && can(it),
  ).map(([verb]) => verb)
}
