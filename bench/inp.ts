import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { PASSWORD } from '#db/worlds/demo-cast.ts'
import { setPassword } from '#server/access/index.ts'
import { buildWebIfStale } from '#server/platform/web-build.ts'
import { startServerOver } from './http.ts'
import type { Options } from './run.ts'
import { fill, fillRegistrations, makeBenchWorld, type Statement } from './world.ts'

/** How much slower than this machine's the page's processor is made. */
const THROTTLE = 4
/** Rows that the page has fetched when it is measured. */
const FETCHED = 1000
/** An event that took less is not told: the least that Event Timing can say. */
const LEAST_MS = 16

/** What the page keeps of its own events; `kind` is what is being done. */
type Heard = { kind: string; took: Record<string, number>; acts: Record<string, number> }

/** Interactions on a long list of registrations in Chromium with its processor slowed down, to the next paint. */
export async function benchInp({ accounts, rounds }: Options): Promise<string[]> {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  const world = await makeBenchWorld(data_dir, accounts)
  try {
    await fillRegistrations(world, accounts)
    await fill(world.embedded, world.org_id, 1, rulingsOf)
    const { manager } = world
    await world.db.transaction(null, (tx) => setPassword(tx, manager.id ?? '', PASSWORD))
    await buildWebIfStale(() => undefined)
    const server = await startServerOver(world, { web: true })
    // The package unpacks its libraries only where it believes to run on that platform.
    process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
    const { default: packaged } = await import('@sparticuz/chromium')
    const browser = await chromium.launch({
      executablePath: await packaged.executablePath(),
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    })
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: server.url })
      const page = await context.newPage()
      await page.goto('/sign-in')
      await page.getByLabel('E-mail').fill('manager@bench.example')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.waitForURL(/\/o\//)
      const list = `${new URL(page.url()).pathname.split('/').slice(0, 3).join('/')}/registrations?view=all`
      await page.goto(list)
      await fetchRows(page)
      const took = new Map<string, number[]>()
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
      await listen(page)
      for (let round = 0; round < rounds; round++) {
        await workTheList(page)
        const heard = await page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard) // put there by `listen`
        for (const [kind, acts] of Object.entries(heard.acts)) {
          const told = Object.entries(heard.took).flatMap(([key, ms]) => (key.startsWith(`${kind}|`) ? [ms] : []))
          // Acts of which nothing was told were faster than can be said.
          const silent = Array.from({ length: Math.max(0, acts - told.length) }, () => LEAST_MS)
          took.set(kind, [...(took.get(kind) ?? []), ...told, ...silent])
        }
        if (round === rounds - 1) break
        await page.goto(list)
        await fetchRows(page)
        await listen(page)
      }
      return tableOf(took, accounts)
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    await world.close()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

/** A ruling for each registration: the panel beside the list shows it. */
function rulingsOf(org_id: string): Statement[] {
  return [
    { text: 'update registration set ruling_id = uuid_at(clock_timestamp()) where org_id = $1', values: [org_id] },
    {
      text: `insert into ruling (org_id, id, kind, subject_id, partner_id, program_version, decider, now, recorded_at, facts, outcome, because)
        select org_id, ruling_id, 'registration', id, partner_id, 1, 'registration@2', submitted_at, submitted_at, '{}', '{}', '[]'
        from registration where org_id = $1`,
      values: [org_id],
    },
  ]
}

/** Scrolls until so many rows are there. */
async function fetchRows(page: Page): Promise<void> {
  await page.locator('[data-row]').first().waitFor()
  for (let last = 0; last < FETCHED;) {
    await page.mouse.wheel(0, 6000)
    await page.waitForTimeout(60)
    last = await page
      .locator('[data-row]')
      .last()
      .evaluate((row) => Number(row.getAttribute('data-index')))
    const more = page.getByRole('button', { name: /more/i })
    if (last < 100 && (await more.count()) > 0) await more.first().click()
  }
}

