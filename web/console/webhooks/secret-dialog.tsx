import { Button, Copyable, Dialog } from '../../ui/index.ts'
import { words } from './words.ts'

const VERIFY = `import { Webhook } from 'standardwebhooks'
new Webhook(process.env.WEBHOOK_SECRET).verify(rawBody, headers)`

/** The one moment at which a signing secret is shown. */
export function SecretDialog({
  secret,
  note,
  onClose,
}: {
  secret: string | null
  note?: string | undefined
  onClose: () => void
}) {
  const says = words.secret
  return (
    <Dialog
      open={secret !== null}
      onClose={onClose}
      wide
      title={says.title}
      description={[says.body, note].filter(Boolean).join(' ')}
      actions={
        <Button look="primary" onClick={onClose}>
          {says.done}
        </Button>
      }
    >
      {secret && (
        <div className="flex flex-col gap-4">
          <div className="flex flex-col items-start gap-1.5">
            <span className="text-control/5 font-medium">{says.label}</span>
            <Copyable value={secret} what={says.label} />
          </div>
          <div className="flex flex-col gap-1.5">
            <span className="text-control/5 font-medium">{says.verify}</span>
            <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs" tabIndex={0}>
              {VERIFY}
            </pre>
          </div>
        </div>
      )}
    </Dialog>
  )
}
