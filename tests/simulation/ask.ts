import { COMMON, Refused } from '#kit/refusal.ts'
import type { Asked } from './invariants/invariant.ts'
import type { Random } from './random.ts'
import type { Intent, Somebody } from './scene.ts'
import type { Simulation } from './simulation.ts'
import { workOf, type Trouble, type Work } from './wire.ts'

/** Tries of one intent, as a patient client makes them. */
const TRIES = 3

type Came = { is: 'answered'; id: string | null } | { is: 'refused'; code: string } | { is: 'unknown' }

const nameOf = (intent: Intent) => ('verb' in intent ? intent.verb : intent.work)

/**
 * Asks for one thing as a client does: when no answer comes, again with the same key; now and then it gives up, and some
 * that gave up ask anew under another key. What came of it is remembered, to be held against what is on record.
 */
export async function ask(
  it: Simulation,
  who: Somebody,
  intent: Intent,
  request_id: string,
  random: Random,
  work: Work,
): Promise<string> {
  it.figures.tried += 1
  let came = await attempt(it, who, intent, request_id, work)
  let words = came.is === 'unknown' ? `${work.trouble?.kind ?? 'lost'}, ` : ''
  const gives_up = random.chance(0.1)
  for (let n = 1; came.is === 'unknown' && n < TRIES && !gives_up; n++) {
    it.wall.pass(random.int(500, 5000))
    // The second time, too, something may happen on the way.
    const again = n === 1 && random.chance(0.2) ? { kind: 'killed' as const, at: random.int(1, 30) } : null
    came = await attempt(it, who, intent, request_id, workOf(again))
  }
  note(it, intent, request_id, came)
  if (came.is === 'unknown' && random.chance(0.5)) {
    it.wall.pass(random.int(5000, 60_000))
    came = await attempt(it, who, intent, `${request_id}:anew`, workOf())
    note(it, intent, `${request_id}:anew`, came)
    words += 'anew, '
  }
  const end = came.is === 'refused' ? came.code : came.is
  it.count(nameOf(intent), end)
  return `${who.name}: ${nameOf(intent)} ${words}${end}${'verb' in intent ? ` ${subjectOf(intent)}` : ''}`
}

function subjectOf({ input }: Extract<Intent, { verb: string }>): string {
  const { params, body } = input as { params?: { id?: string }; body?: { account_name?: string; name?: string } } // what acts fill in
  return params?.id ?? body?.account_name ?? body?.name ?? ''
}

/** Several steps are remembered by what they did, not as one intent: each of them has a request of its own. */
function note(it: Simulation, intent: Intent, request_id: string, came: Came): void {
  if (came.is === 'answered') it.figures.answered += 1
  if (came.is === 'refused') it.figures.refused += 1
  if (!('verb' in intent)) return
  const asked: Asked = { request_id, verb: intent.verb, came: came.is, id: came.is === 'answered' ? came.id : null }
  it.asked.push(asked)
}

async function attempt(it: Simulation, who: Somebody, intent: Intent, request_id: string, work: Work): Promise<Came> {
  const { trouble } = work
  try {
    const answer = await it.wire.during(work, () => carryOut(it, who, intent, request_id))
    // What worked on although its connection was lost, as a worker does, is done by whoever comes next.
    return { is: 'answered', id: idOf(answer) }
  } catch (error) {
    if (error instanceof Refused) {
      checkRefusal(it, intent, error)
      return { is: 'refused', code: error.type.code }
    }
    if (!work.struck) {
      it.faults.push(
        `${request_id} ${nameOf(intent)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      return { is: 'unknown' }
    }
    it.figures[trouble?.kind === 'answer_lost' ? 'lost' : 'killed'] += 1
    return { is: 'unknown' }
  }
}

async function carryOut(it: Simulation, who: Somebody, intent: Intent, request_id: string): Promise<unknown> {
  // What takes several commands has no one request of its own.
  if (!('verb' in intent)) return intent.run(request_id.replace('sim:', 'work:'))
  const verb = it.world.app.verbs.find(({ route }) => route.id === intent.verb)
  if (verb?.kind !== 'command') throw new Error(`${intent.verb} is no command`)
  const call = { runtime: it.world.runtime, actor: who.actor, request_id, idempotency_key: request_id }
  return (await verb.run(call, intent.input)).answer
}

function idOf(answer: unknown): string | null {
  return answer && typeof answer === 'object' && 'id' in answer && typeof answer.id === 'string' ? answer.id : null
}

/** A refusal that the contract does not name would be news to whoever reads it. */
function checkRefusal(it: Simulation, intent: Intent, { type }: Refused): void {
  if (!('verb' in intent)) return
  const route = it.world.app.verbs.find((verb) => verb.route.id === intent.verb)?.route
  const named = [...(route?.refusals ?? []), ...Object.values(COMMON)].some(({ code }) => code === type.code)
  if (!named) it.faults.push(`${intent.verb} refuses with ${type.code}, which its contract does not name`)
}

/** What goes wrong on the way, if anything does. */
export function troubleOf(random: Random): Trouble | null {
  const drawn = random.next()
  if (drawn < 0.08) return { kind: 'killed', at: random.int(1, 45) }
  return drawn < 0.14 ? { kind: 'answer_lost' } : null
}
