import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHONE, openSite, type Site } from './site.ts'

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
  const dialog = desk.getByRole('dialog')
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
