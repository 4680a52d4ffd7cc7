import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doerOf } from '#db/worlds/doer.ts'
import { toWireId } from '#kit/ids.ts'
import { DAY_MS, instant } from '#kit/instant.ts'
import { actorOnWire } from '#kit/wire-ids.ts'
import { actorRef, type Runtime } from '#server/command/index.ts'
import type { Contracts } from '#server/contracts.ts'
import { wallMs } from '#server/platform/clock.ts'
import { submitRegistration } from '#server/registrations/index.ts'
import { accountOf, idOf } from './accounts.ts'
import { listeningDatabase } from './recorder.ts'
import type { Options } from './run.ts'
import { fillRegistrations, makeBenchWorld, type BenchWorld } from './world.ts'

type Plan = {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}
type Explained = { text: string; ms: number; buffers: number; plan: Plan }

/** Every read that screens live on, explained as the app's role runs it, over as many registrations as accounts. */
export async function benchReads({ accounts }: Options): Promise<string[]> {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  const world = await makeBenchWorld(data_dir, accounts)
  try {
    await fillRegistrations(world, accounts)
    let explained: Promise<Explained>[] = []
    const db = await listeningDatabase(world.embedded.app, world.log, (query, { text, values }) => {
      if (!/^\s*(select|with)\b/.test(text) || /set_config|advisory|nextval|insert into|for update/.test(text)) return
      const answer = query({ text: `explain (analyze, buffers, format json) ${text}`, values })
      const one = answer.then(({ rows }) => read(text, rows[0]?.['QUERY PLAN']))
      // When the read itself fails it says why; this would only be its echo.
      one.catch(() => undefined)
      explained.push(one)
    })
    const runtime = { ...world.runtime, db }
    const lines: string[] = []
    for (const { what, run } of readsOf(world, runtime)) {
      // The second time, so that what is measured is the work and not the disk.
      for (let n = 0; n < 2; n++) {
        explained = []
        await run()
      }
      const all = await Promise.all(explained)
      const slowest = all.reduce((a, b) => (b.ms > a.ms ? b : a))
      const ms = all.reduce((sum, one) => sum + one.ms, 0)
      const buffers = all.reduce((sum, one) => sum + one.buffers, 0)
      lines.push(
        `| ${what} | ${all.length} | ${ms.toFixed(1)} | ${buffers.toLocaleString('en')} | ${waysOf(slowest.plan).join(', ')} |`,
      )
      if (process.env['BENCH_PLANS'])
        console.error(
          `${what}\n${all.map((one) => `  ${one.ms.toFixed(1)} ms ${one.text.replace(/\s+/g, ' ').slice(0, 200)}\n    ${waysOf(one.plan).join(', ')}`).join('\n')}`,
        )
    }
    await db.close()
    return [
      `${accounts.toLocaleString('en')} accounts and as many registrations, audit rows and events`,
      '',
      '| read | statements | ms | buffers | the way to the rows of the slowest |',
      '|---|--:|--:|--:|---|',
      ...lines,
    ]
  } finally {
    await world.close()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

function read(text: string, answer: unknown): Explained {
  const [{ Plan: plan, 'Execution Time': ms }] = answer as [
    { Plan: Plan & { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }; 'Execution Time': number },
  ] // EXPLAIN's JSON
  return { text, ms, buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], plan }
}

/** The scans of a plan, and how many rows they threw away where that is much. */
function waysOf(plan: Plan): string[] {
  const thrown = plan['Rows Removed by Filter'] ?? 0
  const name = plan['Index Name'] ?? plan['Relation Name']
  const own =
    name && /Scan/.test(plan['Node Type'])
      ? [
          `${plan['Node Type'].replace(' Scan', '').toLowerCase()} ${name}${thrown > 100 ? ` (${thrown} thrown away)` : ''}`,
        ]
      : []
  return [...new Set([...own, ...(plan.Plans ?? []).flatMap(waysOf)])]
}

function readsOf(world: BenchWorld, runtime: Runtime): { what: string; run: () => Promise<unknown> }[] {
  const { app, manager, partners, accounts } = world
  const act = doerOf(app, runtime)
  const partner = partners[7]!
  const middle = Math.floor(accounts / 2)
  const { name, domain } = accountOf(middle)
  const account_id = toWireId('account', idOf('account', middle))
  const registration = toWireId('registration', idOf('registration', middle))
  const list = (what: string, id: keyof Contracts & string, query: Record<string, unknown> = {}, actor = manager) => ({
    what: `${id.replace('.', ' ')}${what && `, ${what}`}`,
    run: () => act(actor, id, { query }),
  })
  const claim = {
    account_name: name,
    account_domain: domain,
    account_country: 'DE',
    amount: { amount_minor: '10000000', currency: 'EUR' },
    expected_close_on: '2030-01-31',
  }
  return [
    list('', 'registration.list'),
    list('in review', 'registration.list', { status: 'in_review' }),
    list('queued', 'registration.list', { status: 'queued' }),
    list('expired', 'registration.list', { status: 'expired' }),
    list('of a partner', 'registration.list', { partner_id: partner.id }),
    list('of a partner, in review', 'registration.list', { partner_id: partner.id, status: 'in_review' }),
    list('of an account', 'registration.list', { account_id }),
    list('of a manager, in review', 'registration.list', {
      manager_id: toWireId('membership', manager.membership_id ?? ''),
      status: 'in_review',
    }),
    list('of a manager without any', 'registration.list', {
      manager_id: toWireId('membership', idOf('registration', 1)),
    }),
    list('by name', 'registration.list', { q: name.slice(0, -8) }),
    list('by domain', 'registration.list', { q: domain }),
    list('as a partner', 'registration.list', {}, partner.admin),
    list('org', 'registration.count'),
    list('partner', 'registration.count', {}, partner.admin),
    list('portal', 'registration.suggest_accounts', { q: name.slice(0, 8) }, partner.admin),
    {
      what: 'the look-ups of a submit',
      // Up to the commit, so that the next run finds the same world.
      run: () =>
        submitRegistration.run({ runtime, actor: partner.admin, request_id: 'bench', dry_run: true }, { body: claim }),
    },
    list('', 'account.list'),
    list('by name', 'account.list', { q: name.slice(0, -8) }),
    list('by domain', 'account.list', { q: domain }),
    list('', 'partner.list'),
    list('', 'audit.list'),
    list('of a verb', 'audit.list', { verb: 'registration.submitted' }),
    list('of a verb that is rare', 'audit.list', { verb: 'program.published' }),
    list('of a thing', 'audit.list', { subject_id: registration }),
    list('of an actor', 'audit.list', { actor: actorOnWire(actorRef(manager)) }),
    list('of a day a year ago', 'audit.list', {
      from: instant(wallMs() - 366 * DAY_MS),
      to: instant(wallMs() - 365 * DAY_MS),
    }),
    list('feed', 'event.list'),
    list('of a thing', 'event.list', { subject_id: registration }),
  ]
}
