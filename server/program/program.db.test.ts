import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '#kit/refusal.ts'
import { plusMs } from '#kit/instant.ts'
import { enrollPartner } from '#server/partners/enroll.ts'
import { wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { refusedWith } from '#tests/make/identity.ts'
import { makeShops, PROGRAM } from '#tests/make/shops.ts'
import { createDraft, discardDraft, replaceDraft } from './draft.ts'
import { publishVersion } from './publish.ts'
import { checkProgram, diffVersions, getVersion, listVersions } from './read.ts'
import { getRules } from './rules.ts'

let world: Awaited<ReturnType<typeof makeShops>>
beforeAll(async () => void (world = await makeShops()))
afterAll(() => world.drop())

const DAY = 86_400_000

async function makeOrg() {
  const org_id = await world.makeOrg()
  const { call } = await world.makePerson(org_id, 'admin')
  const at = (now: string) =>
    world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
      world.runtime.programs.inForce(tx, org_id, now),
    )
  return { org_id, call, at }
}

test('publishes a draft, which then is in force and never changes', async () => {
  const { org_id, call, at } = await makeOrg()
  const before = (await world.kept(org_id)).verbs.length
  const { answer: draft } = await createDraft(world.program).run(call, { body: { yaml: PROGRAM, note: 'first' } })
  expect(draft).toMatchObject({
    version: 1,
    status: 'draft',
    revision: 1,
    abilities: ['edit', 'discard', 'publish', 'copy'],
  })
  await expect(at(wallNow())).rejects.toMatchObject({ message: 'program.none_in_force' })

  const { answer } = await publishVersion(world.program).run(call, { params: { n: 1 }, body: { note: 'we begin' } })
  expect(answer).toMatchObject({ status: 'in_force', note: 'we begin', abilities: ['copy'] })
  expect(answer.published_by?.name).toContain('Person')
  expect(await at(wallNow())).toMatchObject({
    version: 1,
    document: { about: { name: 'North program' }, calendar: { zone: 'Europe/Berlin' } },
  })

  const replace = replaceDraft(world.program).run(call, {
    params: { n: 1 },
    query: { if_match: answer.revision },
    body: { yaml: PROGRAM },
  })
  expect(await refusedWith(replace)).toBe('program.published')
  expect(await refusedWith(discardDraft.run(call, { params: { n: 1 } }))).toBe('program.published')
  expect(
    await refusedWith(publishVersion(world.program).run(call, { params: { n: 1 }, body: { note: 'again' } })),
  ).toBe('program.published')
  await expect(
    world.run(org_id, sql`update program_version set note = 'other' where org_id = ${org_id}`),
  ).rejects.toThrow('never changes')

  const kept = await world.kept(org_id)
  expect(kept.verbs.slice(before)).toEqual(['program.draft_created', 'program.published'])
  expect(kept.types.slice(-2)).toEqual(['program.draft_created', 'program.published'])
})

test('refuses a text with everything that is wrong with it, each at its line, and keeps nothing', async () => {
  const { org_id, call } = await makeOrg()
  const before = await world.kept(org_id)
  const yaml = 'calendar:\n  zone: Mars/Olympus\ntracks:\n  - key: Reseller\n    nmae: x\n'
  const refused = await createDraft(world.program)
    .run(call, { body: { yaml } })
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refused)
  const { type, fields } = refused as Refused
  expect(type.code).toBe('program.invalid_yaml')
  expect(fields.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['yaml.calendar.zone', 'yaml.tracks.0.key', 'yaml.tracks.0.nmae']),
  )
  expect(fields.find(({ path }) => path === 'yaml.calendar.zone')?.message).toMatch(/^line 2, column 9: /)
  expect(await world.kept(org_id)).toEqual(before)
  expect((await listVersions.run(call, {})).rows).toEqual([])
})

