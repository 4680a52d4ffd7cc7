import { afterAll, beforeAll, expect, test } from 'vitest'
import { ORIGIN, makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { readMailbox } from './read.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>

beforeAll(async () => {
  world = await makeIdentity()
})
afterAll(() => world.drop())

test('only the mail of demo orgs can be read, with the pages it leads to', async () => {
  const call = { runtime: world.runtime, request: ORIGIN }
  await world.makePerson(await world.makeOrg(), 'admin')
  expect(await refusedWith(readMailbox.run(call, {}))).toBe('mailbox.not_demo')
  const { email } = await world.makePerson(await world.makeOrg(true), 'admin')
  const { answer } = await readMailbox.run(call, {})
  expect(answer.rows.map((row) => row.to.email)).toEqual([email])
  expect(answer.rows[0]?.links).toEqual([expect.stringMatching(/^\/sign-in\/link\/[\w-]{32}$/)])
  expect(readMailbox.route.answer.safeParse(answer).error).toBeUndefined()
})
