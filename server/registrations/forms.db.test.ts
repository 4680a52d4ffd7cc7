import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AskedField } from '#kit/form.ts'
import { Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'
import { programDocument } from '#server/document.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
let org: OrgWorld
let manager: Actor

const FORM = `
  forms:
    - key: resale
      tracks: [reseller]
      core: { contact_name: hidden, use_case: hidden, notes: hidden }
      fields:
        - { key: site, label: How many sites?, type: number, required: true }
        - { key: rollout, label: How is it rolled out?, type: choice, options: [{ key: pilot, name: A pilot first }, { key: all, name: All at once }] }
        - { key: birthday, label: Birthday of the buyer, type: date, personal: true }
        - { key: margin, label: Expected margin, type: number, visible_to_partner: false }
        - { key: plan, label: Floor plan, type: file, visible_to_partner: false }
  tender: { allowed: true, several_partners: true }
  customer_letter: { outranks_queue: always }
`
const withForm = (yaml: string) =>
  yaml
    .replace(/\n {2}(forms|tender|customer_letter):[\s\S]*?(?=\n {2}\w)/g, '')
    .replace('\nregistration:', `\nregistration:${FORM.trimEnd()}`)
    .replace('default_outcome: review', 'default_outcome: approve')

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('forming', withForm)
  manager = await org.member('admin')
})
afterAll(() => world.drop())

let companies = 0
const deal = (more: Record<string, unknown> = {}) => {
  companies += 1
  return {
    account_name: `Formed ${companies}`,
    account_domain: `formed${companies}.example`,
    account_country: 'DE',
    amount: { amount_minor: '10000000', currency: 'EUR' },
    expected_close_on: '2035-01-31',
    answers: { site: 3 },
    ...more,
  }
}
const submit = (actor: Actor, body: object) => world.act(actor, 'registration.submit', { body })
const get = (actor: Actor, id: string) => world.act(actor, 'registration.get', { params: { id } })
async function* text(content: string) {
  yield new TextEncoder().encode(content)
}
const upload = (actor: Actor, name: string) =>
  world.act(actor, 'file.upload', { query: { name }, body: text(`the words of ${name}`) })
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => ({ code: 'carried out', fields: [] as unknown[] }),
    (error: unknown) =>
      error instanceof Refused ? { code: error.type.code, fields: error.fields } : { code: String(error), fields: [] },
  )
const rows = <T>(statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))

