import { Button, Callout, DiffList } from '../../ui/index.ts'
import type { Edit } from './use-edit.ts'
import { words } from './words.ts'

/** Says that somebody else changed the record while its form was open, what they changed, and lets the person go on. */
export function ChangedMeanwhile<V>({
  edit,
  label,
  show,
}: {
  edit: Edit<V>
  label: (field: keyof V & string) => string
  show: (value: V[keyof V]) => string
}) {
  const { theirs } = edit
  if (!theirs) return null
  return (
    <div role="alert">
      <Callout
        tone="warn"
        title={words.stale.title}
        actions={
          <>
            <Button size="small" onClick={edit.takeTheirs}>
              {words.stale.take}
            </Button>
            <Button size="small" look="primary" onClick={edit.keepMine}>
              {words.stale.keep}
            </Button>
          </>
        }
      >
        <p>{theirs.length > 0 ? words.stale.body : words.stale.same}</p>
        {theirs.length > 0 && (
          <div className="mt-2">
            <DiffList
              label={words.stale.list}
              entries={theirs.map(({ field, before, after }) => ({
                id: field,
                kind: 'changed',
                what: label(field),
                before: show(before) || words.stale.none,
                after: show(after) || words.stale.none,
              }))}
            />
          </div>
        )}
      </Callout>
    </div>
  )
}
