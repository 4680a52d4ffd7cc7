import { Mail } from 'lucide-react'
import { useEffect, useState, type FormEvent } from 'react'
import { setActing } from '../api/client.ts'
import { useApiCommand } from '../api/hooks.ts'
import { fieldErrors } from '../api/problem-text.ts'
import { Button, ErrorSummary, TextField } from '../ui/index.ts'
import { useUrlState } from '../url-state.ts'
import { useArrive } from './arrive.ts'
import { EntryFrame, EntryProblem } from './entry-frame.tsx'
import { LinkSent } from './link-sent.tsx'
import { ownAddress } from './own-address.ts'
import { words } from './words.ts'

const says = words.sign_in

/** Comes in by a password, or asks for a link by e-mail. */
export default function SignInPage() {
  const [{ next }] = useUrlState()
  const onward = ownAddress(next)
  const arrive = useArrive()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [own, setOwn] = useState<Record<string, string>>({})
  const [attempt, setAttempt] = useState(0)
  const signIn = useApiCommand('session.create', { onDone: (session) => arrive(session, next) })
  const ask = useApiCommand('session.ask_link')
  // Whoever acted here before is gone.
  useEffect(() => setActing(null), [])

  if (ask.data) {
    return <LinkSent email={email.trim()} minutes={ask.data.valid_minutes} onAgain={() => ask.reset()} />
  }
  const missing = (withPassword: boolean) => ({
    ...(/^[^\s@]+@[^\s@]+$/.test(email.trim()) ? {} : { email: says.expected_email }),
    ...(withPassword && !password ? { password: says.expected_password } : {}),
  })
  const send = (withPassword: boolean) => {
    const wrong = missing(withPassword)
    setOwn(wrong)
    setAttempt((before) => before + 1)
    signIn.reset()
    ask.reset()
    if (Object.keys(wrong).length > 0) return
    if (withPassword) signIn.mutate({ body: { email: email.trim(), password } })
    else ask.mutate({ body: { email: email.trim(), ...(onward ? { next: onward } : {}) } })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(true)
  }
  const error = signIn.error ?? ask.error
  const errors: Readonly<Record<string, string>> = { ...fieldErrors(error), ...own }
  const problems = Object.entries(errors).map(([path, message]) => ({ path, message }))
  return (
    <EntryFrame title={says.title} lead={next ? says.go_on : null}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <ErrorSummary title={says.wrong} problems={problems} attempt={attempt} />
        {error && problems.length === 0 && <EntryProblem error={error} />}
        <TextField
          label={says.email}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={email}
          onChange={setEmail}
          error={errors['email'] ?? null}
        />
        <TextField
          label={says.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
          error={errors['password'] ?? null}
        />
        <Button type="submit" look="primary" size="large" pending={signIn.isPending} className="w-full">
          {says.submit}
        </Button>
      </form>
      <div className="flex items-center gap-3 text-sm text-ink-faint">
        <span aria-hidden className="h-px flex-1 bg-line" />
        {says.or}
        <span aria-hidden className="h-px flex-1 bg-line" />
      </div>
      <div className="flex flex-col gap-2">
        <Button
          size="large"
          className="w-full"
          icon={<Mail aria-hidden className="size-4" />}
          pending={ask.isPending}
          onClick={() => send(false)}
        >
          {says.link}
        </Button>
        <p className="text-center text-sm text-ink-faint">{says.link_why}</p>
      </div>
    </EntryFrame>
  )
}
