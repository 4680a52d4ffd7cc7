import type { ReactNode } from 'react'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Badge, Button, cx, KeyHint, Link } from '../../ui/index.ts'
import { formatDay, formatMoney } from '../../words/format.ts'
import type { Word } from './confirm-word.tsx'
import { Evidence, Score } from './marks.tsx'
import type { Match } from './match-page.tsx'
import { words } from './words.ts'

const says = words.beside
const FIELDS = ['domain', 'country', 'city', 'street', 'phone', 'tax_id'] as const
type Field = (typeof FIELDS)[number]
type Fields = Readonly<Record<Field, string | null>>
type One = Match['beside'][number]

/** What was asked on the left, each account beside it; what differs is marked. */
export function Beside({
  match: m,
  org,
  onWord,
}: {
  match: Match
  org: string
  onWord: ((word: Word) => void) | null
}) {
  // A row of every field that anybody knows, so that the columns stand line by line.
  const known = FIELDS.filter((field) => [m.asked, ...m.beside].some((one) => one[field]))
  // Where one is left, "not this one" and "none of them" are the same word.
  const left = m.beside.filter((one) => !one.is_ruled_out)
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      <Column dashed title={says.asked[m.source]} name={m.asked.name}>
        <FieldList of={m.asked} known={known} />
        {onWord && <NoneOfThem noun={m.subject.noun} onWord={onWord} className="mt-auto max-sm:hidden" />}
      </Column>
      {m.beside.map((one) => (
        <Candidate
          key={one.account_id}
          one={one}
          place={left.indexOf(one) + 1}
          org={org}
          known={known}
          onWord={onWord}
          alone={left.length === 1}
        />
      ))}
      {onWord && (
        <li className="sm:hidden">
          <NoneOfThem noun={m.subject.noun} onWord={onWord} />
        </li>
      )}
    </ul>
  )
}

/** Under what was asked; on a phone behind the accounts, where whoever has read them all arrives. */
function NoneOfThem({
  noun,
  onWord,
  className,
}: {
  noun: Match['subject']['noun']
  onWord: (word: Word) => void
  className?: string
}) {
  return (
    <div className={cx('flex flex-col items-start gap-2 pt-3', className)}>
      <p className="text-ink-soft">{says.none_of[noun]}</p>
      <Button iconEnd={<KeyHint of="N" />} onClick={() => onWord({ verdict: 'other' })}>
        {says.none}
      </Button>
    </div>
  )
}

function Column({
  title,
  name,
  dashed,
  faint,
  children,
}: {
  title?: ReactNode
  name: ReactNode
  dashed?: boolean
  faint?: boolean
  children: ReactNode
}) {
  return (
    <li
      className={cx(
        'flex min-w-0 flex-col gap-2 rounded-lg border p-3.5',
        dashed ? 'border-dashed border-line-strong' : 'border-line',
        faint && 'bg-sunken text-ink-soft',
      )}
    >
      {title && <div className="flex items-center justify-between gap-2 text-xs text-ink-faint">{title}</div>}
      <h2 className="text-md break-words">{name}</h2>
      {children}
    </li>
  )
}

function FieldList({ of, known, differs = [] }: { of: Fields; known: readonly Field[]; differs?: One['differs'] }) {
  return (
    <dl className="flex flex-col gap-1">
      {known.map((field) => {
        const value = of[field]
        const is_other = differs.includes(field)
        return (
          <div key={field} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-2">
            <dt className="text-ink-faint">{says.fields[field]}</dt>
            <dd className={cx('min-w-0 break-words', is_other && 'font-medium text-warn')}>
              {value === null ? words.none : field === 'country' ? countryName(value) : value}
              {is_other && <span className="text-xs font-normal"> ({says.differs})</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Candidate({
  one,
  place,
  org,
  known,
  alone,
  onWord,
}: {
  one: One
  /** Which key picks it. */
  place: number
  org: string
  known: readonly Field[]
  alone: boolean
  onWord: ((word: Word) => void) | null
}) {
  const { account_id, name } = one
  const word = { account_id, name }
  return (
    <Column
      title={<Score value={one.score} wide />}
      name={<Link href={paths.console.account(org, account_id)}>{name}</Link>}
      faint={one.is_ruled_out}
    >
      {one.known_as && <p className="text-xs text-ink-faint">{says.known_as(one.known_as)}</p>}
      <FieldList of={one} known={known} differs={one.differs} />
      <Evidence of={one.evidence} />
      {(one.is_customer || one.is_house || one.merged_into || one.is_ruled_out) && (
        <p className="flex flex-wrap gap-1.5">
          {one.is_customer && <Badge tone="info">{says.customer}</Badge>}
          {one.is_house && <Badge tone="info">{says.house}</Badge>}
          {one.merged_into && <Badge tone="neutral">{says.merged(one.merged_into.name)}</Badge>}
          {one.is_ruled_out && <Badge tone="neutral">{says.ruled_out}</Badge>}
        </p>
      )}
      <Standing one={one} org={org} />
      {onWord && !one.is_ruled_out && (
        <div className="mt-auto flex flex-wrap gap-2 pt-3">
          <Button
            look="primary"
            iconEnd={<KeyHint of={String(place)} />}
            onClick={() => onWord({ verdict: 'same', ...word })}
          >
            {says.pick}
          </Button>
          {!alone && (
            <Button look="ghost" onClick={() => onWord({ verdict: 'other', ...word })}>
              {says.rule_out}
            </Button>
          )}
        </div>
      )}
    </Column>
  )
}

/** What stands at the account: who protects it, and what is sold there. */
function Standing({ one, org }: { one: One; org: string }) {
  const { zone } = useActing()
  return (
    <>
      {one.protections.length > 0 && (
        <div>
          <h3 className="text-xs font-normal text-ink-faint">{says.protections}</h3>
          <ul>
            {one.protections.map((it) => (
              <li key={it.registration_id}>
                <Link href={paths.console.registration(org, it.registration_id)}>{it.partner}</Link>{' '}
                {says.until(formatDay(it.until, zone))}
              </li>
            ))}
          </ul>
        </div>
      )}
      {one.opportunities.length > 0 && (
        <div>
          <h3 className="text-xs font-normal text-ink-faint">{says.opportunities}</h3>
          <ul>
            {one.opportunities.map((it) => (
              <li key={it.id} className="flex justify-between gap-3">
                <span className="min-w-0 break-words">{it.name}</span>
                {it.amount && <span className="tabular-nums">{formatMoney(it.amount)}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
