import { useApiCommand, useApiQuery } from '../api/hooks.ts'
import { EntryFrame, EntryProblem } from '../entry/entry-frame.tsx'
import { paths } from '../paths.ts'
import { Button, ButtonLink, Callout, SkeletonText } from '../ui/index.ts'
import { usePathParam, useUrlState } from '../url-state.ts'
import { words } from './words.ts'

/** Stops mail by the link in it, without signing in. By a press, because programs that look mail over open its links too. */
export default function UnsubscribePage() {
  const token = usePathParam('token')
  const [{ topic }] = useUrlState()
  const asked = { params: { token }, query: { language: 'en' as const, ...(topic ? { topic } : {}) } }
  const link = useApiQuery('unsubscribe.get', asked)
  const stop = useApiCommand('unsubscribe.stop')
  const shown = stop.data ?? link.data
  const stopAll = () => stop.mutate({ params: { token }, query: { language: 'en' } })
  if (link.error) {
    return (
      <EntryFrame title={words.title}>
        <EntryProblem error={link.error} />
        <ButtonLink href={paths.signIn()} className="w-full">
          {words.sign_in}
        </ButtonLink>
      </EntryFrame>
    )
  }
  if (!shown) {
    return (
      <EntryFrame title={words.title}>
        <SkeletonText lines={3} />
      </EntryFrame>
    )
  }
  return (
    <EntryFrame title={words.title} lead={words.lead(shown.org_name, shown.email)}>
      {stop.error && <EntryProblem error={stop.error} />}
      {shown.all_stopped ? (
        <Callout tone="success">{words.stopped_all}</Callout>
      ) : (
        <>
          {link.data?.topic_name &&
            (link.data.topic_stopped || stop.data?.topic_stopped ? (
              <Callout tone="success">{words.stopped_topic(link.data.topic_name)}</Callout>
            ) : (
              <div className="flex flex-col gap-1.5">
                <Button
                  look="primary"
                  size="large"
                  className="h-auto! min-h-12 w-full py-2 whitespace-normal!"
                  pending={stop.isPending}
                  onClick={() => stop.mutate(asked)}
                >
                  {words.topic(link.data.topic_name)}
                </Button>
                <p className="text-sm text-ink-faint">{words.topic_why}</p>
              </div>
            ))}
          <div className="flex flex-col gap-1.5">
            <Button size="large" className="w-full" pending={stop.isPending} onClick={stopAll}>
              {words.all}
            </Button>
            <p className="text-sm text-ink-faint">{words.all_why}</p>
          </div>
        </>
      )}
      <div className="flex flex-col gap-1.5">
        <ButtonLink look="ghost" href={shown.settings_path} className="w-full">
          {words.settings}
        </ButtonLink>
        <p className="text-center text-sm text-ink-faint">{words.settings_why}</p>
      </div>
    </EntryFrame>
  )
}
