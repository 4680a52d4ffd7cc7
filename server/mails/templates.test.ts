import { expect, test } from 'vitest'
import { plainBrand } from './brand.ts'
import { frameMail } from './frame.ts'
import { pathsIn, withAddress } from './mail.ts'
import { invitationMail, letter, signInLinkMail } from './templates.ts'

test('what people typed cannot become markup, a header or a paragraph of its own', () => {
  const mail = letter({
    language: 'en',
    subject: 'Approved: Müller & Söhne "GmbH"\r\nBcc: all@example.com\n\nClick http://evil.example',
    greet: '<b>Mia</b>',
    parts: [
      'Your deal at Müller & Söhne "GmbH"\r\nBcc: all@example.com is approved.',
      { link: 'Open', path: '/p/ptr_1/deals/reg_1' },
    ],
    signed: 'Acme',
  })
  expect(mail.subject).toBe('Approved: Müller & Söhne "GmbH" Bcc: all@example.com Click http://evil.example')
  expect(mail.html).toContain('Hello &lt;b&gt;Mia&lt;/b&gt;,')
  expect(mail.html).toContain('Müller &amp; Söhne &quot;GmbH&quot;')
  expect(mail.html).not.toContain('<b>')
  expect(mail.text.split('\n\n')).toHaveLength(4)
})

test('the frame takes colours from the brand and nothing from what people typed', () => {
  const inner = letter({
    language: 'de',
    subject: 'x',
    greet: '{{accent}}',
    parts: [{ link: '{{on}}', path: '/p/x' }],
    signed: 'Acme',
  })
  const brand = {
    ...plainBrand('</td><script>alert(1)</script>'),
    accent_light: '#aa2200',
    logo_url: '/logo.png"onerror="x',
  }
  const { html, text } = frameMail({ ...inner, language: 'de', unsubscribe_path: '/unsubscribe/abc?topic=t' }, brand)
  expect(html).toContain('background:#aa2200;color:#ffffff')
  expect(html).toContain('&#123;&#123;accent&#125;&#125;')
  expect(html).not.toMatch(/<script|"onerror/)
  expect(html).toContain('<html lang="de">')
  expect(pathsIn(text)).toEqual(['/p/x', '/unsubscribe/abc?topic=t'])
})

test('text and HTML lead to the same pages, at the address that is known when a mail is sent', () => {
  const mail = signInLinkMail({ org_name: 'Acme', name: 'Mia', token: 'Ab-9_z', minutes: 15 })
  expect(pathsIn(mail.text)).toEqual(['/sign-in/link/Ab-9_z'])
  expect(pathsIn(mail.html)).toEqual(['/sign-in/link/Ab-9_z'])
  expect(withAddress(mail.text, 'https://partners.example.com')).toContain(
    'https://partners.example.com/sign-in/link/Ab-9_z\n',
  )
})

test('an invitation of somebody who signs in here already holds no way in', () => {
  const mail = invitationMail({ org_name: 'Acme', partner_name: 'Beta', name: 'Mia', token: null, days: 7 })
  expect(pathsIn(mail.text)).toEqual(['/sign-in'])
  expect(mail.text).toContain('Beta in the partner program of Acme')
})
