import { X } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { Button, DateField, FilterChips } from '../../ui/index.ts'
import { useUrlState, type UrlState } from '../../url-state.ts'
import { instantIn } from '../zone.ts'
import { verbName } from './subject.ts'
import { words } from './words.ts'

const NAMES = ['verb', 'actor', 'subject', 'from', 'to'] as const

export function isFiltered(url: UrlState): boolean {
  return NAMES.some((name) => Boolean(url[name]))
}

/** What the address asks of the API. Days are days of the program's zone; the last one is included. */
export function queryOf(
  url: UrlState,
  zone: string,
): { verb?: string; actor?: string; subject_id?: string; from?: string; to?: string } {
  const from = url['from'] ? instantIn(url['from'], '00:00', zone) : null
  const to = url['to'] ? instantIn(dayAfter(url['to']), '00:00', zone) : null
  return {
    ...(url['verb'] ? { verb: url['verb'] } : {}),
    ...(url['actor'] ? { actor: url['actor'] } : {}),
    ...(url['subject'] ? { subject_id: url['subject'] } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
}

function dayAfter(date: string): string {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(ms) ? '' : new Date(ms + 86_400_000).toISOString().slice(0, 10)
}

/** The filters of the audit, all of them in the address. */
export function AuditFilters() {
  const { may } = useActing()
  const [url, setUrl] = useUrlState()
  const people = useApiQuery('person.list', { query: { limit: 100 } }, { enabled: may('person:read') })
  const keys = useApiQuery('key.list', { query: { limit: 100 } }, { enabled: may('key:read') })
  const actors = [
    ...(people.data?.rows.map((one) => ({ value: one.person_id, label: one.name })) ?? []),
    ...(keys.data?.rows.map((one) => ({ value: one.id, label: one.name })) ?? []),
    { value: 'clock', label: words.actors.clock },
    { value: 'operator', label: words.actors.operator },
  ]
  const unique = actors.filter((one, place) => actors.findIndex((other) => other.value === one.value) === place)
  const chosen = url['actor']
  const known = !chosen || unique.some((one) => one.value === chosen)
  const subject = url['subject']
  const wrongOrder = Boolean(url['from'] && url['to'] && url['to'] < url['from'])
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pt-1 pb-3">
      <FilterChips
        label={words.filters.label}
        filters={[
          {
            id: 'verb',
            label: words.filters.verb,
            value: url['verb'] ?? null,
            options: Object.keys(words.verbs).map((value) => ({ value, label: verbName(value) })),
          },
          {
            id: 'actor',
            label: words.filters.actor,
            value: chosen ?? null,
            options: known ? unique : [...unique, { value: chosen, label: chosen }],
          },
          ...(subject
            ? [
                {
                  id: 'subject',
                  label: words.filters.subject,
                  value: subject,
                  options: [{ value: subject, label: words.filters.this_one }],
                },
              ]
            : []),
        ]}
        onChange={(id, value) => setUrl({ [id]: value, open: null })}
      />
      <div className="flex flex-wrap items-center gap-2">
        {(['from', 'to'] as const).map((name) => (
          <span key={name} className="flex items-center gap-1.5 text-xs text-ink-faint">
            <span aria-hidden className="touch:w-9">
              {words.filters[name]}
            </span>
            <DateField
              label={words.filters[name]}
              hideLabel
              className="w-34 touch:w-44"
              value={url[name] ?? ''}
              {...(name === 'to' && url['from'] ? { min: url['from'] } : {})}
              onChange={(value) => setUrl({ [name]: value || null, open: null })}
            />
          </span>
        ))}
      </div>
      {isFiltered(url) && (
        <Button
          look="ghost"
          size="small"
          icon={<X aria-hidden className="size-3.5" />}
          onClick={() => setUrl({ ...Object.fromEntries(NAMES.map((name) => [name, null])), open: null })}
        >
          {words.filters.clear}
        </Button>
      )}
      {wrongOrder && (
        <p role="alert" className="basis-full text-xs text-danger">
          {words.filters.wrong_order}
        </p>
      )}
    </div>
  )
}
