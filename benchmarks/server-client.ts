/**
 * Sends requests from a process of its own: `URL RATE SECONDS PATH…`; prints JSON. Used by server.ts.
 *
 * At a rate: open loop. Each request has its moment, whether or not earlier ones were answered, and its time counts from that
 * moment; so a slow answer delays nobody unseen. The moments are as random as those of independent people (exponential gaps,
 * the same ones in each run), not in a burst at the beginning of each second. `most`: 16 that ask again when answered.
 */
import { Agent, get } from 'node:http'

const [url = '', rate = '200', seconds = '15', ...paths] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const ASKERS = 16

const times: number[] = []
let bad = 0
let asked = 0

async function ask(since: number): Promise<void> {
  const path = paths[asked++ % paths.length] ?? '/'
  const isGood = await new Promise<boolean>((resolve) => {
    const request = get(`${url}${path}`, { agent }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode === 200))
      response.on('error', () => resolve(false))
    })
    request.on('error', () => resolve(false))
  })
  times.push(performance.now() - since)
  if (!isGood) bad++
}

/** Numerical Recipes' generator: the same moments in each run. */
function createRandom(): () => number {
  let state = 20_261_122
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
}

async function atRate(perSecond: number, until: number): Promise<void> {
  const random = createRandom()
  const under: Promise<void>[] = []
  let next = performance.now()
  while (next < until) {
    const wait = next - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    under.push(ask(next))
    next += (-Math.log(random()) / perSecond) * 1000
  }
  await Promise.all(under)
}

async function asMany(until: number): Promise<void> {
  const one = async (): Promise<void> => {
    while (performance.now() < until) await ask(performance.now())
  }
  await Promise.all(Array.from({ length: ASKERS }, one))
}

const began = performance.now()
const until = began + Number(seconds) * 1000
await (rate === 'most' ? asMany(until) : atRate(Number(rate), until))
const lasted = (performance.now() - began) / 1000
agent.destroy()
times.sort((a, b) => a - b)
const at = (share: number): number => Number((times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(1))
console.log(
  JSON.stringify({ p50: at(0.5), p99: at(0.99), max: at(1), perSecond: times.length / lasted, bad }),
)
