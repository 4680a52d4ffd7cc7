import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentTokens, checkAccent, contrastRatio, DEFAULT_ACCENT, readHexColour, type Theme } from './accent.ts'

test('contrast is what WCAG defines', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrastRatio('#0a609a', '#0a609a')).toBe(1)
})

test('a yellow is told what fails and which shade would do', () => {
  const check = checkAccent('#ffd400', 'light')
  expect(check).toMatchObject({ ok: false, on: { colour: '#000000', ok: true }, shape: { ok: false, needs: 3 } })
  expect(check.shape.ratio).toBeLessThan(1.5)
  expect(checkAccent(check.nearest ?? '', 'light')).toMatchObject({ ok: true, nearest: null })
  expect(checkAccent('#ffd400', 'dark').ok).toBe(true)
})

test('the product’s own accents pass', () => {
  for (const theme of ['light', 'dark'] as const) expect(checkAccent(DEFAULT_ACCENT[theme], theme).ok).toBe(true)
})

const colour = fc
  .tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })))
  .map((rgb) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`)

test('whatever the colour, a shade that passes is found, and words in every shade made of it can be read', () => {
  fc.assert(
    fc.property(colour, fc.constantFrom<Theme>('light', 'dark'), (hex, theme) => {
      const { ok, nearest } = checkAccent(hex, theme)
      expect(ok).toBe(nearest === null)
      const accent = nearest ?? hex
      expect(checkAccent(accent, theme).ok).toBe(true)
      const tokens = accentTokens(accent, theme)
      const page = theme === 'light' ? '#ffffff' : '#131619'
      expect(contrastRatio(tokens.ink, page)).toBeGreaterThanOrEqual(4.5)
      expect(contrastRatio(tokens.ink, tokens.soft)).toBeGreaterThanOrEqual(4.5)
      expect(contrastRatio(tokens.on, tokens.accent)).toBeGreaterThanOrEqual(4.5)
      expect(contrastRatio(tokens.on, tokens.hover)).toBeGreaterThanOrEqual(4.5)
    }),
    { numRuns: 400 },
  )
})

test.each([
  ['#FFD400', '#ffd400'],
  ['fd0', '#ffdd00'],
  [' 0a609a ', '#0a609a'],
  ['yellow', null],
  ['#12345', null],
])('reads %s as %s', (text, hex) => {
  expect(readHexColour(text)).toBe(hex)
})
