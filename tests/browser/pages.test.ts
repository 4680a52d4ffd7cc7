import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, PHONE, findings, openSite, overflow, type Site } from './site.ts'

/** Every page, as somebody who may open it: axe finds nothing, and nothing sticks out sideways. */

const CONSOLE = [
  '',
  '/registrations',
  '/registrations?status=approved',
  '/registrations?view=approvals&layout=board',
  '/requests',
  '/requests?view=all',
  '/conflicts',
  '/conflicts?view=all',
  '/consents?view=all',
  '/matches',
  '/matches?source=look',
  '/matches?view=same',
  '/disputes',
  '/disputes?view=all',
  '/conduct',
  '/conduct?view=all',
  '/conflicts?view=direct',
  '/accounts',
  '/partners',
  '/program',
  '/program/1',
  '/reports',
  '/reports?by=partner&show=approved',
  '/reports?period=own&from=2020-01-01&to=2020-01-31',
  '/imports',
  '/audit',
  '/people',
  '/keys',
  '/webhooks',
  '/branding',
  '/notifications',
  '/settings/notifications',
  '/settings/told',
  '/settings/channels',
  '/settings/mail',
  '/settings/sessions',
]
const PORTAL = [
  '',
  '/register',
  '/deals',
  '/conflicts',
  '/requests',
  '/disputes',
  '/conduct',
  '/ask',
  '/rules',
  '/people',
  '/imports',
  '/notifications',
  '/settings/notifications',
  '/settings/sessions',
]

let site: Site
beforeAll(async () => {
  site = await openSite()
}, 240_000)
afterAll(() => site?.close())

const looks = [
  { name: '1440 light', size: DESKTOP, dark: false },
  { name: '1440 dark', size: DESKTOP, dark: true },
  { name: '390 light', size: PHONE, dark: false },
  { name: '390 dark', size: PHONE, dark: true },
]

async function sweep(as: string, paths: readonly string[], look: (typeof looks)[number]): Promise<string[]> {
  const page = await site.open({ as, size: look.size, dark: look.dark })
  const home = new URL(page.url()).pathname
  const wrong: string[] = []
  for (const path of paths) {
    await page.goto(home + path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    wrong.push(...(await findings(page)).map((finding) => `${path || '/'}: ${finding}`))
    const out = await overflow(page)
    if (out > 0) wrong.push(`${path || '/'}: ${out} px stick out sideways`)
  }
  await page.close()
  return wrong
}

test.each(looks)(
  'the console at $name',
  async (look) => {
    expect(await sweep('admin@alderbrook.example', CONSOLE, look)).toEqual([])
  },
  120_000,
)

test.each(looks)(
  'the portal at $name',
  async (look) => {
    expect(await sweep('otto@quayside.example', PORTAL, look)).toEqual([])
  },
  120_000,
)

test.each(looks)(
  'sign-in, mailbox and gallery at $name',
  async (look) => {
    const page = await site.open({ size: look.size, dark: look.dark })
    const wrong: string[] = []
    for (const path of ['/sign-in', '/mailbox', '/ui']) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      wrong.push(...(await findings(page)).map((finding) => `${path}: ${finding}`))
      if ((await overflow(page)) > 0) wrong.push(`${path} sticks out sideways`)
    }
    expect(wrong).toEqual([])
  },
  120_000,
)

test('the records of the demo, each opened from its list', async () => {
  const page = await site.open({ as: 'mara@alderbrook.example' })
  const wrong: string[] = []
  for (const list of [
    'registrations',
    'requests?view=all',
    'accounts',
    'partners',
    'matches',
    'conflicts?view=all',
    'consents?view=all',
    'disputes?view=all',
    'conduct?view=all',
  ]) {
    await page.goto(`/o/alderbrook/${list}`)
    const first = page.locator('table a[href]:visible').first()
    await first.waitFor()
    const href = new URL((await first.getAttribute('href')) ?? '', site.url)
    // Where a press opens the record beside its list, the address of the list says which.
    const open = href.searchParams.get('open')
    await page.goto(open ? `${href.pathname}/${open}` : href.href)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    wrong.push(...(await findings(page)).map((finding) => `${list}: ${finding}`))
  }
  expect(wrong).toEqual([])
}, 120_000)

