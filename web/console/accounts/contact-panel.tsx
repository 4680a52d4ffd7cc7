import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import type { Answer } from '../../api/contracts.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ProblemNote } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import {
  cx,
  Button,
  DateField,
  Dialog,
  Ladder,
  Link,
  Section,
  SkeletonText,
  Status,
  TextArea,
  TextField,
  toast,
  type Tone,
} from '../../ui/index.ts'
import { words as room } from '../conflicts/words.ts'

const says = room.contact
type Contact = Answer<'account.contact'>
type Holder = Contact['holders'][number]

const tones: Record<Contact['standing'], Tone> = {
  free: 'success',
  consent: 'success',
  slipped: 'info',
  protected: 'warn',
}
const marks: Record<Contact['standing'], string> = {
  free: 'Free to contact',
  consent: 'With consent',
  slipped: 'Free: follow-up slipped',
  protected: 'Ask first',
}

/** May direct sales contact this account now: the verdict in a line, the reasons below it, and the way to ask. */
export function ContactPanel({ account_id, org }: { account_id: string; org: string }) {
  const contact = useApiQuery('account.contact', { params: { id: account_id }, query: {} })
  return (
    <Section title={says.title}>
      <Loaded query={contact} skeleton={<SkeletonText lines={2} />}>
        {(answer) => <Verdict contact={answer} account_id={account_id} org={org} />}
      </Loaded>
    </Section>
  )
}

function Verdict({ contact, account_id, org }: { contact: Contact; account_id: string; org: string }) {
  const [shown, setShown] = useState(false)
  const [asking, setAsking] = useState<Holder | null>(null)
  const before = contact.open_opportunities.filter((one) => one.was_there_before)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Status tone={tones[contact.standing]}>{marks[contact.standing]}</Status>
        {contact.holders.length === 0 && <span className="text-ink-soft">{contact.text}</span>}
      </div>
      {contact.holders.map((holder) => (
        <div key={holder.registration.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 text-ink-soft">
            <Link href={paths.console.registration(org, holder.registration.id)}>{holder.partner.name}</Link>:{' '}
            {holder.text}
          </p>
          {holder.abilities.includes('ask_consent') && (
            <Button look="primary" onClick={() => setAsking(holder)}>
              {says.ask}
            </Button>
          )}
          {holder.asked_id && (
            <span className="text-sm text-ink-faint">
              {says.asked} <Link href={paths.console.consent(org, holder.asked_id)}>{says.see}</Link>
            </span>
          )}
        </div>
      ))}
      {before.length > 0 && (
        <p className="text-sm text-ink-faint">
          {says.open}: {before.map((one) => `“${one.name}”`).join(', ')} {says.before}.
        </p>
      )}
      {contact.holders.length > 0 && (
        <div>
          <Button
            look="ghost"
            className="-ml-3"
            icon={<ChevronRight aria-hidden className={cx('size-3.5', shown && 'rotate-90')} />}
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? says.less : says.why}
          </Button>
        </div>
      )}
      {shown &&
        contact.holders.map((holder) => (
          <Ladder
            key={holder.registration.id}
            label={holder.partner.name}
            rungs={holder.reasons.map(({ check, title, verdict, text }) => ({
              id: check,
              check: title,
              verdict,
              reason: text,
            }))}
          />
        ))}
      {shown && (
        <ul aria-label={says.rules} className="flex list-disc flex-col gap-1 pl-5 text-sm text-ink-soft">
          {contact.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
      {asking && <AskConsent holder={asking} account_id={account_id} onClose={() => setAsking(null)} />}
    </div>
  )
}

function AskConsent({ holder, account_id, onClose }: { holder: Holder; account_id: string; onClose: () => void }) {
  const dialog = says.dialog
  const [purpose, setPurpose] = useState('')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [asked, setAsked] = useState(false)
  const ask = useApiCommand('consent.ask', {
    also: ['account', 'event', 'timeline'],
    onDone: () => {
      toast({ title: dialog.done, tone: 'success' })
      onClose()
    },
  })
  const send = () => {
    setAsked(true)
    if (!purpose.trim() || !reason.trim()) return
    ask.mutate({
      body: {
        account_id,
        registration_id: holder.registration.id,
        purpose: purpose.trim(),
        reason: reason.trim(),
        ...(until ? { until } : {}),
      },
    })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={dialog.title(holder.partner.name)}
      description={dialog.body}
      actions={
        <>
          <Button onClick={onClose}>{room.cancel}</Button>
          <Button look="primary" pending={ask.isPending} onClick={send}>
            {dialog.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={dialog.purpose}
          name="purpose"
          value={purpose}
          onChange={setPurpose}
          error={asked && !purpose.trim() ? dialog.purpose_missing : null}
          maxLength={200}
        />
        <TextArea
          label={dialog.reason}
          name="reason"
          value={reason}
          onChange={setReason}
          error={asked && !reason.trim() ? dialog.reason_missing : null}
          maxLength={2000}
          rows={3}
        />
        <DateField
          label={dialog.until}
          hint={dialog.until_hint}
          name="until"
          value={until}
          onChange={setUntil}
          optional
        />
        {ask.error && <ProblemNote error={ask.error} />}
      </div>
    </Dialog>
  )
}
