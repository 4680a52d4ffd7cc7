import { CountdownClock } from '../ui/index.ts'
import { words } from './words.ts'

/** By when an answer is owed; it warns on the last day, and is red from then on. */
export function AnswerClock({ until }: { until: string }) {
  return <CountdownClock until={until} left={words.answer.left} over={words.answer.late} warnHours={24} isOwed />
}
