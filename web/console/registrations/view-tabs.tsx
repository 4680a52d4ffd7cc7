import { UsersRound } from 'lucide-react'
import { useApiQuery } from '../../api/hooks.ts'
import { withQuery } from '../../paths.ts'
import { ViewTabs as Tabs } from '../../ui/index.ts'
import { formatNumber } from '../../words/format.ts'
import { words } from './desk-words.ts'
import type { Tab } from './saved-views.ts'
import { ViewMenu } from './view-menu.tsx'
import { builtIn, STATES } from './views.ts'

/** The views of the list as tabs: those that are always there with their counts, and saved ones. */
export function ViewTabs({
  tabs,
  tab,
  list,
  onGone,
}: {
  tabs: readonly Tab[]
  tab: Tab
  list: string
  onGone: () => void
}) {
  const counts = useApiQuery('registration.count').data?.counts
  const countOf = (one: Tab) => {
    const view = builtIn(one.key)
    if (!counts || !view || STATES[view].length === 0) return undefined
    return formatNumber(STATES[view].reduce((all, status) => all + counts[status], 0))
  }
  return (
    <Tabs
      label={words.views.label}
      views={tabs.map((one) => ({
        id: one.key,
        href: withQuery(list, { view: one.key === 'all' ? null : one.key }),
        label: one.name,
        count: countOf(one),
        current: one.key === tab.key,
        mark: one.saved?.shared && (
          <>
            <UsersRound aria-hidden className="size-3.5 text-ink-faint" />
            <span className="sr-only">{words.view.shared_mark} </span>
          </>
        ),
      }))}
      end={<ViewMenu tabs={tabs} tab={tab} onGone={onGone} />}
    />
  )
}
