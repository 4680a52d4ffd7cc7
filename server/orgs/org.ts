import { refusal } from '#kit/refusal.ts'

/** An org is the vendor that runs a program. Its slug stands in the console's addresses and never changes. */
export type Org = {
  id: string
  slug: string
  name: string
  /** Its clock can be moved and its mail read by anybody: it holds no real business. */
  is_demo: boolean
  /** Business time is wall time plus this. */
  offset_ms: number
}

export const CLOCK_REFUSALS = {
  not_demo: refusal(
    'clock.not_demo',
    'forbidden',
    'The business clock of {org} follows the real time: only a demo org’s clock can be moved.',
    'Try it in a demo org.',
  ),
} as const
