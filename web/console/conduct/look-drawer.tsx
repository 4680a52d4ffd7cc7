import { useEffect, useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Badge, Button, Drawer, Link, SkeletonText, toast } from '../../ui/index.ts'
import { formatDate } from '../../words/format.ts'
import { words } from './words.ts'

const says = words.look
type Look = Answer<'conduct_case.look'>
type Finding = Look['findings'][number]

/** A look tried out: who would be found now, and why; then, on a word, for real. */
export function LookDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [looks, setLooks] = useState<readonly Look[]>([])
  const trial = useApiCommand('conduct_case.look', { onDone: (look) => setLooks((before) => [...before, look]) })
  const keep = useApiCommand('conduct_case.look', {
    also: ['event', 'timeline'],
    onDone: (look) => {
      // Partners are taken so many at a time: on to where the trial came, and no further than what was shown.
      if (look.next && (next === null || look.next < next)) return keep.mutate({ body: { after: look.next } })
      toast({ title: says.kept, tone: 'success' })
      onClose()
    },
  })
  const next = looks.at(-1)?.next ?? null
  const { mutate } = trial
  useEffect(() => {
    if (!open) return
    setLooks([])
    mutate({ body: {}, dry_run: true })
  }, [open, mutate])
  const findings = looks.flatMap((look) => look.findings)
  const fresh = findings.filter((one) => one.is_new)
  const error = trial.error ?? keep.error
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={says.title}
      actions={
        <>
          <Button onClick={onClose}>{says.close}</Button>
          {fresh.length > 0 && (
            <Button look="primary" pending={keep.isPending} onClick={() => keep.mutate({ body: {} })}>
              {says.keep(fresh.length)}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <p className="text-ink-soft">{says.body}</p>
        {error && <ProblemNote error={error} />}
        {trial.isPending && looks.length === 0 && <SkeletonText lines={5} />}
        {looks.length > 0 && (
          <p>
            {says.found(says.partners(looks.reduce((sum, look) => sum + look.partners, 0)))}{' '}
            {fresh.length === 0 && says.nothing}
          </p>
        )}
        <ul className="flex flex-col divide-y divide-line">
          {findings.map((one) => (
            <Found key={`${one.partner.id} ${one.kind} ${one.account?.id ?? ''}`} one={one} />
          ))}
        </ul>
        {next && (
          <Button pending={trial.isPending} onClick={() => mutate({ body: { after: next }, dry_run: true })}>
            {says.more}
          </Button>
        )}
      </div>
    </Drawer>
  )
}

function Found({ one }: { one: Finding }) {
  const { membership } = useActing()
  const org = membership.org.slug
  return (
    <li className="flex flex-col gap-1.5 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={paths.console.partner(org, one.partner.id)} className="font-medium">
          {one.partner.name}
        </Link>
        <span>{one.kind_name}</span>
        {one.is_new ? (
          <Badge tone="accent">{says.is_new}</Badge>
        ) : (
          one.case_id && <Link href={paths.console.conductCase(org, one.case_id)}>{says.known}</Link>
        )}
      </p>
      {one.why.map((text) => (
        <p key={text} className="text-ink-soft">
          {text}
        </p>
      ))}
      <ul className="flex flex-col gap-0.5 text-sm">
        {one.seen.slice(0, 8).map((row) => (
          <li key={`${row.subject_id ?? ''} ${row.label}`} className="flex flex-wrap gap-x-2">
            {row.noun === 'registration' && row.subject_id ? (
              <Link href={paths.console.registration(org, row.subject_id)}>{row.label}</Link>
            ) : (
              <span>{row.label}</span>
            )}
            <span className="text-ink-faint">
              {row.text} {formatDate(row.since)}
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}
