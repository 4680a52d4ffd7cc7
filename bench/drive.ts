import { postgresSeconds } from './cpu.ts'

export type Driven = { count: number; tps: number; p50_ms: number; p95_ms: number | null }

/** Keeps so many clients busy for so long, each with one thing after the other. */
export async function drive(clients: number, seconds: number, one: () => Promise<void>): Promise<Driven> {
  const took: number[] = []
  const since = performance.now()
  const until = since + seconds * 1000
  const client = async () => {
    for (let now = performance.now(); now < until;) {
      await one()
      const then = now
      now = performance.now()
      took.push(now - then)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const tps = (took.length * 1000) / (performance.now() - since)
  took.sort((a, b) => a - b)
  const at = (part: number) => took[Math.floor(took.length * part)] ?? 0
  return { count: took.length, tps, p50_ms: at(0.5), p95_ms: at(0.95) }
}

export type Measured = Driven & { node_cores: number; postgres_cores: number }

/** What a run does, and how many cores Node and PostgreSQL were busy with on average. */
export async function measure(postmaster: number, run: () => Promise<Driven>): Promise<Measured> {
  const since = performance.now()
  const before = process.cpuUsage()
  const postgres_before = postgresSeconds(postmaster)
  const driven = await run()
  const seconds = (performance.now() - since) / 1000
  const { user, system } = process.cpuUsage(before)
  return {
    ...driven,
    node_cores: (user + system) / 1e6 / seconds,
    postgres_cores: (postgresSeconds(postmaster) - postgres_before) / seconds,
  }
}
