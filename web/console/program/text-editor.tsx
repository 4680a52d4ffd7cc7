import { useImperativeHandle, useRef, type Ref } from 'react'
import { cx } from '../../ui/index.ts'
import { words } from './words.ts'

/** Pixels between baselines, and above the first line. */
const LINE = 20
const ABOVE = 12

export type EditorRef = { jump: (line: number) => void }

/** A text of many lines with their numbers; lines with a mark stand out. */
export function TextEditor({
  value,
  onChange,
  marks,
  readOnly,
  ref,
}: {
  value: string
  onChange: (value: string) => void
  /** Lines, counted from 1, and what is said of them. */
  marks: ReadonlyMap<number, { level: 'error' | 'warning'; text: string }>
  readOnly?: boolean
  ref?: Ref<EditorRef>
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const count = value.split('\n').length
  const follow = () => {
    if (gutter.current && area.current) gutter.current.style.translate = `0 ${-area.current.scrollTop}px`
  }
  useImperativeHandle(ref, () => ({
    jump: (line) => {
      const element = area.current
      if (!element) return
      const start = value.split('\n', line - 1).join('\n').length + (line > 1 ? 1 : 0)
      const end = value.indexOf('\n', start)
      element.focus({ preventScroll: true })
      element.setSelectionRange(start, end < 0 ? value.length : end)
      element.scrollTop = Math.max(0, (line - 1) * LINE - element.clientHeight / 3)
      element.scrollIntoView({ block: 'nearest' })
    },
  }))
  return (
    <div className="relative flex h-[70dvh] min-h-80 overflow-hidden rounded-lg border border-line-control bg-surface font-mono text-xs focus-within:border-focus focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus">
      <div aria-hidden className="relative w-11 shrink-0 overflow-hidden border-r border-line bg-canvas select-none">
        <div ref={gutter} style={{ paddingTop: ABOVE }}>
          {Array.from({ length: count }, (_, index) => {
            const mark = marks.get(index + 1)
            return (
              <div
                key={index}
                title={mark?.text}
                style={{ height: LINE, lineHeight: `${LINE}px` }}
                className={cx(
                  'pr-2 text-right tabular-nums',
                  mark?.level === 'error' && 'bg-danger-soft font-semibold text-danger',
                  mark?.level === 'warning' && 'bg-warn-soft font-semibold text-warn',
                  !mark && 'text-ink-faint',
                )}
              >
                {index + 1}
              </div>
            )
          })}
        </div>
      </div>
      <textarea
        ref={area}
        aria-label={words.editor.label}
        value={value}
        readOnly={readOnly}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        autoComplete="off"
        wrap="off"
        onScroll={follow}
        onChange={(event) => onChange(event.currentTarget.value)}
        style={{ lineHeight: `${LINE}px`, paddingBlock: ABOVE, tabSize: 2 }}
        className="min-w-0 flex-1 resize-none overflow-auto bg-surface px-3 text-ink outline-none touch:text-control"
      />
    </div>
  )
}
