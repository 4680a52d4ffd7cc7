import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainLabel, domainRelation, registrableDomain } from './domain.ts'

test.each([
  ['acme.com', 'acme.com'],
  ['  WWW.Acme.COM. ', 'acme.com'],
  ['http://www.example.co.uk/x?y#z', 'example.co.uk'],
  ['https://user:pw@shop.acme.com:8080/', 'acme.com'],
  ['//acme.com/path', 'acme.com'],
  ['joe@sales.acme.de', 'acme.de'],
  ['mailto:joe@acme.de', 'acme.de'],
  ['MÜNCHEN.de', 'xn--mnchen-3ya.de'],
  ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
  ['ａｃｍｅ。jp', 'acme.jp'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['yandex.com.tr.acme.com', 'acme.com'],
  ['x.github.io', 'x.github.io'],
  ['a.x.github.io', 'x.github.io'],
  ['\u200bacme.com', 'acme.com'],
  ['docs.northwind.example', 'northwind.example'],
])('finds in %s the domain %s', (input, domain) => {
  expect(registrableDomain(input)).toEqual({ ok: true, domain })
})

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['acme', 'not_a_domain'],
  ['acme corp', 'not_a_domain'],
  ['acme.com, beta.com', 'not_a_domain'],
  ['acme..com', 'not_a_domain'],
  ['-acme.com', 'not_a_domain'],
  ['acme_.com', 'not_a_domain'],
  ['acme.notatld', 'not_a_domain'],
  ['localhost', 'not_a_domain'],
  ['javascript:alert(1)', 'not_a_domain'],
  ['2024', 'not_a_domain'],
  ['1.5', 'not_a_domain'],
  ['n/a', 'not_a_domain'],
  ['🚀', 'not_a_domain'],
  [`${'a'.repeat(64)}.com`, 'not_a_domain'],
  ['a.'.repeat(5000) + 'com', 'not_a_domain'],
  ['com', 'public_suffix'],
  ['co.uk', 'public_suffix'],
  ['github.io', 'public_suffix'],
  ['gmail.com', 'free_mail_host'],
  ['someone@yahoo.co.uk', 'free_mail_host'],
  ['http://mail.web.de/', 'free_mail_host'],
  ['1.2.3.4', 'ip_address'],
  ['http://127.0.0.1:80/x', 'ip_address'],
  ['http://[::1]/', 'ip_address'],
  ['me@[10.0.0.1]', 'ip_address'],
])('finds none in %s: %s', (input, why) => {
  expect(registrableDomain(input)).toEqual({ ok: false, why })
})

test('answers for any text, and finds in its own answer the same domain', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.domain(), fc.webUrl(), fc.emailAddress()), (text) => {
      const found = registrableDomain(text)
      if (found.ok) expect(registrableDomain(found.domain)).toEqual(found)
    }),
    { numRuns: 2000 },
  )
}, 20_000)

test('domains with one label under two suffixes are siblings, where the label tells something', () => {
  expect(domainRelation('acme.de', 'acme.de')).toBe('same')
  expect(domainRelation('acme.de', 'acme.co.uk')).toBe('sibling')
  expect(domainRelation('xn--mller-kva.de', 'xn--mller-kva.com')).toBe('sibling')
  expect(domainRelation('ge.com', 'ge.ch')).toBe('other')
  expect(domainRelation('acme.de', 'acme-systems.de')).toBe('other')
  expect(domainRelation('acme.github.io', 'acme.com')).toBe('other')
  expect(domainLabel('acme.co.uk')).toBe('acme')
})
