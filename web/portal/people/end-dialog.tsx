import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, toast } from '../../ui/index.ts'
import type { Person } from '../calls.ts'
import { words } from './words.ts'

const says = words.end

/** Ends a membership, once confirmed. */
export function EndDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const end = useApiCommand('person.end', {
    onDone: () => {
      toast({ title: says.done(person.name) })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={says.title(person.name)}
      description={says.why}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="danger" pending={end.isPending} onClick={() => end.mutate({ params: { id: person.id } })}>
            {says.confirm}
          </Button>
        </>
      }
    >
      {end.error && <ProblemNote error={end.error} />}
    </Dialog>
  )
}
