import { expect, test } from 'vitest'
import { z } from 'zod'
import { composeDocument } from './document.ts'
import { defineSection, keySchema, lineOfText, setOf, uniqueBy } from '#kit/section.ts'

test('a section has the defaults that its schema makes of nothing', () => {
  const section = defineSection({
    key: 'a',
    name: 'A',
    schema: z.strictObject({ days: z.int().default(90) }).prefault({}),
    sentences: () => [],
    wording: {},
  })
  expect(section.defaults).toEqual({ days: 90 })
  expect(section.check({ days: 1 }, {}, [])).toEqual([])
})

test('a section that reads another is not composed without it', () => {
  const reader = defineSection({
    key: 'reader',
    name: 'Reader',
    schema: z.strictObject({}).prefault({}),
    sentences: (_terms, _program: { calendar: { zone: string } }) => [],
    wording: {},
  })
  // @ts-expect-error: the document has no calendar
  expect(composeDocument([reader]).sections).toEqual([{ key: 'reader', name: 'Reader' }])
})

test('keys are small, texts are one clean line', () => {
  const keys = ['gold', 'system-integrator', 'a_1']
  const noKeys = ['', 'Gold', '1a', '-a', 'a b', 'a'.repeat(41), 'ä']
  expect(keys.every((key) => keySchema.safeParse(key).success)).toBe(true)
  expect(noKeys.some((key) => keySchema.safeParse(key).success)).toBe(false)
  const line = lineOfText(5)
  expect(['a', 'a b', '株式'].every((text) => line.safeParse(text).success)).toBe(true)
  expect(['', ' a', 'a\nb', 'abcdef', '\ud800', 'a\u200bb'].some((text) => line.safeParse(text).success)).toBe(false)
})

test('lists say which item stands there twice', () => {
  const list = z.array(z.strictObject({ key: keySchema, name: z.string() })).check(uniqueBy('key', 'name'))
  const checked = list.safeParse([
    { key: 'a', name: 'A' },
    { key: 'b', name: 'A' },
    { key: 'a', name: 'C' },
  ])
  expect(checked.error?.issues.map((issue) => issue.path)).toEqual([
    [2, 'key'],
    [1, 'name'],
  ])
  expect(
    setOf(keySchema)
      .safeParse(['a', 'b', 'a'])
      .error?.issues.map((issue) => issue.path),
  ).toEqual([[2]])
})
