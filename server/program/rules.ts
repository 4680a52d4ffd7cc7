import { COMMON, Refused } from '#kit/refusal.ts'
import type { Sentence } from '#kit/section.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { ProgramPorts } from './ports.ts'
import * as store from './store.ts'
import type { Document } from './version.ts'

/** The sentences that differ, from what a reader reads now to what it will read. */
function compareSentences(before: readonly Sentence[], after: readonly Sentence[]) {
  const [old, next] = [
    new Map(before.map((said) => [said.id, said.text])),
    new Map(after.map((said) => [said.id, said.text])),
  ]
  const changes: { kind: 'added' | 'removed' | 'changed'; text: string; before: string | null }[] = []
  for (const [id, text] of next) {
    const was = old.get(id)
    if (was === undefined) changes.push({ kind: 'added', text, before: null })
    else if (was !== text) changes.push({ kind: 'changed', text, before: was })
  }
  for (const [id, text] of old) if (!next.has(id)) changes.push({ kind: 'removed', text, before: text })
  return changes
}

/** The rules as the caller may read them: a partner, only those that bind it. Drafts are nobody's rules. */
export const getRules = ({ documents, programs, tracksOf }: ProgramPorts) =>
  query(contract.getRules, async ({ tx, org_id, actor, now }) => {
    const at = await now()
    const [in_force, next, tracks] = await Promise.all([
      store.findInForce(tx, org_id, at),
      store.findNext(tx, org_id, at),
      actor.partner_id === null ? undefined : tracksOf(tx, org_id, actor.partner_id),
    ])
    if (!in_force?.effective_at) throw new Refused(COMMON.no_program)
    const audience = actor.side === 'org' ? 'org' : 'everyone'
    const told = (document: Document) => documents.sentences(document, audience, tracks)
    const rules = told(await programs.read(tx, org_id, in_force))
    const coming = next?.effective_at ? told(await programs.read(tx, org_id, next)) : []
    return {
      version: in_force.version,
      effective_at: in_force.effective_at,
      sections: documents.sections
        .map(({ key, name }) => {
          const sentences = rules.filter(({ section }) => section === key)
          return {
            key,
            name,
            sentences: sentences.map((said) => ({
              id: said.id,
              text: said.text,
              for_everyone: said.audience === 'everyone',
            })),
          }
        })
        .filter(({ sentences }) => sentences.length > 0),
      next: next?.effective_at
        ? { version: next.version, effective_at: next.effective_at, changes: compareSentences(rules, coming) }
        : null,
    }
  })
