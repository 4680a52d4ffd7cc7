import { useState, type ReactNode } from 'react'
import type { ApiProblem } from '../../api/problem.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import { Button, Callout, Drawer, ErrorSummary } from '../../ui/index.ts'
import { words } from './words.ts'

/** What is wrong with each field, by its first name: "revenue.amount_minor" is said at the revenue. */
export function errorsOf(problem: ApiProblem | null, own: Readonly<Record<string, string>>): Record<string, string> {
  const told = Object.entries(fieldErrors(problem)).map(([path, message]) => [path.split('.')[0] ?? path, message])
  return { ...Object.fromEntries(told), ...own }
}

/** A form beside its page: says all that is wrong above the fields, and sends on Enter. */
export function EditDrawer(props: {
  open: boolean
  onClose: () => void
  title: string
  submit?: string
  onSubmit: () => void
  pending: boolean
  disabled?: boolean
  problem: ApiProblem | null
  errors: Readonly<Record<string, string>>
  labels: Readonly<Record<string, string>>
  /** Said above the fields: what somebody else changed. */
  notice?: ReactNode
  children: ReactNode
}) {
  const { open, onClose, title, onSubmit, pending, disabled = false, problem, errors, labels } = props
  const problems = Object.entries(errors).map(([path, message]) => ({
    path,
    message,
    ...(labels[path] ? { label: labels[path] } : {}),
  }))
  const [attempt, setAttempt] = useState(0)
  const send = () => {
    setAttempt((before) => before + 1)
    onSubmit()
  }
  // Somebody else's change has its own notice.
  const general = problem && problem.status !== 412 && problems.length === 0 ? problemText(problem) : null
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={pending} disabled={disabled} onClick={send}>
            {props.submit ?? words.save}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          if (!disabled) send()
        }}
      >
        <ErrorSummary title={words.wrong} problems={problems} attempt={attempt} />
        {general && (
          <div role="alert">
            <Callout tone="danger" title={general.what}>
              {general.next}
            </Callout>
          </div>
        )}
        {props.notice}
        {props.children}
        <button type="submit" hidden tabIndex={-1} />
      </form>
    </Drawer>
  )
}
