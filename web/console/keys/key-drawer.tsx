import { Check } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import {
  Button,
  Callout,
  Copyable,
  Dialog,
  Drawer,
  GuardedButton,
  KeyFields,
  RelativeTime,
  Section,
  Status,
  toast,
} from '../../ui/index.ts'
import { stateOf, tones, type Key } from './key-state.ts'
import { groupScopes, verbOf } from './scopes.ts'
import { words } from './words.ts'

/** One key: what it may do, since when, and the way to end it. */
export function KeyDrawer({ shown, onClose }: { shown: Key | null; onClose: () => void }) {
  const [asking, setAsking] = useState(false)
  const revoke = useApiCommand('key.revoke', {
    onDone: (key) => {
      setAsking(false)
      toast({ title: words.record.revoked(key.name) })
    },
  })
  const state = shown ? stateOf(shown, Date.now()) : 'active'
  return (
    <>
      <Drawer
        open={shown !== null}
        onClose={onClose}
        title={shown?.name}
        actions={
          shown &&
          state !== 'revoked' && (
            <GuardedButton
              look="danger"
              whyNot={shown.abilities.includes('revoke') ? null : words.record.not_yours}
              onClick={() => setAsking(true)}
            >
              {words.record.revoke}
            </GuardedButton>
          )
        }
      >
        {shown && <Inside record={shown} />}
      </Drawer>
      <Dialog
        open={asking && shown !== null}
        onClose={() => setAsking(false)}
        title={words.record.revoke_title(shown?.name ?? '')}
        description={words.record.revoke_body}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{words.record.keep}</Button>
            <Button
              look="danger"
              pending={revoke.isPending}
              onClick={() => shown && revoke.mutate({ params: { id: shown.id } })}
            >
              {words.record.revoke}
            </Button>
          </>
        }
      >
        {revoke.error && <ProblemNote error={revoke.error} />}
      </Dialog>
    </>
  )
}

function Inside({ record }: { record: Key }) {
  const state = stateOf(record, Date.now())
  const says = words.columns
  return (
    <div className="flex flex-col gap-6 pt-1">
      {record.partner_id && <Callout>{words.record.of_partner}</Callout>}
      <KeyFields
        fields={[
          { label: says.state, value: <Status tone={tones[state]}>{words.states[state]}</Status> },
          { label: says.key, value: <code className="font-mono text-xs">{record.token_start}…</code> },
          { label: says.made, value: record.created_by, hint: <RelativeTime at={record.created_at} /> },
          {
            label: says.used,
            value: record.last_used_at ? <RelativeTime at={record.last_used_at} /> : words.never_used,
          },
          {
            label: says.expires,
            value: record.expires_at ? <RelativeTime at={record.expires_at} /> : words.never_expires,
          },
          { label: words.record.reference, value: <Copyable value={record.id} what={words.record.reference} /> },
        ]}
      />
      <Section title={words.record.scopes}>
        <dl className="flex flex-col divide-y divide-line border-y border-line">
          {groupScopes(record.scopes).map(({ noun, scopes }) => (
            <div key={noun} className="grid grid-cols-[minmax(6.5rem,35%)_minmax(0,1fr)] gap-3 py-2">
              <dt className="text-ink-faint">{words.nouns[noun] ?? noun}</dt>
              <dd className="flex flex-wrap gap-x-3 gap-y-1">
                {scopes.map((scope) => (
                  <span key={scope} className="inline-flex items-center gap-1">
                    <Check aria-hidden className="size-3.5 text-success" />
                    {words.verbs[verbOf(scope)] ?? verbOf(scope)}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  )
}
