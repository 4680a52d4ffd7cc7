import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { problemText, type ProblemWords } from '../api/problem-text.ts'
import { Button, Callout, FileDrop, IconButton, Progress } from '../ui/index.ts'
import { formatBytes } from '../words/format.ts'
import { LIMIT, LIMIT_BYTES, sendFile, type SentFile } from './send-file.ts'
import { words } from './words.ts'

type Failed = { name: string } & Pick<ProblemWords, 'what' | 'next'>

/** Files that go along with what a form sends: each goes out as it is chosen, and the form keeps what it was told. */
export function PickFiles({
  label,
  name,
  most,
  files,
  onChange,
  onBusy,
}: {
  label: string
  name: string
  /** The form takes so many. */
  most: number
  files: readonly SentFile[]
  onChange: (files: readonly SentFile[]) => void
  /** While a file is on its way: what is sent now would go without it. */
  onBusy: (busy: boolean) => void
}) {
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null)
  const [failed, setFailed] = useState<Failed | null>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const send = async (file: File | null) => {
    if (!file) return
    setFailed(null)
    if (file.size > LIMIT_BYTES)
      return setFailed({ name: file.name, what: words.failed(file.name), next: words.too_large(LIMIT) })
    const { signal } = (stop.current = new AbortController())
    setSending({ name: file.name, share: 0 })
    onBusy(true)
    try {
      const sent = await sendFile(file, { signal, onProgress: (share) => setSending({ name: file.name, share }) })
      onChange([...files, sent])
    } catch (error) {
      if (error instanceof DOMException) return
      const { what, next } = problemText(error)
      setFailed({ name: file.name, what, next })
    }
    setSending(null)
    onBusy(false)
  }
  return (
    <div className="flex flex-col gap-2">
      {files.length > 0 && (
        <ul aria-label={label} className="flex flex-col divide-y divide-line">
          {files.map((file) => (
            <li key={file.id} className="flex min-h-11 items-center gap-2">
              <span className="min-w-0 flex-1 truncate">
                {file.name} <span className="text-xs text-ink-faint">{formatBytes(file.size_bytes)}</span>
              </span>
              <IconButton
                label={words.remove(file.name)}
                icon={<X aria-hidden className="size-4" />}
                onClick={() => onChange(files.filter((one) => one.id !== file.id))}
              />
            </li>
          ))}
        </ul>
      )}
      {sending ? (
        <Progress label={words.sending(sending.name)} value={sending.share < 1 ? sending.share * 100 : null} />
      ) : (
        files.length < most && (
          <FileDrop
            label={label}
            hint={words.add_hint(LIMIT)}
            file={null}
            name={name}
            onChange={(file) => void send(file)}
          />
        )
      )}
      {failed && (
        <div role="alert">
          <Callout
            tone="danger"
            title={failed.what}
            actions={<Button onClick={() => setFailed(null)}>{words.dismiss}</Button>}
          >
            {failed.next}
          </Callout>
        </div>
      )}
    </div>
  )
}
