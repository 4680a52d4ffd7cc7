import { toWireId, uuidOf } from '#kit/ids.ts'
import { plusLocalDays } from '#kit/calendar.ts'
import { operatorActor } from '#server/command/index.ts'
import { permissionsOf } from '#server/access/index.ts'
import { runImport, runImports, mapImport, uploadImport, type ImportObject } from '#server/imports/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { streamed, type AnyMapping } from '#tests/make/imports.ts'
import { typed } from '../companies.ts'
import { holds, type Act, type Intent, type Scene } from '../scene.ts'

/** What is done with accounts, sales, people and the program; what the CRM sends, and what comes as a file. */

type Row = { id: string; revision: number }

const accounts = (scene: Scene) =>
  scene.rows<Row & { name: string }>(sql`select id, revision, name from account
    where org_id = ${scene.org.org_id} and merged_into is null order by id`)

const sales = (scene: Scene) =>
  scene.rows<Row & { account_id: string | null; stage: string }>(sql`select id, revision, account_id, stage
    from opportunity where org_id = ${scene.org.org_id} order by id`)

const createAccount: Act = {
  name: 'account.create',
  weight: 3,
  may: holds('account:create', 'org'),
  do: async ({ random, companies }) => {
    const company = random.pick(companies)
    const body = {
      name: typed(random, company.name),
      ...(random.chance(0.7) && { domain: company.domain }),
      ...(random.chance(0.8) && { country: company.country }),
      ...(random.chance(0.3) && { tax_id: company.tax_id }),
      ...(random.chance(0.06) && { is_house: true }),
    }
    return { verb: 'account.create', input: { body } }
  },
}

const editAccount: Act = {
  name: 'account.edit',
  weight: 4,
  may: holds('account:edit', 'org'),
  do: async (scene) => {
    const { random } = scene
    const it = random.maybe(await accounts(scene))
    if (!it) return null
    const company = random.pick(scene.companies)
    const body = random.pick([
      { name: typed(random, it.name) },
      { domain: company.domain },
      { domain: null },
      { tax_id: company.tax_id, country: company.country },
      { country: company.country, city: company.city },
      { is_customer: random.chance(0.3) },
      { is_house: random.chance(0.2) },
    ])
    return {
      verb: 'account.edit',
      input: { params: { id: toWireId('account', it.id) }, query: { if_match: it.revision }, body },
    }
  },
}

const createSale: Act = {
  name: 'opportunity.create',
  weight: 4,
  may: holds('opportunity:create', 'org'),
  do: async (scene) => {
    const { random } = scene
    const it = random.maybe(await accounts(scene))
    const body = {
      name: `Sale ${random.int(1, 9999)}`,
      account_id: it && random.chance(0.9) ? toWireId('account', it.id) : null,
      amount: { amount_minor: String(random.int(1, 400) * 10_000), currency: 'EUR' },
      opened_on: plusLocalDays(scene.today, -random.int(0, 60)),
    }
    return { verb: 'opportunity.create', input: { body } }
  },
}

const editSale: Act = {
  name: 'opportunity.edit',
  weight: 4,
  may: holds('opportunity:edit', 'org'),
  do: async (scene) => {
    const { random } = scene
    const it = random.maybe(await sales(scene))
    if (!it) return null
    const account = random.chance(0.2) ? random.maybe(await accounts(scene)) : undefined
    const body = account
      ? { account_id: toWireId('account', account.id) }
      : { stage: random.pick(['open', 'won', 'lost', 'lost']), closed_on: scene.today }
    return {
      verb: 'opportunity.edit',
      input: { params: { id: toWireId('opportunity', it.id) }, query: { if_match: it.revision }, body },
    }
  },
}

/** A new version of the program: as it was, with one number changed, in force at once or in some days. */
const publish: Act = {
  name: 'program.publish',
  weight: 1,
  may: holds('program:publish', 'org'),
  do: async ({ random, world, org, rows }) => {
    const [from, to] = random.pick(CHANGES)
    const n = random.int(1, 3)
    const run = async (key: string) => {
      const [last] = await rows<{ version: number }>(
        sql`select version from program_version where org_id = ${org.org_id} and status = 'published' order by version desc limit 1`,
      )
      const copy = { body: { copy_of: last?.version ?? 1, note: key } }
      const draft = await world.act(org.operator, 'program.create_draft', copy, `${key}-draft`)
      const yaml = draft.yaml.replace(from, to(n))
      const params = { n: draft.version }
      await world.act(org.operator, 'program.replace_draft', {
        params,
        query: { if_match: draft.revision },
        body: { yaml },
      })
      await world.act(org.operator, 'program.publish', { params, body: { note: key } }, `${key}-publish`)
    }
    return { work: 'program.publish', run }
  },
}

/** Terms that a version changes. The zone stays: a program that moves is no program's everyday. */
const CHANGES: readonly [RegExp, (n: number) => string][] = [
  [/answer_within_working_hours: \d+/, (n) => `answer_within_working_hours: ${n * 8}`],
  [/partner_answers_within_days: \d+/, (n) => `partner_answers_within_days: ${n * 7}`],
  [/confirm_within_working_days: \S+/, (n) => `confirm_within_working_days: ${n === 1 ? 'null' : n}`],
  [/within_days: \d+/, (n) => `within_days: ${n * 7}`],
  [/cool_off_days: \d+/, (n) => `cool_off_days: ${n * 10}`],
  [/existing_customers: \w+/, (n) => `existing_customers: ${n === 1 ? 'review' : 'reject'}`],
  [/open_opportunities: \w+/, (n) => `open_opportunities: ${n === 1 ? 'reject' : 'review'}`],
  [/converted_cap_days: \d+/, (n) => `converted_cap_days: ${n * 120}`],
]

