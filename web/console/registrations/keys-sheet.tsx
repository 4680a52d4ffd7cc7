import { Button, Dialog, Kbd } from '../../ui/index.ts'
import { words } from './desk-words.ts'

const says = words.keys

/** Which keys do what here. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      confirms
      onClose={onClose}
      title={says.title}
      actions={
        <Button look="primary" onClick={onClose}>
          {words.bulk.close}
        </Button>
      }
    >
      <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2">
        {says.list.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt className="flex gap-1">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-soft">{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
