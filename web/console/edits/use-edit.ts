import { useEffect, useState } from 'react'

type Base<V> = { values: V; revision: number }

export type Edit<V> = {
  draft: V
  set: (patch: Partial<V>) => void
  /** What the person changed, to be sent; empty when nothing. */
  changes: Partial<V>
  /** The revision that the changes are made on: If-Match. */
  revision: number
  /** Fields that somebody else changed meanwhile; `null` while nobody did. */
  theirs: readonly { field: keyof V & string; before: V[keyof V]; after: V[keyof V] }[] | null
  /** Goes on from the newest state, with the person's own changes on it. */
  keepMine: () => void
  /** Goes on from the newest state without them. */
  takeTheirs: () => void
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The fields of `to` that differ from `from`. */
export function changedFields<V extends object>(from: V, to: V): Partial<V> {
  // Entries of a V, fewer of them.
  return Object.fromEntries(
    Object.entries(to).filter(([field, value]) => !same(value, from[field as keyof V])),
  ) as Partial<V>
}

/**
 * A form over a record that others may change at the same time. What stood there when it opened is kept, so that only
 * the person's own changes are sent, and what somebody else changed since can be shown beside them.
 */
export function useEdit<V extends object>({
  open,
  values,
  revision,
}: {
  open: boolean
  values: V
  revision: number
}): Edit<V> {
  const [base, setBase] = useState<Base<V>>({ values, revision })
  const [draft, setDraft] = useState(values)
  useEffect(() => {
    if (!open) return
    setBase({ values, revision })
    setDraft(values)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew; later values are somebody else's change
  }, [open])
  const changes = changedFields(base.values, draft)
  const isStale = revision !== base.revision
  const moved = Object.keys(changedFields(base.values, values)) as (keyof V & string)[] // keys of a V
  return {
    draft,
    set: (patch) => setDraft((now) => ({ ...now, ...patch })),
    changes,
    revision: base.revision,
    theirs: isStale ? moved.map((field) => ({ field, before: base.values[field], after: values[field] })) : null,
    keepMine: () => {
      setBase({ values, revision })
      setDraft({ ...values, ...changes })
    },
    takeTheirs: () => {
      setBase({ values, revision })
      setDraft(values)
    },
  }
}
