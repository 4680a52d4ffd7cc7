import { useApiCommand } from '../../api/hooks.ts'
import { toastProblem } from '../../api/problem-note.tsx'
import { Select } from '../../ui/index.ts'
import type { Import } from './fields.ts'
import { words } from './words.ts'

const says = words.map

/** Which sheet of the workbook is meant; one that cannot be imported says why. */
export function SheetChoice({ it }: { it: Import }) {
  const choose = useApiCommand('import.choose_sheet', {
    onProblem: (problem) => toastProblem(problem),
  })
  const usable = it.sheets.filter((sheet) => sheet.problem === null)
  const others = it.sheets.filter((sheet) => sheet.problem !== null)
  return (
    <div className="flex flex-col gap-1.5 pb-6">
      <Select
        className="max-w-sm"
        label={says.sheet}
        value={String(it.sheet)}
        disabled={choose.isPending || !it.abilities.includes('map')}
        options={usable.map((sheet) => ({
          value: String(sheet.no),
          label: sheet.name,
          hint: [words.rows(sheet.rows_total), sheet.is_hidden ? says.sheet_hidden : ''].filter(Boolean).join(' · '),
        }))}
        onChange={(sheet) =>
          choose.mutate({ params: { id: it.id }, if_match: it.revision, body: { sheet: Number(sheet) } })
        }
      />
      {others.map((sheet) => (
        <p key={sheet.no} className="text-xs text-ink-faint">
          {sheet.name} {says.sheet_problem(sheet.problem ?? '')}
        </p>
      ))}
    </div>
  )
}