describe('the form of a track', () => {
  test('is corrected in an answer, by the same checks, and what the other side filled in stays', async () => {
    const { admin, id } = await org.partner('Correcting')
    const asks = await world.makeOrg('correcting', (yaml) =>
      withForm(yaml).replace('default_outcome: approve', 'default_outcome: review'),
    )
    const [theirs, boss] = [await asks.partner('Asked back'), await asks.member('admin')]
    const made = await submit(boss, { ...deal({ answers: { site: 3, margin: 20 } }), partner_id: theirs.id })
    const params = { id: made.id }
    await world.act(boss, 'registration.ask', { params, body: { question: 'How many?', fields: ['answers'] } })
    const answer = (answers: object, by = theirs.admin) =>
      world.act(by, 'registration.answer', { params, body: { answer: 'Five.', corrections: { answers } } })
    expect(await refusal(answer({ site: 'five', margin: 1 }))).toMatchObject({
      code: 'registration.incomplete',
      fields: [
        { path: 'corrections.answers.margin', code: 'unknown_field' },
        { path: 'corrections.answers.site', code: 'not_expected' },
      ],
    })
    expect((await refusal(answer({ site: '' }))).code).toBe('registration.incomplete')
    const done = await answer({ site: 5, rollout: 'pilot' })
    expect(done.status).toBe('in_review')
    const kept = await get(boss, made.id)
    expect(Object.fromEntries(kept.answers.map(({ key, value }) => [key, value]))).toEqual({
      site: 5,
      rollout: 'pilot',
      margin: 20,
    })
    const { rows: said } = await world.act(boss, 'registration.messages', { params })
    expect(said.find((one) => one.kind === 'answer')?.fields).toEqual(['answers'])
    expect([id, (await refusal(answer({ site: 6 }, admin))).code]).toEqual([id, 'request.not_found'])
  })

  test('is told to whoever fills it, without what only the org is asked', async () => {
    const { admin, id } = await org.partner('Asked')
    const form = await world.act(admin, 'registration.form', {})
    const own = form.tracks.find(({ key }) => key === 'reseller')
    expect(own?.core).toMatchObject({ account_name: 'required', notes: 'hidden', product_line: 'asked' })
    expect(own?.fields.map(({ key }) => key)).toEqual(['site', 'rollout', 'birthday'])
    const seen = await world.act(manager, 'registration.form', { query: { partner_id: id } })
    expect(seen.tracks[0]?.fields.map(({ key }) => key)).toEqual(['site', 'rollout', 'birthday', 'margin', 'plan'])
  })

  test('refuses everything that is missing or does not fit, at once', async () => {
    const { admin } = await org.partner('Wrong')
    const wrong = submit(admin, { ...deal(), account_name: undefined, answers: { rollout: 'maybe', margin: 3 } })
    expect(await refusal(wrong)).toMatchObject({
      code: 'registration.incomplete',
      fields: [
        { path: 'account_name', code: 'required' },
        { path: 'answers.margin', code: 'unknown_field' },
        { path: 'answers.site', code: 'required' },
        { path: 'answers.rollout' },
      ],
    })
  })

  test('keeps answers typed, shows each side its own, and puts nothing personal into the facts', async () => {
    const { admin, id } = await org.partner('Answers')
    const plan = await upload(manager, 'plan.txt')
    const answers = { site: 12, rollout: 'pilot', birthday: '1980-05-01', margin: 21.5, plan: plan.id }
    const made = await submit(manager, { ...deal({ answers }), partner_id: id })
    expect(Object.fromEntries(made.answers.map(({ key, text: words }) => [key, words]))).toEqual({
      ...answers,
      site: '12',
      margin: '21.5',
      rollout: 'A pilot first',
    })
    expect((await get(admin, made.id)).answers.map(({ key }) => key).sort()).toEqual(['birthday', 'rollout', 'site'])
    // A file of the org's own field is the org's own, in the list of files too.
    const shown = (by: Actor) => world.act(by, 'registration.attachments', { params: { id: made.id } })
    expect((await shown(admin)).attachments).toEqual([])
    expect((await shown(manager)).attachments).toMatchObject([{ kind: 'form', visibility: 'org' }])
    const view = await world.act(manager, 'registration.partner_view', { params: { id: made.id } })
    expect(view.answers.map(({ key }) => key).sort()).toEqual(['birthday', 'rollout', 'site'])
    const [ruling] = await rows<{ facts: string; decider: string }>(
      sql`select facts, decider from ruling order by id desc limit 1`,
    )
    expect(ruling?.decider).toBe('registration@3')
    const facts = JSON.parse(ruling?.facts ?? '') as { claim: { answers: object } }
    expect(facts.claim.answers).toEqual({ site: 12, rollout: 'pilot', margin: 21.5 })
    expect(ruling?.facts).not.toContain('1980-05-01')
    const { attachments } = await world.act(manager, 'registration.attachments', { params: { id: made.id } })
    expect(attachments).toMatchObject([{ kind: 'form', file: { name: 'plan.txt' } }])
  })

  test('takes files with the registration, and a dry run attaches none', async () => {
    const { admin } = await org.partner('Letters')
    const file = await upload(admin, 'letter.txt')
    const body = deal({ files: [{ file_id: file.id, kind: 'customer_letter' }] })
    const made = await submit(admin, body)
    expect(made.has_letter).toBe(true)
    expect(await refusal(submit(admin, deal({ files: [{ file_id: file.id }] })))).toMatchObject({
      code: 'file.attached_elsewhere',
    })
  })
})

describe('the customer’s letter', () => {
  test('that comes later takes a waiting claim to a person at once', async () => {
    const [first, second] = [await org.partner('First here'), await org.partner('Named by letter')]
    const body = deal()
    expect((await submit(first.admin, body)).status).toBe('approved')
    const behind = await submit(second.admin, body)
    expect(behind.status).toBe('queued')
    const other = await upload(second.admin, 'brochure.txt')
    const attach = (file_id: string, kind: string) =>
      world.act(second.admin, 'registration.attach', { params: { id: behind.id }, body: { file_id, kind } })
    await attach(other.id, 'content')
    expect((await get(second.admin, behind.id)).status).toBe('queued')
    await attach((await upload(second.admin, 'signed.txt')).id, 'customer_letter')
    const now = await get(manager, behind.id)
    expect(now).toMatchObject({ status: 'in_review', recommendation: 'approve', has_letter: true })
    expect(now.ruling.because.find(({ verdict }) => verdict === 'answered')?.check).toBe('free')
    const seen = await get(second.admin, behind.id)
    expect(JSON.stringify(seen)).not.toContain('First here')
  })
})

