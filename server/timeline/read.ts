import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, type Noun } from '#kit/ids.ts'
import { mayReadOf, unreadable } from '#kit/readable.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { readWireId } from '#kit/wire-ids.ts'
import { query, type Reading } from '#server/command/index.ts'
import { findOrg } from '#server/orgs/index.ts'
import { actorNames } from '#server/people/index.ts'
import { listTitles } from '#server/search/index.ts'
import { SEARCHED_NOUNS } from '#server/search/search.ts'
import * as contract from './contract.ts'
import type { TimelineEntry } from './contract.ts'
import * as store from './store.ts'
import { tell, type Body } from './words.ts'

export const readTimeline = query(contract.readTimeline, async (reading, { query: asked }) => {
  const { tx, org_id, actor } = reading
  const subject = readWireId(asked.subject)
  if (!subject) throw new Refused(COMMON.not_found, { noun: 'subject' })
  await check(reading, subject)
  const page = {
    partner_id: actor.partner_id,
    before: decodeCursor(asked.cursor, ['id'])?.id,
    limit: asked.limit + 1,
    hidden: unreadable(actor.permissions),
  }
  const { noun, uuid } = subject
  const found =
    noun === 'partner'
      ? await store.listOfPartner(tx, org_id, uuid, page)
      : noun === 'org' && asked.version !== undefined
        ? await store.listOfVersion(tx, org_id, asked.version, page)
        : await listOfThing(reading, subject, page)
  const rows = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? rows.at(-1) : undefined
  return { rows: await inWords(reading, rows), next_cursor: last ? encodeCursor({ id: last.id }) : null }
})

type Subject = { noun: Noun; uuid: string }

/** What the caller may not see does not exist. */
async function check(reading: Reading, subject: Subject): Promise<void> {
  const { tx, org_id, actor } = reading
  const { noun, uuid } = subject
  const is_there = !mayReadOf(actor.permissions, noun)
    ? false
    : noun === 'org'
      ? uuid === org_id
      : noun === 'partner' && actor.partner_id !== null
        ? uuid === actor.partner_id
        : SEARCHED_NOUNS.some((known) => known === noun)
          ? (await listTitles(tx, org_id, noun, [uuid], actor.partner_id)).size > 0
          : await wasTold(reading, subject)
  if (!is_there) throw new Refused(COMMON.not_found, { noun })
}

/** What is not searched for, a match or a conflict, is there for whoever may read something of it. */
async function wasTold(reading: Reading, subject: Subject): Promise<boolean> {
  const page = { partner_id: reading.actor.partner_id, before: undefined, limit: 1, hidden: [] }
  return (await listOfThing(reading, subject, page)).length > 0
}

/** What happened to one thing and to what belongs to it; a merge stands on both accounts' timelines. */
async function listOfThing(reading: Reading, subject: Subject, page: store.Page): Promise<store.Happened[]> {
  const { tx, org_id } = reading
  const { noun, uuid } = subject
  const [belonging, merges] = await Promise.all([
    belongingTo(reading, subject),
    noun === 'account'
      ? store.listMerges(tx, org_id, { loser_id: uuid })
      : noun === 'merge'
        ? store.listMerges(tx, org_id, { id: uuid })
        : [],
  ])
  return store.listOfThings(tx, org_id, [uuid, ...belonging], merges, page)
}

async function belongingTo({ tx, org_id }: Reading, { noun, uuid }: Subject): Promise<string[]> {
  if (noun === 'account') return store.listBelongingToAccount(tx, org_id, uuid)
  if (noun === 'registration') return store.listBelongingToRegistration(tx, org_id, uuid)
  return []
}

/** What a ruling decides of a registration: whose it is, is whose doing it was. */
const RULED = /^registration\.(in_review|queued|approved|rejected)$/

async function inWords(reading: Reading, rows: readonly store.Happened[]): Promise<TimelineEntry[]> {
  const { tx, org_id, actor } = reading
  const events = rows.map((row) => ({ ...row, fields: JSON.parse(row.body) as Body })) // emit() takes objects only
  const rulings = events.flatMap(({ fields: { ruling_id } }) => (typeof ruling_id === 'string' ? [ruling_id] : []))
  const registrations = idsOf(events, 'registration')
  const [names, by_person, reasons, titles] = await Promise.all([
    whoIsWho(reading, events),
    store.listByPerson(tx, org_id, rulings),
    store.listReasons(tx, org_id, registrations),
    titlesOf(reading, events),
  ])
  const written = new Map(reasons.map((reason) => [`${reason.id} ${reason.ruling_id}`, reason.decision_reason]))
  return events.flatMap((event) => {
    const { fields } = event
    const ruling = typeof fields['ruling_id'] === 'string' ? fields['ruling_id'] : undefined
    // A ruling that no person made is the program's, whoever was there when it was made.
    const is_programs = ruling && RULED.test(event.type) && !by_person.has(ruling)
    const who = is_programs ? PROGRAM : event.actor ? (names.get(event.actor) ?? null) : null
    const named = who && (who.kind === 'person' || who.kind === 'key' || who.kind === 'org') ? who.name : null
    const told = tell(event.type, fields, actor.side, named)
    if (!told) return []
    const title = titles.get(event.subject_id)
    return [
      {
        id: toWireId('event', event.id),
        type: event.type,
        at: event.at,
        recorded_at: event.recorded_at,
        actor: who,
        ...told,
        detail: written.get(`${event.subject_id} ${ruling}`) ?? told.detail,
        subject: {
          noun: event.subject_noun,
          id: toWireId(event.subject_noun, event.subject_id),
          title: title?.title ?? null,
          beside: (actor.side === 'org' && title?.beside) || null,
        },
      },
    ]
  })
}

type Who = NonNullable<TimelineEntry['actor']>
const PROGRAM: Who = { kind: 'program', name: 'The program' }

/** The org reads everybody's name; a partner those of its own people, and else the org's. */
async function whoIsWho({ tx, org_id, actor }: Reading, events: readonly store.Happened[]): Promise<Map<string, Who>> {
  const refs = [...new Set(events.flatMap((event) => (event.actor ? [event.actor] : [])))]
  const kindOf = (ref: string) => ref.split(':')[0] as 'person' | 'key' | 'clock' | 'operator' // actorRef makes no others
  if (actor.partner_id === null) {
    const names = await actorNames(tx, refs)
    return new Map(refs.map((ref) => [ref, { kind: kindOf(ref), name: names.get(ref) ?? ref }]))
  }
  const [own, org] = await Promise.all([store.listOwnActors(tx, org_id, actor.partner_id, refs), findOrg(tx, org_id)])
  return new Map(
    refs.map((ref): [string, Who] => {
      const name = own.get(ref)
      if (name) return [ref, { kind: kindOf(ref), name }]
      if (ref === 'clock') return [ref, { kind: 'clock', name: 'The clock' }]
      return [ref, { kind: 'org', name: org?.name ?? '' }]
    }),
  )
}

function idsOf(events: readonly store.Happened[], noun: Noun): string[] {
  return [...new Set(events.flatMap((event) => (event.subject_noun === noun ? [event.subject_id] : [])))]
}

async function titlesOf({ tx, org_id, actor }: Reading, events: readonly store.Happened[]) {
  const nouns = [...new Set(events.map((event) => event.subject_noun))]
  const each = await Promise.all(
    nouns.map((noun) => listTitles(tx, org_id, noun, idsOf(events, noun), actor.partner_id)),
  )
  return new Map(each.flatMap((titles) => [...titles]))
}
