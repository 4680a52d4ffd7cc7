import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { doerOf } from '#db/worlds/doer.ts'
import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import type { Connection } from '#server/platform/postgres/embedded.ts'
import { startServer } from '#server/start.ts'
import type { Driven } from './drive.ts'
import type { Work } from './http-clients.ts'
import type { BenchWorld } from './world.ts'

export type BenchServer = { url: string; keys: string[]; stop(): Promise<void> }

/** The whole server with its loops on the world's database, and an API key for each partner; with its pages, if wanted. */
export async function startServerOver(
  { embedded, app, runtime, partners, log }: BenchWorld,
  { web = false } = {},
): Promise<BenchServer> {
  const keys: string[] = []
  for (const { admin } of web ? [] : partners) {
    const body = { name: 'bench', scopes: ['registration:submit', 'registration:read'], expires_in_days: null }
    keys.push((await doerOf(app, runtime)(admin, 'key.create', { body })).token)
  }
  const config = readConfig({
    DEMO: 'false',
    PORT: '0',
    DATABASE_URL: urlOf(embedded.owner),
    APP_DATABASE_URL: urlOf(embedded.app),
  })
  const { url, stop } = await startServer({ compose: composeApp, config, log, web, limit_scale: 1e6 })
  return { url, keys, stop }
}

function urlOf({ host, port, user, password, database }: Connection): string {
  return `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`
}

/** Submits over HTTP from a thread of its own, so that the clients' work does not stand in the server's way. */
export async function driveHttp(work: Work): Promise<Driven> {
  const worker = new Worker(new URL('./http-clients.ts', import.meta.url), { workerData: work })
  const [driven] = (await once(worker, 'message')) as [Driven] // what http-clients posts
  await worker.terminate()
  return driven
}
