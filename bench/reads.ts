import type { Options } from './run.ts'
export async function benchReads(_: Options): Promise<string[]> { return [] }
