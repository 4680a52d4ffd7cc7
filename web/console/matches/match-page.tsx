import { useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import type { Answer } from '../../api/contracts.ts'
import { useVisited } from '../../frame/recent.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Badge, ButtonLink, Link, PageHeader, RelativeTime, Section } from '../../ui/index.ts'
import { usePathParam } from '../../url-state.ts'
import { RecordHistory } from '../record-history.tsx'
import { Answered } from './answered.tsx'
import { Beside } from './beside.tsx'
import { ConfirmWord, type Word } from './confirm-word.tsx'
import { useMatchKeys } from './keys.ts'
import { words } from './words.ts'

export type Match = Answer<'match.get'>

/** One company side by side with the accounts that it could be. */
export default function MatchPage() {
  const id = usePathParam('id')
  const one = useApiQuery('match.get', { params: { id } })
  return (
    <div className="px-4 pb-10 sm:px-6">
      <Loaded query={one} heading="h1">
        {(match) => <Inside key={match.id} match={match} />}
      </Loaded>
    </div>
  )
}

function Inside({ match: m }: { match: Match }) {
  const { membership } = useActing()
  const org = membership.org.slug
  const [word, setWord] = useState<Word | null>(null)
  useVisited('match', m.id, m.name)
  const may = m.abilities.includes('decide')
  const left = m.beside.filter((one) => !one.is_ruled_out)
  useMatchKeys(may && word === null, left.length, (pressed) => {
    const one = pressed === 'none' ? undefined : left[pressed]
    if (pressed === 'none') setWord({ verdict: 'other' })
    else if (one) setWord({ verdict: 'same', account_id: one.account_id, name: one.name })
  })
  const subject = { registration: paths.console.registration, account: paths.console.account, opportunity: null }
  const to = subject[m.subject.noun]
  return (
    <>
      <PageHeader
        title={m.name}
        crumbs={[{ label: words.crumb, href: paths.console.matches(org) }]}
        mark={m.status !== 'open' && <Badge tone="neutral">{words.answered[m.status]}</Badge>}
        meta={
          <>
            <span>{m.why}</span>
            <span>
              {words.columns.opened} <RelativeTime at={m.opened_at} />
            </span>
            {to ? (
              <Link href={to(org, m.subject.id)}>{words.subject[m.subject.noun]}</Link>
            ) : (
              <span>{words.sources[m.source]}</span>
            )}
            {m.partner && <Link href={paths.console.partner(org, m.partner.id)}>{m.partner.name}</Link>}
          </>
        }
        actions={
          m.status === 'open' &&
          m.next_id && (
            <ButtonLink href={paths.console.match(org, m.next_id)}>{may ? words.skip : words.next}</ButtonLink>
          )
        }
      />
      <div className="flex flex-col gap-8 border-t border-line pt-5">
        {m.status !== 'open' && <Answered match={m} org={org} />}
        <Beside match={m} org={org} onWord={may ? setWord : null} />
        <Section title={words.history}>
          <RecordHistory subject={m.id} version={m.revision} />
        </Section>
      </div>
      <ConfirmWord match={m} word={word} org={org} onClose={() => setWord(null)} />
    </>
  )
}
