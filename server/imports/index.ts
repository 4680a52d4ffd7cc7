import { importContracts } from './contract.ts'
import { previewImport } from './preview.ts'
import { getImport, listImports, refusedRows } from './read.ts'
import { cancelImport, mapImport, runImport } from './steer.ts'
import { uploadImport } from './upload.ts'

export { cancelImport, getImport, mapImport, previewImport, refusedRows, runImport, uploadImport }
export { IMPORT_OBJECTS, type ImportObject } from './fields.ts'
export { runImports } from './worker.ts'

export const importsShop = {
  contracts: importContracts,
  verbs: [uploadImport, listImports, getImport, mapImport, previewImport, runImport, cancelImport, refusedRows],
}
