import { fromWireId, toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { wallNow } from '#server/platform/clock.ts'
import * as contract from './contract.ts'
import { personVerb } from './person-verb.ts'
import { showSession } from './show-session.ts'
import * as store from './store.ts'

export const getSession = personVerb(contract.getSession, async ({ runtime, session }) => ({
  answer: await showSession(runtime, session),
}))

export const listSessions = personVerb(contract.listSessions, async ({ runtime, session }) => {
  const sessions = await runtime.db.transaction(null, (tx) => store.listSessions(tx, session.person.id, wallNow()))
  const rows = sessions.map((one) => ({
    ...one,
    id: toWireId('session', one.id),
    is_current: one.id === session.session_id,
  }))
  return { answer: { rows } }
})

export const revokeSession = personVerb(contract.revokeSession, async ({ runtime, session }, { params }) => {
  const id = fromWireId('session', params.id) ?? ''
  const ended = await runtime.db.transaction(null, (tx) => store.endSession(tx, session.person.id, id, wallNow()))
  if (!ended) throw new Refused(COMMON.not_found, { noun: 'session' })
  return id === session.session_id ? { answer: null, set_session: null } : { answer: null }
})

export const signOut = personVerb(contract.signOut, async ({ runtime, session }) => {
  await runtime.db.transaction(null, (tx) => store.endSession(tx, session.person.id, session.session_id, wallNow()))
  return { answer: null, set_session: null }
})
