import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { invalidate, useApiCommand } from '../../api/hooks.ts'
import { problemText, type ProblemWords } from '../../api/problem-text.ts'
import { guard } from '../../router/place.ts'
import { toast } from '../../ui/index.ts'
import type { Version } from './standing.tsx'
import { words } from './words.ts'

export type Draft = {
  yaml: string
  note: string
  setYaml: (yaml: string) => void
  setNote: (note: string) => void
  /** Is there anything that is not saved? */
  dirty: boolean
  save: () => void
  saving: boolean
  problem: ProblemWords | null
  /** Somebody else saved it meanwhile; `ready` when theirs has been read and one can choose. */
  stale: { ready: boolean; keepMine: () => void; takeTheirs: () => void } | null
}

/** What is written in a draft, from when it was opened to when it is saved; kept while the page's other tabs are looked at. */
export function useDraft(version: Version): Draft {
  const [base, setBase] = useState({ yaml: version.yaml, note: version.note, revision: version.revision })
  const [yaml, setYaml] = useState(version.yaml)
  const [note, setNote] = useState(version.note)
  const dirty = yaml !== base.yaml || note !== base.note
  const moved = version.revision > base.revision
  const settle = (from: Version) => setBase({ yaml: from.yaml, note: from.note, revision: from.revision })
  const take = (from: Version) => {
    settle(from)
    setYaml(from.yaml)
    setNote(from.note)
  }
  const client = useQueryClient()
  const command = useApiCommand('program.replace_draft', {
    onDone: (saved) => {
      take(saved)
      toast({ title: words.editor.saved })
    },
    onProblem: ({ status }) => void (status === 412 && invalidate(client, ['program'])),
  })
  const refused = command.error?.status === 412
  // Somebody else's save, where nothing was typed here, is simply taken.
  useEffect(() => {
    if (moved && !dirty && !command.isPending) take(version)
  }, [moved, dirty, command.isPending, version])
  useEffect(() => {
    if (!dirty) return
    const stop = guard(() => window.confirm(words.editor.leave))
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => {
      stop()
      window.removeEventListener('beforeunload', warn)
    }
  }, [dirty])
  const answer = (choose: () => void) => () => {
    choose()
    command.reset()
  }
  return {
    yaml,
    note,
    setYaml,
    setNote,
    dirty,
    save: () => command.mutate({ params: { n: version.version }, if_match: base.revision, body: { yaml, note } }),
    saving: command.isPending,
    problem: command.error && !refused ? problemText(command.error) : null,
    stale:
      refused || (moved && dirty && !command.isPending)
        ? { ready: moved, keepMine: answer(() => settle(version)), takeTheirs: answer(() => take(version)) }
        : null,
  }
}
