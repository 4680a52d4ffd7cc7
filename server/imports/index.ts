import type { Runtime } from '#server/command/index.ts'
export const importsShop = { contracts: [], verbs: [] }
export async function runImports(_runtime: Runtime): Promise<void> {}
