import { useApiQuery } from '../api/hooks.ts'
import { fileHref } from './send-file.ts'
import { words } from './words.ts'

/** A file that a field of the form took; it may have been removed since, and then its answer says so. */
export function FormFile({ registration, id }: { registration: string; id: string }) {
  const list = useApiQuery('registration.attachments', { params: { id: registration } })
  if (!list.data) return <span className="text-ink-faint">{list.error ? words.title : '…'}</span>
  const found = list.data.attachments.find(({ file }) => file.id === id)
  if (!found) return <span className="text-ink-faint">{words.removed}</span>
  const { file, opens_in_place } = found
  return (
    <a
      href={fileHref(id)}
      {...(opens_in_place ? { target: '_blank', rel: 'noopener' } : { download: file.name })}
      aria-label={opens_in_place ? words.opens(file.name) : words.downloads(file.name)}
      className="wrap-anywhere text-accent-ink hover:underline"
    >
      {file.name}
    </a>
  )
}
