import { fileContracts } from './contract.ts'
import { readFile } from './read-content.ts'
import { uploadFile } from './upload.ts'

export { attachFile, attachmentVerbs, listAttachments, type FindSubject } from './attach.ts'
export { attachmentRoutes, attachmentSchema, fileSchema } from './contract.ts'
export { showAttachments } from './show.ts'
export { dropLooseFiles } from './sweep.ts'

export const filesShop = { contracts: fileContracts, verbs: [uploadFile, readFile] }
