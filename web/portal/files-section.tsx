import { useApiQuery } from '../api/hooks.ts'
import { Attachments, type FilesOf } from '../files/attachments.tsx'
import { Section } from '../ui/index.ts'

/** The files of a matter; where it is over and none was added there is nothing to show. */
export function FilesSection({ title, noun, id, over }: { title: string; noun: FilesOf; id: string; over: boolean }) {
  const list = useApiQuery(`${noun}.attachments`, { params: { id } })
  if (over && !list.data?.attachments.length) return null
  return (
    <Section title={title}>
      <div className="max-w-2xl">
        <Attachments noun={noun} id={id} side="partner" over={over} />
      </div>
    </Section>
  )
}
