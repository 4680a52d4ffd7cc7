import { BookOpenText, Plus, Webhook as Icon } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand, useApiPages } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, EmptyState, GuardedButton, PageHeader, RelativeTime, Status, type Column } from '../../ui/index.ts'
import { WallClock } from '../../wall-clock.tsx'
import { PagedTable } from '../lists/paged-table.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { shownState, webhookTones, type Webhook } from './states.ts'
import { WebhookForm } from './webhook-form.tsx'
import { words } from './words.ts'

const columns: readonly Column<Webhook>[] = [
  {
    id: 'address',
    header: words.columns.address,
    cell: (webhook) => (
      <span className="flex min-w-0 flex-col">
        <span className="truncate">{webhook.description || hostOf(webhook.url)}</span>
        {webhook.description && <span className="truncate text-xs text-ink-faint">{hostOf(webhook.url)}</span>}
      </span>
    ),
  },
  {
    id: 'state',
    header: words.columns.state,
    card: 'aside',
    cell: (webhook) => {
      const state = shownState(webhook)
      return <Status tone={webhookTones[state]}>{words.states[state]}</Status>
    },
  },
  {
    id: 'types',
    header: words.columns.types,
    cell: ({ types }) => (types.includes('*') ? words.all_events : words.types(types.length)),
  },
  {
    id: 'last',
    header: words.columns.last,
    cell: ({ last_attempt: last }) =>
      last ? (
        <span className="inline-flex items-center gap-2">
          <RelativeTime at={last.at} />
          <span className={last.ok ? 'text-ink-faint' : 'text-danger'}>{last.status ?? words.no_answer}</span>
        </span>
      ) : (
        <span className="text-ink-faint">{words.never}</span>
      ),
  },
  { id: 'made', header: words.columns.made, from: 'lg', card: 'hide', cell: (webhook) => webhook.created_by },
]

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url
}

/** The endpoints that are told what happens. */
export default function WebhooksPage() {
  const { membership, may } = useActing()
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const list = useApiPages('webhook.list')
  const create = useApiCommand('webhook.create', {
    onDone: (made) => {
      setMaking(false)
      setSecret(made.secret)
    },
  })
  const action = (
    <GuardedButton
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      whyNot={may('webhook:edit') ? null : words.form.not_yours}
      onClick={() => {
        create.reset()
        setMaking(true)
      }}
    >
      {words.form.action}
    </GuardedButton>
  )
  return (
    <WallClock>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={words.meta}
          actions={
            <>
              <ButtonLink href="/api/docs" target="_blank" icon={<BookOpenText aria-hidden className="size-4" />}>
                {words.docs}
              </ButtonLink>
              {action}
            </>
          }
        />
      </div>
      <div className="sm:px-2">
        <PagedTable
          list={list}
          label={words.title}
          columns={columns}
          rowKey={(webhook) => webhook.id}
          rowName={(webhook) => webhook.description || hostOf(webhook.url)}
          rowHref={(webhook) => paths.console.webhook(membership.org.slug, webhook.id)}
          skeletonRows={3}
          empty={
            <EmptyState icon={<Icon />} title={words.empty.title} actions={action}>
              {words.empty.body}
            </EmptyState>
          }
        />
      </div>
      <WebhookForm
        open={making}
        before={null}
        title={words.form.title}
        action={words.form.create}
        pending={create.isPending}
        error={create.error}
        onSubmit={(body) => create.mutate({ body })}
        onClose={() => setMaking(false)}
      />
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </WallClock>
  )
}
