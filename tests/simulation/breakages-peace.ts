import { toWireId } from '#kit/ids.ts'
import { deaf, fire, forget, has, replaced, says, type Breakage } from './breakage.ts'
import { accountOf, admin, approve, held, manager, pass, seller, submit } from './stage.ts'
import type { Simulation } from './simulation.ts'

const claimed = (it: Simulation) => submit(it, 1)

async function consented(it: Simulation): Promise<void> {
  const { id } = await held(it)
  const account_id = toWireId('account', await accountOf(it, id))
  const body = { account_id, registration_id: id, purpose: 'A talk', reason: 'they called' }
  const consent = await it.world.act(manager(it).actor, 'consent.ask', { body })
  await it.world.act(seller(it, 1).actor, 'consent.grant', { params: { id: consent.id }, body: {} }).catch(async () => {
    const boss = it.people.find((one) => one.partner === it.partners[1] && one.actor.role === 'partner_admin')
    await it.world.act(boss?.actor ?? admin(it).actor, 'consent.grant', { params: { id: consent.id }, body: {} })
  })
}

async function clash(it: Simulation): Promise<string> {
  const { id } = await held(it)
  const account_id = toWireId('account', await accountOf(it, id))
  await it.world.act(admin(it).actor, 'opportunity.create', { body: { name: 'Direct', account_id } })
  return id
}

async function disputed(it: Simulation): Promise<{ first: string; second: string; dispute: string }> {
  const first = await submit(it, 1)
  const second = await submit(it, 2)
  const body = { ruling_id: second.ruling.id, ground: 'facts', statement: 'we were there first' }
  const boss = it.people.find((one) => one.partner === it.partners[2] && one.actor.role === 'partner_admin')
  const dispute = await it.world.act(boss?.actor ?? admin(it).actor, 'dispute.open', { body })
  return { first: first.id, second: second.id, dispute: dispute.id }
}

async function merged(it: Simulation): Promise<string> {
  const { id } = await held(it)
  const from = toWireId('account', await accountOf(it, id))
  const { id: into } = await it.world.act(admin(it).actor, 'account.create', { body: { name: 'Quillon Harbour' } })
  const { id: merge } = await it.world.act(admin(it).actor, 'account.merge', {
    params: { id: from },
    body: { into, reason: 'one' },
  })
  return merge
}

async function disputedAndBack(it: Simulation): Promise<void> {
  const { dispute } = await disputed(it)
  const boss = it.people.find((one) => one.partner === it.partners[2] && one.actor.role === 'partner_admin')
  await it.world.act(boss?.actor ?? admin(it).actor, 'dispute.withdraw', { params: { id: dispute }, body: {} })
}

async function mergedAndBack(it: Simulation): Promise<void> {
  const [loser, winner] = await Promise.all(
    [{ name: 'Quillon Harbour', country: 'DE', tax_id: 'DE811111111' }, { name: 'Quillon Port' }].map((body) =>
      it.world.act(admin(it).actor, 'account.create', { body }),
    ),
  )
  const { id } = await it.world.act(admin(it).actor, 'account.merge', {
    params: { id: loser?.id ?? '' },
    body: { into: winner?.id ?? '', reason: 'one' },
  })
  await it.world.act(admin(it).actor, 'merge.undo', { params: { id }, body: { reason: 'two after all' } })
}

/** A third finding in a row, after which the program lets two people suspend. */
async function suspended(it: Simulation): Promise<void> {
  const partner = it.partners[3]
  const boss = it.people.find((one) => one.partner === partner && one.actor.role === 'partner_admin')
  const others = it.people.filter(
    ({ actor }) => actor.side === 'org' && actor.permissions.has('conduct:decide') && actor.kind === 'person',
  )
  const [first, second] = [others[0]?.actor ?? admin(it).actor, others[1]?.actor ?? admin(it).actor]
  for (const decision of ['note', 'warn', 'propose']) {
    const { id } = await it.world.act(first, 'conduct_case.open', {
      body: { partner_id: partner?.id ?? '', kind: 'poaching', words: 'a customer told us' },
    })
    const params = { id }
    await it.world.act(first, 'conduct_case.notify', { params, body: { words: 'how was it?' } })
    await it.world.act(boss?.actor ?? first, 'conduct_case.answer', { params, body: { words: 'not so' } })
    await it.world.act(first, 'conduct_case.decide', { params, body: { decision, reason: 'we looked' } })
    if (decision === 'propose')
      await it.world.act(second, 'conduct_case.confirm', { params, body: { agrees: true, reason: 'so did I' } })
  }
}

