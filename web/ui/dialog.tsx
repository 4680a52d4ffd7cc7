import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { firstStop } from './first-stop.ts'
import { IconButton } from './icon-button.tsx'
import { words } from './words.ts'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** The buttons, the one that goes on last. */
  actions?: ReactNode
  wide?: boolean
  /** Nothing must be filled in: the focus goes to the button that goes on, or to the safe one where that is red. */
  confirms?: boolean
}

/** A question that must be answered before going on. On a phone it rises from the bottom edge. */
export function Dialog({ open, onClose, title, description, children, actions, wide, confirms }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center overflow-y-auto sm:items-start sm:px-4 sm:pt-[12vh] sm:pb-8">
          <Base.Popup
            ref={popup}
            initialFocus={(by) => firstStop(popup.current, by, confirms)}
            className={`flex max-h-[92dvh] w-full flex-col rounded-t-lg bg-raised shadow-high outline-none transition-[opacity,translate,scale] duration-150 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0 max-sm:data-ending-style:translate-y-8 max-sm:data-starting-style:translate-y-8 sm:max-h-[76vh] sm:rounded-lg sm:data-ending-style:scale-97 sm:data-starting-style:scale-97 ${wide ? 'sm:max-w-2xl' : 'sm:max-w-md'}`}
          >
            <header className="flex items-start gap-3 px-5 pt-4 pb-1">
              <Base.Title className="min-w-0 flex-1 text-md">{title}</Base.Title>
              <Base.Close
                render={
                  <IconButton
                    bare
                    label={words.close}
                    icon={<X aria-hidden className="size-4" />}
                    size="small"
                    className="-mr-1.5 touch:-my-2.5"
                  />
                }
              />
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">
              {description && <Base.Description className="text-ink-soft">{description}</Base.Description>}
              {children && <div className="mt-3">{children}</div>}
            </div>
            {actions && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
                {actions}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
