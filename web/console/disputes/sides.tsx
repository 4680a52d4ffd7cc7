import { ChevronRight } from 'lucide-react'
import { Conversation } from '../../disputes/conversation.tsx'
import type { Dispute } from '../../disputes/state.tsx'
import { Attachments } from '../../files/attachments.tsx'
import { Section } from '../../ui/index.ts'
import { words } from './words.ts'

/** Each side under the other: what it says, what it brought, and what it reads of all this. */
export function Sides({ dispute: d }: { dispute: Dispute }) {
  return (
    <>
      {d.parties.map((party) => {
        const name = party.partner?.name ?? d.opened_by ?? words.org
        return (
          <Section key={party.id} title={party.is_opener ? words.opener(name) : words.concerned(name)}>
            {party.is_opener && d.statement && (
              <p className="max-w-2xl wrap-anywhere whitespace-pre-line">{d.statement}</p>
            )}
            {(party.messages.length > 0 || !party.is_opener) && (
              <Conversation messages={party.messages} reader="org" other={name} />
            )}
            <div className="max-w-2xl">
              <Attachments noun="dispute" id={party.id} side="org" />
            </div>
            <details className="max-w-2xl">
              <summary className="flex min-h-control-small items-center gap-1.5 rounded-sm text-ink-soft marker:content-none">
                <ChevronRight aria-hidden className="size-3.5 in-open:rotate-90" />
                {words.reads}
              </summary>
              <ul className="list-disc pt-1 pl-6 text-ink-soft">
                {party.reads.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </details>
          </Section>
        )
      })}
    </>
  )
}

export function Notes({ dispute: d }: { dispute: Dispute }) {
  if (d.notes.length === 0) return null
  return (
    <Section title={words.notes}>
      <Conversation messages={d.notes} reader="partner" other={words.org} />
    </Section>
  )
}
