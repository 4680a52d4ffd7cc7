import { useEffect, useState } from 'react'
import type { Role } from '../../../kit/roles.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  Callout,
  Combobox,
  Drawer,
  ErrorSummary,
  RadioGroup,
  TextField,
  toast,
  type Suggestion,
} from '../../ui/index.ts'
import { roleOptions } from './roles.ts'
import { words } from './words.ts'

type Side = 'org' | 'partner'
const FIRST: Record<Side, Role> = { org: 'viewer', partner: 'partner_seller' }
const LABELS: Readonly<Record<string, string>> = {
  name: words.invite.name,
  email: words.invite.email,
  role: words.invite.role,
  partner_id: words.invite.partner,
}

/** Lets somebody in: whose they are, who they are, and as what. */
export function InviteDialog({
  open,
  side: first,
  partner_id,
  onClose,
}: {
  open: boolean
  side: Side
  partner_id: string | null
  onClose: () => void
}) {
  const { may } = useActing()
  const [side, setSide] = useState<Side>(first)
  const [partner, setPartner] = useState<Suggestion | null>(null)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>(FIRST[first])
  const [tries, setTries] = useState(0)
  const [asked, setAsked] = useState('')
  const partners = useApiQuery(
    'partner.list',
    { query: { limit: 20, ...(asked ? { q: asked } : {}) } },
    { enabled: open && side === 'partner', keep: true },
  )
  const options = partners.data?.rows.map((one) => ({ value: one.id, label: one.name })) ?? []
  const invite = useApiCommand('person.invite', {
    onDone: (person) => {
      toast({ title: words.invite.sent(person.name), description: words.invite.sent_body(person.email) })
      onClose()
    },
  })
  const choose = (next: Side) => {
    setSide(next)
    setRole(FIRST[next])
  }
  const given = useApiQuery(
    'partner.get',
    { params: { id: partner_id ?? '' } },
    { enabled: open && partner_id !== null },
  ).data
  useEffect(() => {
    if (!open) return
    choose(may('person:edit') ? first : 'partner')
    setPartner(null)
    setName('')
    setEmail('')
    setTries(0)
    invite.reset()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew
  }, [open])
  const chosen = partner ?? (given ? { value: given.id, label: given.name } : null)
  const missing: Record<string, string> =
    tries > 0
      ? {
          ...(name.trim() ? {} : { name: words.invite.name_missing }),
          ...(email.trim() ? {} : { email: words.invite.email_missing }),
          ...(side === 'partner' && !chosen ? { partner_id: words.invite.partner_missing } : {}),
        }
      : {}
  const errors: Readonly<Record<string, string>> = { ...fieldErrors(invite.error), ...missing }
  const send = () => {
    setTries((before) => before + 1)
    if (!name.trim() || !email.trim() || (side === 'partner' && !chosen)) return
    invite.mutate({
      body: {
        name: name.trim(),
        email: email.trim(),
        role,
        partner_id: side === 'partner' ? (chosen?.value ?? null) : null,
      },
    })
  }
  const other = invite.error && invite.error.fields.length === 0 ? problemText(invite.error) : null
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={words.invite.title}
      actions={
        <>
          <Button onClick={onClose}>{words.invite.cancel}</Button>
          <Button look="primary" pending={invite.isPending} onClick={send}>
            {words.invite.send}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-5 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <ErrorSummary
          title={words.invite.wrong}
          attempt={tries}
          problems={Object.entries(errors).map(([path, message]) => ({
            path,
            message,
            ...(LABELS[path] ? { label: LABELS[path] } : {}),
          }))}
        />
        {other && (
          <Callout tone="danger" title={other.what}>
            {other.next}
          </Callout>
        )}
        <RadioGroup
          label={words.invite.side}
          value={side}
          onChange={choose}
          options={(['org', 'partner'] as const).map((value) => ({
            value,
            label: words.invite.sides[value],
            hint: value === 'org' && !may('person:edit') ? words.invite.org_not_yours : words.invite.side_hints[value],
            disabled: value === 'org' && !may('person:edit'),
          }))}
        />
        {side === 'partner' && (
          <Combobox
            label={words.invite.partner}
            name="partner_id"
            value={chosen}
            onChange={setPartner}
            options={options}
            onSearch={setAsked}
            searching={partners.isFetching}
            empty={words.invite.partner_empty}
            error={errors['partner_id'] ?? null}
          />
        )}
        <TextField
          label={words.invite.name}
          name="name"
          autoComplete="off"
          value={name}
          onChange={setName}
          error={errors['name'] ?? null}
        />
        <TextField
          label={words.invite.email}
          name="email"
          type="email"
          autoComplete="off"
          hint={words.invite.email_hint}
          value={email}
          onChange={setEmail}
          error={errors['email'] ?? null}
        />
        <RadioGroup
          label={words.invite.role}
          name="role"
          value={role}
          onChange={setRole}
          options={roleOptions(side)}
          error={errors['role'] ?? null}
        />
      </form>
    </Drawer>
  )
}
