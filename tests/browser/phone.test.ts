import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHONE, findings, openSite, overflow, read, write, type Site } from './site.ts'

/** What a seller does between two appointments: by the thumb, on 390 px. */

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 240_000)
afterAll(() => site?.close())

const phone = (as?: string) => site.open({ ...(as ? { as } : {}), size: PHONE, touch: true })
const homeOf = (page: Page) => new URL(page.url()).pathname

/** Nothing for axe to find, nothing that sticks out, nothing to press that is smaller than a fingertip. */
async function expectGlad(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  expect(await findings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  const bar = page.getByRole('navigation', { name: 'Main' }).getByRole('listitem')
  for (const place of await bar.all()) expect((await place.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44)
}

/**
 * What a finger has to hit on the page itself, where it is lower than a fingertip; links inside a sentence are text, and a
 * link that is spread over its whole row is as high as that.
 */
async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const heightOf = (element: HTMLElement) =>
      (getComputedStyle(element, '::after').position === 'absolute' && element.closest<HTMLElement>('.relative')
        ? element.closest<HTMLElement>('.relative')
        : element
      )?.offsetHeight ?? 0
    return [...document.querySelectorAll<HTMLElement>('main a[href], main button, main input:not([type=file])')]
      .filter((element) => getComputedStyle(element).display !== 'inline' && element.offsetHeight > 1)
      .filter((element) => heightOf(element) < 44 && !element.closest('label'))
      .map((element) => `${element.innerText || element.getAttribute('name')} is ${heightOf(element)} px high`)
  })
}

test('a deal is registered with four fields and six taps, and the answer says what happens next', async () => {
  const page = await phone('lena@quayside.example')
  let taps = 0
  const tap = async (target: Locator) => {
    await target.tap()
    taps += 1
  }
  await expectGlad(page)
  await tap(page.getByRole('link', { name: /^Register a deal/ }).first())
  const form = page.locator('form')
  await form.waitFor()
  const fields = form.locator('input:visible:not([type=checkbox]), select:visible, textarea:visible')
  expect(await fields.count()).toBeLessThanOrEqual(10)
  const company = page.getByLabel('Company', { exact: true })
  await tap(company)
  await company.fill('Shannon Bottling')
  // The keyboard's own "next" leads on.
  await company.press('Enter')
  const domain = page.getByLabel('Website or work e-mail')
  expect(await domain.evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await domain.getAttribute('inputmode')).toBe('url')
  await domain.fill('orders@shannonbottling.ie')
  await page.getByText('Recognised as shannonbottling.ie').waitFor()
  await expect.poll(() => page.getByLabel('Country').inputValue()).toBe('Ireland')
  await tap(page.getByLabel('Amount you expect'))
  await page.getByLabel('Amount you expect').fill('48,000')
  await tap(page.getByLabel('Expected closing date'))
  await page.getByLabel('Expected closing date').fill('2027-12-01')
  const send = page.getByRole('button', { name: 'Register the deal' })
  const [button, bar] = [await send.boundingBox(), await page.getByRole('navigation', { name: 'Main' }).boundingBox()]
  expect((button?.y ?? 0) + (button?.height ?? 0), 'the button stands above the bar').toBeLessThanOrEqual(bar?.y ?? 0)
  await expectGlad(page)
  await tap(send)
  await page.getByRole('heading', { name: /We are checking|The company is yours/ }).waitFor()
  await page.getByText('What happens next').waitFor()
  expect(taps).toBeLessThanOrEqual(6)
  await expectGlad(page)
}, 120_000)

