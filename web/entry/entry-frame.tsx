import { useEffect, useRef, type ReactNode } from 'react'
import { problemText } from '../api/problem-text.ts'
import { Logo, SupportLine, useEntryBrand } from '../frame/brand.tsx'
import { Mark } from '../frame/mark.tsx'
import { Callout, useDensity } from '../ui/index.ts'

/** The frame of the pages before anybody is anywhere: the mark, a heading, one column. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  useDensity('calm')
  const brand = useEntryBrand()
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <title>{`${title} · ${brand?.portal_title ?? brand?.name ?? 'Tributary'}`}</title>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-sm flex-1 flex-col gap-6 px-4 pt-[max(2.5rem,12vh)] pb-12"
      >
        <div className="flex flex-col gap-4">
          {brand?.logo_url ? <Logo src={brand.logo_url} height={40} /> : <Mark size={40} />}
          {brand && <p className="font-semibold">{brand.portal_title ?? brand.name}</p>}
          <h1 className="text-xl">{title}</h1>
          {lead && <p className="text-ink-soft">{lead}</p>}
        </div>
        {children}
        <SupportLine brand={brand} className="text-sm text-ink-faint" />
      </main>
    </div>
  )
}

/** What stood in the way of coming in: a wrong password, too many attempts, a spent link. Takes the focus. */
export function EntryProblem({ error, actions }: { error: unknown; actions?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [error])
  const { what, why, next } = problemText(error)
  return (
    <div ref={box} role="alert" tabIndex={-1}>
      <Callout tone="danger" title={what} actions={actions}>
        {[why, next].filter(Boolean).join(' ')}
      </Callout>
    </div>
  )
}