/** Ways to break recognition, merges, consents, conflicts, disputes and conduct. */
export const PEACE_BREAKAGES: readonly Breakage[] = [
  {
    what: 'an account is not known by its clues',
    caught_by: 'account.keys_whole',
    wire: forget('insert into account_clue ('),
    scene: claimed,
  },
  {
    what: 'a merge forgets the protections',
    caught_by: 'account.merged_is_left',
    wire: (statement) => (has(statement, 'update protection set account_id', 'came_at') ? [] : statement),
    scene: merged,
  },
  {
    what: 'a merge forgets the clock',
    caught_by: 'account.merged_is_left',
    wire: forget('update timer set account_id'),
    scene: merged,
  },
  {
    what: 'an undo forgets to let the account live again',
    caught_by: 'merge.leads_on',
    scene: async (it) => {
      const id = await merged(it)
      await it.world.act(admin(it).actor, 'merge.undo', { params: { id }, body: { reason: 'two after all' } })
    },
    owner: [
      `update account set merged_into = (select winner_id from merge where status = 'undone' order by id desc limit 1)
        where id = (select loser_id from merge where status = 'undone' order by id desc limit 1)`,
    ],
  },
  {
    what: 'a consent never lapses',
    caught_by: 'consent.lapses',
    swap: fire('consent.lapse', 0),
    scene: async (it) => [await consented(it), await pass(it, 60)],
  },
  {
    what: 'a conflict outlives its protection',
    caught_by: 'conflict.has_a_cause',
    swap: deaf('registration.withdrawn'),
    scene: async (it) => {
      const id = await clash(it)
      await it.world.act(seller(it, 1).actor, 'registration.withdraw', { params: { id }, body: {} })
    },
  },
  {
    what: 'silence resolves nothing, and nobody is told',
    caught_by: 'conflict.silence_grants_nothing',
    swap: fire('conflict.answer_due', 0),
    scene: async (it) => [await clash(it), await pass(it, 20)],
  },
  {
    what: 'a hold is not looked at',
    caught_by: 'hold.nobody_new',
    wire: replaced('h.released_at is null order by', 'false order by', 'from hold h'),
    scene: async (it) => {
      const { first } = await disputed(it)
      // Unbroken, this is refused.
      await approve(it, first).catch(() => undefined)
    },
  },
  {
    what: 'a settled dispute goes on holding',
    caught_by: 'hold.with_its_dispute',
    wire: forget('update hold h set released_at'),
    scene: disputedAndBack,
  },
  {
    what: 'a suspension stands without the partner’s having been told',
    caught_by: 'conduct.due_process',
    owner: [
      'alter table conduct_case drop constraint conduct_case_due_process',
      `update conduct_case set status = 'noted'`,
    ],
    scene: async (it) =>
      it.world.act(admin(it).actor, 'conduct_case.open', {
        body: { partner_id: it.partners[3]?.id, kind: 'poaching', words: 'a customer told us' },
      }),
  },
  {
    what: 'an undone merge keeps the tax id for itself',
    caught_by: 'account.tax_id_known',
    // It was given away by the merge; whatever is said of tax ids after that is forgotten.
    swap: (it) => {
      let is_merged = false
      it.wire.sabotage = (statement) => {
        if (is_merged && has(statement, 'account_key') && !has(statement, 'select')) return []
        is_merged ||= has(statement, 'update account_key')
        return statement
      }
    },
    scene: mergedAndBack,
  },
  {
    what: 'an undone merge forgets the words that led to the account',
    caught_by: 'account.keys_whole',
    owner: [
      `delete from account_clue where account_id = (select loser_id from merge where status = 'undone' order by id desc limit 1)`,
    ],
    scene: mergedAndBack,
  },
  {
    what: 'nobody looks whether a new sale meets a protection',
    caught_by: 'conflict.raised_where_held',
    swap: deaf('opportunity.created'),
    scene: clash,
  },
  {
    what: 'the clock does not know when both sides have to have answered',
    caught_by: 'timer.owed',
    wire: (statement) =>
      has(statement, 'insert into timer') && says(statement, 'conflict.answer_due') ? [] : statement,
    scene: clash,
  },
  {
    what: 'a dispute that was taken back is still on the clock',
    caught_by: 'timer.none_left',
    wire: forget('delete from timer where org_id = $1 and kind = any'),
    scene: disputedAndBack,
  },
  {
    what: 'a dispute is closed by hand',
    caught_by: 'move.legal_in_peace',
    owner: [`update dispute set status = 'closed', outcome = 'upheld', reason = 'x' where status = 'opened'`],
    scene: disputed,
  },
  {
    what: 'a suspension that was served goes on',
    caught_by: 'conduct.due_process',
    swap: fire('conduct_case.lift', 0),
    scene: async (it) => [await suspended(it), await pass(it, 95)],
  },
]
