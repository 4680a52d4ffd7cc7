import type { ReactNode } from 'react'
import { accentTokens, checkAccent, DEFAULT_ACCENT, readHexColour } from '../../../kit/accent.ts'
import { accentOn } from '../../frame/accent.ts'
import { Logo } from '../../frame/brand.tsx'
import { Avatar, Status } from '../../ui/index.ts'
import { words } from './words.ts'

export type Previewed = {
  name: string
  portal_title: string
  logo_url: string | null
  accent_light: string
  accent_dark: string
  sender_name: string
  reply_to: string
  postal_address: string
  website: string
}

const says = words.preview

/** What partners will see, before it is saved: the portal in light and dark, and a mail. Nothing in it can be pressed. */
export function Preview({ of }: { of: Previewed }) {
  const accents = { accent_light: readHexColour(of.accent_light), accent_dark: readHexColour(of.accent_dark) }
  return (
    <div className="flex flex-col gap-5">
      {(['light', 'dark'] as const).map((theme) => (
        <Figure key={theme} label={says[theme]}>
          <div
            style={{ ...accentOn(accents), colorScheme: theme }}
            className="overflow-hidden rounded-lg border border-line bg-surface text-ink"
          >
            <Portal of={of} />
          </div>
        </Figure>
      ))}
      <Figure label={says.mail}>
        <Mail of={of} />
      </Figure>
    </div>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="text-xs text-ink-faint">{label}</figcaption>
      {children}
    </figure>
  )
}

function Portal({ of }: { of: Previewed }) {
  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <span className="flex min-w-0 items-center gap-2.5 py-3">
          {of.logo_url ? <Logo src={of.logo_url} height={28} /> : <Avatar name={of.name} size={28} square />}
          <span className="truncate text-sm font-semibold">{of.portal_title || of.name}</span>
        </span>
        <span className="ml-auto hidden gap-4 text-sm font-medium sm:flex">
          <span className="border-b-2 border-accent py-3.5">{says.tab}</span>
          <span className="py-3.5 text-ink-faint">{says.other}</span>
        </span>
      </div>
      <div className="flex flex-col items-start gap-3 p-4 text-sm">
        <Status tone="success">{says.approved}</Status>
        <p>
          <span className="font-medium text-accent-ink underline">{says.link}</span> {says.body}
        </p>
        <span className="rounded-md bg-accent px-3.5 py-2 font-medium text-on-accent">{says.register}</span>
      </div>
    </>
  )
}

/** Mail programs know no tokens: its colours are its own, as in the letters that are sent. */
function Mail({ of }: { of: Previewed }) {
  const given = readHexColour(of.accent_light) ?? DEFAULT_ACCENT.light
  const { accent, on } = accentTokens(checkAccent(given, 'light').nearest ?? given, 'light')
  return (
    <div style={{ colorScheme: 'light' }} className="overflow-hidden rounded-lg border border-line bg-surface text-ink">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-b border-line bg-sunken px-4 py-2.5 text-xs">
        <dt className="text-ink-faint">{says.from}</dt>
        <dd className="truncate">{of.sender_name || of.name}</dd>
        {of.reply_to && (
          <>
            <dt className="text-ink-faint">{says.reply}</dt>
            <dd className="truncate">{of.reply_to}</dd>
          </>
        )}
      </dl>
      <div className="flex flex-col items-start gap-3 p-4 text-sm">
        {of.logo_url ? <Logo src={of.logo_url} height={28} /> : <span className="font-semibold">{of.name}</span>}
        <p className="text-md font-semibold">{says.subject}</p>
        <p>
          {says.link} {says.body}
        </p>
        <span className="rounded-md px-3.5 py-2 font-medium" style={{ background: accent, color: on }}>
          {says.open}
        </span>
        {(of.postal_address || of.website) && (
          <p className="w-full border-t border-line pt-3 text-xs whitespace-pre-line text-ink-faint">
            {[of.name, of.postal_address, of.website].filter(Boolean).join('\n')}
          </p>
        )}
      </div>
    </div>
  )
}
