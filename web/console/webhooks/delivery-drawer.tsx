import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { toastProblem } from '../../api/problem-note.tsx'
import type { Answer } from '../../api/contracts.ts'
import {
  Copyable,
  Drawer,
  GuardedButton,
  KeyFields,
  RelativeTime,
  Section,
  SkeletonText,
  Status,
  toast,
  type Tone,
} from '../../ui/index.ts'
import { deliveryTones } from './states.ts'
import { words } from './words.ts'

type Detail = Answer<'webhook.delivery'>
type Attempt = Detail['attempt_log'][number]

const says = words.delivery
const tones: Record<Attempt['result'], Tone> = { sent: 'success', retry: 'danger', refused: 'danger', unknown: 'warn' }

/** One delivery: what was sent, and what came back each time. */
export function DeliveryDrawer({
  webhook_id,
  delivery_id,
  onClose,
}: {
  webhook_id: string
  delivery_id: string | null
  onClose: () => void
}) {
  const params = { id: webhook_id, delivery_id: delivery_id ?? '' }
  const one = useApiQuery('webhook.delivery', { params }, { enabled: delivery_id !== null })
  const resend = useApiCommand('webhook.resend', {
    onDone: () => toast({ title: says.resent }),
    onProblem: (problem) => toastProblem(problem),
  })
  const may = one.data?.abilities.includes('resend') ?? false
  return (
    <Drawer
      open={delivery_id !== null}
      onClose={onClose}
      title={one.data?.event_type ?? words.log.title}
      actions={
        <GuardedButton whyNot={may ? null : says.why_not} onClick={() => resend.mutate({ params })}>
          {says.resend}
        </GuardedButton>
      }
    >
      {delivery_id && (
        <Loaded query={one} skeleton={<SkeletonText lines={10} />}>
          {(delivery) => <Inside delivery={delivery} />}
        </Loaded>
      )}
    </Drawer>
  )
}

function Inside({ delivery }: { delivery: Detail }) {
  return (
    <div className="flex flex-col gap-6 pt-1">
      <KeyFields
        fields={[
          {
            label: says.state,
            value: <Status tone={deliveryTones[delivery.state]}>{words.log.states[delivery.state]}</Status>,
          },
          { label: says.event, value: <Copyable value={delivery.event_id} what={says.event} /> },
          ...(delivery.next_at ? [{ label: says.next, value: <RelativeTime at={delivery.next_at} /> }] : []),
        ]}
      />
      <Section title={says.attempts}>
        {delivery.attempt_log.length === 0 && <p className="text-ink-faint">{says.none}</p>}
        <ol className="flex flex-col divide-y divide-line border-y border-line">
          {delivery.attempt_log.map((attempt) => (
            <li key={attempt.no} className="flex flex-col gap-2 py-3">
              <AttemptEntry attempt={attempt} />
            </li>
          ))}
        </ol>
      </Section>
      <Section title={says.request}>
        <Text>{pretty(delivery.payload)}</Text>
      </Section>
    </div>
  )
}

function AttemptEntry({ attempt }: { attempt: Attempt }) {
  const headers = { ...attempt.headers, 'webhook-signature': says.signature }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{says.attempt(attempt.no)}</span>
        <Status tone={tones[attempt.result]}>{attempt.status ?? says.results[attempt.result]}</Status>
        <span className="text-xs text-ink-faint tabular-nums">{says.took(attempt.took_ms)}</span>
        <span className="ml-auto text-xs text-ink-faint">
          <RelativeTime at={attempt.at} />
        </span>
      </div>
      {attempt.problem && <p className="text-danger">{attempt.problem}</p>}
      <details>
        <summary className="text-xs text-ink-soft touch:py-3">{says.headers}</summary>
        <Text>
          {[`POST ${attempt.url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n')}
        </Text>
      </details>
      {attempt.status !== null && (
        <details open={attempt.result !== 'sent'}>
          <summary className="text-xs text-ink-soft touch:py-3">{says.answer}</summary>
          {attempt.body_start ? (
            <Text>{attempt.body_start}</Text>
          ) : (
            <p className="pt-1 text-ink-faint">{says.empty_body}</p>
          )}
        </details>
      )}
    </>
  )
}

function Text({ children }: { children: string }) {
  return (
    <pre
      tabIndex={0}
      className="mt-1 max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap"
    >
      {children}
    </pre>
  )
}

/** The payload with line breaks, for the eye; what was sent had none. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}
