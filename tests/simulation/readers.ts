import { toWireId } from '#kit/ids.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import type { Random } from './random.ts'
import type { Raw, Somebody } from './scene.ts'
import type { Simulation } from './simulation.ts'
import { registrationsIn } from './actors/claims.ts'

type Read = { verb: string; input: (id: string, random: Random) => Raw }

const ofIt = (verb: string): Read => ({ verb, input: (id) => ({ params: { id } }) })
const plain = (verb: string, query: Record<string, unknown> = {}): Read => ({ verb, input: () => ({ query }) })

/** What partners read, save what their own verbs answer. */
const READS: Read[] = [
  plain('registration.list'),
  plain('registration.count'),
  plain('event.list'),
  plain('notification.list'),
  plain('program.rules'),
  plain('person.list'),
  ofIt('registration.get'),
  ofIt('registration.messages'),
  ofIt('registration.activities'),
  ofIt('ruling.list_of_registration'),
  { verb: 'timeline.read', input: (id) => ({ query: { subject: id } }) },
  {
    verb: 'search.find',
    input: (_, random) => ({ query: { q: random.pick(['kestrel', 'group', 'gmbh', 'canary']) } }),
  },
  {
    verb: 'registration.suggest_accounts',
    input: (_, random) => ({ query: { q: random.pick(['kes', 'blue', 'x.com']) } }),
  },
]

/** A person of a partner reads something, and finds in it no word and no id that is another partner's, or another org's. */
export async function readAsPartner(it: Simulation, random: Random): Promise<void> {
  const who = random.maybe(it.people.filter(({ partner, has_left }) => partner && !has_left))
  if (!who?.partner) return
  const own = await registrationsIn(await it.scene(random), who, [
    ...(['in_review', 'info_requested', 'queued', 'approved', 'converted'] as const),
    ...(['rejected', 'withdrawn', 'expired', 'won', 'lost', 'revoked'] as const),
  ])
  const one = random.maybe(own)
  const verbs = new Map(it.world.app.verbs.map((verb) => [verb.route.id, verb]))
  const read = random.maybe(READS.filter(({ verb }) => verbs.has(verb)))
  const verb = read && verbs.get(read.verb)
  if (!read || verb?.kind !== 'query' || !one) return
  const input = read.input(toWireId('registration', one.id), random)
  const answer = await verb.run({ runtime: it.world.runtime, actor: who.actor }, input).catch((error: unknown) => {
    it.faults.push(`${who.name} reads ${read.verb}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`)
    return null
  })
  it.figures.read += 1
  checkWords(it, who, read.verb, JSON.stringify(answer))
  await strange(it, who, random)
}

/** Another partner's registration is none that there is. */
async function strange(it: Simulation, who: Somebody, random: Random): Promise<void> {
  const others = await it.rows<{ id: string }>(sql`select id from registration
    where org_id = ${it.org.org_id} and partner_id <> ${who.partner?.uuid ?? null} order by id`)
  const other = random.maybe(others)
  const get = it.world.app.verbs.find(({ route }) => route.id === 'registration.get')
  if (!other || get?.kind !== 'query') return
  const params = { id: toWireId('registration', other.id) }
  const seen = await get.run({ runtime: it.world.runtime, actor: who.actor }, { params }).then(
    () => true,
    () => false,
  )
  if (seen) it.faults.push(`${who.name} reads ${other.id}, which is another partner's`)
}

export function checkWords(it: Simulation, who: Somebody, what: string, text: string): void {
  for (const other of it.partners) {
    if (other === who.partner) continue
    for (const word of [other.canary, other.id, other.uuid, other.name])
      if (text.includes(word)) it.faults.push(`${who.name} reads ${word} in ${what}`)
  }
  if (text.includes('canary-beside')) it.faults.push(`${who.name} reads another org's word in ${what}`)
}
