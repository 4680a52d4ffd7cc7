import { Save } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { Button, Callout, commandKey, GuardedButton, Kbd, TextField } from '../../ui/index.ts'
import { CheckPanel } from './check-panel.tsx'
import { TextEditor, type EditorRef } from './text-editor.tsx'
import { useCheck, type Check } from './use-check.ts'
import type { Draft } from './use-draft.ts'
import { words } from './words.ts'

const says = words.editor

/** The draft as text, looked over while it is written, beside what it would change. */
export function DraftEditor({ draft, sections }: { draft: Draft; sections: readonly { key: string; name: string }[] }) {
  const editor = useRef<EditorRef>(null)
  const { check, current, error } = useCheck(draft.yaml)
  const broken = current && (check?.errors.length ?? 0) > 0
  const whyNot = !draft.dirty ? says.nothing : broken ? says.broken_save : null
  const marks = useMemo(() => marksOf(check), [check])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      if (!whyNot && !draft.saving) draft.save()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  return (
    <div className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-3">
        <Trouble draft={draft} />
        <TextEditor ref={editor} value={draft.yaml} onChange={draft.setYaml} marks={marks} />
        {draft.dirty && /^\s*#|\s#\s/m.test(draft.yaml) && <p className="text-xs text-ink-faint">{says.comments}</p>}
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            className="min-w-48 flex-1"
            label={says.note}
            value={draft.note}
            onChange={draft.setNote}
            maxLength={2000}
          />
          <span className="flex h-control items-center gap-3">
            <span role="status" className="text-ink-faint">
              {draft.dirty ? says.unsaved : says.saved_state}
            </span>
            <GuardedButton
              look="primary"
              icon={<Save aria-hidden className="size-4" />}
              pending={draft.saving}
              whyNot={whyNot}
              onClick={draft.save}
            >
              {says.save}
            </GuardedButton>
            <span className="flex gap-0.5 touch:hidden">
              <Kbd>{commandKey()}</Kbd>
              <Kbd>S</Kbd>
            </span>
          </span>
        </div>
      </div>
      <CheckPanel
        check={check}
        current={current}
        error={error}
        sections={sections}
        onJump={(line) => editor.current?.jump(line)}
      />
    </div>
  )
}

/** Why it could not be saved, and what can be done about that. */
function Trouble({ draft: { stale, problem } }: { draft: Draft }) {
  if (stale) {
    return (
      <div role="alert">
        <Callout
          tone="warn"
          title={says.stale.title}
          actions={
            stale.ready && (
              <>
                <Button size="small" onClick={stale.takeTheirs}>
                  {says.stale.theirs}
                </Button>
                <Button size="small" look="primary" onClick={stale.keepMine}>
                  {says.stale.mine}
                </Button>
              </>
            )
          }
        >
          {says.stale.body}
        </Callout>
      </div>
    )
  }
  if (!problem) return null
  return (
    <div role="alert">
      <Callout tone="danger" title={problem.what}>
        {problem.next}
      </Callout>
    </div>
  )
}

function marksOf(check: Check | null): Map<number, { level: 'error' | 'warning'; text: string }> {
  const marks = new Map<number, { level: 'error' | 'warning'; text: string }>()
  for (const { line, level, message } of check?.findings ?? []) {
    if (line !== null && marks.get(line)?.level !== 'error') marks.set(line, { level, text: message })
  }
  for (const fault of check?.errors ?? []) marks.set(fault.line, { level: 'error', text: fault.message })
  return marks
}
