import { newId } from '#server/platform/clock.ts'
import { deaf, fire, forget, has, replaced, says, unlocked, type Breakage } from './breakage.ts'
import { PEACE_BREAKAGES } from './breakages-peace.ts'
import { admin, approve, asked, claimOf, held, manager, pass, queued, race, seller, settled, submit } from './stage.ts'
import type { Simulation } from './simulation.ts'

const approved = (it: Simulation) => held(it)
const claimed = (it: Simulation) => submit(it, 1)
const expired = async (it: Simulation) => [await held(it), await pass(it, 95)]
const reject = async (it: Simulation) => {
  const { id } = await submit(it, 1)
  return it.world.act(manager(it).actor, 'registration.reject', { params: { id }, body: { reason: 'no' } })
}

export const BREAKAGES: readonly Breakage[] = [
  {
    what: 'two approve at once, without the constraint and without locks',
    caught_by: 'protection.one_at_a_time',
    owner: ['alter table protection drop constraint protection_one_at_a_time'],
    wire: unlocked,
    scene: async (it) => {
      // An account that both know, and a sum that gold partners get at once.
      const { id } = await held(it, 1)
      await it.world.act(seller(it, 1).actor, 'registration.withdraw', { params: { id }, body: {} })
      const body = await claimOf(it, undefined, '2000000')
      await race(it, 'registration.submit', [
        { who: seller(it, 0), input: { body } },
        { who: seller(it, 4), input: { body } },
      ])
    },
  },
  {
    what: 'a partner claims the same twice at once, without the constraint and without locks',
    caught_by: 'claim.one_open',
    owner: ['alter table registration drop constraint registration_one_open_claim'],
    wire: unlocked,
    scene: async (it) => {
      const { id } = await held(it, 1)
      await it.world.act(seller(it, 1).actor, 'registration.withdraw', { params: { id }, body: {} })
      const body = await claimOf(it)
      await race(it, 'registration.submit', [
        { who: seller(it, 2), input: { body } },
        { who: seller(it, 2), input: { body } },
      ])
    },
  },
  {
    what: 'a rank is given twice',
    caught_by: 'claim.rank_once',
    owner: ['alter table registration drop constraint registration_org_id_claim_no_key'],
    wire: replaced(`nextval('claim_no')`, '1::bigint'),
    scene: async (it) => [await submit(it, 1), await submit(it, 2, 'Another Valvecraft')],
  },
  {
    what: 'a protection has no end',
    caught_by: 'protection.in_force',
    scene: approved,
    owner: [
      `update protection set ends_at = 'infinity' where id = (select max(id::text)::uuid from protection where ends_at > '2027-01-04')`,
    ],
  },
  {
    what: 'windows end in another zone',
    caught_by: 'protection.as_promised',
    wire: (statement) =>
      has(statement, 'insert into protection') ? { ...statement, values: statement.values.map(anHourOn) } : statement,
    scene: approved,
  },
  {
    what: 'what expires does not move the queue',
    caught_by: 'queue.waits_for_somebody',
    wire: replaced('limit 500', 'limit 0', 'order by r.claim_no'),
    scene: async (it) => [await queued(it), await pass(it, 95)],
  },
  {
    what: 'earlier claims are not looked at',
    caught_by: 'queue.in_order',
    wire: replaced('order by r.claim_no limit', 'and false order by r.claim_no limit', 'protected_until'),
    scene: async (it) => {
      await submit(it, 1)
      const { id } = await submit(it, 2)
      // Unbroken, it waits behind the first.
      await approve(it, id).catch(() => undefined)
    },
  },
  {
    what: 'the end of a protection is not told to the clock',
    caught_by: 'timer.owed',
    wire: (statement) => (has(statement, 'insert into timer') && says(statement, 'protection.expire') ? [] : statement),
    scene: approved,
  },
  {
    what: 'a timer names no account',
    caught_by: 'timer.at_its_account',
    wire: (statement) => {
      const [org_id, kind, id, , ...rest] = statement.values
      return has(statement, 'insert into timer')
        ? { ...statement, values: [org_id, kind, id, null, ...rest] }
        : statement
    },
    scene: approved,
  },
  {
    what: 'timers stay when their reason is gone',
    caught_by: 'timer.none_left',
    wire: forget('delete from timer where org_id = $1 and kind = any'),
    scene: reject,
  },
  {
    what: 'the clock fires the same twice',
    caught_by: 'event.never_twice',
    swap: fire('protection.remind', 2),
    scene: async (it) => [await held(it), await pass(it, 65)],
  },
  {
    what: 'the clock fires and nothing happens',
    caught_by: 'protection.in_force',
    swap: fire('protection.expire', 0),
    scene: expired,
  },
  {
    what: 'a sweep finds nothing due',
    caught_by: 'timer.none_overdue',
    wire: replaced('limit 1', 'limit 0', 'select kind, subject_id, account_id, due_at, attempts from timer'),
    scene: expired,
  },
  {
    what: 'a second try does not know of the first',
    caught_by: 'intent.once',
    wire: (statement) =>
      has(statement, 'insert into idempotency')
        ? { ...statement, values: statement.values.map((value) => (value === 'sim:staged' ? newId() : value)) }
        : statement,
    scene: async (it) => {
      const { id } = await held(it)
      const { today } = await it.scene(it.drawn())
      const body = { kind: 'call', happened_on: today }
      await asked(it, seller(it, 1), 'registration.log_activity', { params: { id }, body }, { kind: 'answer_lost' })
    },
  },
  {
    what: 'what was answered was rolled back',
    caught_by: 'intent.as_answered',
    wire: (statement) =>
      has(statement, 'update idempotency set answer') ? { ...statement, text: 'rollback', values: [] } : statement,
    scene: async (it) => {
      const { id } = await held(it)
      const { today } = await it.scene(it.drawn())
      await asked(it, seller(it, 1), 'registration.log_activity', {
        params: { id },
        body: { kind: 'call', happened_on: today },
      })
      it.asked.push({ request_id: 'sim:staged', verb: 'registration.log_activity', came: 'answered', id: null })
    },
  },
  {
    what: 'an audit row is missing',
    caught_by: 'move.legal',
    wire: (statement) =>
      has(statement, 'insert into audit') && says(statement, 'registration.approved') ? [] : statement,
    scene: approved,
  },
  {
    what: 'a state is changed by hand',
    caught_by: 'move.legal',
    scene: approved,
    owner: [
      `update registration set status = 'won' where id = (select max(id::text)::uuid from registration where status = 'approved')`,
    ],
  },
  {
    what: 'an event is announced twice',
    caught_by: 'event.never_twice',
    wire: (statement) => {
      const [org_id, , ...rest] = statement.values
      return has(statement, 'insert into event')
        ? [{ ...statement, values: [org_id, newId(), ...rest] }, statement]
        : statement
    },
    scene: approved,
  },
  {
    what: 'an event is lost',
    caught_by: 'move.announced_once',
    wire: (statement) =>
      has(statement, 'insert into event') && says(statement, 'registration.rejected') ? [] : statement,
    scene: reject,
  },
  {
    what: 'the facts of a ruling are changed afterwards',
    caught_by: 'ruling.replays',
    scene: claimed,
    owner: [
      'alter table ruling disable trigger ruling_stays',
      `update ruling set facts = replace(facts, '"status":"active"', '"status":"suspended"') where kind = 'registration'`,
    ],
  },
  {
    what: 'a ladder is changed under its old name',
    caught_by: 'ruling.replays',
    scene: claimed,
    swap: (it) => {
      it.deciders = new Map(
        [...it.deciders].map(([name, decider]) => [
          name,
          { ...decider, replay: (facts, document, now) => decider.replay(facts, document, later(now)) },
        ]),
      )
    },
  },
  {
    what: 'a published program is edited',
    caught_by: 'program.frozen',
    owner: [
      'alter table program_version disable trigger program_version_stays',
      `update program_version set document = jsonb_set(document, '{about,name}', '"Another"')`,
    ],
  },
  {
    what: 'a row under a seal is changed',
    caught_by: 'audit.chain',
    owner: [
      'alter table audit disable trigger audit_stays',
      `update audit set actor = actor || ' and another' where seq = 3`,
    ],
  },
  {
    what: 'a row under a seal is taken away',
    caught_by: 'feed.no_gap',
    owner: ['alter table audit disable trigger audit_stays', 'delete from audit where seq = 4'],
  },
  {
    what: 'a name of a person stands in an event',
    caught_by: 'personal.nowhere',
    wire: (statement) =>
      has(statement, 'insert into event')
        ? { ...statement, values: statement.values.map((value) => (value === '{}' ? '{"name":"canary"}' : value)) }
        : statement,
    scene: async (it) => it.world.act(admin(it).actor, 'account.create', { body: { name: 'Named Ones' } }),
  },
  {
    what: 'a table is without its wall',
    caught_by: 'isolation.walls',
    owner: ['alter table registration disable row level security'],
  },
  {
    what: 'a second policy lets partners in',
    caught_by: 'isolation.walls',
    owner: ['create policy leak on protection for select using (true)'],
  },
  {
    what: 'the trigger that counts is dropped',
    caught_by: 'count.equals_recount',
    owner: ['drop trigger registration_counted_moved on registration'],
    scene: approved,
  },
  {
    what: 'words of search are not written',
    caught_by: 'search.finds_names',
    wire: forget('insert into search_entry'),
    scene: claimed,
  },
  {
    what: 'nobody listens for reviews that end',
    caught_by: 'review.open_while_in_review',
    swap: deaf('registration.rejected'),
    scene: reject,
  },
  {
    what: 'the report forgets what became of a deal',
    caught_by: 'report.follows',
    wire: forget('insert into registration_report'),
    scene: async (it) => [await held(it), await settled(it)],
  },
  ...PEACE_BREAKAGES,
]

function anHourOn(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/.test(value)
    ? new Date(Date.parse(value) + 3_600_000).toISOString()
    : value
}

const later = (now: string) => new Date(Date.parse(now) + 86_400_000 * 3).toISOString()
