import type { AddressInfo } from 'node:net'
import { createEdge, type Fetch } from '#server/edge/edge.ts'
import { createHints } from '#server/edge/hints.ts'
import { createLimits } from '#server/edge/limits.ts'
import { createHttpServer } from '#server/edge/listen.ts'
import type { World } from '#tests/make/world.ts'

/** Nobody is slowed down: what is tried here are answers, not quotas. */
const LIMIT_SCALE = 100_000

export type Served = {
  url: string
  port: number
  /** The same edge without a socket. */
  fetch: Fetch
  close(): Promise<void>
}

/** The whole app of a world over real HTTP on a free port, every answer held against its contract. */
export async function serve(world: World): Promise<Served> {
  const { runtime, app } = world
  const hints = createHints(world.db, runtime.log)
  const fetchEdge = createEdge({
    runtime,
    verbs: app.verbs,
    config: { public_url: 'http://localhost', trust_proxy: false },
    limits: createLimits(LIMIT_SCALE),
    hints,
    web: null,
    version: '0.0.0',
    check_answers: true,
    isStopping: () => false,
  })
  const server = createHttpServer(() => fetchEdge, runtime.log)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    fetch: fetchEdge,
    async close() {
      await hints.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