test.each(looks)(
  'what is asked of a partner at $name, each opened from its list, and the deal that it is about',
  async (look) => {
    const page = await site.open({ as: 'otto@quayside.example', size: look.size, dark: look.dark })
    const home = new URL(page.url()).pathname
    const wrong: string[] = []
    const check = async (href: string) => {
      await page.goto(href)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      wrong.push(...(await findings(page)).map((finding) => `${href}: ${finding}`))
      if ((await overflow(page)) > 0) wrong.push(`${href} sticks out sideways`)
    }
    for (const list of ['conflicts', 'disputes', 'conduct']) {
      await page.goto(`${home}/${list}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      const firstOf = async (links: string) => {
        const [link] = await page.locator(links).all()
        return link ? link.getAttribute('href') : null
      }
      const href = await firstOf('main li a[href]')
      if (!href) continue
      await check(href)
      const deal = await firstOf('main a[href*="/deals/reg_"]')
      if (!deal) continue
      await check(deal)
      await check(`${home}/disagree?deal=${deal.split('/').at(-1)}`)
    }
    expect(wrong).toEqual([])
  },
  120_000,
)

const press = (name: string | RegExp) => async (page: Page) => page.getByRole('button', { name }).first().click()

const search = (text: string) => async (page: Page) => {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill(text)
}

/** What opens over a page: where, by which press, and what has the focus then. */
const OPENED: readonly { at: string; open: (page: Page) => Promise<void>; focus?: string }[] = [
  { at: '/registrations', open: press('Register a deal'), focus: 'Partner' },
  { at: '/registrations', open: press(/^Partner/) },
  {
    at: '/registrations',
    // Beside the list on a desk, on a page of its own on a phone: either way under its name, once it is there.
    open: async (page) => {
      const row = page.locator('table a').first()
      const [name = ''] = (await row.innerText()).split('\n')
      await row.click()
      await page.getByRole('heading', { name }).first().waitFor()
    },
  },
  { at: '/partners', open: press('New partner'), focus: 'Name' },
  { at: '/accounts', open: press('New account'), focus: 'Name' },
  { at: '/matches', open: press('Check a company') },
  { at: '/conduct', open: press('Look now') },
  { at: '/conduct', open: press('Open a case'), focus: 'Partner' },
  {
    at: '/accounts',
    open: async (page) => {
      await page.locator('table a[href]:visible').first().click()
      await press('Merge into…')(page)
    },
    focus: 'The account that stays',
  },
  { at: '/people', open: press('Invite') },
  { at: '/keys', open: press('New key'), focus: 'What is it for?' },
  { at: '/program', open: press('New draft') },
  { at: '/audit', open: press('Verify the chain') },
  { at: '/requests', open: press('I am away') },
  { at: '/webhooks', open: press('New endpoint') },
  { at: '/settings/channels', open: press('Add a channel') },
  { at: '/imports', open: press('Remembered mappings') },
  { at: '', open: press(/^Notifications/) },
  // A list of suggestions, and the palette: with something found, and with nothing.
  {
    at: '/registrations',
    open: async (page) => {
      await press('Register a deal')(page)
      await page.getByRole('combobox', { name: 'Partner' }).fill('qu')
      await page.getByRole('option', { name: /Quayside/ }).waitFor()
    },
  },
  { at: '', open: search('Quayside') },
  { at: '', open: search('zzqqxx') },
]

test.each([looks[0], looks[3]].filter((look) => look !== undefined))(
  'menus, drawers and dialogs at $name, and the first field in focus',
  async (look) => {
    const page = await site.open({ as: 'admin@alderbrook.example', size: look.size, dark: look.dark })
    const wrong: string[] = []
    for (const { at, open, focus } of OPENED) {
      await page.goto(`/o/alderbrook${at}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await open(page)
      await page.waitForLoadState('networkidle')
      if (focus) await expect.poll(() => labelInFocus(page), { message: `${at}: focus` }).toBe(focus)
      wrong.push(...(await findings(page)).map((finding) => `over ${at}: ${finding}`))
      if ((await overflow(page)) > 0) wrong.push(`over ${at}: something sticks out sideways`)
    }
    expect(wrong).toEqual([])
  },
  120_000,
)

const labelInFocus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    return element instanceof HTMLInputElement ? (element.labels?.[0]?.innerText ?? null) : null
  })

test('a page just arrived at has the focus on its heading', async () => {
  const page = await site.open({ as: 'mara@alderbrook.example' })
  for (const name of ['Partners', 'Accounts']) {
    await page.getByRole('link', { name, exact: true }).click()
    const focused = () =>
      page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent}`)
    await expect.poll(focused).toBe(`H1 ${name}`)
    expect(await page.title()).toBe(`${name} · Tributary`)
  }
})
