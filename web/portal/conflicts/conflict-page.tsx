import { useRef, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { OwnConflictMark, type Conflict } from '../../conflicts/state.tsx'
import { paths } from '../../paths.ts'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { useActing } from '../../session.tsx'
import { Button, Link, PageHeader, RelativeTime, Section, toast } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { formatDate } from '../../words/format.ts'
import { useArrived } from '../deals/use-arrived.ts'
import { Disagreements } from '../disputes/disagreements.tsx'
import { FilesSection } from '../files-section.tsx'
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

/** Ends against which a partner has something to say: not its own yes, nor the company that is its own. */
const CAN_BE_WRONG: readonly Conflict['status'][] = ['shared', 'upheld_direct']

function ConflictView({ conflict: c }: { conflict: Conflict }) {
  const partner = usePathParam('partner')
  const { membership } = useActing()
  const open = c.status === 'open'
  return (
    <>
      <PageHeader
        title={c.account.name}
        crumbs={[
          { label: words.title, href: paths.portal.conflicts(partner) },
          { label: words.deal, href: paths.portal.deal(partner, c.registration_id) },
        ]}
        mark={<OwnConflictMark of={c} />}
      />
      <div className="flex max-w-2xl flex-col gap-8 pt-1">
        <section className="flex flex-col gap-3">
          <h2 className="text-lg">{c.outcome_text ?? c.text}</h2>
          {c.resolution && (
            <figure className="border-l-2 border-line-strong pl-3">
              <figcaption className="text-sm text-ink-faint">{says.wrote(membership.org.name)}</figcaption>
              <blockquote className="wrap-anywhere whitespace-pre-line">{c.resolution}</blockquote>
            </figure>
          )}
          {open && <p className="text-ink-soft">{c.next_step}</p>}
          {open && c.direct_has_answered && <p className="text-ink-faint">{says.direct_answered}</p>}
          {c.status === 'consented' && c.consent_id && (
            <Link href={paths.portal.consent(partner, c.consent_id)} className="w-fit touch:py-3">
              {words.on_deal.change}
            </Link>
          )}
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
        {open && c.reasons.length > 0 && (
          <Section title={says.why}>
            <ul className="flex flex-col gap-1 text-ink-soft">
              {c.reasons.map((reason) => (
                <li key={reason.check}>{reason.text}</li>
              ))}
            </ul>
          </Section>
        )}
        <FilesSection title={says.files} noun="conflict" id={c.id} over={!open} />
        <Disagreements about={{ conflict: c.id }} may={CAN_BE_WRONG.includes(c.status)} />
      </div>
    </>
  )
}

/** Yes and no until the partner has spoken; then what there is to add. */
function Answering({ conflict: c }: { conflict: Conflict }) {
  const [asked, setAsked] = useState<'objects' | 'consents' | null>(null)
  const place = useRef<HTMLDivElement>(null)
  useArrived(place)
  const answer = useApiCommand('conflict.answer', {
    also: ['event', 'timeline', 'consent', 'registration'],
    onDone: (_, { body }) => {
      setAsked(null)
      toast({ title: body.position === 'consents' ? says.allowed : says.answered, tone: 'success' })
    },
  })
  const send = (position: 'objects' | 'consents') => (text: string) =>
    answer.mutate({ params: { id: c.id }, body: { position, text: text || says.allow_plain } })
  const shared = { onClose: () => setAsked(null), pending: answer.isPending, error: answer.error }
  const spoken = c.partner_answered_at !== null
  return (
    <>
      <div ref={place} className="flex flex-wrap gap-2 empty:hidden max-sm:flex-col">
        {c.abilities.includes('answer') && (
          <Button look={spoken ? 'secondary' : 'primary'} onClick={() => setAsked('objects')}>
            {spoken ? says.add : says.object}
          </Button>
        )}
        {c.abilities.includes('consent') && c.consent_offer && (
          <Button look={spoken ? 'ghost' : 'secondary'} onClick={() => setAsked('consents')}>
            {says.allow(formatDate(c.consent_offer.until))}
          </Button>
        )}
      </div>
      {c.status === 'open' && !c.abilities.includes('answer') && <p className="text-ink-faint">{words.not_yours}</p>}
      <VerbDialog
        {...shared}
        open={asked === 'objects'}
        says={spoken ? says.add_dialog : says.object_dialog}
        onSend={send('objects')}
      />
      <VerbDialog {...shared} open={asked === 'consents'} says={says.allow_dialog} optional onSend={send('consents')} />
    </>
  )
}
