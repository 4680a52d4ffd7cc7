import { createReadStream } from 'node:fs'
import { operatorActor, type Runtime } from '#server/command/index.ts'
import { getImport, mapImport, runImport, runImports, uploadImport, type ImportObject } from '#server/imports/index.ts'

/** A mapping as a test changes it. */
export type AnyMapping = Record<string, unknown> & { columns: Record<string, unknown>[]; key_columns: string[] }

export async function* streamed(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length || at === 0; at += 100_000) yield bytes.subarray(at, at + 100_000)
}

/** Brings files in as the operator does: uploaded, mapped as suggested, run to the end. */
export function importsOf(world: { runtime: Runtime }) {
  const call = (org_id: string, runtime: Runtime = world.runtime) => ({
    runtime,
    actor: operatorActor(org_id),
    request_id: 'req_test',
  })

  async function upload(org_id: string, object: ImportObject, file: string | Uint8Array, file_name = 'some.csv') {
    const body = typeof file === 'string' && file.startsWith('/') ? createReadStream(file) : streamed(Buffer.from(file))
    return (await uploadImport.run(call(org_id), { query: { object, file_name }, body })).answer
  }

  /** Uploaded and mapped as suggested, after `change`; not run. */
  async function prepare(
    org_id: string,
    object: ImportObject,
    file: string | Uint8Array,
    change: (mapping: AnyMapping) => unknown = (mapping) => mapping,
  ) {
    const it = await upload(org_id, object, file)
    const mapping = change(structuredClone(it.suggestion?.mapping) as AnyMapping) // a suggestion has a mapping's shape
    const { answer } = await mapImport.run(call(org_id), {
      params: { id: it.id },
      query: { if_match: it.revision },
      body: { mapping },
    })
    return answer
  }

  async function bringIn(
    org_id: string,
    object: ImportObject,
    file: string | Uint8Array,
    change?: (mapping: AnyMapping) => unknown,
  ) {
    const { id } = await prepare(org_id, object, file, change)
    await runImport.run(call(org_id), { params: { id } })
    await runImports(world.runtime)
    return getImport.run(call(org_id), { params: { id } })
  }

  return { call, upload, prepare, bringIn }
}

type Counted = Record<'created' | 'updated' | 'unchanged' | 'refused' | 'left_out', number> & { state: string }

export const counts = ({ state, created, updated, unchanged, refused, left_out }: Counted) => ({
  ...{ state, created, updated, unchanged, refused, left_out },
})
export const finished = { state: 'finished', created: 0, updated: 0, unchanged: 0, refused: 0, left_out: 0 }

export async function textOf(answer: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of answer) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