test('a question is answered from the link in its mail, signed in by another mail on the way', async () => {
  const seller = await phone('lena@quayside.example')
  const manager = await site.open({ as: 'mara@alderbrook.example' })
  const deal = await write<{ id: string; status: string }>(seller, '/registrations', {
    account_name: 'Lough Dairies',
    account_domain: 'loughdairies.ie',
    account_country: 'IE',
    amount: { amount_minor: '2500000', currency: 'EUR' },
    expected_close_on: '2027-12-01',
  })
  expect(deal.status).toBe('in_review')
  await write(manager, `/registrations/${deal.id}/ask`, { question: 'Which of their sites is it?' })
  const someone = await phone()
  const mailOf = async (subject: RegExp) => {
    type Mails = { rows: { subject: string; text: string; links: string[]; to: { email: string } }[] }
    const { rows } = await read<Mails>(someone, '/mailbox')
    return rows.find((one) => one.to.email === 'lena@quayside.example' && subject.test(one.subject))
  }
  await expect
    .poll(async () => (await mailOf(/question about Lough Dairies/))?.subject, { timeout: 20_000 })
    .toBeTruthy()
  await someone.goto('/mailbox')
  await someone
    .getByRole('article')
    .filter({ hasText: 'Which of their sites is it?' })
    .getByRole('link', { name: 'Answer the question' })
    .tap()
  await someone.getByText('Sign in to go on to where you were.').waitFor()
  await someone.getByLabel('E-mail').fill('lena@quayside.example')
  await someone.getByRole('button', { name: 'E-mail me a sign-in link' }).tap()
  await someone.getByText('Look into your mail').waitFor()
  const linkOf = async () => (await mailOf(/Your sign-in link/))?.links.find((one) => one.includes('next='))
  await expect.poll(linkOf, { timeout: 20_000 }).toBeTruthy()
  const link = new URL((await linkOf()) ?? '', site.url)
  await someone.goto(link.pathname + link.search)
  await someone.getByRole('button', { name: 'Sign in now' }).tap()
  const answer = someone.getByLabel('Your answer')
  await answer.waitFor()
  await expect.poll(() => answer.evaluate((field) => field === document.activeElement)).toBe(true)
  await expectGlad(someone)
  await answer.fill('The one in Athlone.')
  await someone.getByRole('button', { name: 'Send the answer' }).tap()
  const thanks = someone.getByText(/^Thank you\./)
  await thanks.waitFor()
  await expect.poll(() => thanks.evaluate((text) => text === document.activeElement)).toBe(true)
  await expectGlad(someone)
}, 120_000)

test('a follow-up is logged from the home page in a line', async () => {
  const page = await phone('lena@quayside.example')
  await page
    .getByRole('link', { name: /^Log what you did/ })
    .first()
    .tap()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Note').fill('Called Ann; the offer goes out on Friday.')
  await expectGlad(page)
  await dialog.getByRole('button', { name: 'Log it' }).tap()
  await page.getByText('Called Ann; the offer goes out on Friday.').waitFor()
  await page.getByText('Logged. Thank you.').first().waitFor()
}, 90_000)

test('a discount is asked for on a deal, and who will answer is seen before it is sent', async () => {
  const page = await phone('lena@quayside.example')
  const { rows } = await read<{ rows: { id: string }[] }>(page, '/registrations?status=approved&limit=1')
  await page.goto(`${homeOf(page)}/deals/${rows[0]?.id}`)
  await page.getByRole('link', { name: 'Ask for…' }).tap()
  await page.getByText('Discount', { exact: true }).tap()
  await page
    .getByLabel(/^Discount/)
    .last()
    .fill('12')
  await page.getByRole('heading', { name: 'Who will be asked' }).waitFor()
  await page
    .getByText(/Answer by/)
    .first()
    .waitFor()
  await page.getByLabel(/Why/).fill('They compare us with a cheaper one.')
  await expectGlad(page)
  await page.getByRole('button', { name: 'Send the request' }).tap()
  await page.getByRole('heading', { level: 1, name: /Discount/ }).waitFor()
  await expectGlad(page)
}, 90_000)

test('direct sales is let in from the link in its mail, with one tap, and the yes is found again on the deal', async () => {
  const seller = await phone('lena@quayside.example')
  const rep = await site.open({ as: 'sven@alderbrook.example' })
  const deal = await write<{ id: string; status: string }>(seller, '/registrations', {
    account_name: 'Moselle Cellars',
    account_domain: 'mosellecellars.lu',
    account_country: 'LU',
    amount: { amount_minor: '1500000', currency: 'EUR' },
    expected_close_on: '2027-12-01',
  })
  const manager = await site.open({ as: 'mara@alderbrook.example' })
  if (deal.status === 'in_review') await write(manager, `/registrations/${deal.id}/approve`, {})
  const seen = await read<{ account: { id: string } }>(manager, `/registrations/${deal.id}`)
  await write(rep, '/consents', {
    account_id: seen.account.id,
    purpose: 'A service contract',
    reason: 'Theirs ends in January.',
  })
  type Mails = { rows: { subject: string; links: string[]; to: { email: string } }[] }
  const linkOf = async () => {
    const { rows } = await read<Mails>(seller, '/mailbox')
    const mail = rows.find(
      (one) => one.to.email === 'lena@quayside.example' && one.subject.includes('May we contact Moselle Cellars'),
    )
    return mail?.links.find((one) => one.includes('/consents/'))
  }
  await expect.poll(linkOf, { timeout: 20_000 }).toBeTruthy()
  const link = new URL((await linkOf()) ?? '', site.url)
  await seller.goto(link.pathname + link.search)
  await seller.getByRole('heading', { name: 'May direct sales contact Moselle Cellars?' }).waitFor()
  await seller.getByText(/^Answer by .+\. Without your yes they stay away\.$/).waitFor()
  await expectGlad(seller)
  await seller.getByRole('button', { name: /^Yes, until/ }).tap()
  await seller.getByRole('heading', { name: /^Direct sales may make contact until/ }).waitFor()
  await expectGlad(seller)
  await seller.getByRole('link', { name: 'Your deal' }).tap()
  await seller.getByText(/^Direct sales may make contact until .+, because you said yes\./).waitFor()
  await seller.getByRole('link', { name: 'See it, or take it back' }).tap()
  await seller.getByRole('button', { name: 'Take your yes back' }).waitFor()
}, 120_000)

