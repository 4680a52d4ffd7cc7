import { Download, Square } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useApiCommand } from '../../api/hooks.ts'
import { problemText } from '../../api/problem-text.ts'
import { ProblemNote, toastProblem } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, ButtonLink, Callout, Dialog, Progress, Section, toast } from '../../ui/index.ts'
import { saveFile } from '../save-file.ts'
import type { Import } from './fields.ts'
import { Counts } from './preview-step.tsx'
import { Problems } from './problems.tsx'
import { shareDone } from './states.tsx'
import { useImportPlaces } from './places.ts'
import { UndoButton, Undone } from './undo.tsx'
import { words } from './words.ts'

const says = words.run

/** How far it is, and in the end what came of it. */
export function RunStep({ it, onRemap }: { it: Import; onRemap: () => void }) {
  const { membership } = useActing()
  const org = membership.org.slug
  const places = useImportPlaces()
  const seen: Partial<Record<Import['object'], string>> = {
    account: paths.console.accounts(org),
    partner: paths.console.partners(org),
    registration: membership.partner ? paths.portal.deals(membership.partner.id) : paths.console.registrations(org),
  }
  const look = seen[it.object]
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      {it.state === 'running' ? (
        <Running it={it} />
      ) : it.state === 'undoing' || it.state === 'undone' ? (
        <Undone it={it} />
      ) : (
        <Ended it={it} onRemap={onRemap} />
      )}
      <Counts of={it} />
      {it.refused > 0 && it.state !== 'running' && <RefusedRows it={it} />}
      {it.problems.length > 0 && (
        <Section title={says.problems}>
          <Problems problems={it.problems} it={it} onRepair={null} />
        </Section>
      )}
      {it.state !== 'running' && it.state !== 'undoing' && (
        <div className="flex flex-wrap items-center gap-2">
          {look && <ButtonLink href={look}>{says.look[it.object]}</ButtonLink>}
          <ButtonLink href={places.one('new')}>{says.another}</ButtonLink>
          {it.abilities.includes('undo') && <UndoButton it={it} />}
        </div>
      )}
    </div>
  )
}

function Running({ it }: { it: Import }) {
  const [asking, setAsking] = useState(false)
  const stop = useApiCommand('import.cancel', { onDone: () => setAsking(false) })
  return (
    <div className="flex max-w-2xl flex-col gap-3">
      <Progress label={says.running} value={shareDone(it)} detail={words.of(it.rows_done, it.rows_total)} />
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" icon={<Square aria-hidden className="size-3" />} onClick={() => setAsking(true)}>
          {says.stop}
        </Button>
        <span className="text-xs text-ink-faint">{says.stay}</span>
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={says.stop_title}
        description={says.stop_body}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{says.keep}</Button>
            <Button look="danger" pending={stop.isPending} onClick={() => stop.mutate({ params: { id: it.id } })}>
              {says.stop}
            </Button>
          </>
        }
      >
        {stop.error && <ProblemNote error={stop.error} />}
      </Dialog>
    </div>
  )
}

function Ended({ it, onRemap }: { it: Import; onRemap: () => void }) {
  const again = useApiCommand('import.run', {
    onProblem: (problem) => toastProblem(problem),
  })
  if (it.state === 'cancelled') {
    return (
      <Callout tone="warn" title={says.cancelled}>
        {says.cancelled_body(it.rows_done, it.rows_total)}
      </Callout>
    )
  }
  if (it.state === 'failed') {
    return (
      <Callout
        tone="danger"
        title={says.failed}
        actions={
          it.abilities.includes('run') && (
            <>
              <Button size="small" onClick={onRemap}>
                {says.remap}
              </Button>
              <Button
                size="small"
                look="primary"
                pending={again.isPending}
                onClick={() => again.mutate({ params: { id: it.id } })}
              >
                {says.again}
              </Button>
            </>
          )
        }
      >
        {it.problem} {says.again_hint}
      </Callout>
    )
  }
  return <Callout tone="success" title={says.finished(it.created + it.updated + it.unchanged)} />
}

function RefusedRows({ it }: { it: Import }) {
  const [pending, setPending] = useState(false)
  const download = async () => {
    setPending(true)
    try {
      // The file comes as text; the contract types it as the stream that the server writes.
      const text = (await api('import.refused_rows', { params: { id: it.id } })) as unknown as string
      saveFile(`${it.file_name.replace(/\.\w+$/, '')}-refused.csv`, 'text/csv', text)
    } catch (error) {
      toast({ title: says.download_failed, description: problemText(error).what, tone: 'danger' })
    }
    setPending(false)
  }
  return (
    <Callout
      tone="warn"
      title={says.refused(it.refused)}
      actions={
        <Button icon={<Download aria-hidden className="size-4" />} pending={pending} onClick={() => void download()}>
          {says.download}
        </Button>
      }
    >
      {says.refused_body}
    </Callout>
  )
}
