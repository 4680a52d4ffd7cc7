import { MessagesSquare, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiQuery } from '../../api/hooks.ts'
import { ProblemState } from '../../api/loaded.tsx'
import { paths, withQuery } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, EmptyState, PageHeader, RelativeTime, Status, Table, type Column, type Tone } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { WallClock } from '../../wall-clock.tsx'
import { ChannelDrawer } from './channel-drawer.tsx'
import { ChannelForm } from './channel-form.tsx'
import { words } from './words.ts'

export type Channel = Answer<'channel.list'>['rows'][number]
export type ChannelTopic = Answer<'channel.list'>['topics'][number]

const says = words.channels

export const postTones: Readonly<Record<string, Tone>> = {
  queued: 'info',
  sending: 'accent',
  sent: 'success',
  unknown: 'warn',
  failed: 'danger',
}

/** A post's state in words. */
export function postState(state: string): string {
  return (says.states as Readonly<Record<string, string>>)[state] ?? state
}

/** The chat channels that are told. The open one stands in the address. */
export default function ChannelsPage() {
  const { membership } = useActing()
  const [url, setUrl] = useUrlState()
  const [form, setForm] = useState<{ of: Channel | null } | null>(null)
  const list = useApiQuery('channel.list')
  const here = paths.console.channels(membership.org.slug)
  const open = list.data?.rows.find((channel) => channel.id === url['open']) ?? null
  const add = (
    <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setForm({ of: null })}>
      {says.add}
    </Button>
  )
  return (
    <WallClock>
      <div className="px-4 sm:px-6">
        <PageHeader title={says.title} meta={says.meta} actions={add} />
      </div>
      <div className="sm:px-2">
        <Table
          label={says.title}
          columns={columns}
          rows={list.data?.rows}
          rowKey={(channel) => channel.id}
          rowName={(channel) => channel.name}
          rowHref={(channel) => withQuery(here, { open: channel.id })}
          openKey={open?.id ?? null}
          skeletonRows={2}
          error={
            list.error && !list.data ? (
              <ProblemState error={list.error} onRetry={() => void list.refetch()} />
            ) : undefined
          }
          empty={
            <EmptyState icon={<MessagesSquare />} title={says.empty.title} actions={add}>
              {says.empty.body}
            </EmptyState>
          }
        />
      </div>
      <ChannelDrawer
        shown={form ? null : open}
        topics={list.data?.topics ?? []}
        onClose={() => setUrl({ open: null })}
        onEdit={(of) => setForm({ of })}
      />
      <ChannelForm form={form} topics={list.data?.topics ?? []} onClose={() => setForm(null)} />
    </WallClock>
  )
}

const columns: readonly Column<Channel>[] = [
  { id: 'name', header: says.columns.name, cell: (channel) => channel.name },
  { id: 'kind', header: says.columns.kind, cell: (channel) => says.kinds[channel.kind] },
  {
    id: 'address',
    header: says.columns.address,
    from: 'lg',
    cell: (channel) => <code className="font-mono text-xs break-all text-ink-soft">{channel.address}</code>,
  },
  { id: 'topics', header: says.columns.topics, cell: (channel) => says.topic_count(channel.topics.length) },
  {
    id: 'last',
    header: says.columns.last,
    card: 'aside',
    cell: ({ paused, last_post }) =>
      paused ? (
        <Status tone="neutral">{says.paused}</Status>
      ) : last_post ? (
        <span className="flex flex-wrap items-center gap-x-2">
          <Status tone={postTones[last_post.state] ?? 'neutral'}>{postState(last_post.state)}</Status>
          <span className="text-xs text-ink-faint">
            <RelativeTime at={last_post.at} />
          </span>
        </span>
      ) : (
        <span className="text-ink-faint">{says.never}</span>
      ),
  },
]
