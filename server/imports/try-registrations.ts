import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { command } from '#server/command/index.ts'
import type { PreviewAnswer } from './contract.ts'
import { shown, type Problem } from './problem.ts'
import type { Incoming } from './read-batches.ts'
import { submitRow } from './submit-row.ts'
import * as targets from './targets-store.ts'

/** Rows that a preview tries out: each is decided for real, which takes its time, and locks what it decides on. */
export const TRIED_ROWS = 200

type Tried = NonNullable<PreviewAnswer['registrations']>['rows'][number]
/** Why a row would be refused, and what repairs it, as sentences. */
export function whyRefused(problems: readonly Problem[]): string {
  const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`
  return problems.map(({ message, expected }) => `${sentence(message)} ${sentence(expected)}`).join(' ')
}

export type Trial = { rows: Tried[]; refused: { row: Incoming; problems: Problem[] }[] }

/**
 * Registers the first rows of a file one after another and takes everything back: a dry run. Two rows on one account meet
 * each other here as they will then. Not part of the API; the preview asks for it.
 */
export const tryRegistrations = command(
  route({
    id: 'import.try_registrations',
    method: 'POST',
    path: '/imports/{id}/trials',
    summary: 'Try registrations out',
    permission: null,
    side: 'both',
    body: z.custom<{ import_id: string; system: string; rows: Incoming[] }>(),
    answer: z.custom<Trial>(),
    dry_run: true,
  }),
  {
    gather: async () => undefined,
    write: async (ctx, { input: { body } }) => {
      const trial: Trial = { rows: [], refused: [] }
      for (const row of body.rows) {
        const outcome = await submitRow(ctx, body.system, row)
        const partner = row.fields['partner']
        const told = {
          line: row.line,
          account_name: shown(String(row.fields['account_name'] ?? '')),
          partner: typeof partner === 'string' ? shown(partner) : null,
        }
        if (outcome.is === 'refused') {
          trial.refused.push({ row, problems: outcome.problems })
          const why = whyRefused(outcome.problems)
          trial.rows.push({ ...told, outcome: 'refused', why })
        } else if (outcome.is === 'unchanged') {
          trial.rows.push({ ...told, outcome: 'unchanged', why: 'Registered before, from this or another file.' })
        } else {
          const { external_id } = row
          const ref = { external_id, subject_id: outcome.id, content_hash: outcome.content_hash }
          await targets.keepRefs(ctx.tx, ctx.org_id, 'registration', body.system, [ref])
          const { status, ruling, next_step, partner: whose } = outcome.answer
          const said = ruling.because.find(({ verdict }) => verdict === 'answered')?.text ?? next_step.text
          const result = status === 'approved' || status === 'queued' || status === 'rejected' ? status : 'in_review'
          trial.rows.push({ ...told, partner: whose.name, outcome: result, why: said })
        }
      }
      ctx.record('import.tried', { noun: 'import', id: body.import_id }, { rows: body.rows.length })
      return trial
    },
  },
)
