import { useState, type FormEvent } from 'react'
import { useApiCommand } from '../api/hooks.ts'
import { fieldErrors, problemText } from '../api/problem-text.ts'
import { useActing } from '../session.tsx'
import { Button, Callout, Checkbox, ErrorSummary, Section, TextField, toast } from '../ui/index.ts'
import { words } from './words.ts'

const SHORTEST = 10
const EMPTY = { current: '', next: '', again: '' }

/** Changes the password, or sets the first one. */
export function PasswordForm() {
  const { person } = useActing()
  const [typed, setTyped] = useState(EMPTY)
  const [show, setShow] = useState(false)
  const [tries, setTries] = useState(0)
  const change = useApiCommand('person.change_password', {
    also: ['session'],
    onDone: () => {
      setTyped(EMPTY)
      setTries(0)
      toast({ title: words.password.done, description: words.password.done_body })
    },
  })
  const fields = fieldErrors(change.error)
  const errors = {
    current: fields['current_password'] ?? null,
    next: tries > 0 && typed.next.length < SHORTEST ? words.password.short : (fields['new_password'] ?? null),
    again: tries > 0 && typed.again !== typed.next ? words.password.differs : null,
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTries((before) => before + 1)
    if (typed.next.length < SHORTEST || typed.again !== typed.next) return
    change.mutate({ body: { current_password: typed.current || null, new_password: typed.next } })
  }
  const other = change.error && Object.keys(fields).length === 0 ? problemText(change.error) : null
  const type = show ? 'text' : 'password'
  const set = (field: keyof typeof EMPTY) => (value: string) => setTyped((now) => ({ ...now, [field]: value }))
  return (
    <Section title={words.password.title}>
      <p className="-mt-2 text-ink-soft">{person.has_password ? words.password.why : words.password.none}</p>
      <form onSubmit={submit} className="flex max-w-sm flex-col gap-4">
        <input type="text" name="username" autoComplete="username" value={person.email} readOnly hidden />
        <ErrorSummary
          title={words.password.wrong}
          attempt={tries}
          problems={[
            ...(errors.current ? [{ path: 'current_password', message: errors.current }] : []),
            ...(errors.next ? [{ path: 'new_password', message: errors.next }] : []),
            ...(errors.again ? [{ path: 'again', message: errors.again }] : []),
          ]}
        />
        {other && (
          <Callout tone="danger" title={other.what}>
            {other.next}
          </Callout>
        )}
        {person.has_password && (
          <TextField
            label={words.password.current}
            name="current_password"
            type={type}
            autoComplete="current-password"
            hint={words.password.current_hint}
            error={errors.current}
            value={typed.current}
            onChange={set('current')}
          />
        )}
        <TextField
          label={words.password.next}
          name="new_password"
          type={type}
          autoComplete="new-password"
          hint={words.password.next_hint}
          error={errors.next}
          value={typed.next}
          onChange={set('next')}
        />
        <TextField
          label={words.password.again}
          name="again"
          type={type}
          autoComplete="new-password"
          error={errors.again}
          value={typed.again}
          onChange={set('again')}
        />
        <Checkbox label={words.password.show} checked={show} onChange={setShow} />
        <div>
          <Button type="submit" look="primary" pending={change.isPending}>
            {person.has_password ? words.password.change : words.password.set}
          </Button>
        </div>
      </form>
    </Section>
  )
}
