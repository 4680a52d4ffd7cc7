import { CircleCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'

/** What was just said is taken: it stands where the form stood, and takes the focus that went with it. */
export function Thanks({ text }: { text: string }) {
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <p
      ref={place}
      role="status"
      tabIndex={-1}
      className="flex items-start gap-2.5 rounded-lg bg-success-soft px-3.5 py-3 font-medium text-success"
    >
      <CircleCheck aria-hidden className="mt-1 size-4 shrink-0" />
      {text}
    </p>
  )
}