test('wants either a text or a version to copy', async () => {
  const { call } = await makeOrg()
  for (const body of [{}, { yaml: PROGRAM, copy_of: 1 }])
    expect(await refusedWith(createDraft(world.program).run(call, { body }))).toBe('request.invalid')
  expect(await refusedWith(createDraft(world.program).run(call, { body: { copy_of: 7 } }))).toBe('request.invalid')
})

test('does not publish a program that is not complete, and says what is missing', async () => {
  const { call } = await makeOrg()
  const { answer } = await createDraft(world.program).run(call, {
    body: { yaml: PROGRAM.replace('[A listing]', '[]') },
  })
  expect(answer.findings).toContainEqual(
    expect.objectContaining({ level: 'error', path: ['tracks', 0, 'tiers', 0, 'benefits'], line: expect.any(Number) }),
  )
  const refused = publishVersion(world.program).run(call, { params: { n: 1 }, body: { note: 'x' } })
  await expect(refused).rejects.toMatchObject({
    message: 'program.incomplete',
    fields: [{ path: 'tracks.0.tiers.0.benefits' }],
  })
})

test('refuses to bind anybody earlier than now, or two versions at one instant', async () => {
  const { org_id, call } = await makeOrg()
  const later = plusMs(wallNow(), DAY)
  await world.publish(org_id, PROGRAM, later)
  await createDraft(world.program).run(call, { body: { copy_of: 1 } })
  const publish = (effective_at: string) =>
    refusedWith(publishVersion(world.program).run(call, { params: { n: 2 }, body: { note: 'x', effective_at } }))
  expect(await publish(later)).toBe('program.effective_at_taken')
  expect(await publish(plusMs(wallNow(), -1000))).toBe('request.invalid')
  expect(await publish(plusMs(later, 1))).toBe('nothing was refused')
})

test('decides by the version whose time has come, whatever was published in between', async () => {
  const { org_id, call, at } = await makeOrg()
  const now = wallNow()
  await world.publish(org_id)
  await world.publish(org_id, PROGRAM.replace('North', 'Second'), plusMs(now, 10 * DAY))
  await world.publish(org_id, PROGRAM.replace('North', 'Third'), plusMs(now, 5 * DAY))
  const names = await Promise.all(
    [plusMs(now, DAY), plusMs(now, 6 * DAY), plusMs(now, 11 * DAY)].map(async (then) => (await at(then)).version),
  )
  expect(names).toEqual([1, 3, 2])
  const { rows } = await listVersions.run(call, {})
  expect(rows.map(({ version, status }) => [version, status])).toEqual([
    [3, 'scheduled'],
    [2, 'scheduled'],
    [1, 'in_force'],
  ])
})

test('forgets a publication that was only tried', async () => {
  const { call, at } = await makeOrg()
  await createDraft(world.program).run(call, { body: { yaml: PROGRAM } })
  const publish = { params: { n: 1 }, body: { note: 'x' } }
  const { answer, dry_run } = await publishVersion(world.program).run({ ...call, dry_run: true }, publish)
  expect([dry_run, answer.status]).toEqual([true, 'in_force'])
  expect((await getVersion(world.program).run(call, { params: { n: 1 } })).status).toBe('draft')
  await replaceDraft(world.program).run(call, {
    params: { n: 1 },
    query: { if_match: 1 },
    body: { yaml: PROGRAM.replace('North', 'South') },
  })
  await publishVersion(world.program).run(call, publish)
  expect((await at(wallNow())).document).toMatchObject({ about: { name: 'South program' } })
})

test('refuses an edit of a draft that changed meanwhile', async () => {
  const { call } = await makeOrg()
  await createDraft(world.program).run(call, { body: { yaml: PROGRAM } })
  const edit = () =>
    replaceDraft(world.program).run(call, {
      params: { n: 1 },
      query: { if_match: 1 },
      body: { yaml: PROGRAM.replace('North', 'East') },
    })
  expect((await edit()).answer.revision).toBe(2)
  expect(await refusedWith(edit())).toBe('request.stale')
})

