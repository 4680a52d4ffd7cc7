import { programContracts } from './contract.ts'
import { createDraft, discardDraft, replaceDraft } from './draft.ts'
import type { ProgramPorts } from './ports.ts'
import { publishVersion } from './publish.ts'
import { checkProgram, diffVersions, getVersion, listVersions } from './read.ts'
import { getRules } from './rules.ts'

export type { ProgramPorts } from './ports.ts'
export { programReader, type ProgramReader } from './programs.ts'
export { findVersion } from './store.ts'

/** The program's shop; the document is composed of all shops' sections where they are put together. */
export function programShop(ports: ProgramPorts) {
  return {
    contracts: programContracts,
    verbs: [
      listVersions,
      getVersion(ports),
      createDraft(ports),
      replaceDraft(ports),
      discardDraft,
      publishVersion(ports),
      diffVersions(ports),
      checkProgram(ports),
      getRules(ports),
    ],
  }
}
