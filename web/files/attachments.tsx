import { Download, FileText, Image, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { Answer, Input } from '../api/contracts.ts'
import { invalidate, useApiCommand, useApiQuery } from '../api/hooks.ts'
import { Loaded } from '../api/loaded.tsx'
import { problemText, type ProblemWords } from '../api/problem-text.ts'
import {
  Button,
  Callout,
  Checkbox,
  Dialog,
  FileDrop,
  IconButton,
  Progress,
  RelativeTime,
  Select,
  SkeletonText,
} from '../ui/index.ts'
import { formatBytes } from '../words/format.ts'
import { fileHref, LIMIT, LIMIT_BYTES, sendFile } from './send-file.ts'
import { words } from './words.ts'

/** Nouns that carry files; each has the same three routes. */
export type FilesOf = 'conduct_case' | 'registration' | 'request' | 'conflict' | 'dispute'
type Attachment = Answer<'registration.attachments'>['attachments'][number]
type Kind = NonNullable<Input<'registration.attach'>['body']['kind']>

const KINDS: readonly Kind[] = ['customer_letter', 'content', 'evidence', 'other']

/** The files of a thing: what hangs on it, and a place to add more while it is not over. */
export function Attachments({
  noun,
  id,
  side,
  over = false,
}: {
  noun: FilesOf
  id: string
  side: 'org' | 'partner'
  over?: boolean
}) {
  const list = useApiQuery(`${noun}.attachments`, { params: { id } })
  return (
    <Loaded query={list} skeleton={<SkeletonText lines={3} />}>
      {({ attachments, abilities }) => (
        <div className="flex flex-col gap-5">
          {attachments.length === 0 ? (
            <p className="text-ink-soft">{side === 'org' ? words.none_org : words.none}</p>
          ) : (
            <ul className="flex flex-col divide-y divide-line">
              {attachments.map((one) => (
                <Line key={one.id} one={one} noun={noun} id={id} side={side} />
              ))}
            </ul>
          )}
          {!over && abilities.includes('attach') && <Adding noun={noun} id={id} side={side} />}
        </div>
      )}
    </Loaded>
  )
}

function Line({ one, noun, id, side }: { one: Attachment; noun: FilesOf; id: string; side: 'org' | 'partner' }) {
  const { file } = one
  const Icon = file.media_type.startsWith('image/') && one.opens_in_place ? Image : FileText
  const about = [
    words.kinds[one.kind],
    formatBytes(file.size_bytes),
    words.by(file.uploaded_by),
    side === 'org' && one.visibility === 'org' ? words.org_only : '',
  ].filter(Boolean)
  return (
    <li className="flex min-h-14 items-center gap-3 py-1.5">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1 leading-tight">
        <a
          href={fileHref(file.id)}
          {...(one.opens_in_place ? { target: '_blank', rel: 'noopener' } : { download: file.name })}
          aria-label={one.opens_in_place ? words.opens(file.name) : words.downloads(file.name)}
          className="inline-flex max-w-full items-center gap-1.5 rounded-sm py-1 font-medium text-accent-ink hover:underline touch:min-h-11"
        >
          <span className="truncate">{file.name}</span>
          {!one.opens_in_place && <Download aria-hidden className="size-3.5 shrink-0" />}
        </a>
        <p className="text-xs text-ink-faint">
          {about.join(' · ')} · <RelativeTime at={one.attached_at} />
        </p>
      </div>
      {one.abilities.includes('detach') && <Remove one={one} noun={noun} id={id} />}
    </li>
  )
}

function Remove({ one, noun, id }: { one: Attachment; noun: FilesOf; id: string }) {
  const [asks, setAsks] = useState(false)
  const detach = useApiCommand(`${noun}.detach`, { also: ['timeline'], onDone: () => setAsks(false) })
  const problem = detach.error && problemText(detach.error)
  return (
    <>
      <IconButton
        label={words.remove(one.file.name)}
        icon={<Trash2 aria-hidden className="size-4" />}
        onClick={() => setAsks(true)}
      />
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={words.remove_title(one.file.name)}
        confirms
        actions={
          <>
            <Button onClick={() => setAsks(false)}>{words.keep}</Button>
            <Button
              look="danger"
              pending={detach.isPending}
              onClick={() => detach.mutate({ params: { id, attachment_id: one.id } })}
            >
              {words.remove_action}
            </Button>
          </>
        }
      >
        <p>{words.remove_body}</p>
        {problem && (
          <div role="alert">
            <Callout tone="danger" title={problem.what}>
              {problem.next}
            </Callout>
          </div>
        )}
      </Dialog>
    </>
  )
}

type Sending = { key: number; name: string; share: number; problem: Pick<ProblemWords, 'what' | 'next'> | null }

/** Files go out as they are dropped, one by one; what fails says why beside its name, and the others go on. */
function Adding({ noun, id, side }: { noun: FilesOf; id: string; side: 'org' | 'partner' }) {
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>('other')
  const [isInner, setIsInner] = useState(false)
  const [sending, setSending] = useState<readonly Sending[]>([])
  const stop = useRef(new AbortController())
  useEffect(() => {
    const mine = (stop.current = new AbortController())
    return () => mine.abort()
  }, [])
  const change = (key: number, patch: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...patch } : one)))
  const drop = (key: number) => setSending((all) => all.filter((one) => one.key !== key))
  const send = async (file: File | null) => {
    if (!file) return
    const key = Math.random()
    const is_large = file.size > LIMIT_BYTES
    const problem = is_large ? { what: words.failed(file.name), next: words.too_large(LIMIT) } : null
    setSending((all) => [...all, { key, name: file.name, share: 0, problem }])
    if (is_large) return
    try {
      const sent = await sendFile(file, { onProgress: (share) => change(key, { share }), signal: stop.current.signal })
      const visibility = side === 'org' && isInner ? 'org' : 'both'
      await api(`${noun}.attach`, { params: { id }, body: { file_id: sent.id, kind, visibility } })
      drop(key)
      await invalidate(client, [noun, 'timeline'])
    } catch (error) {
      if (error instanceof DOMException) return
      const { what, next } = problemText(error)
      change(key, { problem: { what, next } })
    }
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Select
          label={words.kind}
          value={kind}
          onChange={setKind}
          options={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          className="w-full sm:w-56"
        />
        {side === 'org' && (
          <Checkbox label={words.org_only} hint={words.org_only_hint} checked={isInner} onChange={setIsInner} />
        )}
      </div>
      <FileDrop
        label={words.add}
        hint={words.add_hint(LIMIT)}
        file={null}
        name={`${noun}-file`}
        onChange={(file) => void send(file)}
      />
      {sending.map((one) =>
        one.problem ? (
          <div key={one.key} role="alert">
            <Callout
              tone="danger"
              title={one.problem.what}
              actions={<Button onClick={() => drop(one.key)}>{words.dismiss}</Button>}
            >
              {one.problem.next}
            </Callout>
          </div>
        ) : (
          <Progress key={one.key} label={words.sending(one.name)} value={one.share < 1 ? one.share * 100 : null} />
        ),
      )}
    </div>
  )
}
