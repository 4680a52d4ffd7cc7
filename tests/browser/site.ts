import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { PASSWORD } from '#db/worlds/demo-cast.ts'
import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import { silentLog } from '#server/platform/log.ts'
import { buildWebIfStale } from '#server/platform/web-build.ts'
import { startServer, type Running } from '#server/start.ts'

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

export type Site = {
  url: string
  running: Running
  /** A page of its own browser session, signed in when an e-mail is given; fails the test on any error of the page. */
  open(options?: {
    as?: string
    size?: { width: number; height: number }
    dark?: boolean
    /** With a finger instead of a mouse. */
    touch?: boolean
  }): Promise<Page>
  close(): Promise<void>
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

async function launch(): Promise<Browser> {
  // The package unpacks its libraries only where it believes to run on that platform; everything else is our own.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packaged.executablePath(), args: ARGUMENTS, headless: true })
}

/** The whole product with its demo world on a port of its own, and a real browser. */
export async function openSite(): Promise<Site> {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-site-'))
  await buildWebIfStale(() => undefined)
  const config = { ...readConfig({ DATA_DIR: data_dir, LOG_LEVEL: 'silent' }), port: 0 }
  const running = await startServer({
    compose: composeApp,
    config,
    log: silentLog(),
    limit_scale: 100,
    check_answers: true,
  })
  const browser = await launch()
  const contexts: BrowserContext[] = []
  return {
    url: running.url,
    running,
    async open({ as, size = DESKTOP, dark = false, touch = false } = {}) {
      const context = await browser.newContext({
        viewport: size,
        hasTouch: touch,
        isMobile: touch,
        colorScheme: dark ? 'dark' : 'light',
        baseURL: running.url,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      })
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => expect.soft(error, 'an error of the page').toBeUndefined())
      if (as) await signIn(page, as)
      return page
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      await running.stop()
      rmSync(data_dir, { recursive: true, force: true })
    },
  }
}

/** Signs in as people do: on the page. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(/\/(o|p)\//)
}

/** A write by the API, as whoever is signed in on a page. */
export async function write<Answer>(page: Page, path: string, data: object): Promise<Answer> {
  const response = await page.request.post(`/api/v1${path}`, {
    data,
    headers: { 'idempotency-key': randomUUID(), 'x-tributary-csrf': '1' },
  })
  expect(response.status(), await response.text()).toBeLessThan(300)
  return (await response.json()) as Answer // as the contract says; the site checks its answers
}

export async function read<Answer>(page: Page, path: string): Promise<Answer> {
  return (await (await page.request.get(`/api/v1${path}`)).json()) as Answer // likewise
}

/** What axe finds, as one line a finding. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    // axe was put into the page by the line above.
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    // Base UI's focus guards pass the focus on at once and never keep it.
    const { violations } = await axe.run(
      { exclude: ['[data-base-ui-focus-guard]'] },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    )
    return violations.map(
      (violation) =>
        `${violation.id}: ${violation.help} (${violation.nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(', ')})`,
    )
  })
  return found
}

/** Does anything stick out of the page sideways? */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
