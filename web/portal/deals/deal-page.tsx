import { useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { FormFile } from '../../files/form-file.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, Copyable, KeyFields, PageHeader, Section, type KeyField } from '../../ui/index.ts'
import { useGo, usePathParam, useUrlFlag } from '../../url-state.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { useDeal, type Deal } from '../calls.ts'
import { countryName } from '../register/countries.ts'
import { draftFrom, keepDraft } from '../register/draft.ts'
import { AnswerForm } from './answer-form.tsx'
import { ConfirmOffer } from './confirm.tsx'
import { Conversation } from './conversation.tsx'
import { MoreTime } from './extend.tsx'
import { DealFiles, OwnRole } from './files.tsx'
import { DirectSales } from '../conflicts/on-deal.tsx'
import { DealDisputes } from '../disputes/panel.tsx'
import { DealRequests } from '../requests/panel.tsx'
import { History } from './history.tsx'
import { PricesHeld } from './prices.tsx'
import { NextStep, Reasons } from './reasons.tsx'
import { DealClock, DealMark, useHeadline } from './state.tsx'
import { StayingInTouch } from './staying-in-touch.tsx'
import { Thanks } from './thanks.tsx'
import { WithdrawButton } from './withdraw.tsx'
import { words } from './words.ts'

/** One deal: where it stands and why, what comes next, what was registered, what happened. */
export default function DealPage() {
  const id = usePathParam('id')
  const deal = useDeal(id)
  return (
    <Loaded query={deal} heading="h1">
      {(answer) => <DealView deal={answer} />}
    </Loaded>
  )
}

function DealView({ deal }: { deal: Deal }) {
  const partner = usePathParam('partner')
  return (
    <>
      <PageHeader
        title={deal.account.name}
        crumbs={[{ label: words.title, href: paths.portal.deals(partner) }]}
        mark={<DealMark status={deal.status} />}
      />
      <div className="grid gap-x-12 gap-y-9 pt-1 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-9">
          <Standing deal={deal} />
          <DirectSales deal={deal} />
          {HELD.includes(deal.status) && <StayingInTouch deal={deal} />}
          <MoreTime deal={deal} />
          <DealRequests deal={deal} />
          <DealDisputes deal={deal} />
          <Conversation deal={deal} />
          <DealFiles deal={deal} />
          <History deal={deal} />
        </div>
        <div className="flex min-w-0 flex-col gap-9">
          <Section title={words.details}>
            <KeyFields fields={factsOf(deal)} />
            <OwnRole deal={deal} />
          </Section>
          <PricesHeld deal={deal} />
        </div>
      </div>
    </>
  )
}

/** States in which a clock runs. */
const COUNTING: readonly Deal['status'][] = ['approved', 'converted', 'in_review', 'info_requested']

/** States in which a partner does something about the deal. */
const HELD: readonly Deal['status'][] = ['approved', 'converted', 'in_review', 'info_requested', 'expired']

/** Where it stands, why, and what happens next. */
function Standing({ deal }: { deal: Deal }) {
  const counts = COUNTING.includes(deal.status)
  const [thanks, setThanks] = useState<string | null>(null)
  const [, arrive] = useUrlFlag('answer')
  const done = (text: string) => {
    setThanks(text)
    arrive(false)
  }
  return (
    <section className="flex max-w-2xl flex-col gap-3">
      {thanks && <Thanks text={thanks} />}
      <h2 className="text-lg">{useHeadline(deal)}</h2>
      {counts && <DealClock deal={deal} bar />}
      <Reasons deal={deal} />
      <NextStep deal={deal} />
      <ConfirmOffer deal={deal} onDone={done} />
      {deal.abilities.includes('answer') && <AnswerForm key={deal.question?.id} deal={deal} onDone={done} />}
      <div className="flex flex-wrap gap-2 pt-1 empty:hidden">
        <AgainButton deal={deal} />
        <WithdrawButton deal={deal} />
      </div>
    </section>
  )
}

const OVER: readonly Deal['status'][] = ['rejected', 'withdrawn', 'expired', 'lost']

/** Fills the form with what was registered, for another try. */
function AgainButton({ deal }: { deal: Deal }) {
  const partner = usePathParam('partner')
  const go = useGo()
  const { may } = useActing()
  if (!may('registration:submit') || !OVER.includes(deal.status)) return null
  const again = () => {
    keepDraft(partner, draftFrom(deal))
    go(paths.portal.register(partner))
  }
  return <Button onClick={again}>{words.again}</Button>
}

function MailTo({ address }: { address: string }) {
  return address ? (
    <a
      className="wrap-anywhere text-accent-ink underline-offset-2 hover:underline touch:-my-3.5 touch:inline-block touch:py-3.5"
      href={`mailto:${address}`}
    >
      {address}
    </a>
  ) : null
}

function factsOf(deal: Deal): KeyField[] {
  const says = words.fields
  const contact = [deal.contact_name, deal.contact_email].filter(Boolean).join(', ')
  const fields: (KeyField | null)[] = [
    deal.account.domain ? { label: says.domain, value: deal.account.domain } : null,
    deal.account.country ? { label: says.country, value: countryName(deal.account.country) } : null,
    deal.amount
      ? { label: says.amount, value: <span className="tabular-nums">{formatMoney(deal.amount)}</span> }
      : null,
    deal.expected_close_on ? { label: says.closing, value: formatDate(deal.expected_close_on) } : null,
    deal.product_lines.length > 0
      ? { label: says.lines, value: deal.product_lines.map((line) => line.name).join(', ') }
      : null,
    contact ? { label: says.contact, value: contact } : null,
    ...deal.answers.map(({ label, type, text, value }) => ({
      label,
      value:
        type === 'file' ? (
          <FormFile registration={deal.id} id={String(value)} />
        ) : (
          <span className="whitespace-pre-line">{text}</span>
        ),
    })),
    deal.tender ? { label: says.tender, value: deal.tender.reference ?? says.no_reference } : null,
    deal.use_case
      ? { label: says.use_case, value: <span className="whitespace-pre-line">{deal.use_case}</span> }
      : null,
    deal.notes ? { label: says.notes, value: <span className="whitespace-pre-line">{deal.notes}</span> } : null,
    { label: says.track, value: deal.track.name },
    { label: says.by, value: deal.submitted_by },
    deal.manager
      ? { label: says.manager, value: deal.manager.name, hint: <MailTo address={deal.manager.email} /> }
      : null,
    { label: says.rules, value: says.version(deal.ruling.program_version) },
    { label: says.reference, value: <Copyable value={deal.id} show={`${deal.id.slice(0, 12)}…`} /> },
  ]
  return fields.filter((field) => field !== null)
}
