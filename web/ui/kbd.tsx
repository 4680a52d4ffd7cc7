/** A key: `<Kbd>K</Kbd>`. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-xs text-ink-faint">
      {children}
    </kbd>
  )
}

/** ⌘ on Apple's machines, Ctrl elsewhere. */
export function commandKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'
}

/** In a button: the key that presses it, for whom has a keyboard. */
export function KeyHint({ of }: { of: string }) {
  return (
    <span aria-hidden className="ml-0.5 text-xs font-normal opacity-65 max-lg:hidden touch:hidden">
      {of}
    </span>
  )
}