test('a no is disagreed with from its deal, with a file, and where it stands is seen at once', async () => {
  const page = await phone('otto@quayside.example')
  const { rows } = await read<{ rows: { id: string }[] }>(page, '/registrations?status=rejected&limit=20')
  const { rows: disputed } = await read<{ rows: { about: { id: string } | null }[] }>(page, '/disputes?limit=50')
  const deal = rows.find(({ id }) => disputed.every(({ about }) => about?.id !== id))
  await page.goto(`${homeOf(page)}/deals/${deal?.id}`)
  await page.getByRole('link', { name: 'I disagree' }).tap()
  await page.getByRole('button', { name: 'Next' }).tap()
  await page.getByText('Choose what fits best.').waitFor()
  await page.getByRole('radio').first().tap()
  await page.getByLabel('What is wrong, and what would be right?').fill('We were on site on 2 September.')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'visit.txt', mimeType: 'text/plain', buffer: Buffer.from('On site, 2 September.') })
  await page.getByText('visit.txt').waitFor()
  await expectGlad(page)
  await page.getByRole('button', { name: 'Next' }).tap()
  await page.getByRole('heading', { name: 'What happens next' }).waitFor()
  await expectGlad(page)
  await page.getByRole('button', { name: 'Send it' }).tap()
  await page.getByRole('heading', { name: 'We have it' }).waitFor()
  await page.getByText(/^By .+ we confirm that somebody looks at it$/).waitFor()
  await page.getByText('visit.txt').waitFor()
  await expectGlad(page)
  // Both ways: the deal says so, and does not offer it twice.
  await page.getByRole('definition').getByRole('link').first().tap()
  await page.getByText('With us').waitFor()
  expect(await page.getByRole('link', { name: 'I disagree' }).count()).toBe(0)
}, 120_000)

test('what is asked of a partner, each opened from its list: clean, and nothing smaller than a fingertip', async () => {
  const page = await phone('otto@quayside.example')
  const home = homeOf(page)
  const wrong: string[] = []
  for (const list of ['conflicts', 'disputes', 'conduct']) {
    await page.goto(`${home}/${list}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    const links = await page.locator('main li a[href]').all()
    const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')))
    for (const href of [`${home}/${list}`, ...hrefs.slice(0, 6)]) {
      await page.goto(href ?? '')
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expectGlad(page)
      wrong.push(...(await tooSmall(page)).map((what) => `${list}: ${what}`))
    }
  }
  expect(wrong).toEqual([])
}, 120_000)

test('everything else is one tap further: the news, and under More the rules, the people, the requests and the search', async () => {
  const page = await phone('otto@quayside.example')
  const bar = page.getByRole('navigation', { name: 'Main' })
  await expect.poll(() => bar.getByRole('listitem').count()).toBe(5)
  await bar.getByRole('link', { name: /^News/ }).tap()
  await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor()
  for (const name of ['My requests', 'The rules', 'Our people']) {
    await bar.getByRole('button', { name: 'More' }).tap()
    await page.getByRole('link', { name, exact: true }).tap()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await expectGlad(page)
  }
  await bar.getByRole('button', { name: 'More' }).tap()
  await page.getByRole('button', { name: 'Search' }).tap()
  await page.getByRole('dialog').waitFor()
}, 120_000)