describe('a tender', () => {
  test('is approved for several partners at once, and holds the account against everybody else', async () => {
    const partners = await Promise.all(['T one', 'T two', 'T three'].map((name) => org.partner(name)))
    const outsider = await org.partner('T outside')
    const body = deal({ is_tender: true, tender_reference: 'VgV 2027/114' })
    const spellings = ['VgV 2027/114', 'vgv-2027-114', ' VGV 2027 114 ']
    const made = await Promise.all(
      partners.map(({ admin }, n) => submit(admin, { ...body, tender_reference: spellings[n] })),
    )
    expect(made.map(({ status }) => status)).toEqual(['approved', 'approved', 'approved'])
    expect(made[0]?.tender).toEqual({ reference: 'VgV 2027/114' })
    const plain = { ...body, is_tender: undefined, tender_reference: undefined }
    expect((await submit(outsider.admin, plain)).status).toBe('queued')
    const windows = await rows<{ is_exclusive: boolean }>(
      sql`select p.is_exclusive from protection p join registration r on r.org_id = p.org_id and r.id = p.registration_id
        where r.tender_key = 'vgv2027114'`,
    )
    expect(windows.map((one) => one.is_exclusive)).toEqual([false, false, false])
  })

  test('is refused where the program takes none', async () => {
    const strict = await world.makeOrg('no-tenders', (yaml) => yaml.replace('allowed: true', 'allowed: false'))
    const { admin } = await strict.partner('No tender')
    const { answers: _, ...body } = deal()
    expect(await refusal(submit(admin, { ...body, is_tender: true }))).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ path: 'is_tender' })]),
    })
  })
})

describe('partners on an opportunity', () => {
  const open = () => world.act(manager, 'opportunity.create', { body: { name: 'Rollout' } })
  const add = (opportunity: string, partner_id: string, role: string) =>
    world.act(manager, 'participant.add', { params: { id: opportunity }, body: { partner_id, role } })
  const roles = async (actor: Actor, query: object) =>
    (await world.act(actor, 'participant.list', { query })).rows.map(({ partner, role }) => `${partner.name} ${role}`)

  test('one sourced it, whoever asks at the same moment; other roles stand beside', async () => {
    const it = await open()
    const partners = await Promise.all(['Src one', 'Src two', 'Src three', 'Src four'].map((name) => org.partner(name)))
    const all = await Promise.all(partners.map(({ id }) => refusal(add(it.id, id, 'sourced'))))
    expect(all.map(({ code }) => code).sort()).toEqual([
      'carried out',
      ...Array<string>(3).fill('participant.already_sourced'),
    ])
    const [first, second] = partners
    await add(it.id, first?.id ?? '', 'implements')
    await add(it.id, second?.id ?? '', 'implements')
    expect(await refusal(add(it.id, second?.id ?? '', 'implements'))).toMatchObject({
      code: 'participant.already_there',
    })
    expect(await roles(manager, { opportunity_id: it.id })).toHaveLength(3)
  })

  test('a partner sees its own roles only, and no name of the opportunity', async () => {
    const it = await open()
    const [one, two] = [await org.partner('Own role'), await org.partner('Unseen')]
    await add(it.id, one.id, 'resells')
    const kept = await add(it.id, two.id, 'implements')
    expect(await roles(one.admin, {})).toEqual(['Own role resells'])
    expect(await roles(one.admin, { opportunity_id: it.id })).toEqual([])
    expect(await roles(one.admin, { partner_id: two.id })).toEqual([])
    const { rows: own } = await world.act(one.admin, 'participant.list', {})
    expect(own).toMatchObject([{ opportunity: null, added_by: null, abilities: [] }])
    await world.act(manager, 'participant.remove', { params: { id: kept.id } })
    expect(await refusal(world.act(manager, 'participant.remove', { params: { id: kept.id } }))).toMatchObject({
      code: 'request.not_found',
    })
    const abroad = await world.makeOrg('elsewhere')
    const stranger = await abroad.member('admin')
    const foreign = world.act(stranger, 'participant.add', {
      params: { id: it.id },
      body: { partner_id: one.id, role: 'resells' },
    })
    expect(await refusal(foreign)).toMatchObject({ code: 'request.not_found' })
  })

  test('the partner whose registration became it sourced it, or influences it where another did', async () => {
    const [one, two] = [await org.partner('Came first'), await org.partner('Came beside')]
    const body = deal({ is_tender: true, tender_reference: 'T-9' })
    const [a, b] = [await submit(one.admin, body), await submit(two.admin, body)]
    const converted = await world.act(manager, 'registration.convert', {
      params: { id: a.id },
      body: { opportunity: { name: 'Both' } },
    })
    const opportunity_id = converted.opportunity?.id ?? ''
    await world.act(manager, 'registration.convert', { params: { id: b.id }, body: { opportunity_id } })
    expect((await roles(manager, { opportunity_id })).sort()).toEqual(['Came beside influences', 'Came first sourced'])
    expect(await roles(one.admin, { registration_id: a.id })).toEqual(['Came first sourced'])
  })
})

