import { expect, test } from 'vitest'
import { ConfigRefused, readConfig } from './config.ts'

test('without any variable it listens on this machine only, with its own database and the demo', () => {
  expect(readConfig({})).toMatchObject({
    port: 8700,
    host: '127.0.0.1',
    database: null,
    demo: true,
    dev: false,
    public_url: 'http://localhost:8700',
    smtp_url: null,
  })
})

test('says everything that is wrong at once, and repeats no secret', () => {
  const env = {
    PORT: '99999',
    DATABASE_URL: 'postgres://owner:hunter2@db/t',
    SMTP_URL: 'mail.example',
    LOG_LEVEL: 'loud',
    DEMO: 'maybe',
    MAIL_FROM: 'us',
  }
  let problems: readonly string[] = []
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigRefused) problems = error.problems
  }
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'SMTP_URL',
    'MAIL_FROM',
    'LOG_LEVEL',
    'DEMO',
  ])
  expect(problems.join()).not.toContain('hunter2')
})

test('with a database of the operator it seeds no demo and wants two different roles', () => {
  const urls = { DATABASE_URL: 'postgres://owner:a@db/t', APP_DATABASE_URL: 'postgres://app:b@db/t' }
  expect(readConfig({ ...urls, DEMO: 'true' }).demo).toBe(false)
  expect(() => readConfig({ ...urls, APP_DATABASE_URL: urls.DATABASE_URL })).toThrow(/same role/)
  expect(() => readConfig({ APP_DATABASE_URL: urls.APP_DATABASE_URL })).toThrow(/without DATABASE_URL/)
})