test('numbers drafts made at one moment one after the other', async () => {
  const { call } = await makeOrg()
  const made = await Promise.all(
    Array.from({ length: 8 }, () => createDraft(world.program).run(call, { body: { yaml: PROGRAM } })),
  )
  expect(made.map(({ answer }) => answer.version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('tells a difference in words, and looks a text over without keeping it', async () => {
  const { org_id, call } = await makeOrg()
  await world.publish(org_id)
  const yaml = `${PROGRAM}registration:\n  protection: { days: 60 }\n`
  const before = await world.kept(org_id)
  const checked = await checkProgram(world.program).run(call, { body: { yaml } })
  expect(checked).toMatchObject({ ok: true, errors: [], against: 1 })
  expect(checked.changes.map(({ text }) => text)).toEqual([expect.stringContaining('60 days instead of 90')])
  expect(await checkProgram(world.program).run(call, { body: { yaml: 'tracks: 7' } })).toMatchObject({
    ok: false,
    errors: [{ line: 1, column: 9 }],
  })
  expect(await world.kept(org_id)).toEqual(before)

  await createDraft(world.program).run(call, { body: { yaml } })
  const { changes } = await diffVersions(world.program).run(call, { query: { from: '1', to: '2' } })
  expect(changes).toEqual(checked.changes)
  expect(await refusedWith(diffVersions(world.program).run(call, { query: { from: 1, to: 9 } }))).toBe(
    'request.not_found',
  )
})

test('tells a partner the rules that bind it, what changes next, and no draft', async () => {
  const { org_id, call } = await makeOrg()
  await world.publish(org_id)
  const partner = await world.enrolled(org_id, 'Acme')
  const id =
    (await world.rows<{ id: string }>(org_id, sql`select id from partner where org_id = ${org_id}`))[0]?.id ?? ''
  const { call: partnerCall } = await world.makePerson(org_id, 'partner_seller', id)
  const texts = async () => {
    const rules = await getRules(world.program).run(partnerCall, {})
    return { rules, all: rules.sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join('\n') }
  }
  const { rules, all } = await texts()
  expect(all).toContain('A named engineer')
  expect(all).not.toContain('A fee for each introduction')
  expect(rules).toMatchObject({ version: 1, next: null })
  expect(rules.sections.every(({ sentences }) => sentences.every(({ for_everyone }) => for_everyone))).toBe(true)

  await createDraft(world.program).run(call, { body: { yaml: PROGRAM.replace('A named engineer', 'Two engineers') } })
  expect((await texts()).rules.next).toBeNull()
  await publishVersion(world.program).run(call, {
    params: { n: 2 },
    body: { note: 'x', effective_at: plusMs(wallNow(), DAY) },
  })
  const next = (await texts()).rules.next
  expect(next).toMatchObject({
    version: 2,
    changes: [
      {
        kind: 'changed',
        text: 'Reseller Gold gives: Two engineers.',
        before: 'Reseller Gold gives: A named engineer.',
      },
    ],
  })

  await enrollPartner(world.partners).run(call, {
    params: { id: partner.id },
    body: { track: 'referral', status: 'active' },
  })
  expect((await texts()).all).toContain('A fee for each introduction')
  expect(await refusedWith(listVersions.run(partnerCall, {}))).toBe('access.not_allowed')
  expect(await refusedWith(getVersion(world.program).run(partnerCall, { params: { n: 1 } }))).toBe('access.not_allowed')
})

test('shows no version of another org', async () => {
  const { org_id } = await makeOrg()
  await world.publish(org_id)
  const { call } = await makeOrg()
  expect(await refusedWith(getVersion(world.program).run(call, { params: { n: 1 } }))).toBe('request.not_found')
  expect(await refusedWith(getRules(world.program).run(call, {}))).toBe('program.none_in_force')
})
