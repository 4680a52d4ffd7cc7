import { refusal } from '#kit/refusal.ts'

export const REPORT_REFUSALS = {
  period: refusal(
    'report.period',
    'invalid',
    'The period ends before it begins, or is longer than five years.',
    'Choose a first day before the last, at most five years apart.',
  ),
}
