import { rowsAt } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'

const LIVE = sql`('found', 'notified', 'answered', 'silent', 'proposed')`

/** Cases at an account go where it goes; a live one stays where the other account has one of its kind about the same partner. */
export const caseRows = rowsAt('conduct_case', {
  unless: (
    to,
  ) => sql`t.status in ${LIVE} and exists (select 1 from conduct_case o where o.org_id = t.org_id and o.about_id = t.about_id
    and o.kind = t.kind and o.account_id = ${to} and o.status in ${LIVE})`,
})
