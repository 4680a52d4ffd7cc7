import type { Options } from './run.ts'
export async function benchStart(_: Options): Promise<string[]> { return [] }
