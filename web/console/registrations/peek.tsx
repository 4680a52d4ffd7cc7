import { Loaded } from '../../api/loaded.tsx'
import { useApiQuery } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { KeyFields, Peek, SkeletonText } from '../../ui/index.ts'
import { StateMark } from './clocks.tsx'
import { Decide } from './decide.tsx'
import { Guidance } from './guidance.tsx'
import { fieldsOf, keyFieldsOf } from './properties.tsx'
import { RulingPanel } from './ruling.tsx'
import type { Registration } from './states.ts'
import { words } from './words.ts'

/** One registration beside the list. */
export function RegistrationPeek({ id, href, onClose }: { id: string | null; href: string; onClose: () => void }) {
  const one = useApiQuery('registration.get', { params: { id: id ?? '' } }, { enabled: id !== null })
  return (
    <Peek
      open={id !== null}
      onClose={onClose}
      title={one.data?.account.name ?? words.record.title}
      href={href}
      hrefLabel={words.peek.whole}
      actions={one.data && <Decide registration={one.data} />}
    >
      <Loaded query={one} skeleton={<SkeletonText lines={12} />}>
        {(registration) => <Inside registration={registration} />}
      </Loaded>
    </Peek>
  )
}

function Inside({ registration: r }: { registration: Registration }) {
  const { membership } = useActing()
  const org = membership.org.slug
  return (
    <div className="flex flex-col gap-5">
      <p className="flex flex-wrap items-center gap-x-3">
        <StateMark status={r.status} />
        <span className="text-ink-faint">{words.record.by(r.partner.name)}</span>
      </p>
      <Guidance registration={r} />
      <KeyFields fields={[...keyFieldsOf(r, org), ...fieldsOf(r, org)]} />
      <RulingPanel registration={r} org={org} />
    </div>
  )
}
