import { importContracts } from './contract.ts'
import { previewImport } from './preview.ts'
import { getImport, listImports, refusedRows } from './read.ts'
import { forgetMapping, listMappings, renameMapping } from './remember.ts'
import { cancelImport, chooseSheet, mapImport, runImport } from './steer.ts'
import { keptRows, previewUndo, undoImport } from './undo.ts'
import { uploadImport } from './upload.ts'

export {
  cancelImport,
  chooseSheet,
  forgetMapping,
  getImport,
  keptRows,
  listMappings,
  mapImport,
  previewImport,
  previewUndo,
  refusedRows,
  renameMapping,
  runImport,
  undoImport,
  uploadImport,
}
export { IMPORT_OBJECTS, type ImportObject } from './fields.ts'
export { runImports } from './worker.ts'

export const importsShop = {
  contracts: importContracts,
  verbs: [
    uploadImport,
    listImports,
    getImport,
    mapImport,
    previewImport,
    runImport,
    cancelImport,
    refusedRows,
    chooseSheet,
    previewUndo,
    undoImport,
    keptRows,
    listMappings,
    renameMapping,
    forgetMapping,
  ],
}
