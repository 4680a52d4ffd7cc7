import { useState } from 'react'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { useApiQuery } from '../../api/hooks.ts'
import type { Answer } from '../../api/contracts.ts'
import { countryName } from '../../../kit/countries.ts'
import { paths } from '../../paths.ts'
import { Button, Callout, Combobox, Drawer, Link, SkeletonText, TextField, type Suggestion } from '../../ui/index.ts'
import { countryOption, countryOptions } from '../countries.ts'
import { Evidence, Score } from './marks.tsx'
import { words } from './words.ts'

const says = words.check
const EMPTY = { name: '', domain: '', city: '', street: '', phone: '', tax_id: '' }
type Typed = typeof EMPTY

/** Type a company, and see what it would be taken for. */
export function CheckCompany({ open, onClose, org }: { open: boolean; onClose: () => void; org: string }) {
  const [typed, setTyped] = useState<Typed>(EMPTY)
  const [country, setCountry] = useState<string | null>(null)
  const [asked, setAsked] = useState<(Partial<Typed> & { name: string; country: string | null }) | null>(null)
  const found = useApiQuery('match.check', { body: asked ?? { name: '–' } }, { enabled: asked !== null, keep: true })
  const errors = found.error ? fieldErrors(found.error) : {}
  const field = (name: keyof Typed) => ({
    name,
    label: says[name],
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    error: errors[name],
  })
  return (
    <Drawer open={open} onClose={onClose} title={says.title}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!typed.name.trim()) return
          const said = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''))
          setAsked({ ...said, name: typed.name, country })
        }}
      >
        <p className="text-ink-soft">{says.body}</p>
        <TextField {...field('name')} required maxLength={300} autoComplete="off" />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...field('domain')} optional autoComplete="off" />
          <Combobox
            label={says.country}
            name="country"
            optional
            value={countryOption(country)}
            onChange={(option: Suggestion | null) => setCountry(option?.value ?? null)}
            options={countryOptions()}
            empty={says.no_country}
            placeholder={says.country_hint}
          />
          <TextField {...field('city')} optional autoComplete="off" />
          <TextField {...field('phone')} optional autoComplete="off" />
          <TextField {...field('street')} optional autoComplete="off" />
          <TextField {...field('tax_id')} optional autoComplete="off" />
        </div>
        <div>
          <Button type="submit" look="primary" pending={asked !== null && found.isFetching}>
            {says.submit}
          </Button>
        </div>
      </form>
      <div className="mt-6 flex flex-col gap-4" role="status">
        {found.error && <ProblemNote error={found.error} />}
        {asked !== null && found.isPending && <SkeletonText lines={4} />}
        {asked !== null && found.data && !found.error && <Verdict answer={found.data} org={org} />}
      </div>
    </Drawer>
  )
}

const TONES = { same: 'success', maybe: 'warn', new: 'info' } as const

function Verdict({ answer, org }: { answer: Answer<'match.check'>; org: string }) {
  const title =
    answer.verdict === 'same' ? says.verdicts.same(answer.account?.name ?? '') : says.verdicts[answer.verdict]
  const { same, maybe } = answer.thresholds
  return (
    <>
      <Callout tone={TONES[answer.verdict]} title={title}>
        {answer.why} <span className="text-ink-soft">{says.thresholds(same, maybe)}</span>
      </Callout>
      {answer.candidates.length === 0 ? (
        <p className="text-ink-soft">{says.nobody}</p>
      ) : (
        <ul aria-label={says.candidates} className="flex flex-col divide-y divide-line">
          {answer.candidates.map((one) => (
            <li key={one.account_id} className="flex flex-col gap-1.5 py-3">
              <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
                <Link href={paths.console.account(org, one.account_id)}>{one.name}</Link>
                <Score value={one.score} />
              </div>
              <p className="text-ink-soft">
                {[one.domain, one.city, one.country && countryName(one.country)].filter(Boolean).join(' · ')}
              </p>
              <Evidence of={one.evidence} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
