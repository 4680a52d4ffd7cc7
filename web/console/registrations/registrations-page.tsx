import { ChartNoAxesColumn, Keyboard, Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { cx, GuardedButton, IconButton, PageHeader } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { ExportMenu } from '../lists/export-menu.tsx'
import { useMedia } from '../lists/use-media.ts'
import { useMay } from '../may.ts'
import { Board } from './board.tsx'
import { BulkDialog, type BulkVerb, type Target } from './bulk-dialog.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import { inUrl, queryOf } from './desk.ts'
import { focusedRow, useDeskKeys, type DeskVerb } from './desk-keys.ts'
import { words as says } from './desk-words.ts'
import { KeysSheet } from './keys-sheet.tsx'
import { LoadDrawer } from './load-drawer.tsx'
import type { Verb } from './moves.ts'
import { Pace } from './pace.tsx'
import { RegistrationPeek } from './peek.tsx'
import { RegisterDrawer } from './register-drawer.tsx'
import { RegistrationTable } from './registration-table.tsx'
import { useSince, useTabs } from './saved-views.ts'
import type { RegistrationRow } from './states.ts'
import { Toolbar } from './toolbar.tsx'
import { VerbDialog } from './verb-dialog.tsx'
import { ViewTabs } from './view-tabs.tsx'
import { words } from './words.ts'

/** The desk: views as tabs, filters, rows or a board of them, and one open beside it. All of that stands in the address. */
export default function RegistrationsPage() {
  const { membership } = useActing()
  const org = membership.org.slug
  const [url, setUrl] = useUrlState()
  const { tabs, tab, state, isPending, isGone, seen } = useTabs(url)
  const since = useSince(tab.key, seen)
  const currency = useApiQuery('registration.form').data?.currency ?? 'EUR'
  const [registering, setRegistering] = useState(false)
  const [sheet, setSheet] = useState<'keys' | 'load' | null>(null)
  const [asked, setAsked] = useState<{ id: string; verb: Verb | 'assign' } | null>(null)
  const [bulk, setBulk] = useState<{ verb: BulkVerb; target: Target } | null>(null)
  const may = useMay()
  const beside = useMedia('(min-width: 1024px)')
  const open = url['open'] ?? null
  const isBoard = state.layout === 'board'
  // The open row's panel takes the place of the columns it repeats. It comes at once; the list, which is far more work,
  // makes room in a drawing of its own.
  const isOpen = useDeferredValue(beside && open !== null)
  const list = paths.console.registrations(org)
  const setFilter = (patch: Readonly<Record<string, string | null>>) =>
    setUrl({
      ...Object.fromEntries(Object.entries(patch).map(([name, value]) => [name, inUrl(tab.state, name, value)])),
      open: null,
    })
  const isNew = (row: RegistrationRow) => Boolean(since && row.changed_at && row.changed_at > since)
  const started = (run: string) => setUrl({ run })
  const askFor = (verb: DeskVerb): boolean => {
    const id = focusedRow()
    if (id) setAsked({ id, verb })
    return id !== null
  }
  useDeskKeys((pressed) => {
    if (pressed.kind === 'keys') {
      setSheet('keys')
      return true
    }
    // The table has the selection, and takes what is meant for it.
    if (pressed.kind !== 'verb' || open !== null) return false
    return askFor(pressed.verb)
  })
  return (
    <>
      <div className="px-4 sm:px-6">
        <PageHeader
          title={words.title}
          meta={<Pace />}
          actions={
            <>
              <IconButton
                label={says.keys.action}
                icon={<Keyboard aria-hidden className="size-4" />}
                onClick={() => setSheet('keys')}
                className="touch:hidden"
              />
              <IconButton
                label={says.load.action}
                icon={<ChartNoAxesColumn aria-hidden className="size-4" />}
                onClick={() => setSheet('load')}
              />
              <ExportMenu list="registrations" filter={queryOf(state.filters, since ?? null)} />
              <GuardedButton
                look="primary"
                icon={<Plus aria-hidden className="size-4" />}
                whyNot={may('registration:submit') ? null : words.register.not_yours}
                onClick={() => setRegistering(true)}
              >
                {words.register.action}
              </GuardedButton>
            </>
          }
        />
        <ViewTabs tabs={tabs} tab={tab} list={list} onGone={() => setUrl({ view: null })} />
        {isGone && (
          <p role="status" className="pt-3 text-ink-soft">
            {says.view.gone}
          </p>
        )}
        <div className={cx(isOpen && !isBoard && 'lg:pr-[26.5rem] xl:pr-[32.5rem]')}>
          <Toolbar
            tab={tab}
            state={state}
            url={url}
            since={since ?? null}
            currency={currency}
            onFilter={setFilter}
            onUrl={setUrl}
          />
        </div>
      </div>
      <div className={cx(!isBoard && 'sm:px-2', isOpen && 'pr-[28rem]! xl:pr-[34rem]!')}>
        {isBoard ? (
          <Board
            state={state}
            since={since ?? null}
            openKey={open}
            hrefOf={(row) => paths.console.registration(org, row.id)}
            isNew={isNew}
            onMove={(row, verb) => setAsked({ id: row.id, verb })}
          />
        ) : (
          !isPending && (
            <RegistrationTable
              // Another view is another list: what was selected stays behind.
              key={tab.key}
              tab={tab}
              state={state}
              url={url}
              since={since ?? null}
              isNarrow={isOpen}
              canOpen={beside}
              isNew={isNew}
              onUrl={setUrl}
              onBulk={(verb, target) => setBulk({ verb, target })}
            />
          )
        )}
        {url['run'] && (
          <BulkProgress key={url['run']} id={url['run']} onClose={() => setUrl({ run: null })} onStarted={started} />
        )}
      </div>
      {beside && !isBoard && (
        <RegistrationPeek
          id={open}
          href={open ? paths.console.registration(org, open) : list}
          onClose={() => setUrl({ open: null })}
        />
      )}
      <RegisterDrawer open={registering} onClose={() => setRegistering(false)} />
      <LoadDrawer open={sheet === 'load'} onClose={() => setSheet(null)} />
      {sheet === 'keys' && <KeysSheet onClose={() => setSheet(null)} />}
      {asked && <VerbDialog key={`${asked.id} ${asked.verb}`} {...asked} onClose={() => setAsked(null)} />}
      {bulk && <BulkDialog {...bulk} onClose={() => setBulk(null)} onStarted={started} />}
    </>
  )
}
