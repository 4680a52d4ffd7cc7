import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openSite, type Site } from './site.ts'

/** The desk without a mouse: everything below is done by keys alone. */

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 120_000)
afterAll(() => site?.close())

/** Tab until the focus is on what is called so. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement)) return ''
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? element.labels?.[0]?.textContent
          : null
      return `${element.getAttribute('aria-label') ?? ''} ${label ?? ''} ${element.textContent ?? ''}`
    })
    if (name.test(here)) return
  }
  throw new Error(`nothing called ${String(name)} was reached by Tab`)
}

const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null)

test('registers a deal and approves it, by keys alone', async () => {
  const page = await site.open({ as: 'mara@alderbrook.example' })
  await page.goto('/o/alderbrook/registrations')
  await page.locator('[data-row]').first().waitFor()
  await tabTo(page, /^\s*Register a deal/)
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await drawer.waitFor()
  await page.keyboard.type('Quayside')
  await page
    .getByRole('option', { name: /Quayside/ })
    .first()
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, /Company/)
  await page.keyboard.type('Keyboard Works Ltd')
  await tabTo(page, /Website or work e-mail/)
  await page.keyboard.type('keyboardworks.example')
  await tabTo(page, /Country/)
  await page.keyboard.type('Ireland')
  await page.getByRole('option', { name: 'Ireland' }).first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, /amount/i)
  await page.keyboard.type('48000')
  await tabTo(page, /Expected to close/)
  await page.keyboard.type('01122027')
  await tabTo(page, /^\s*Register\s*$/)
  await page.keyboard.press('Enter')
  await drawer.waitFor({ state: 'detached' })

  // The program asks for a second person: a colleague approves.
  const desk = await site.open({ as: 'ines@alderbrook.example' })
  // "/" leads to the search, j into the list, a asks, and the question's own button has the focus.
  await desk.goto('/o/alderbrook/registrations?view=approvals')
  await desk.locator('[data-row]').first().waitFor()
  await desk.keyboard.press('/')
  await desk.keyboard.type('Keyboard Works')
  await expect.poll(() => desk.locator('[data-row]').count(), { timeout: 20_000 }).toBe(1)
  await tabTo(desk, /Keyboard Works/)
  await desk.keyboard.press('a')
  const dialog = desk.getByRole('dialog')
  await dialog
    .getByText(/protect/i)
    .first()
    .waitFor()
  await tabTo(desk, /^\s*Approve/)
  await desk.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await desk.goto('/o/alderbrook/registrations?view=approved&q=Keyboard')
  await desk.getByRole('link', { name: /Keyboard Works/ }).waitFor()
}, 120_000)

test('selects a range, approves it in bulk, and takes it back', async () => {
  const page = await site.open({ as: 'mara@alderbrook.example' })
  await page.goto('/o/alderbrook/registrations?view=approvals')
  await page.locator('[data-row]').first().waitFor()
  await page.keyboard.press('j')
  const first = await focusedRow(page)
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  expect(await focusedRow(page)).not.toBe(first)
  await page.keyboard.press('Shift+X')
  await page.getByText('2 selected').waitFor()
  await page.keyboard.press('a')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/Approve 2 registrations/).waitFor()
  await tabTo(page, /^\s*Approve\s*$/)
  await page.keyboard.press('Enter')
  const progress = page.getByRole('region', { name: 'Decisions in bulk' })
  await progress.getByRole('button', { name: 'Undo' }).waitFor()
  await progress.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await progress.getByText('Taken back: nothing was done').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
}, 60_000)

test('the row under the cursor leaves, and the next one has the focus', async () => {
  const page = await site.open({ as: 'mara@alderbrook.example' })
  await page.goto('/o/alderbrook/registrations?view=approvals')
  await page.locator('[data-row]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const here = await focusedRow(page)
  const colleague = await site.open({ as: 'ines@alderbrook.example' })
  await colleague.goto(`/o/alderbrook/registrations/${here}`)
  await colleague
    .getByRole('button', { name: /^Reject/ })
    .first()
    .click()
  await colleague.getByRole('dialog').getByLabel('Reason').fill('No longer wanted')
  await colleague.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await expect.poll(() => page.locator(`[data-row="${here}"]`).count(), { timeout: 15_000 }).toBe(0)
  await expect.poll(() => focusedRow(page), { timeout: 5000 }).not.toBeNull()
}, 90_000)
