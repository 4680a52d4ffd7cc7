import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import { Button, Dialog, IconButton, Menu, toast, type MenuItem } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { words } from './desk-words.ts'
import type { Tab } from './saved-views.ts'
import { ViewDialog } from './view-dialog.tsx'

const says = words.view

/** What can be done with the view that is open: its name, its place among the tabs, who sees it. */
export function ViewMenu({ tabs, tab, onGone }: { tabs: readonly Tab[]; tab: Tab; onGone: () => void }) {
  const may = useMay()
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null)
  const onProblem = (problem: unknown) => toastProblem(problem)
  const order = useApiCommand('view.order', { onProblem })
  const edit = useApiCommand('view.edit', { onProblem })
  const remove = useApiCommand('view.delete', {
    onDone: () => {
      toast({ title: says.deleted(tab.name) })
      setAsked(null)
      onGone()
    },
  })
  const place = tabs.findIndex((one) => one.key === tab.key)
  const move = (by: -1 | 1) => {
    const keys = tabs.map((one) => one.key)
    const other = keys[place + by]
    if (other === undefined) return
    keys[place + by] = tab.key
    keys[place] = other
    order.mutate({ body: { list: 'registrations', keys } })
  }
  const { saved } = tab
  const mine = saved?.abilities.includes('edit') ?? false
  const items: MenuItem[] = [
    { kind: 'action', id: 'earlier', label: says.earlier, disabled: place <= 0, onPick: () => move(-1) },
    { kind: 'action', id: 'later', label: says.later, disabled: place === tabs.length - 1, onPick: () => move(1) },
  ]
  if (saved && mine) {
    items.push(
      { kind: 'line', id: 'line' },
      { kind: 'action', id: 'rename', label: says.rename, onPick: () => setAsked('rename') },
    )
    if (may('view:share'))
      items.push({
        kind: 'action',
        id: 'share',
        label: saved.shared ? says.unshare : says.share,
        onPick: () =>
          edit.mutate({ params: { id: saved.id }, if_match: saved.revision, body: { shared: !saved.shared } }),
      })
    items.push({ kind: 'action', id: 'delete', label: says.delete, danger: true, onPick: () => setAsked('delete') })
  }
  return (
    <>
      <span className="sticky right-0 flex items-center bg-surface pl-1">
        <Menu
          trigger={
            <IconButton bare size="small" label={says.menu} icon={<MoreHorizontal aria-hidden className="size-4" />} />
          }
          items={items}
        />
      </span>
      {asked === 'rename' && saved && (
        <ViewDialog saved={saved} state={tab.state} onClose={() => setAsked(null)} onDone={() => undefined} />
      )}
      {asked === 'delete' && saved && (
        <Dialog
          open
          confirms
          onClose={() => setAsked(null)}
          title={says.delete_title(tab.name)}
          description={says.delete_body}
          actions={
            <>
              <Button onClick={() => setAsked(null)}>{says.cancel}</Button>
              <Button
                look="danger"
                pending={remove.isPending}
                onClick={() => remove.mutate({ params: { id: saved.id } })}
              >
                {says.delete}
              </Button>
            </>
          }
        />
      )}
    </>
  )
}
