import { useEffect } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { useApiCommand } from '../../api/hooks.ts'
import { problemText } from '../../api/problem-text.ts'
import { Button, Callout, Copyable, Dialog, Progress } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.verify

/** Recomputes the chain of seals and says whether anything was changed behind it. */
export function VerifyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const verify = useApiCommand('audit.verify')
  useEffect(() => {
    if (open) verify.mutate({ body: {} })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- each opening verifies once
  }, [open])
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.action}
      actions={
        <Button look="primary" onClick={onClose}>
          {says.close}
        </Button>
      }
    >
      <div aria-live="polite" className="flex flex-col gap-4">
        {verify.isPending && <Progress label={says.running} value={null} />}
        {verify.error && (
          <Callout tone="danger" title={says.failed}>
            {problemText(verify.error).what} {problemText(verify.error).next}
          </Callout>
        )}
        {verify.data && !verify.isPending && <Found result={verify.data} />}
      </div>
    </Dialog>
  )
}

function Found({ result }: { result: Answer<'audit.verify'> }) {
  return (
    <>
      <Callout tone={result.intact ? 'success' : 'danger'} title={result.intact ? says.intact : says.broken}>
        {result.intact ? says.intact_body(result.rows, result.seals) : says.broken_body}
        {result.intact && result.unsealed > 0 && <> {says.unsealed(result.unsealed)}</>}
      </Callout>
      {result.breaks.length > 0 && (
        <ul className="flex max-h-64 flex-col divide-y divide-line overflow-y-auto border-y border-line">
          {result.breaks.map((one) => (
            <li key={`${one.seal} ${one.what}`} className="py-2">
              <span className="font-medium tabular-nums">{says.at_seal(one.seal)}</span>
              <span className="block text-ink-soft">{one.what}</span>
            </li>
          ))}
        </ul>
      )}
      {result.head && (
        <div className="flex flex-col items-start gap-1.5">
          <p className="text-ink-soft">{says.head(result.head.no)}</p>
          <Copyable value={result.head.hash} what={says.head_name} />
        </div>
      )}
    </>
  )
}
