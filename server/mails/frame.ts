import { LANGUAGES, type Language } from '#kit/languages.ts'
import { mailColours, type Brand } from './brand.ts'
import { OUR_ADDRESS } from './mail.ts'

const WORDS: Record<Language, { why: string; settings: string; stop: string; sent_for: (org: string) => string }> = {
  en: {
    why: 'You get this mail because you work on it.',
    settings: 'Choose what you get',
    stop: 'Stop mail like this',
    sent_for: (org) => `Sent for ${org}`,
  },
  de: {
    why: 'Sie erhalten diese Mail, weil Sie daran arbeiten.',
    settings: 'Auswählen, was Sie erhalten',
    stop: 'Solche Mails nicht mehr erhalten',
    sent_for: (org) => `Gesendet für ${org}`,
  },
}

/** Stand in written mails for the brand's colours. What people typed cannot spell them: braces are escaped. */
export const COLOURS = { accent: '{{accent}}', on: '{{on}}', ink: '{{ink}}' } as const

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '{': '&#123;',
  '}': '&#125;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'{}]/g, (char) => ENTITIES[char] ?? char)
}

/** What people typed must not end a header or begin a paragraph of its own. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/**
 * The whole mail around its inner part: tables, because that is what mail programs agree on, one column that narrows to
 * 320 px, both colour schemes, and the way to stop it.
 */
export function frameMail(
  mail: { subject: string; text: string; html: string; language: string; unsubscribe_path: string | null },
  brand: Brand,
): { text: string; html: string } {
  const language = LANGUAGES.find((one) => one === mail.language) ?? 'en'
  const words = WORDS[language]
  const name = oneLine(brand.name)
  const { light, dark } = mailColours(brand)
  const inner = mail.html
    .replaceAll(COLOURS.accent, light.accent)
    .replaceAll(COLOURS.on, light.on)
    .replaceAll(COLOURS.ink, light.ink)
  const stop = mail.unsubscribe_path && OUR_ADDRESS + mail.unsubscribe_path
  const foot = [words.sent_for(name), brand.postal_address && oneLine(brand.postal_address)].filter(
    (part) => part !== null,
  )
  const logo = brand.logo_url && (brand.logo_url.startsWith('/') ? OUR_ADDRESS + brand.logo_url : brand.logo_url)
  const head = logo
    ? `<img src="${escapeHtml(logo)}" alt="${escapeHtml(name)}" height="32" style="display:block;height:32px;max-width:220px;border:0">`
    : `<span class="ink" style="font-size:15px;font-weight:600;letter-spacing:-.01em;color:#1c1c1a">${escapeHtml(name)}</span>`
  const small = `class="faint" style="margin:0 0 6px;font-size:13px;line-height:1.5;color:#6b6a65"`
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(mail.subject)}</title>
<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}.wide{display:block!important;text-align:center!important}}
@media (prefers-color-scheme:dark){body,.ground{background:#141413!important}.card{background:#1f1f1d!important;border-color:#34332f!important}
.ink{color:#f1f0ea!important}.soft{color:#cfcdc4!important}.faint,.faint a{color:#a3a198!important}.rule{border-color:#34332f!important}
.bar{background:${dark.accent}!important}.button{background:${dark.accent}!important;color:${dark.on}!important}.accent{color:${dark.ink}!important}}
</style></head>
<body class="ground" style="margin:0;padding:0;background:#f4f3ef;${FONT}">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f3ef"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e4e2da;border-radius:12px;border-collapse:separate;overflow:hidden">
<tr><td class="bar" height="4" style="height:4px;line-height:4px;font-size:0;background:${light.accent}">&nbsp;</td></tr>
<tr><td class="pad" style="padding:22px 32px 4px">${head}</td></tr>
<tr><td class="pad" style="padding:16px 32px 28px">${inner}</td></tr>
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr><td class="pad" style="padding:16px 32px 8px">
${stop ? `<p ${small}>${words.why}</p><p ${small}><a href="${escapeHtml(stop)}" style="color:#6b6a65">${words.settings}</a> · <a href="${escapeHtml(stop)}" style="color:#6b6a65">${words.stop}</a></p>` : ''}
<p ${small}>${escapeHtml(foot.join(' · '))}</p>
</td></tr></table>
</td></tr></table></body></html>
`
  const below = [...(stop ? [`${words.why} ${words.settings}:\n${stop}`] : []), foot.join(' · ')]
  return { html, text: `${mail.text.trimEnd()}\n\n-- \n${below.join('\n\n')}\n` }
}