async function listen(page: Page): Promise<void> {
  await page.evaluate((least) => {
    const heard: Heard = { kind: '', took: {}, acts: {} }
    Object.assign(globalThis, { heard })
    new PerformanceObserver((list) => {
      // Chromium gives the events of one interaction the same number, and each its own entry.
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
        if (!entry.interactionId) continue
        const key = `${heard.kind}|${entry.interactionId}`
        heard.took[key] = Math.max(heard.took[key] ?? 0, entry.duration)
      }
    }).observe({ type: 'event', durationThreshold: least } as PerformanceObserverInit) // newer than the types
  }, LEAST_MS)
}

/** Does something, and waits until its entry is in and the page is at rest. */
async function act(page: Page, kind: string, what: () => Promise<unknown>, rest_ms = 120): Promise<void> {
  await page.evaluate((now) => {
    const { heard } = globalThis as unknown as { heard: Heard } // put there by `listen`
    heard.kind = now
    heard.acts[now] = (heard.acts[now] ?? 0) + 1
  }, kind)
  await what()
  await page.waitForTimeout(rest_ms)
}

async function workTheList(page: Page): Promise<void> {
  const press = (key: string) => () => page.keyboard.press(key)
  await page.locator('[data-row] [data-row-link]').nth(20).focus()
  for (let n = 0; n < 40; n++) await act(page, 'j', press('j'))
  for (let n = 0; n < 20; n++) await act(page, 'k', press('k'))
  for (let n = 0; n < 20; n++) {
    await act(page, 'x, a row selected', press('x'))
    await page.keyboard.press('j')
  }
  await act(page, 'Shift-X, all up to here', press('Shift+X'))
  await act(page, 'Escape, none selected', press('Escape'))
  const boxes = page.locator('[data-row] [role=checkbox], [data-row] input[type=checkbox]')
  for (let n = 12; n < 20; n++) await act(page, 'a row selected by mouse', () => boxes.nth(n).click({ force: true }))
  await act(page, 'Escape, none selected', press('Escape'))
  for (let n = 0; n < 8; n++) {
    await act(page, 'Enter, the row opened beside', press('Enter'), 500)
    await act(page, 'j with the panel open', press('j'), 500)
    await act(page, 'Escape, the panel closed', press('Escape'), 300)
    await page
      .locator('[data-row] [data-row-link]')
      .nth(15 + n)
      .focus()
  }
  await page.evaluate(() => scrollTo(0, 0))
  for (const column of ['Amount', 'Account', 'Amount']) {
    const head = page.getByRole('columnheader').getByRole('button', { name: new RegExp(column, 'i') })
    await act(page, 'sorted by a column', () => head.first().click(), 1500)
  }
  const filter = page.getByRole('button', { name: 'Filter', exact: true })
  if ((await filter.count()) > 0) {
    await act(page, 'the menu of filters', () => filter.first().click(), 400)
    await act(page, 'Escape, the menu closed', press('Escape'), 300)
  }
  const search = page.getByRole('searchbox').first()
  await act(page, 'into the search box', () => search.click(), 200)
  for (const letter of 'werk') await act(page, 'a letter typed', press(letter), 60)
  await page.waitForTimeout(1200)
  for (let n = 0; n < 4; n++) await act(page, 'a letter taken back', press('Backspace'), 60)
  await page.waitForTimeout(1500)
  const tabs = page.getByRole('navigation').getByRole('link', { name: /^(Approved|All)/ })
  for (let n = 0; n < Math.min(2, await tabs.count()); n++)
    await act(page, 'another view', () => tabs.nth(n).click(), 1500)
}

function tableOf(took: Map<string, number[]>, accounts: number): string[] {
  const all = [...took.values()].flat()
  const line = (what: string, some: number[]) =>
    `| ${what} | ${some.length} | ${at(some, 0.5)} | ${at(some, 0.95)} | ${Math.max(...some)} |`
  return [
    `${accounts.toLocaleString('en')} registrations, ${FETCHED.toLocaleString('en')} of them fetched, 1440 × 900, processor slowed ${THROTTLE} times`,
    '',
    '| interaction | times | median ms | 95 of 100 ms | worst ms |',
    '|---|--:|--:|--:|--:|',
    ...[...took].map(([what, some]) => line(what, some)),
    line('all together', all),
  ]
}

function at(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