test('publication finds a form that asks too much, and rules that ask for no field', () => {
  const document = structuredClone(programDocument.defaults())
  document.tracks = [
    { key: 'reseller', name: 'Reseller', type: 'reseller', tiers: [{ key: 'a', name: 'A', benefits: ['b'] }] },
  ]
  const field: Omit<AskedField, 'key'> = {
    label: 'Sites',
    type: 'number',
    required: true,
    options: [],
    visible_to_partner: false,
    personal: false,
  }
  document.registration.forms = [
    {
      key: 'one',
      tracks: ['reseller'],
      core: {},
      fields: [
        { ...field, key: 'a' },
        { ...field, key: 'b', label: 'B', required: false, visible_to_partner: true },
        { ...field, key: 'c', label: 'C', required: false, visible_to_partner: true },
      ],
    },
    { key: 'two', tracks: ['reseller', 'nowhere'], core: { account_name: 'hidden' }, fields: [] },
  ]
  document.registration.rules = [
    { key: 'r', when: { fields: { nothing: true, a: ['x'] } }, then: 'approve', reason: 'because' },
  ]
  const found = programDocument.completeness(document).errors
  const messages = found.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`).join('\n')
  expect(messages).toContain('forms.0.fields: This form asks for 11 fields')
  expect(messages).toContain('forms.0.fields.0.required: "Sites" is required and hidden from partners')
  expect(messages).toContain('forms.1.tracks.0: The track "reseller" has the form "one" already')
  expect(messages).toContain('forms.1.tracks.1: There is no track with the key "nowhere"')
  expect(messages).toContain('forms.1.core.account_name: The name of the company cannot be hidden')
  expect(messages).toContain('rules.0.when.fields.nothing')
  expect(messages).toContain('rules.0.when.fields.a')
})

test('evidence of an activity is attached for both sides, once, and only what one’s own side has sent', async () => {
  const { admin } = await org.partner('Evidence')
  const made = await submit(admin, deal())
  const params = { id: made.id }
  const [photo, minutes] = [await upload(admin, 'photo.txt'), await upload(admin, 'minutes.txt')]
  const log = (file_ids: string[], by: Actor = admin) => {
    const body = { kind: 'meeting', happened_on: made.submitted_at.slice(0, 10), file_ids }
    return world.act(by, 'registration.log_activity', { params, body })
  }
  await log([photo.id, minutes.id])
  const list = async (by: Actor) =>
    (await world.act(by, 'registration.attachments', { params })).attachments.map((one) => [
      one.file.name,
      one.kind,
      one.visibility,
      one.abilities,
    ])
  expect(await list(admin)).toEqual([
    ['minutes.txt', 'evidence', 'both', []],
    ['photo.txt', 'evidence', 'both', []],
  ])
  expect((await list(manager)).map(([name]) => name)).toEqual(['minutes.txt', 'photo.txt'])
  // Attached already, or sent by the other side: then nothing of the activity is kept either.
  expect((await refusal(log([photo.id]))).code).toBe('file.attached_elsewhere')
  const theirs = await upload(admin, 'loose.txt')
  expect((await refusal(log([theirs.id], manager))).code).toBe('file.not_yours')
  const { rows: activities } = await world.act(admin, 'registration.activities', { params, query: {} })
  expect(activities).toHaveLength(1)
})
