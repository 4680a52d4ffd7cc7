import { Check, LogOut, MonitorSmartphone } from 'lucide-react'
import { useId, type ReactElement, type ReactNode, cloneElement, type ComponentProps } from 'react'
import { toastProblem } from '../api/problem-note.tsx'
import { homeOf, signOut, useActing, type Membership } from '../session.tsx'
import { Avatar, cx, Link, useTheme } from '../ui/index.ts'
import { words } from './words.ts'

/** A role in words. */
export function roleName(role: string): string {
  return words.roles[role] ?? role
}

/** What somebody may call this membership: the partner's name, or the org's. */
export function membershipName(membership: Membership): string {
  return membership.partner?.name ?? membership.org.name
}

/** Signs out, or says why that did not work. */
export function leave(): void {
  signOut().catch((error: unknown) => {
    toastProblem(error, words.sign_out_failed)
  })
}

const row =
  'flex min-h-9 w-full items-center gap-2.5 rounded-md px-2 py-1 text-left text-sm hover:bg-sunken touch:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-faint'

/** A page, or something to do. */
export type MoreRow = { label: string; icon: ReactNode; current?: boolean } & (
  | { href: string }
  | { onPick: () => void }
)

/**
 * The person's own panel: theme, memberships, sessions, sign-out. The browser's popover: Escape, a press outside and the
 * return of the focus are its own, and no page has to fetch a menu's code for it.
 */
export function PersonMenu({
  trigger,
  place,
  sessionsHref,
  more = [],
}: {
  trigger: ReactElement<ComponentProps<'button'>>
  /** Where on the screen: classes for a fixed box. */
  place: string
  sessionsHref?: string
  /** What a phone has no room for elsewhere; it stands first. */
  more?: readonly MoreRow[]
}) {
  const { person, memberships, membership } = useActing()
  const id = useId()
  const close = () => document.getElementById(id)?.hidePopover()
  return (
    <>
      {cloneElement(trigger, { popoverTarget: id })}
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={person.name}
        className={cx('m-0 w-72 max-w-[calc(100vw-1rem)] rounded-lg bg-raised p-1.5 text-ink shadow-high', place)}
      >
        <div className="flex items-center gap-2.5 px-2 pt-1 pb-2.5">
          <Avatar name={person.name} size={32} />
          <div className="min-w-0 leading-tight">
            <p className="truncate text-sm font-medium">{person.name}</p>
            <p className="truncate text-xs text-ink-faint">{person.email}</p>
          </div>
        </div>
        {more.length > 0 && <MoreRows rows={more} onGo={close} />}
        <ThemeChoice />
        {memberships.length > 1 && (
          <>
            <Line />
            <h2 className="px-2 pt-1 pb-1 text-xs font-medium tracking-normal text-ink-faint">{words.switch_to}</h2>
            <ul>
              {memberships.map((one) => {
                const name = membershipName(one)
                const here = one.id === membership.id
                return (
                  <li key={one.id}>
                    <Link
                      href={homeOf(one)}
                      look="plain"
                      onClick={close}
                      aria-current={here ? 'true' : undefined}
                      className={row}
                    >
                      <Avatar name={name} size={24} square />
                      <span className="min-w-0 flex-1 leading-tight">
                        <span className="block truncate">{name}</span>
                        <span className="block truncate text-xs text-ink-faint">
                          {one.partner ? `${roleName(one.role)} · ${one.org.name}` : roleName(one.role)}
                        </span>
                      </span>
                      {here && <Check aria-hidden className="text-accent-ink!" />}
                    </Link>
                  </li>
                )
              })}
            </ul>
          </>
        )}
        <Line />
        {sessionsHref && (
          <Link href={sessionsHref} look="plain" onClick={close} className={row}>
            <MonitorSmartphone aria-hidden />
            {words.sessions}
          </Link>
        )}
        <button type="button" className={row} onClick={leave}>
          <LogOut aria-hidden />
          {words.sign_out}
        </button>
      </div>
    </>
  )
}

function MoreRows({ rows, onGo }: { rows: readonly MoreRow[]; onGo: () => void }) {
  return (
    <>
      {rows.map((one) =>
        'href' in one ? (
          <Link
            key={one.label}
            href={one.href}
            look="plain"
            onClick={onGo}
            aria-current={one.current ? 'page' : undefined}
            className={cx(row, one.current && 'font-medium text-accent-ink')}
          >
            {one.icon}
            {one.label}
          </Link>
        ) : (
          <button
            key={one.label}
            type="button"
            className={row}
            onClick={() => {
              onGo()
              one.onPick()
            }}
          >
            {one.icon}
            {one.label}
          </button>
        ),
      )}
      <Line />
    </>
  )
}

function Line() {
  return <div aria-hidden className="mx-1 my-1.5 h-px bg-line" />
}

/** System, light or dark: three radios that look like one switch. */
export function ThemeChoice() {
  const [theme, setTheme] = useTheme()
  const name = useId()
  return (
    <fieldset className="px-2">
      <legend className="sr-only">{words.theme}</legend>
      <div className="grid grid-cols-3 rounded-md bg-sunken p-0.5 text-xs touch:text-sm">
        {(['system', 'light', 'dark'] as const).map((value) => (
          <label
            key={value}
            className="flex h-7 cursor-pointer items-center justify-center rounded-sm text-ink-soft has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-focus touch:h-11"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={theme === value}
              onChange={() => setTheme(value)}
              className="sr-only"
            />
            {words.themes[value]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
