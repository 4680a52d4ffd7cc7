import { countryName } from '../../../kit/countries.ts'
import { FormFile } from '../../files/form-file.tsx'
import { paths } from '../../paths.ts'
import { Link, RelativeTime, type KeyField } from '../../ui/index.ts'
import { formatDate, formatMoney } from '../../words/format.ts'
import { RowClock } from './clocks.tsx'
import type { Registration } from './states.ts'
import { words as life } from './words-life.ts'
import { words } from './words.ts'

const says = words.fields

/** The five or six that matter most. */
export function keyFieldsOf(r: Registration, org: string): KeyField[] {
  return [
    { label: says.amount, value: r.amount ? formatMoney(r.amount) : words.none },
    { label: says.closing, value: r.expected_close_on ? formatDate(r.expected_close_on) : words.none },
    {
      label: words.columns.partner,
      value: <Link href={paths.console.partner(org, r.partner.id)}>{r.partner.name}</Link>,
    },
    { label: says.track, value: r.track.name },
    { label: says.manager, value: r.manager?.name ?? says.no_manager },
    {
      label: clockLabel(r),
      value: <RowClock row={r} bar />,
    },
  ]
}

/** What the last key field counts: a deadline, a protection, or since when it is over. */
function clockLabel({ status, confirm_due_at, ended_at }: Registration): string {
  if (status === 'in_review' || status === 'info_requested' || confirm_due_at) return says.deadline
  if (status === 'approved' || status === 'converted') return says.protection
  return ended_at ? (life.ended[status] ?? words.clock.ended) : says.decided
}

/** The rest, where there is anything to say. */
export function fieldsOf(r: Registration, org: string): KeyField[] {
  const lines = r.product_lines.map((line) => line.name).join(', ')
  const contact = r.contact_name || r.contact_email
  const all: (KeyField | false)[] = [
    { label: says.domain, value: r.account.domain ?? words.none },
    { label: says.country, value: r.account.country ? countryName(r.account.country) : words.none },
    r.tax_id !== null && { label: says.tax_id, value: r.tax_id },
    { label: says.lines, value: lines || says.whole },
    contact !== null && {
      label: says.contact,
      value: r.contact_name ?? r.contact_email,
      hint: r.contact_name ? r.contact_email : null,
    },
    {
      label: says.submitted,
      value: <RelativeTime at={r.submitted_at} />,
      hint: `${r.submitted_by}${r.on_behalf ? `, ${words.record.on_behalf}` : ''}`,
    },
    r.decided_at !== null && { label: says.decided, value: <RelativeTime at={r.decided_at} />, hint: r.decided_by },
    r.decision_reason !== null && {
      label: says.reason,
      value: <span className="whitespace-pre-line">{r.decision_reason}</span>,
    },
    r.opportunity !== null && {
      label: life.opportunity,
      value: <Link href={paths.console.account(org, r.account.id ?? '')}>{r.opportunity.name}</Link>,
      hint: r.converted_at && <RelativeTime at={r.converted_at} />,
    },
    r.ended_at !== null && {
      label: life.ended[r.status] ?? words.clock.ended,
      value: <RelativeTime at={r.ended_at} />,
      hint: r.ended_by,
    },
    r.end_reason !== null && {
      label: life.end_reason,
      value: <span className="whitespace-pre-line">{r.end_reason}</span>,
    },
    r.price_holds.length > 0 && {
      label: life.prices,
      value: r.price_holds.map((hold) => `${hold.product}: ${formatMoney(hold.list_price)}`).join(', '),
    },
    ...r.answers.map(({ key, label, type, text, value }) => ({
      label,
      value:
        type === 'file' ? (
          <FormFile registration={r.id} id={String(value)} />
        ) : (
          <span key={key} className="whitespace-pre-line">
            {text}
          </span>
        ),
    })),
    r.tender !== null && { label: says.tender, value: r.tender.reference ?? says.no_reference },
    r.has_letter && { label: says.letter, value: says.letter_there },
    r.use_case !== null && { label: says.use_case, value: <span className="whitespace-pre-line">{r.use_case}</span> },
    r.notes !== null && { label: says.notes, value: <span className="whitespace-pre-line">{r.notes}</span> },
    r.claim_no !== null && { label: says.claim, value: <span className="tabular-nums">{r.claim_no}</span> },
  ]
  return all.filter((field) => field !== false)
}
