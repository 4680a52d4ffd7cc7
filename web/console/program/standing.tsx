import type { Answer } from '../../api/contracts.ts'
import { Status, type Tone } from '../../ui/index.ts'
import { words } from './words.ts'

export type VersionRow = Answer<'program.list_versions'>['rows'][number]
export type Version = Answer<'program.get_version'>
export type Change = Answer<'program.diff'>['changes'][number]
export type Finding = Version['findings'][number]

const tones: Record<VersionRow['status'], Tone> = {
  draft: 'warn',
  scheduled: 'info',
  in_force: 'success',
  superseded: 'neutral',
}

/** Where a version stands, in a word. */
export function Standing({ of }: { of: VersionRow['status'] }) {
  return <Status tone={tones[of]}>{words.standings[of]}</Status>
}
