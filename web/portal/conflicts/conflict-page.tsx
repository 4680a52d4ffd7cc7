import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { Attachments } from '../../files/attachments.tsx'
import { ConflictMark, type Conflict } from '../../conflicts/state.tsx'
import { paths } from '../../paths.ts'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { Button, PageHeader, RelativeTime, Section, toast } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import { DisagreeLink } from '../disputes/disagree-link.tsx'
import { words } from './words.ts'

const says = words.conflict

/** Direct sales is active at a company that is protected for this partner: what it says to that. */
export default function ConflictPage() {
  const id = usePathParam('id')
  const one = useApiQuery('conflict.get', { params: { id } })
  return (
    <Loaded query={one} heading="h1">
      {(conflict) => <ConflictView conflict={conflict} />}
    </Loaded>
  )
}

function ConflictView({ conflict: c }: { conflict: Conflict }) {
  const partner = usePathParam('partner')
  return (
    <>
      <PageHeader
        title={c.account.name}
        crumbs={[
          { label: words.title, href: paths.portal.conflicts(partner) },
          { label: words.deal, href: paths.portal.deal(partner, c.registration_id) },
        ]}
        mark={<ConflictMark status={c.status} />}
      />
      <div className="flex max-w-2xl flex-col gap-8 pt-1">
        <section className="flex flex-col gap-3">
          <h2 className="text-lg">{c.outcome_text ?? c.text}</h2>
          {c.resolution && <p className="wrap-anywhere whitespace-pre-line">{c.resolution}</p>}
          {c.status === 'open' && <p className="text-ink-soft">{c.next_step}</p>}
          <DisagreeLink about={{ conflict: c.id }} />
          {c.status === 'open' && c.direct_has_answered && <p className="text-ink-faint">{says.direct_answered}</p>}
          <Answering conflict={c} />
        </section>
        {c.answers.length > 0 && (
          <Section title={says.said}>
            <ul className="flex flex-col gap-3">
              {c.answers.map((one) => (
                <li key={one.id}>
                  <p className="wrap-anywhere whitespace-pre-line">{one.text}</p>
                  <p className="text-sm text-ink-faint">
                    {one.said_by}, <RelativeTime at={one.said_at} />
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={says.why}>
          <ul className="flex flex-col gap-1 text-ink-soft">
            {c.reasons.map((reason) => (
              <li key={reason.check}>{reason.text}</li>
            ))}
          </ul>
        </Section>
        <Section title={says.files}>
          <Attachments noun="conflict" id={c.id} side="partner" />
        </Section>
      </div>
    </>
  )
}

function Answering({ conflict: c }: { conflict: Conflict }) {
  const [asked, setAsked] = useState<'objects' | 'consents' | null>(null)
  const answer = useApiCommand('conflict.answer', {
    also: ['event', 'timeline', 'consent', 'registration'],
    onDone: (_, { body }) => {
      setAsked(null)
      toast({ title: body.position === 'consents' ? says.allowed : says.answered, tone: 'success' })
    },
  })
  const send = (position: 'objects' | 'consents') => (text: string) =>
    answer.mutate({ params: { id: c.id }, body: { position, text } })
  const shared = { onClose: () => setAsked(null), pending: answer.isPending, error: answer.error }
  return (
    <>
      <div className="flex flex-wrap gap-2 empty:hidden max-sm:flex-col">
        {c.abilities.includes('answer') && (
          <Button look="primary" onClick={() => setAsked('objects')}>
            {says.object}
          </Button>
        )}
        {c.abilities.includes('consent') && c.consent_offer && (
          <Button onClick={() => setAsked('consents')}>{says.allow(formatDate(c.consent_offer.until))}</Button>
        )}
      </div>
      <VerbDialog {...shared} open={asked === 'objects'} says={says.object_dialog} onSend={send('objects')} />
      <VerbDialog {...shared} open={asked === 'consents'} says={says.allow_dialog} onSend={send('consents')} />
    </>
  )
}
