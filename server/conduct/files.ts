import { attachmentVerbs } from '#server/files/index.ts'
import { caseFiles } from './contract.ts'
import { findCase } from './store.ts'

/** Files of a case: what a partner answers with, and what the org keeps to itself. */
export const caseFileVerbs = attachmentVerbs('conduct_case', caseFiles, findCase)
