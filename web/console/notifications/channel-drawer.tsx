import { useState } from 'react'
import { useApiCommand, useApiPages } from '../../api/hooks.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import {
  Button,
  Dialog,
  Drawer,
  KeyFields,
  RelativeTime,
  Section,
  SkeletonText,
  Status,
  toast,
} from '../../ui/index.ts'
import { postState, postTones, type Channel, type ChannelTopic } from './channels-page.tsx'
import { words } from './words.ts'

const says = words.channels

/** One channel: what it hears, what was posted to it, and a test. */
export function ChannelDrawer({
  shown,
  topics,
  onClose,
  onEdit,
}: {
  shown: Channel | null
  topics: readonly ChannelTopic[]
  onClose: () => void
  onEdit: (channel: Channel) => void
}) {
  const [ending, setEnding] = useState(false)
  const onProblem = (problem: unknown) => {
    toastProblem(problem)
  }
  const test = useApiCommand('channel.test', {
    onProblem,
    onDone: ({ is, problem }) =>
      is === 'sent'
        ? toast({ title: says.tested.sent })
        : toast({ title: says.tested.other, description: problem ?? '', tone: 'danger' }),
  })
  const end = useApiCommand('channel.end', {
    onProblem,
    onDone: () => {
      toast({ title: says.ended(shown?.name ?? '') })
      setEnding(false)
      onClose()
    },
  })
  return (
    <>
      <Drawer
        open={shown !== null}
        onClose={onClose}
        title={shown?.name}
        actions={
          shown && (
            <>
              <Button look="ghost" onClick={() => setEnding(true)}>
                {says.end}
              </Button>
              <Button onClick={() => onEdit(shown)}>{says.edit}</Button>
              <Button look="primary" pending={test.isPending} onClick={() => test.mutate({ params: { id: shown.id } })}>
                {says.test}
              </Button>
            </>
          )
        }
      >
        {shown && (
          <div className="flex flex-col gap-6 pt-1">
            <KeyFields
              fields={[
                { label: says.columns.kind, value: says.kinds[shown.kind] },
                {
                  label: says.columns.address,
                  value: <code className="font-mono text-xs break-all">{shown.address}</code>,
                },
                {
                  label: says.columns.topics,
                  value: (
                    <ul>
                      {shown.topics.map((topic) => (
                        <li key={topic}>{topics.find((one) => one.topic === topic)?.name ?? topic}</li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
            <Posts id={shown.id} />
          </div>
        )}
      </Drawer>
      <Dialog
        open={ending && shown !== null}
        onClose={() => setEnding(false)}
        title={says.end_title(shown?.name ?? '')}
        description={says.end_body}
        confirms
        actions={
          <>
            <Button onClick={() => setEnding(false)}>{says.keep}</Button>
            <Button
              look="danger"
              pending={end.isPending}
              onClick={() => shown && end.mutate({ params: { id: shown.id } })}
            >
              {says.end}
            </Button>
          </>
        }
      />
    </>
  )
}

function Posts({ id }: { id: string }) {
  const posts = useApiPages('channel.posts', { params: { id }, query: { limit: 20 } })
  return (
    <Section title={says.log}>
      {!posts.rows ? (
        <SkeletonText lines={3} />
      ) : posts.rows.length === 0 ? (
        <p className="text-sm text-ink-faint">{says.log_empty}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {posts.rows.map((post) => (
            <li key={post.id} className="flex flex-col gap-0.5 py-2 text-sm">
              <span className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 break-words">{post.title}</span>
                <Status tone={postTones[post.state] ?? 'neutral'}>{postState(post.state)}</Status>
              </span>
              <span className="text-xs text-ink-faint">
                <RelativeTime at={post.sent_at ?? post.created_at} />
                {post.problem && ` · ${post.problem}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
