import { Download } from 'lucide-react'
import { useState } from 'react'
import { routes } from 'virtual:routes'
import { acting } from '../../api/client.ts'
import { ApiProblem, type Problem } from '../../api/problem.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import { urlOf } from '../../api/request.ts'
import type { RouteId } from '../../api/contracts.ts'
import { Button, Menu, toast } from '../../ui/index.ts'
import { words } from './words.ts'

type ListOf<Id> = Id extends `export.${infer List}_csv` ? List : never
export type ExportedList = ListOf<RouteId>

const FORMATS = ['csv', 'xlsx'] as const
const says = words.export

/** A list as a file, with the filters that are on: all its rows, not only those on the page. */
export function ExportMenu({
  list,
  filter = {},
  label = says.action,
}: {
  list: ExportedList
  /** What the list itself is asked with, without page and cursor. */
  filter?: Readonly<Record<string, unknown>>
  label?: string
}) {
  const [pending, setPending] = useState(false)
  const fetchAs = async (format: (typeof FORMATS)[number]) => {
    setPending(true)
    try {
      await saveList(list, format, filter)
      toast({ title: says.done })
    } catch (error) {
      toastProblem(error)
    }
    setPending(false)
  }
  return (
    <Menu
      trigger={
        <Button icon={<Download aria-hidden className="size-4" />} pending={pending}>
          {label}
        </Button>
      }
      items={FORMATS.map((format) => ({
        kind: 'action' as const,
        id: format,
        label: says.formats[format],
        onPick: () => void fetchAs(format),
      }))}
    />
  )
}

/** Fetched rather than linked to, since a link cannot say which membership asks; the browser keeps large files on disk. */
async function saveList(list: string, format: string, filter: Readonly<Record<string, unknown>>): Promise<void> {
  const [, path] = routes[`export.${list}_${format}`] ?? ['GET', `/exports/${list}.${format}`]
  const membership = acting()
  const response = await fetch(urlOf('/api/v1', path, { query: { ...filter } }), {
    credentials: 'same-origin',
    headers: membership ? { 'x-tributary-acting': membership } : {},
  })
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
    throw new ApiProblem({ ...problem, status: response.status })
  }
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = `${list}.${format}`
  link.click()
  // Some browsers read the address only after the press has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
