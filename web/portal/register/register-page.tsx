import { FilePlus2, UsersRound } from 'lucide-react'
import { Loaded } from '../../api/loaded.tsx'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { ButtonLink, EmptyState, PageHeader, SkeletonText } from '../../ui/index.ts'
import { usePathParam, useUrlState } from '../../url-state.ts'
import { useForm } from '../calls.ts'
import { StandingNote } from '../standing.tsx'
import { AnswerView } from './answer.tsx'
import { DealForm } from './deal-form.tsx'
import { words } from './words.ts'

/** The form, and after it the answer, which has an address of its own. */
export default function RegisterPage() {
  const [state] = useUrlState()
  const answered = state['answered']
  return answered ? <AnswerView id={answered} key={answered} /> : <Asking />
}

function Asking() {
  const partner = usePathParam('partner')
  const { membership, may } = useActing()
  const mayRegister = may('registration:submit')
  const form = useForm({ enabled: mayRegister })
  if (!mayRegister) {
    return (
      <>
        <PageHeader title={words.title} />
        <EmptyState
          icon={<UsersRound />}
          title={words.may_not.title}
          actions={<ButtonLink href={paths.portal.people(partner)}>{words.may_not.action}</ButtonLink>}
        >
          {words.may_not.body}
        </EmptyState>
      </>
    )
  }
  return (
    <div className="mx-auto max-w-xl">
      <PageHeader title={words.title} meta={form.data && words.intro(form.data.answer_within_working_hours)} />
      <StandingNote />
      <Loaded query={form} skeleton={<SkeletonText lines={8} />}>
        {(asked) =>
          asked.tracks.length === 0 ? (
            <EmptyState
              icon={<FilePlus2 />}
              title={words.no_track.title}
              actions={<ButtonLink href={paths.portal.rules(partner)}>{words.no_track.action}</ButtonLink>}
            >
              {words.no_track.body(membership.org.name)}
            </EmptyState>
          ) : (
            <DealForm form={asked} />
          )
        }
      </Loaded>
    </div>
  )
}
