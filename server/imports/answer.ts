import { COMMON, Refused } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'
import type { Actor, Context, Runtime } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { ImportAnswer } from './contract.ts'
import { suggestedCurrency } from './file-currency.ts'
import { IMPORT_MOVES } from './import.ts'
import { headerKey, showRemembered } from './remember.ts'
import * as memory from './remember-store.ts'
import { listSheets } from './sheets-store.ts'
import { showRow } from './show.ts'
import * as store from './store.ts'
import { suggest } from './suggest.ts'

/** Mappings that may fit a file that is not quite of a known shape. */
const LOOKED_AT = 20

type Asking = { tx: Tx; org_id: string; runtime: Runtime; actor: Actor; now: Instant }

/** One import as it is answered alone, with how its mapping might begin. */
export async function answerImport(asking: Asking | Context, id: string): Promise<ImportAnswer> {
  const { tx, org_id, actor } = asking
  const it = await store.findImport(tx, org_id, id)
  if (!it) throw new Refused(COMMON.not_found, { noun: 'import' })
  const mappable = IMPORT_MOVES[it.state].includes('map')
  const [sheets, suggestion] = await Promise.all([
    it.sheet === null ? [] : listSheets(tx, org_id, id),
    mappable ? suggestionFor(asking, it) : null,
  ])
  const { description, mapping, problems, sheet } = it
  return {
    ...showRow(it),
    description,
    warnings: description.warnings,
    sheet,
    sheets,
    suggestion,
    mapping,
    problems,
    abilities: abilitiesOf(it, actor),
  }
}

function abilitiesOf(it: store.Import, actor: Actor): ImportAnswer['abilities'] {
  if (!actor.permissions.has('import:run')) return []
  return IMPORT_MOVES[it.state].filter((move) => {
    if (move === 'run') return it.mapping !== null
    if (move === 'undo') return actor.side === 'org' && isUndoable(it)
    return true
  })
}

/** Within its day, and only where there is something to undo. */
export function isUndoable(it: store.ImportRow): boolean {
  return it.undo_until !== null && it.undo_until > wallNow() && it.object !== 'registration'
}

async function suggestionFor({ tx, org_id, runtime, now }: Asking | Context, it: store.Import) {
  const [all, currency] = await Promise.all([
    memory.listRemembered(tx, org_id, it.partner_id, [it.object], LOOKED_AT),
    suggestedCurrency(runtime, tx, org_id, now),
  ])
  const shown = await showRemembered(tx, all)
  const byId = new Map(all.flatMap((one, at) => (shown[at] ? [[one.id, shown[at]] as const] : [])))
  return suggest(it, { exact: headerKey(it.description.header), all, shown: byId }, currency)
}
