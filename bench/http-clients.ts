/** A thread of clients: each keeps its connection and sends one submit after the other. */
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import type { Range } from './accounts.ts'
import { drive } from './drive.ts'
import { submitOf } from './submits.ts'

export type Work = { url: string; keys: string[]; clients: number; seconds: number; first: number; range: Range }

const { url, keys, clients, seconds, first, range } = workerData as Work // what driveHttp hands over
const agent = new Agent({ keepAlive: true, maxSockets: clients })
let next = first

function submit(): Promise<void> {
  const { partner, body, key } = submitOf(next++, range)
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${keys[partner]}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    }
    const sent = request(`${url}/api/v1/registrations`, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part))
      answer.on('end', () =>
        answer.statusCode === 201 ? resolve() : reject(new Error(`${answer.statusCode} ${text}`)),
      )
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

parentPort?.postMessage(await drive(clients, seconds, submit))
