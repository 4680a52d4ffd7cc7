import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { command } from '#server/command/index.ts'
import type { Manifest } from './export.ts'

/** That everything of an org left the house stands in its audit. Not part of the API: only the operator's tool exports. */
export const recordExport = command(
  route({
    id: 'org.export',
    method: 'POST',
    path: '/org/exports',
    summary: 'Keep in the audit that the org was exported',
    permission: null,
    side: 'org',
    body: z.custom<Pick<Manifest, 'exported_at' | 'credentials' | 'tables'>>(),
    answer: z.object({ recorded: z.boolean() }),
  }),
  {
    gather: async () => undefined,
    write: async (ctx, { input: { body } }) => {
      const rows = Object.fromEntries(Object.entries(body.tables).map(([name, table]) => [name, table.rows]))
      ctx.record(
        'org.exported',
        { noun: 'org', id: ctx.org_id },
        { exported_at: body.exported_at, credentials: body.credentials, rows },
      )
      return { recorded: true }
    },
  },
)
