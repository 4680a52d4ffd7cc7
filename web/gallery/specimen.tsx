import type { ReactNode } from 'react'

/** A primitive on show: its name, and what it looks like in one of its states. */
export function Specimen({ name, children, wide }: { name: string; children: ReactNode; wide?: boolean }) {
  return (
    <section
      id={name.toLowerCase().replaceAll(' ', '-')}
      className="grid gap-x-8 gap-y-3 border-t border-line py-7 lg:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <h2 className="text-sm">{name}</h2>
      <div className={wide ? 'min-w-0' : 'flex min-w-0 flex-col items-start gap-4'}>{children}</div>
    </section>
  )
}

/** Several states side by side. */
export function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>
}

/** Fields side by side. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className="grid w-full max-w-3xl gap-x-5 gap-y-5 sm:grid-cols-2">{children}</div>
}
