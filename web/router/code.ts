import { useEffect, useSyncExternalStore, type ComponentType } from 'react'

/** A component whose code is fetched when it is first wanted, or when somebody points at what leads to it. */
export type Code = {
  /** Fetches it; one fetch for all who ask. A failed one is tried again by the next who asks. */
  fetch(): Promise<void>
  /** The component, or null while it is on its way. Throws what went wrong. */
  read(): ComponentType | null
  subscribe(listen: () => void): () => void
}

export function code(load: () => Promise<{ default: ComponentType }>): Code {
  let component: ComponentType | null = null
  let failed: { why: unknown } | null = null
  let coming: Promise<void> | null = null
  const listeners = new Set<() => void>()
  const settle = () => {
    coming = null
    for (const listen of listeners) listen()
  }
  return {
    fetch() {
      if (component) return Promise.resolve()
      failed = null
      coming ??= load()
        .then(
          (module) => void (component = module.default),
          (why: unknown) => void (failed = { why }),
        )
        .finally(settle)
      return coming
    },
    read() {
      if (failed) throw failed.why
      return component
    },
    subscribe(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
  }
}

/** The component, once it is there. */
export function useCode(one: Code): ComponentType | null {
  const component = useSyncExternalStore(one.subscribe, one.read)
  useEffect(() => {
    if (!component) void one.fetch()
  }, [one, component])
  return component
}
