import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHONE, openSite, read, write, type Site } from './site.ts'

/** What people come to do, done as they do it. */

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 240_000)
afterAll(() => site?.close())

test('a seller registers a deal on a phone, a manager approves it by keyboard, and the seller sees it protected', async () => {
  const phone = await site.open({ as: 'lena@quayside.example', size: PHONE })
  await phone
    .getByRole('link', { name: /Register a deal/ })
    .first()
    .click()
  await phone.getByLabel('Company', { exact: true }).fill('Brookfield Paper Ltd')
  await phone.getByLabel('Website or work e-mail').fill('sales@brookfieldpaper.example')
  await phone.getByLabel('Country').fill('Ireland')
  await phone.getByRole('option', { name: 'Ireland' }).first().click()
  await phone.getByLabel('Amount you expect').fill('48,000')
  await phone.getByLabel('Expected closing date').fill('2027-12-01')
  await phone.getByRole('button', { name: 'Register the deal' }).click()
  await phone.getByText('We are checking', { exact: false }).first().waitFor()

  const desk = await site.open({ as: 'mara@alderbrook.example' })
  await desk.goto('/o/alderbrook/registrations?q=Brookfield')
  await desk
    .getByRole('link', { name: /Brookfield Paper/ })
    .first()
    .focus()
  await desk.keyboard.press('Enter')
  const approve = desk.getByRole('button', { name: /^Approve/ }).first()
  await approve.waitFor()
  await approve.focus()
  await desk.keyboard.press('Enter')
  const dialog = desk.getByRole('dialog', { name: /^Approve the claim/ })
  await dialog
    .getByText(/protect/i)
    .first()
    .waitFor()
  await dialog.getByRole('button', { name: /^Approve/ }).focus()
  await desk.keyboard.press('Enter')
  await desk.getByText('Approved', { exact: true }).first().waitFor()

  await phone.goto(`${new URL(phone.url()).pathname.split('/').slice(0, 3).join('/')}/deals`)
  await phone
    .getByRole('link', { name: /Brookfield Paper/ })
    .first()
    .click()
  await phone
    .getByText(/yours until|The company is yours/i)
    .first()
    .waitFor()
  // never a word of the other side's
  expect(await phone.content()).not.toContain('claim_no')
}, 90_000)

test('wrong fields are all named at once, and the draft is kept', async () => {
  const page = await site.open({ as: 'lena@quayside.example', size: PHONE })
  const home = new URL(page.url()).pathname
  await page.goto(`${home}/register`)
  await page.getByLabel('Company', { exact: true }).fill('Only A Name')
  await page.getByRole('button', { name: 'Register the deal' }).click()
  await page.getByText('This is asked for by the program.').first().waitFor()
  expect(await page.getByText('This is asked for by the program.').count()).toBeGreaterThanOrEqual(3)
  await page.reload()
  expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe('Only A Name')
}, 60_000)

