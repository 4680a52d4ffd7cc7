import { Callout } from '../../ui/index.ts'
import { tones, type Registration } from './states.ts'
import { words } from './words.ts'

/** What to do with it where it stands, and what the program would do. */
export function Guidance({ registration: r }: { registration: Registration }) {
  const { text, way_to_yes } = r.next_step
  return (
    <Callout tone={r.follow_up?.slipped_at ? 'danger' : tones[r.status]} title={text}>
      {r.question && <blockquote className="whitespace-pre-line">{r.question.text}</blockquote>}
      {r.recommendation && <p>{words.record.advised[r.recommendation]}</p>}
      {way_to_yes && r.status === 'rejected' && (
        <p>
          {words.record.way_to_yes} {way_to_yes}
        </p>
      )}
    </Callout>
  )
}
