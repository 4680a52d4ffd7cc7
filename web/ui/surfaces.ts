/** Class strings that several primitives share, so that every control and popup has one look. */

/** Inputs, selects and whatever else is typed or chosen in. */
export const control =
  'h-control w-full min-w-0 rounded-md border border-line-control bg-surface px-2.5 text-control text-ink shadow-low ' +
  'outline-none transition-colors hover:border-ink-faint focus-visible:border-focus focus-visible:outline-2 ' +
  'focus-visible:-outline-offset-1 focus-visible:outline-focus data-popup-open:border-focus ' +
  'disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-ink-soft ' +
  'aria-invalid:border-danger-dot data-invalid:border-danger-dot'

export const popup =
  'popup-motion z-50 max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto overscroll-contain rounded-lg ' +
  'bg-raised p-1 text-sm text-ink shadow-high outline-none'

export const popupItem =
  'flex min-h-control-small cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none touch:text-md ' +
  'data-highlighted:bg-sunken data-disabled:text-ink-faint'

export const popupGroupLabel = 'px-2 pt-2 pb-1 text-xs font-medium text-ink-faint'

/** Checkboxes and radios: the box is small, what can be pressed is not. */
export const tick =
  'relative flex size-4 shrink-0 items-center justify-center border border-line-control bg-surface text-on-accent ' +
  'shadow-low transition-colors after:absolute after:-inset-2 touch:size-5 touch:after:-inset-3 hover:border-ink-faint ' +
  'data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent ' +
  'data-invalid:border-danger-dot data-disabled:cursor-not-allowed data-disabled:opacity-55'

export type Tone = 'neutral' | 'success' | 'warn' | 'danger' | 'info' | 'accent'

export const toneText: Record<Tone, string> = {
  neutral: 'text-ink-soft',
  success: 'text-success',
  warn: 'text-warn',
  danger: 'text-danger',
  info: 'text-info',
  accent: 'text-accent-ink',
}

export const toneSoft: Record<Tone, string> = {
  neutral: 'bg-neutral-soft',
  success: 'bg-success-soft',
  warn: 'bg-warn-soft',
  danger: 'bg-danger-soft',
  info: 'bg-info-soft',
  accent: 'bg-accent-soft',
}

export const toneDot: Record<Tone, string> = {
  neutral: 'bg-neutral-dot',
  success: 'bg-success-dot',
  warn: 'bg-warn-dot',
  danger: 'bg-danger-dot',
  info: 'bg-info-dot',
  accent: 'bg-accent',
}
