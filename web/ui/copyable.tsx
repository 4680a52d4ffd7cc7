import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { words } from './words.ts'

/** An id, or anything else somebody may want elsewhere: press to copy. */
export function Copyable({ value, what = words.reference, show }: { value: string; what?: string; show?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 1600)
  }
  return (
    <button
      type="button"
      onClick={() => void copy()}
      aria-label={`${words.copy(what)}: ${show ?? value}`}
      className="relative inline-flex max-w-full items-center gap-1 rounded-sm bg-neutral-soft px-1.5 py-0.5 font-mono text-xs text-ink-soft hover:bg-pressed hover:text-ink touch:min-h-11"
    >
      <span className="truncate">{show ?? value}</span>
      {copied ? (
        <Check aria-hidden className="size-3 text-success" />
      ) : (
        <Copy aria-hidden className="size-3 opacity-60" />
      )}
      <span aria-live="polite" className="sr-only">
        {copied ? words.copied : ''}
      </span>
    </button>
  )
}
