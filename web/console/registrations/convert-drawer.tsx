import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import {
  Button,
  DateField,
  Drawer,
  MoneyField,
  RadioGroup,
  SkeletonText,
  TextField,
  toast,
  useClock,
  type MoneyText,
} from '../../ui/index.ts'
import { formatDate, formatMoney, fromMinor, toMinor } from '../../words/format.ts'
import { TOUCHED, type VerbDialogProps } from './approve-dialog.tsx'
import { Consequence } from './consequence.tsx'
import { lastDay } from './states.ts'
import { words } from './words-life.ts'

const says = words.convert
const NEW = 'new'

/** Ties a registration to a sale: one that its account has open, or one that is made here. */
export function ConvertDrawer({ r, open, onClose }: VerbDialogProps) {
  const { zone } = useClock()
  const account_id = r.account.id ?? ''
  const list = useApiQuery(
    'opportunity.list',
    { query: { account_id, stage: 'open', limit: 20 } },
    { enabled: open && account_id !== '' },
  )
  const form = useApiQuery('registration.form', { query: { partner_id: r.partner.id } }, { enabled: open })
  const currency = r.amount?.currency ?? form.data?.currency ?? 'EUR'
  const [picked, setPicked] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [amount, setAmount] = useState<MoneyText>({ amount: '', currency })
  const [close, setClose] = useState('')
  const [asked, setAsked] = useState(false)
  const convert = useApiCommand('registration.convert', {
    also: [...TOUCHED, 'opportunity'],
    onDone: () => {
      toast({ title: says.done(r.account.name), tone: 'success' })
      onClose()
    },
  })
  const { reset } = convert
  useEffect(() => {
    if (!open) return
    setPicked(null)
    setName(r.account.name)
    setAmount(r.amount ? { amount: fromMinor(r.amount), currency: r.amount.currency } : { amount: '', currency: '' })
    setClose(r.expected_close_on ?? '')
    setAsked(false)
    reset()
  }, [open, reset, r.account.name, r.amount, r.expected_close_on])
  const rows = list.data?.rows ?? []
  const chosen = picked ?? rows[0]?.id ?? NEW
  const making = chosen === NEW
  const minor = amount.amount.trim() ? toMinor(amount.amount, amount.currency || currency) : null
  const wrongAmount = amount.amount.trim() !== '' && minor === null
  const opportunity = {
    name: name.trim() || r.account.name,
    ...(minor !== null ? { amount: { amount_minor: minor, currency: amount.currency || currency } } : {}),
    ...(close ? { expected_close_on: close } : {}),
  }
  const body = { seen_revision: r.revision, ...(making ? { opportunity } : { opportunity_id: chosen }) }
  const params = { id: r.id }
  const tried = useApiQuery(
    'registration.convert',
    { params, body: making ? { opportunity: { name: r.account.name } } : { opportunity_id: chosen }, dry_run: true },
    { enabled: open && list.data !== undefined && !convert.isPending },
  )
  const send = () => {
    setAsked(true)
    if (making && (!name.trim() || wrongAmount)) return
    convert.mutate({ params, body })
  }
  const wrong = fieldErrors(convert.error)
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={says.title(r.account.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={convert.isPending} disabled={tried.error !== null} onClick={send}>
            {says.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <p className="text-ink-soft">{says.body}</p>
        {list.isPending ? (
          <SkeletonText lines={3} />
        ) : (
          <RadioGroup
            label={says.which}
            {...(rows.length === 0 ? { hint: says.none } : {})}
            value={chosen}
            onChange={setPicked}
            options={[
              ...rows.map((one) => ({
                value: one.id,
                label: one.name,
                hint: [one.amount && formatMoney(one.amount), one.opened_on && says.opened(formatDate(one.opened_on))]
                  .filter(Boolean)
                  .join(', '),
              })),
              { value: NEW, label: says.make, hint: says.make_hint },
            ]}
          />
        )}
        {making && list.data && (
          <div className="flex flex-col gap-4">
            <TextField
              label={says.name}
              name="opportunity.name"
              value={name}
              onChange={setName}
              maxLength={300}
              error={(asked && !name.trim() ? says.missing : wrong['opportunity.name']) ?? null}
              required
            />
            <MoneyField
              label={says.amount}
              name="opportunity.amount"
              optional
              value={{ ...amount, currency: amount.currency || currency }}
              onChange={setAmount}
              currencies={[currency]}
              error={(asked && wrongAmount ? says.not_an_amount : wrong['opportunity.amount']) ?? null}
            />
            <DateField
              label={says.expected_close_on}
              name="opportunity.expected_close_on"
              optional
              value={close}
              onChange={setClose}
              error={wrong['opportunity.expected_close_on'] ?? null}
            />
          </div>
        )}
        {list.data && (
          <Consequence
            tried={tried}
            tone="success"
            title={tried.data?.protection ? says.until(lastDay(tried.data.protection.ends_at, zone)) : says.send}
          >
            {says.until_body}
          </Consequence>
        )}
        {convert.error && <ProblemNote error={convert.error} />}
      </div>
    </Drawer>
  )
}
