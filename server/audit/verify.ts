import { query } from '#server/command/index.ts'
import { breaksOf, type Seal } from './chain.ts'
import * as contract from './contract.ts'
import * as store from './store.ts'

/** Seals read at once. */
const SEALS = 100
const MOST_BREAKS = 100

/** Walks the chain seal by seal, a batch of rows at a time, so that an audit of any length fits into memory. */
export const verifyAudit = query(contract.verifyAudit, async ({ tx, org_id }, { body: { from_no, to_no } }) => {
  const breaks: { seal: number; what: string }[] = []
  const report = (seal: number, what: string) => breaks.length < MOST_BREAKS && breaks.push({ seal, what })
  let before: Seal | null =
    from_no > 1
      ? ((await store.listSealsFrom(tx, org_id, String(from_no - 1), String(from_no - 1), 1))[0] ?? null)
      : null
  let [seals, rows] = [0, 0]
  for (let next = from_no; ;) {
    const page = await store.listSealsFrom(
      tx,
      org_id,
      String(next),
      to_no === undefined ? undefined : String(to_no),
      SEALS,
    )
    for (const seal of page) {
      const under = await store.listRowsUnder(tx, org_id, seal)
      for (const what of breaksOf(seal, before, under, org_id)) report(Number(seal.no), what)
      seals += 1
      rows += under.length
      before = seal
    }
    if (page.length < SEALS) break
    next = Number(before?.no ?? next) + 1
  }
  // Numbers that no seal covers: its seal, the last of the chain, was taken away. Asked in this order, because sealing goes on meanwhile.
  const highest = await store.findHighestSeq(tx, org_id)
  const last = await store.findLastSeal(tx, org_id)
  if (to_no === undefined && BigInt(highest ?? 0) > BigInt(last?.last_seq ?? 0)) {
    report(
      Number(last?.no ?? 0) + 1,
      `Rows up to ${highest} have numbers, and no seal covers those after ${last?.last_seq ?? 0}.`,
    )
  }
  const unsealed = await store.countUnsealed(tx, org_id)
  const head = seals > 0 && before ? { no: Number(before.no), hash: before.hash } : null
  return { intact: breaks.length === 0, seals, rows, unsealed, breaks, head }
})
