import type { Answer } from '../../api/contracts.ts'
import { useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import type { ApiProblem } from '../../api/problem.ts'
import { countryName } from '../../../kit/countries.ts'
import { series } from '../../../kit/words.ts'
import { Callout, Checkbox, Skeleton, SkeletonText, useClock } from '../../ui/index.ts'
import { formatDay } from '../../words/format.ts'
import { lastDay } from '../registrations/states.ts'
import { words as registrations } from '../registrations/words.ts'
import type { Account } from './account-form.ts'
import { words as account } from './words.ts'
import { movedInWords, placeOf, words } from './words-merge.ts'

type Tried = Answer<'account.merge'>
type Obstacle = Tried['obstacles'][number]
type Claim = Obstacle['clashes'][number]['loser']

/** What somebody decided: claims that end, the tax id that is right, and that an earlier word does not hold. */
export type Resolve = { end: Claim[]; keep_tax_id: string | null; despite_word: boolean }

const fieldNames: Readonly<Record<string, string>> = account.fields

/** The two accounts side by side, what would move, and what has to be decided before. */
export function MergePreview({
  account: loser,
  into,
  tried,
  resolve,
  onResolve,
}: {
  account: Account
  into: string
  tried: { data: Tried | undefined; error: ApiProblem | null; isPending: boolean }
  resolve: Resolve
  onResolve: (resolve: Resolve) => void
}) {
  const winner = useApiQuery('account.get', { params: { id: into } })
  return (
    <div aria-live="polite" className="flex flex-col gap-5">
      {winner.data ? <SideBySide loser={loser} winner={winner.data} /> : <SkeletonText lines={5} />}
      {tried.error ? (
        <ProblemNote error={tried.error} />
      ) : tried.data ? (
        <>
          <Obstacles obstacles={tried.data.obstacles} resolve={resolve} onResolve={onResolve} />
          <Moves tried={tried.data} />
        </>
      ) : (
        <Skeleton width="70%" />
      )}
    </div>
  )
}

function SideBySide({ loser, winner }: { loser: Account; winner: Account }) {
  const place = ({ city, country }: Account) => [city, country && countryName(country)].filter(Boolean).join(', ')
  const kind = ({ is_customer, is_house }: Account) =>
    [is_customer && account.customer, is_house && account.house].filter(Boolean).join(', ') || account.prospect
  const rows: [string, string | null, string | null][] = [
    [account.columns.domain, loser.domain, winner.domain],
    [account.fields.country, place(loser), place(winner)],
    [account.fields.tax_id, loser.tax_id, winner.tax_id],
    [account.columns.kind, kind(loser), kind(winner)],
  ]
  return (
    <table className="w-full table-fixed text-left">
      <caption className="sr-only">{words.side_by_side}</caption>
      <thead>
        <tr className="border-b border-line align-bottom">
          <td className="w-24 max-sm:w-20" />
          <th scope="col" className="py-1.5 pr-3 font-medium break-words">
            <span className="block text-xs font-normal text-ink-faint">{words.goes}</span>
            {loser.name}
          </th>
          <th scope="col" className="py-1.5 font-medium break-words">
            <span className="block text-xs font-normal text-ink-faint">{words.stays}</span>
            {winner.name}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, left, right]) => (
          <tr key={label} className="border-b border-line align-top">
            <th scope="row" className="py-1.5 pr-3 text-xs font-normal text-ink-faint">
              {label}
            </th>
            <td className="py-1.5 pr-3 break-words text-ink-soft">{left || account.none}</td>
            <td className="py-1.5 break-words">{right || account.none}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Moves({ tried }: { tried: Tried }) {
  const moved = tried.moved
    .toSorted((a, b) => placeOf(a.noun) - placeOf(b.noun))
    .flatMap((one) => movedInWords(one) ?? [])
  const filled = tried.filled.flatMap(({ field }) => fieldNames[field] ?? [])
  return (
    <Callout tone="info" title={words.moves}>
      <p>{moved.length > 0 ? `${series(moved)}.` : words.moves_nothing}</p>
      {filled.length > 0 && <p>{words.fills(series(filled))}</p>}
      <p>{words.history}</p>
    </Callout>
  )
}

/** What stands in the way; what a person can decide stands as a box to tick, both sides of it. */
function Obstacles({
  obstacles,
  resolve,
  onResolve,
}: {
  obstacles: readonly Obstacle[]
  resolve: Resolve
  onResolve: (resolve: Resolve) => void
}) {
  // What was ticked no longer stands in the way, and stays in sight so that it can be taken back.
  const { end, keep_tax_id, despite_word } = resolve
  if (obstacles.length === 0 && end.length === 0 && keep_tax_id === null && !despite_word) return null
  const toggle = (claim: Claim, ends: boolean) =>
    onResolve({ ...resolve, end: ends ? [...end, claim] : end.filter((one) => one !== claim) })
  const tax_id = keep_tax_id ?? obstacles.find(({ tax_ids }) => tax_ids)?.tax_ids?.winner ?? null
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm">{words.obstacles}</h3>
      {end.map((claim) => (
        <Ends key={claim.registration.id} claim={claim} checked onChange={(ends) => toggle(claim, ends)} />
      ))}
      {obstacles.map((obstacle) => (
        <div key={obstacle.code} className="flex flex-col gap-2">
          <Callout tone="warn" title={obstacle.text}>
            {obstacle.resolved_by === 'waiting' && words.waits}
            {obstacle.resolved_by === 'changing_the_family' && words.changes_family}
          </Callout>
          {claimsOf(obstacle).map((claim) => (
            <Ends key={claim.registration.id} claim={claim} checked={false} onChange={(ends) => toggle(claim, ends)} />
          ))}
        </div>
      ))}
      {tax_id && (
        <Checkbox
          label={words.keep_tax_id(tax_id)}
          checked={keep_tax_id !== null}
          onChange={(keep) => onResolve({ ...resolve, keep_tax_id: keep ? tax_id : null })}
        />
      )}
      {(despite_word || obstacles.some(({ code }) => code === 'said')) && (
        <Checkbox
          label={words.despite_word}
          checked={despite_word}
          onChange={(one) => onResolve({ ...resolve, despite_word: one })}
        />
      )}
    </section>
  )
}

/** Each claim once, however many others it meets. */
function claimsOf({ clashes }: Obstacle): Claim[] {
  return [
    ...new Map(
      clashes.flatMap(({ loser, winner }) => [loser, winner]).map((one) => [one.registration.id, one]),
    ).values(),
  ]
}

function Ends({ claim, checked, onChange }: { claim: Claim; checked: boolean; onChange: (ends: boolean) => void }) {
  const { zone } = useClock()
  const { registration, partner, protected_until, submitted_at } = claim
  const known: Readonly<Record<string, string>> = registrations.statuses
  const facts = [
    known[registration.status] ?? registration.status,
    words.submitted(formatDay(submitted_at, zone)),
    protected_until && words.protected_until(lastDay(protected_until, zone)),
  ]
  return (
    <Checkbox
      label={words.ends(partner.name, registration.name)}
      hint={`${facts.filter(Boolean).join(', ')}. ${words.ends_hint}`}
      checked={checked}
      onChange={onChange}
    />
  )
}
