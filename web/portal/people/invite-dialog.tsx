import { useId, useState, type FormEvent } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import type { PartnerRole } from '../../../kit/roles.ts'
import { Button, Dialog, ErrorSummary, RadioGroup, TextField, toast } from '../../ui/index.ts'
import { roleOptions } from './roles.ts'
import { words } from './words.ts'

const says = words.invite

/** Asks whom to invite, and as what. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const formId = useId()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<PartnerRole>('partner_seller')
  const [own, setOwn] = useState<Record<string, string>>({})
  const [attempt, setAttempt] = useState(0)
  const invite = useApiCommand('person.invite', {
    onDone: (person) => {
      toast({ title: says.done(person.name) })
      onClose()
    },
  })
  const errors: Readonly<Record<string, string>> = { ...fieldErrors(invite.error), ...own }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const wrong = {
      ...(name.trim() ? {} : { name: says.expected_name }),
      ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? {} : { email: says.expected_email }),
    }
    invite.reset()
    setOwn(wrong)
    setAttempt((before) => before + 1)
    if (Object.keys(wrong).length === 0) invite.mutate({ body: { name: name.trim(), email: email.trim(), role } })
  }
  const problems = Object.entries(errors).map(([path, message]) => ({ path, message }))
  return (
    <Dialog
      open
      onClose={onClose}
      title={says.title}
      description={says.why}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" form={formId} look="primary" pending={invite.isPending}>
            {says.send}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className="flex flex-col gap-4">
        <ErrorSummary title={says.wrong} problems={problems} attempt={attempt} />
        {invite.error && problems.length === 0 && <ProblemNote error={invite.error} />}
        <TextField
          label={says.name}
          name="name"
          value={name}
          onChange={setName}
          autoComplete="off"
          required
          error={errors['name'] ?? null}
        />
        <TextField
          label={says.email}
          name="email"
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="off"
          required
          error={errors['email'] ?? null}
        />
        <RadioGroup label={says.role} name="role" value={role} onChange={setRole} options={roleOptions} />
      </form>
    </Dialog>
  )
}
