import { Ellipsis, KeyRound, Pencil, Send } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { toastProblem } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import {
  Callout,
  Copyable,
  GuardedButton,
  IconButton,
  KeyFields,
  Menu,
  PageHeader,
  RelativeTime,
  Skeleton,
  SkeletonText,
  Status,
  toast,
} from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { WallClock } from '../../wall-clock.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { DeleteDialog, RotateDialog, SwitchDialog } from './dialogs.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { shownState, webhookTones, type Webhook } from './states.ts'
import { WebhookForm } from './webhook-form.tsx'
import { words } from './words.ts'

const says = words.page

/** One endpoint: how it does, and what was sent to it. */
export default function WebhookPage() {
  const id = usePathParam('id')
  const one = useApiQuery('webhook.get', { params: { id } })
  return (
    <WallClock>
      <div className="px-4 sm:px-6">
        <Loaded
          heading="h1"
          query={one}
          skeleton={
            <div className="flex flex-col gap-6 pt-6">
              <Skeleton width="14rem" height="1.25rem" />
              <SkeletonText lines={8} />
            </div>
          }
        >
          {(webhook) => <Record webhook={webhook} />}
        </Loaded>
      </div>
    </WallClock>
  )
}

function Record({ webhook }: { webhook: Webhook }) {
  const { membership } = useActing()
  const [open, setOpen] = useState<'edit' | 'rotate' | 'switch' | 'delete' | null>(null)
  const [secret, setSecret] = useState<{ text: string; note: string } | null>(null)
  const params = { id: webhook.id }
  const list = paths.console.webhooks(membership.org.slug)
  const can = (ability: string) => (webhook.abilities.includes(ability) ? null : words.form.not_yours)
  const edit = useApiCommand('webhook.edit', { onDone: () => setOpen(null) })
  const test = useApiCommand('webhook.test', {
    onDone: () => toast({ title: says.tested }),
    onProblem: (problem) => toastProblem(problem),
  })
  const resend = useApiCommand('webhook.resend_failed', {
    onDone: ({ count }) => toast({ title: says.resent(count) }),
    onProblem: (problem) => toastProblem(problem),
  })
  const state = shownState(webhook)
  const is_on = webhook.state === 'on'
  return (
    <>
      <PageHeader
        title={webhook.description || (URL.parse(webhook.url)?.host ?? webhook.url)}
        crumbs={[{ label: words.title, href: list }]}
        mark={<Status tone={webhookTones[state]}>{words.states[state]}</Status>}
        actions={
          <>
            <GuardedButton
              icon={<Send aria-hidden className="size-3.5" />}
              whyNot={is_on ? can('test') : words.states[webhook.state]}
              onClick={() => test.mutate({ params })}
            >
              {says.test}
            </GuardedButton>
            <GuardedButton
              icon={<KeyRound aria-hidden className="size-3.5" />}
              whyNot={can('rotate')}
              onClick={() => setOpen('rotate')}
            >
              {says.rotate}
            </GuardedButton>
            <GuardedButton
              icon={<Pencil aria-hidden className="size-3.5" />}
              whyNot={can('edit')}
              onClick={() => {
                edit.reset()
                setOpen('edit')
              }}
            >
              {says.edit}
            </GuardedButton>
            {can('edit') === null && (
              <Menu
                trigger={<IconButton label={says.more} icon={<Ellipsis aria-hidden className="size-4" />} />}
                items={[
                  {
                    kind: 'action',
                    id: 'resend',
                    label: says.resend_failed,
                    disabled: !is_on,
                    onPick: () => resend.mutate({ params, body: {} }),
                  },
                  {
                    kind: 'action',
                    id: 'switch',
                    label: is_on ? says.switch_off : says.switch_on,
                    onPick: () => setOpen('switch'),
                  },
                  { kind: 'action', id: 'delete', label: says.remove, danger: true, onPick: () => setOpen('delete') },
                ]}
              />
            )}
          </>
        }
      />
      <div className="flex flex-col gap-6 pb-8">
        <Trouble webhook={webhook} />
        <div className="max-w-2xl">
          <KeyFields
            fields={[
              { label: says.address, value: <Copyable value={webhook.url} what={says.address} /> },
              {
                label: says.events,
                value: webhook.types.includes('*') ? (
                  words.all_events
                ) : (
                  <span className="flex flex-wrap gap-x-3 gap-y-1 font-mono text-xs">
                    {webhook.types.map((type) => (
                      <span key={type}>{type}</span>
                    ))}
                  </span>
                ),
              },
              { label: says.at_once, value: String(webhook.at_once) },
              ...(webhook.old_secret_until
                ? [{ label: says.secret, value: <RelativeTime at={webhook.old_secret_until} /> }]
                : []),
              { label: says.made, value: webhook.created_by, hint: <RelativeTime at={webhook.created_at} /> },
              { label: says.reference, value: <Copyable value={webhook.id} what={says.reference} /> },
            ]}
          />
        </div>
        <DeliveryLog webhook={webhook} />
      </div>
      <WebhookForm
        open={open === 'edit'}
        before={webhook}
        title={words.form.edit_title}
        action={words.form.save}
        pending={edit.isPending}
        error={edit.error}
        onSubmit={(body) => edit.mutate({ params, body, if_match: webhook.revision })}
        onClose={() => setOpen(null)}
      />
      <RotateDialog
        open={open === 'rotate'}
        webhook={webhook}
        onClose={() => setOpen(null)}
        onDone={(text, hours) => {
          setOpen(null)
          setSecret({ text, note: hours > 0 ? words.secret.rotated : words.secret.rotated_now })
        }}
      />
      <SwitchDialog open={open === 'switch'} webhook={webhook} onClose={() => setOpen(null)} />
      <DeleteDialog open={open === 'delete'} webhook={webhook} list={list} onClose={() => setOpen(null)} />
      <SecretDialog secret={secret?.text ?? null} note={secret?.note} onClose={() => setSecret(null)} />
    </>
  )
}

/** What somebody should do something about. */
function Trouble({ webhook }: { webhook: Webhook }) {
  if (webhook.disabled_because === 'gone')
    return (
      <Callout tone="danger" title={says.gone_title}>
        {says.gone}
      </Callout>
    )
  if (webhook.disabled_because)
    return (
      <Callout tone="danger" title={says.failing_title}>
        {says.failing}
      </Callout>
    )
  if (webhook.state !== 'on' || !webhook.failing_since) return null
  return (
    <Callout tone="warn" title={says.trouble_title}>
      {says.since} <RelativeTime at={webhook.failing_since} />. {says.trouble}
    </Callout>
  )
}
