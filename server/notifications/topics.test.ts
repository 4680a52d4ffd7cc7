import { expect, test } from 'vitest'
import { LANGUAGES } from '#kit/languages.ts'
import { STATUSES as REGISTRATION } from '#server/registrations/registration.ts'
import { STATUSES as REQUEST } from '#server/requests/request.ts'
import { readSources, isTest } from '#tests/laws/source.ts'
import type { Facts, Side } from './notification.ts'
import { NOT_TOLD, TOPIC_KEYS, topicOf } from './topics.ts'
import { lineOf, topicName } from './words.ts'

/** What happens to deals and requests is told, or stands among what is not, with the reason. */
const OF_THESE = /^(registration|request|file)\./

test('every event of a deal or a request is told to somebody, or is not for a reason', () => {
  const literal = readSources('server')
    .filter((source) => !isTest(source))
    .flatMap(({ text }) => [...text.matchAll(/emit\(\s*'([a-z_.]+)'/g)].map(([, type = '']) => type))
  const by_state = [
    ...REGISTRATION.map((status) => `registration.${status}`),
    ...REQUEST.filter((status) => status !== 'in_review').map((status) => `request.${status}`),
  ]
  const told = new Set<string>([
    ...TOPIC_KEYS.flatMap((key) => [key, ...(topicOf(key).also ?? [])]),
    ...Object.keys(NOT_TOLD),
  ])
  const forgotten = [...new Set([...literal, ...by_state])].filter((type) => OF_THESE.test(type) && !told.has(type))
  expect(forgotten, 'give each an entry in server/notifications/topics.ts, or a reason in NOT_TOLD').toEqual([])
})

const EMPTY: Facts = {
  account: 'Nordwind AG',
  partner: 'Quayside',
  ends_at: null,
  answer_due_at: null,
  reply_due_at: null,
  confirm_due_at: null,
  follow_up_due_at: null,
  said: null,
  reason: null,
  version: null,
  effective_at: null,
  done: null,
  refused: null,
}
const FULL: Facts = {
  ...EMPTY,
  ends_at: '2027-02-19T23:00:00.000Z',
  answer_due_at: '2026-11-24T16:00:00.000Z',
  reply_due_at: '2026-11-24T16:00:00.000Z',
  confirm_due_at: '2026-11-24T16:00:00.000Z',
  follow_up_due_at: '2026-11-24T16:00:00.000Z',
  said: 'Who signs?',
  version: 3,
  effective_at: '2026-12-01T00:00:00.000Z',
  done: 1200,
  refused: 3,
}

test('each topic reads well in each language and for each side, with much known and with little', () => {
  for (const language of LANGUAGES) {
    for (const topic of TOPIC_KEYS) {
      expect(topicName(topic, language).length).toBeGreaterThan(3)
      for (const side of (['org', 'partner'] satisfies Side[]).filter((one) => topicOf(topic)[one])) {
        for (const facts of [EMPTY, FULL]) {
          const zones = { language, zone: 'Europe/Berlin', program_zone: 'Europe/Berlin' }
          const { title, text, action } = lineOf(topic, side, facts, zones)
          const all = `${title} ${text} ${action}`
          expect(all, `${topic} ${side} ${language}`).not.toMatch(/undefined|null|NaN| {2}| \./)
          expect(text).toMatch(/[.?”“]$/)
        }
      }
    }
  }
})
