import { useEffect, useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { words as formWords } from '../../forms/words.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Button,
  Callout,
  Combobox,
  Drawer,
  ErrorSummary,
  SkeletonText,
  toast,
  type Suggestion,
} from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { RegisterFields } from './register-fields.tsx'
import { bodyOf, dropDraft, emptyDraft, keepDraft, keptDraft, trackOf, type Draft } from './register-form.ts'
import { tones } from './states.ts'
import { words } from './words.ts'

const says = words.register

/** Labels of the fields, by the path that the API names them with. */
const LABELS: Readonly<Record<string, string>> = {
  partner_id: says.partner,
  track: says.track,
  account_name: says.account_name,
  account_domain: says.account_domain,
  account_country: says.account_country,
  account_tax_id: says.account_tax_id,
  amount: says.amount,
  expected_close_on: says.expected_close_on,
  product_lines: says.product_lines,
  products: formWords.products,
  contact_name: says.contact_name,
  contact_email: says.contact_email,
  use_case: says.use_case,
  notes: says.notes,
  tender_reference: says.tender_reference,
}

/** The field a problem belongs to: "amount.amount_minor" is the amount's. */
function byField(errors: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [
      path.startsWith('answers.') ? path : (path.split('.')[0] ?? path),
      message,
    ]),
  )
}

/** Registers a deal on a partner's behalf, with the same fields as the portal; shows beforehand what would be decided. */
export function RegisterDrawer({
  open,
  onClose,
  partner,
}: {
  open: boolean
  onClose: () => void
  partner?: Suggestion
}) {
  const { membership } = useActing()
  const go = useGo()
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [own, setOwn] = useState<Record<string, string>>({})
  const [attempt, setAttempt] = useState(0)
  const [isKept, setIsKept] = useState(false)
  const org = membership.org.slug
  const set = (patch: Partial<Draft>) =>
    setDraft((now) => {
      const next = { ...now, ...patch }
      keepDraft(org, next)
      return next
    })
  const partner_id = draft.partner?.value
  const form = useApiQuery(
    'registration.form',
    { query: { ...(partner_id ? { partner_id } : {}) } },
    { enabled: open && partner_id !== undefined, keep: true },
  )
  const trial = useApiCommand('registration.submit')
  const submit = useApiCommand('registration.submit', {
    also: ['account', 'partner', 'event', 'ruling'],
    onDone: ({ id, account, status }) => {
      dropDraft(org)
      toast({ title: says.done(account.name), description: words.statuses[status], tone: 'success' })
      onClose()
      go(paths.console.registration(org, id))
    },
  })
  const { reset: resetSubmit } = submit
  const { reset: resetTrial } = trial
  useEffect(() => {
    if (!open) return
    const kept = keptDraft(org)
    // What was typed for one partner is not put before another.
    const fits = kept && (!partner || kept.partner?.value === partner.value)
    setIsKept(Boolean(fits))
    setDraft(fits ? kept : { ...emptyDraft, partner: partner ?? null })
    setOwn({})
    resetSubmit()
    resetTrial()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew
  }, [open])
  const send = (dry_run: boolean) => {
    const { body, problems } = bodyOf(draft, form.data?.currency ?? 'EUR', trackOf(form.data, draft))
    setOwn(problems)
    setAttempt((before) => before + 1)
    trial.reset()
    submit.reset()
    if (Object.keys(problems).length > 0) return
    if (dry_run) trial.mutate({ body, dry_run })
    else submit.mutate({ body })
  }
  const problem = submit.error ?? trial.error
  const errors = { ...byField(fieldErrors(problem)), ...own }
  const listed = Object.entries(errors).map(([path, message]) => {
    const field = trackOf(form.data, draft)?.fields.find(({ key }) => path === `answers.${key}`)
    const label = LABELS[path] ?? field?.label.replace(/[?:.]$/, '')
    return { path, message, ...(label ? { label } : {}) }
  })
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={says.title}
      actions={
        <>
          <Button pending={trial.isPending} disabled={!form.data} onClick={() => send(true)}>
            {says.try}
          </Button>
          <Button look="primary" pending={submit.isPending} disabled={!form.data} onClick={() => send(false)}>
            {says.submit}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          send(false)
        }}
      >
        {isKept && (
          <Callout
            tone="neutral"
            title={says.kept}
            actions={
              <Button
                onClick={() => {
                  dropDraft(org)
                  setIsKept(false)
                  setDraft({ ...emptyDraft, partner: partner ?? null })
                }}
              >
                {says.kept_drop}
              </Button>
            }
          />
        )}
        <ErrorSummary title={says.wrong} problems={listed} attempt={attempt} />
        {problem && listed.length === 0 && <ProblemNote error={problem} />}
        {trial.data && <Would answer={trial.data} />}
        <PartnerField
          value={draft.partner}
          onChange={(next) => set({ partner: next, track: null, answers: {} })}
          error={errors['partner_id'] ?? null}
        />
        {partner_id && form.isPending && <SkeletonText lines={6} />}
        {form.error && <ProblemNote error={form.error} />}
        {partner_id && form.data && (
          <RegisterFields form={form.data} draft={draft} set={set} errors={errors} partner_id={partner_id} />
        )}
        {/* Enter in a field sends the form. */}
        <button type="submit" hidden tabIndex={-1} />
      </form>
    </Drawer>
  )
}

/** What the program would decide, and why. */
function Would({ answer }: { answer: Answer<'registration.submit'> }) {
  const answered = answer.ruling.because.find((reason) => reason.verdict === 'answered')
  return (
    <div role="status">
      <Callout tone={tones[answer.status]} title={says.would[answer.status]}>
        {answered?.text}
      </Callout>
    </div>
  )
}

/** The partner for whom it is, found by the beginning of its name. */
function PartnerField({
  value,
  onChange,
  error,
}: {
  value: Suggestion | null
  onChange: (value: Suggestion | null) => void
  error: string | null
}) {
  const [typed, setTyped] = useState('')
  const q = value?.label === typed ? '' : typed
  const found = useApiQuery('partner.list', { query: { limit: 20, ...(q ? { q } : {}) } }, { keep: true })
  const options =
    found.data?.rows.map(({ id, name, enrollments }) => ({
      value: id,
      label: name,
      hint: enrollments.map(({ track }) => track.name).join(', '),
    })) ?? []
  return (
    <Combobox
      label={says.partner}
      name="partner_id"
      hint={says.partner_hint}
      error={error}
      value={value}
      onChange={onChange}
      options={options}
      onSearch={setTyped}
      searching={found.isFetching}
      empty={says.partner_empty}
    />
  )
}
