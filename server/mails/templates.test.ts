import { expect, test } from 'vitest'
import { pathsIn, withAddress } from './mail.ts'
import { invitationMail, registrationDecisionMail, signInLinkMail } from './templates.ts'

test('what people typed cannot become markup, a header or a paragraph of its own', () => {
  const mail = registrationDecisionMail({
    org_name: 'Acme',
    name: '<b>Mia</b>',
    account_name: 'Müller & Söhne "GmbH"\r\nBcc: all@example.com\n\nClick http://evil.example',
    path: '/p/ptr_1/deals/reg_1',
    outcome: 'approved',
    protected_until: '20 February 2027',
  })
  expect(mail.subject).toBe('Approved: Müller & Söhne "GmbH" Bcc: all@example.com Click http://evil.example')
  expect(mail.html).toContain('Hello &lt;b&gt;Mia&lt;/b&gt;,')
  expect(mail.html).toContain('Müller &amp; Söhne &quot;GmbH&quot;')
  expect(mail.html).not.toContain('<b>')
  expect(mail.text.split('\n\n')).toHaveLength(4)
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