test('a link from the mailbox signs in, once', async () => {
  const page = await site.open()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('chloe@meridianadvisers.example')
  await page.getByRole('button', { name: 'E-mail me a sign-in link' }).click()
  await page.getByText('Look into your mail').waitFor()
  await expect
    .poll(
      async () => {
        const mail = (await (await fetch(`${site.url}/api/v1/mailbox`)).json()) as { rows: { text: string }[] }
        return mail.rows.some((row) => row.text.includes('/sign-in/link/'))
      },
      { timeout: 15_000 },
    )
    .toBe(true)
  await page.goto('/mailbox')
  await page
    .getByText(/Your sign-in link/)
    .first()
    .click()
  const href = await page.locator('a[href*="/sign-in/link/"]').first().getAttribute('href')
  const path = new URL(href ?? '', site.url).pathname
  await page.goto(path)
  await page.getByRole('button', { name: 'Sign in now' }).click()
  await page.waitForURL(/\/p\//)
  const again = await site.open()
  await again.goto(path)
  await again.getByRole('button', { name: 'Sign in now' }).click()
  await again
    .getByText(/Ask for a new link/)
    .first()
    .waitFor()
}, 60_000)

test('what happened to a registration appears without a reload', async () => {
  const watcher = await site.open({ as: 'mara@alderbrook.example' })
  await watcher.goto('/o/alderbrook/registrations')
  await watcher
    .getByRole('link', { name: /Delta Dairy/ })
    .first()
    .waitFor()
  const seller = await site.open({ as: 'pieter@brightline.example' })
  const home = new URL(seller.url()).pathname
  await seller.goto(`${home}/register`)
  await seller.getByLabel('Company', { exact: true }).fill('Live Wire Works')
  await seller.getByLabel('Website or work e-mail').fill('livewireworks.example')
  await seller.getByLabel('Country').fill('Netherlands')
  await seller.getByRole('option', { name: 'Netherlands' }).first().click()
  await seller.getByLabel('Amount you expect').fill('30000')
  await seller.getByLabel('Expected closing date').fill('2027-12-01')
  await seller.getByRole('button', { name: 'Register the deal' }).click()
  await watcher
    .getByRole('link', { name: /Live Wire Works/ })
    .first()
    .waitFor({ timeout: 10_000 })
}, 60_000)

type Deal = { id: string; account: { id: string; name: string }; ruling: { id: string } }

/** Companies that Quayside protects, and that nobody disagrees about. */
async function protectedByQuayside(page: Page): Promise<Deal[]> {
  const { rows } = await read<{ rows: { id: string; name: string }[] }>(page, '/partners?q=Quayside')
  const list = await read<{ rows: Deal[] }>(page, `/registrations?status=approved&partner_id=${rows[0]?.id}&limit=50`)
  return list.rows
}

test('a sales rep asks for consent on the page of an account, and answers in a conflict', async () => {
  const rep = await site.open({ as: 'sven@alderbrook.example' })
  // What a rep may not open is not offered.
  const menu = rep.getByRole('navigation', { name: 'Main' }).first()
  await menu.getByRole('link', { name: /^Conflicts/ }).waitFor()
  expect(await menu.getByRole('link', { name: /^(Conduct|Audit|API keys)/ }).count()).toBe(0)

  const deals = await protectedByQuayside(rep)
  const free: Deal[] = []
  for (const deal of deals) {
    const contact = await read<{ holders: { abilities: string[] }[] }>(rep, `/accounts/${deal.account.id}/contact`)
    if (contact.holders.some(({ abilities }) => abilities.includes('ask_consent'))) free.push(deal)
    if (free.length === 2) break
  }
  const [first, second] = free
  if (!first || !second) throw new Error('the demo has two companies that Quayside protects')

  await rep.goto(`/o/alderbrook/accounts/${first.account.id}`)
  await rep.getByRole('button', { name: 'Ask for consent' }).click()
  const asking = rep.getByRole('dialog')
  await asking.getByRole('button', { name: 'Ask', exact: true }).click()
  await asking.getByText('Say what for.').waitFor()
  await asking.getByLabel('What for?').fill('The service contract that ends in January')
  await asking.getByLabel('Why?').fill('Their plant manager wrote to us.')
  await asking.getByRole('button', { name: 'Ask', exact: true }).click()
  await rep.getByText('You have asked', { exact: false }).waitFor()

  const ops = await site.open({ as: 'ines@alderbrook.example' })
  await write(ops, '/opportunities', {
    name: 'Second line',
    account_id: second.account.id,
    amount: { amount_minor: '4500000', currency: 'EUR' },
  })
  await rep.goto('/o/alderbrook/conflicts?view=direct')
  await rep.getByRole('link', { name: second.account.name }).first().focus()
  await rep.keyboard.press('Enter')
  await rep.getByRole('button', { name: 'Speak for direct sales' }).click()
  const answering = rep.getByRole('dialog')
  await answering.getByLabel('What do you know?').fill('They called us on Friday about the second line.')
  await answering.getByRole('button', { name: 'Answer', exact: true }).click()
  await rep.getByText('They called us on Friday about the second line.').first().waitFor()
  // A rep answers; who has no stake decides.
  expect(await rep.getByRole('button', { name: 'Decide', exact: true }).count()).toBe(0)
}, 90_000)

test('a manager tells companies apart by keyboard', async () => {
  const desk = await site.open({ as: 'mara@alderbrook.example' })
  await desk.goto('/o/alderbrook/matches')
  await desk.locator('table a[href]:visible').first().focus()
  await desk.keyboard.press('Enter')
  await desk
    .getByRole('button', { name: /^This is it/ })
    .first()
    .waitFor()
  const asked = new URL(desk.url()).pathname
  await desk.keyboard.press('n')
  await desk.getByRole('dialog', { name: 'Is it none of them?' }).waitFor()
  await desk.keyboard.press('Escape')
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
  await desk.keyboard.press('1')
  await desk.getByRole('dialog', { name: /^Is it / }).waitFor()
  await desk.keyboard.press('Enter')
  await desk
    .getByText(/^It is .*\.$/)
    .first()
    .waitFor()
  // The next question, or the list where there is none.
  await expect.poll(() => new URL(desk.url()).pathname).not.toBe(asked)
  const { rows } = await read<{ rows: { id: string }[] }>(desk, '/matches?status=same')
  expect(rows.map(({ id }) => id)).toContain(asked.split('/').at(-1))
}, 60_000)

test('a dispute is decided after a look at what that would do', async () => {
  const seller = await site.open({ as: 'lena@quayside.example', size: PHONE })
  type Form = { may: boolean; grounds: { key: string }[] }
  const { rows } = await read<{ rows: { id: string }[] }>(seller, '/registrations?status=rejected&limit=10')
  const forms = await Promise.all(
    rows.map(async ({ id }) => {
      const { ruling } = await read<{ ruling: { id: string } }>(seller, `/registrations/${id}`)
      return { ruling_id: ruling.id, form: await read<Form>(seller, `/disputes/form?ruling_id=${ruling.id}`) }
    }),
  )
  const undisputed = forms.find(({ form }) => form.may)
  const { id } = await write<{ id: string }>(seller, '/disputes', {
    ruling_id: undisputed?.ruling_id,
    ground: undisputed?.form.grounds[0]?.key,
    statement: 'Our engineer was on site on 2 September, before anybody else.',
  })

  // The first level proposes; who does not agree goes to the next, which decides.
  const first = await site.open({ as: 'admin@alderbrook.example' })
  await write(first, `/disputes/${id}/acknowledge`, {})
  await write(first, `/disputes/${id}/review`, {})
  await write(first, `/disputes/${id}/propose`, { outcome: 'upheld', reason: 'It stands.' })
  await write(seller, `/disputes/${id}/escalate`, { reason: 'No: we were first.' })

  type People = { people: { name: string; may: boolean }[] }
  const { people } = await read<People>(first, `/disputes/${id}`)
  const free = people
    .find(({ may }) => may)
    ?.name.split(' ')[0]
    ?.toLowerCase()
  const desk = await site.open({ as: `${free === 'ada' ? 'admin' : free}@alderbrook.example` })
  await desk.goto(`/o/alderbrook/disputes/${id}`)
  await desk.getByRole('button', { name: 'Decide', exact: true }).click()
  const drawer = desk.getByRole('dialog')
  await drawer.getByLabel('The reason').fill('The customer confirmed that somebody else came first.')
  await drawer.getByRole('button', { name: 'See what happens' }).click()
  await drawer.getByText('Nothing is changed yet.').waitFor()
  await drawer.getByRole('button', { name: 'Decide it' }).click()
  await desk.getByText('Decided, and carried out.').first().waitFor()
}, 90_000)
