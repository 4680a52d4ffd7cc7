import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect } from 'react'
import { buttonClass } from './button.tsx'
import { cx } from './cx.ts'
import { takeToasts, useWaitingToasts, type ToastInput } from './toast.tsx'
import { words } from './words.ts'

const manager = Base.createToastManager()

function show({ title, description, tone = 'success', action }: ToastInput): void {
  const id = manager.add({
    title,
    description,
    type: tone,
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: action || tone === 'danger' ? 10_000 : 5_000,
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              action.onPick()
              manager.close(id)
            },
          },
        }
      : {}),
  })
}

export default function ToastList() {
  const waiting = useWaitingToasts()
  useEffect(() => {
    if (waiting.length > 0) for (const input of takeToasts()) show(input)
  }, [waiting])
  return (
    <Base.Provider toastManager={manager}>
      <Base.Portal>
        <Base.Viewport
          aria-label={words.notifications}
          // Away from the buttons at the foot: at the top of a phone, and in the middle where a panel stands on the right.
          className="fixed inset-x-4 top-[max(0.5rem,env(safe-area-inset-top))] z-60 mx-auto flex flex-col gap-2 sm:top-auto sm:bottom-4 sm:w-90 sm:flex-col-reverse sm:not-in-[:has([data-side-panel=right])]:left-auto"
        >
          <Shown />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function Shown() {
  const { toasts } = Base.useToastManager()
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      className="rounded-lg bg-raised text-sm shadow-high transition-[opacity,translate] duration-200 ease-out [translate:var(--toast-swipe-movement-x)_var(--toast-swipe-movement-y)] data-ending-style:opacity-0 data-limited:hidden data-starting-style:-translate-y-3 data-starting-style:opacity-0 sm:data-starting-style:translate-y-3"
    >
      <Base.Content className="flex items-center gap-2.5 py-2 pr-2 pl-3">
        {item.type === 'danger' ? (
          <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
        ) : (
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
        )}
        <div className="min-w-0 flex-1 py-0.5">
          <Base.Title className="font-medium" render={<p />} />
          <Base.Description className="text-ink-soft" />
        </div>
        {item.actionProps && <Base.Action className={buttonClass('secondary', 'small')} />}
        {/* The library hides it from readers until the toast is pointed at, and leaves it in the way of Tab. */}
        <Base.Close
          aria-hidden={false}
          aria-label={words.dismiss}
          className={cx(buttonClass('ghost', 'small'), 'w-control-small px-0!')}
        >
          <X aria-hidden className="size-3.5" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ))
}
