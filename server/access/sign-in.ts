import { Refused } from '#kit/refusal.ts'
import { ACCESS_REFUSALS } from './access.ts'
import { passwordIsRight } from './check-password.ts'
import * as contract from './contract.ts'
import { publicVerb } from './public-verb.ts'
import { startSession } from './start-session.ts'
import { findPersonByEmail } from './store.ts'

export const signIn = publicVerb(contract.signIn, async ({ runtime, request }, { body: { email, password } }) => {
  const right = await passwordIsRight(runtime, email, password)
  const known = right ? await runtime.db.transaction(null, (tx) => findPersonByEmail(tx, email)) : undefined
  if (!known) throw new Refused(ACCESS_REFUSALS.wrong)
  return startSession(runtime, known, request)
})