const invite: Act = {
  name: 'person.invite',
  weight: 1,
  may: holds('person:invite', 'org'),
  do: async (scene) => {
    const { random, org, partners } = scene
    const partner = random.chance(0.6) ? random.pick(partners) : null
    const role = partner
      ? random.pick(['partner_admin', 'partner_seller'])
      : random.pick(['partner_manager', 'sales_rep'])
    const n = random.int(1, 1_000_000)
    return {
      work: 'person.invite',
      run: async (key) => {
        const body = { name: `Newcomer ${n}`, email: `newcomer${n}@sim.example`, role, partner_id: partner?.id ?? null }
        const made = await scene.world.act(org.operator, 'person.invite', { body }, key)
        const membership_id = uuidOf('membership', made.id)
        if (scene.people.some(({ actor }) => actor.membership_id === membership_id)) return
        const side = partner ? 'partner' : 'org'
        const who = { kind: 'person', id: uuidOf('person', made.person_id), org_id: org.org_id, side } as const
        const actor = {
          ...who,
          partner_id: partner?.uuid ?? null,
          role,
          permissions: permissionsOf(role),
          membership_id,
        }
        scene.joins({ name: body.name, actor, partner, has_left: false })
      },
    }
  },
}

const leave: Act = {
  name: 'person.end',
  weight: 1,
  may: holds('person:edit', 'org'),
  do: async (scene) => {
    // Somebody always stays on each side, or nothing would happen any more.
    const newcomers = scene.people.filter(({ name, has_left }) => name.startsWith('Newcomer') && !has_left)
    const it = scene.random.maybe(newcomers)
    if (!it?.actor.membership_id) return null
    const input = { params: { id: toWireId('membership', it.actor.membership_id) } }
    return {
      work: 'person.end',
      run: async (key) => {
        await scene.world.act(scene.org.operator, 'person.end', input, key)
        it.has_left = true
      },
    }
  },
}

/** A partner comes to another tier, or is suspended for a while. */
const enrollment: Act = {
  name: 'partner.edit_enrollment',
  weight: 1,
  may: holds('partner:edit', 'org'),
  do: async (scene) => {
    const { random, org } = scene
    const all = await scene.rows<Row & { partner_id: string; track: string; status: string }>(
      sql`select id, revision, partner_id, track, status from enrollment where org_id = ${org.org_id} order by id`,
    )
    const it = random.maybe(all)
    if (!it) return null
    const tier = it.track === 'reseller' ? random.pick(['registered', 'silver', 'gold']) : 'registered'
    const body =
      it.status === 'suspended' ? { status: 'active' } : random.chance(0.2) ? { status: 'suspended' } : { tier }
    const params = { id: toWireId('partner', it.partner_id), enrollment_id: toWireId('enrollment', it.id) }
    return { verb: 'partner.edit_enrollment', input: { params, query: { if_match: it.revision }, body } }
  },
}

/** A file of the CRM's: uploaded, mapped as suggested, run by the worker to its end. */
function bringIn(object: ImportObject, weight: number, text: (scene: Scene) => Promise<string>): Act {
  return {
    name: `import.${object}`,
    weight,
    may: holds('import:run', 'org'),
    do: async (scene): Promise<Intent> => {
      const csv = await text(scene)
      const { runtime } = scene.world
      return {
        work: `import.${object}`,
        run: async (key) => {
          const call = { runtime, actor: operatorActor(scene.org.org_id), request_id: key }
          const query = { object, file_name: `${object}.csv` }
          const { answer: it } = await uploadImport.run(call, { query, body: streamed(Buffer.from(csv)) })
          const mapping = structuredClone(it.suggestion?.mapping) as AnyMapping // a suggestion has a mapping's shape
          const body = { mapping: { ...mapping, name: 'crm', key_columns: ['id'] } }
          await mapImport.run(call, { params: { id: it.id }, query: { if_match: it.revision }, body })
          await runImport.run(call, { params: { id: it.id } })
          await runImports(runtime)
        },
      }
    },
  }
}

const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')

const accountFile = bringIn('account', 2, async ({ random, companies }) => {
  const lines = Array.from({ length: random.int(1, 6) }, () => {
    const n = random.int(0, companies.length - 1)
    const { name, domain, country, tax_id } = companies[n] ??
      companies[0] ?? { name: '', domain: '', country: '', tax_id: '' }
    return quoted([
      `A${n}`,
      typed(random, name),
      random.chance(0.8) ? domain : '',
      country,
      random.chance(0.4) ? tax_id : '',
    ])
  })
  return `id,name,website,country,tax id\n${lines.join('\n')}\n`
})

const saleFile = bringIn('opportunity', 2, async (scene) => {
  const { random, companies } = scene
  const lines = Array.from({ length: random.int(1, 5) }, () => {
    const n = random.int(0, companies.length - 1)
    const stage = random.pick(['open', 'open', 'won', 'lost'])
    return quoted([
      `O${random.int(1, 60)}`,
      `Imported sale ${n}`,
      typed(random, companies[n]?.name ?? ''),
      stage,
      '2027-01-05',
    ])
  })
  return `id,name,account,stage,opened on\n${lines.join('\n')}\n`
})

export const recordActs: Act[] = [
  createAccount,
  editAccount,
  createSale,
  editSale,
  publish,
  invite,
  leave,
  enrollment,
  accountFile,
  saleFile,
]
