import { Mail, MailX, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Answer } from '../api/contracts.ts'
import { useApiQuery } from '../api/hooks.ts'
import { Loaded } from '../api/loaded.tsx'
import { paths } from '../paths.ts'
import { ButtonLink, EmptyState, PageHeader, RelativeTime, SkeletonText, TextField, useDensity } from '../ui/index.ts'
import { words } from './words.ts'

type Letter = Answer<'mailbox.read'>['rows'][number]

/** So often a mailbox is looked into while somebody watches it. */
const LOOK_MS = 4000

/** The mail that a demo would have sent, the newest first. */
export default function MailboxPage() {
  useDensity('calm')
  const mail = useApiQuery('mailbox.read')
  const { refetch } = mail
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && void refetch(), LOOK_MS)
    return () => clearInterval(timer)
  }, [refetch])
  return (
    <div className="min-h-dvh bg-surface">
      <main id="main" tabIndex={-1} className="mx-auto max-w-2xl px-4 pb-16">
        <PageHeader title={words.title} meta={words.why} />
        {mail.error?.status === 404 ? (
          <EmptyState icon={<MailX />} title={words.not_demo.title}>
            {words.not_demo.body}
          </EmptyState>
        ) : (
          <Loaded query={mail} skeleton={<SkeletonText lines={8} />}>
            {({ rows }) => <Letters rows={rows} />}
          </Loaded>
        )}
      </main>
    </div>
  )
}

function Letters({ rows }: { rows: readonly Letter[] }) {
  const [text, setText] = useState('')
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<Mail />}
        title={words.empty.title}
        actions={<ButtonLink href={paths.signIn()}>{words.empty.action}</ButtonLink>}
      >
        {words.empty.body}
      </EmptyState>
    )
  }
  const typed = text.trim().toLowerCase()
  const shown = rows.filter(({ to, subject }) => `${to.name} ${to.email} ${subject}`.toLowerCase().includes(typed))
  return (
    <>
      <TextField
        type="search"
        label={words.search}
        hideLabel
        placeholder={words.search_placeholder}
        value={text}
        onChange={setText}
        before={<Search aria-hidden className="size-4" />}
        className="my-2"
      />
      {shown.length === 0 && <p className="py-8 text-center text-ink-soft">{words.nothing}</p>}
      <ul className="divide-y divide-line">
        {shown.map((letter) => (
          <li key={letter.id}>
            <LetterView letter={letter} />
          </li>
        ))}
      </ul>
    </>
  )
}

function LetterView({ letter }: { letter: Letter }) {
  const { text, links } = partsOf(letter)
  return (
    <article className="flex flex-col gap-2 py-5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="min-w-0 flex-1 basis-60 text-md">{letter.subject}</h2>
        <span className="text-sm text-ink-faint">
          <RelativeTime at={letter.created_at} />
        </span>
      </div>
      <p className="text-sm break-words text-ink-faint">{words.to(letter.to.name, letter.to.email)}</p>
      <p className="break-words whitespace-pre-line">{text}</p>
      {links.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {links.map(({ label, href }) => (
            <ButtonLink key={href} href={href}>
              {label}
            </ButtonLink>
          ))}
        </p>
      )}
    </article>
  )
}

type LetterLink = { label: string; href: string }

/** The text of a letter, and its links as buttons: in the text each stands on a line of its own, under what it is called. */
function partsOf(letter: Letter): { text: string; links: LetterLink[] } {
  const links: LetterLink[] = []
  const text = letter.text.replace(/^(.+):\n(\S*\/\S*)\n*/gm, (whole, label: string, address: string) => {
    if (!letter.links.includes(address)) return whole
    // Without its host, so that it opens in this page whatever name the server goes by.
    const { pathname, search } = new URL(address, window.location.origin)
    links.push({ label, href: pathname + search })
    return ''
  })
  return { text: text.trim(), links }
}
