/**
 * How many requests a witness answers, each durable before its answer, against the disk's own speed.
 *
 *     npx tsx benchmarks/witness.ts [REQUESTS]
 *
 * REQUESTS (default 500) go over loopback to one witness: of one log one after the other; of one log, 16 at a
 * time, for a tree that it knows; of 16 logs side by side. The floor writes and syncs the same files without any of it. All take turns, five times.
 * Reach (ledger reference, section 1.11): 100 requests/s.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createWitness, startWitness } from '../packages/toolkit/src/adapters/ledger/index.ts'
import { createSigningKey, toSigner } from '../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import { nodeDisk } from '../packages/toolkit/src/adapters/ledger/node-disk.ts'
import { replaceFile } from '../packages/toolkit/src/adapters/ledger/store.ts'
import { sha256 } from '../packages/toolkit/src/base/index.ts'
import {
  createConsistencyProof,
  formatAddCheckpoint,
  formatVerifierKey,
  hashLeaf,
  rootOf,
  signCheckpoint,
  type Signer,
} from '../packages/toolkit/src/translog/index.ts'
import { root } from './inputs.ts'
import { printMachine } from './measure.ts'

const RUNS = 5
const LOGS = 16
const [requests = 500] = process.argv.slice(2).map(Number)
// Beside the project: the system's temporary folder may lie in memory, where a sync costs nothing.
const folder = mkdtempSync(join(root, 'node_modules', '.cache-witness-'))
const leaves = Array.from({ length: requests }, (_, at) => hashLeaf(sha256, Buffer.from(`entry ${at}`)))

printMachine()
try {
  const figures: Record<string, number[]> = { floor: [], 'in turn': [], '16 at a time': [], '16 logs': [] }
  for (let run = 0; run < RUNS; run++) {
    figures['in turn']?.push(await measure(`turn-${run}`, 1, sendInTurn))
    figures['16 at a time']?.push(await measure(`ahead-${run}`, 1, sendAtOnce))
    figures['16 logs']?.push(await measure(`logs-${run}`, LOGS, sendInTurn))
    figures['floor']?.push(await measureFloor(join(folder, `turn-${run}`, 'state')))
  }
  console.log(`\n${requests} requests, median of ${RUNS} runs (requests/s; range)`)
  for (const [name, values] of Object.entries(figures)) {
    const rates = values.map((ms) => Math.round((requests * 1000) / ms)).sort((a, b) => a - b)
    console.log(`${name.padEnd(12)} ${rates[rates.length >> 1]} (${rates[0]} to ${rates.at(-1)})`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

type Send = (url: string, bodies: readonly string[]) => Promise<void>

/** Milliseconds for all requests, shared evenly among the logs. */
async function measure(name: string, logs: number, send: Send): Promise<number> {
  const dir = join(folder, name)
  mkdirSync(dir)
  const signers = Array.from({ length: logs }, (_, at) => createSigner(`log-${at}.bench.example`))
  const configPath = join(dir, 'config.json')
  const config = {
    format: 'occtet-witness/v1',
    name: 'witness.bench.example',
    key: 'key',
    state: 'state',
    logs: signers.map(({ key }) => formatVerifierKey(key)),
    limits: { perMinute: 1_000_000, atOnce: 1000 },
  }
  writeFileSync(configPath, JSON.stringify(config))
  await createWitness(configPath)
  const witness = await startWitness({ configPath })
  const bodies = signers.map((signer) => bodiesOf(signer, Math.floor(requests / logs)))
  const start = performance.now()
  await Promise.all(bodies.map((own) => send(witness.url, own)))
  const ms = performance.now() - start
  await witness.stop()
  return (ms * requests) / bodies.flat().length
}

/** Each from the size before. */
function bodiesOf(signer: Signer, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const own = leaves.slice(0, at + 1)
    const tree = { origin: signer.key.name, size: BigInt(at + 1), root: rootOf(sha256, own), extensions: [] }
    const note = signCheckpoint(tree, [signer])
    const proof = at === 0 ? undefined : createConsistencyProof(sha256, own, at)
    if (!note.ok || proof?.ok === false) throw new Error('the log cannot sign')
    return formatAddCheckpoint({ oldSize: BigInt(at), proof: proof?.value ?? [], note: note.value })
  })
}

async function sendInTurn(url: string, bodies: readonly string[]): Promise<void> {
  for (const body of bodies) await post(url, body)
}

/** New cosignatures of one tree: requests that wait together share a write. */
async function sendAtOnce(url: string, bodies: readonly string[]): Promise<void> {
  const [first = ''] = bodies
  await post(url, first)
  const again = first.replace(/^old 0/, 'old 1')
  const lane = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at++) await post(url, again)
  }
  await Promise.all(
    Array.from({ length: LOGS }, (_, at) => lane(Math.floor((bodies.length - 1 + at) / LOGS))),
  )
}

async function post(url: string, body: string): Promise<void> {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
  const said = await response.text()
  if (response.status !== 200) throw new Error(`${response.status}: ${said}`)
}

/** Milliseconds for as many durable replacements of the very file that the witness keeps. */
async function measureFloor(stateDir: string): Promise<number> {
  const [name = ''] = readdirSync(stateDir).filter((file) => /^[0-9a-f]{64}\.json$/.test(file))
  const path = join(stateDir, name)
  const bytes = readFileSync(path)
  const start = performance.now()
  for (let at = 0; at < requests; at++) await replaceFile(nodeDisk, { path, bytes })
  return performance.now() - start
}

function createSigner(name: string): Signer {
  const key = createSigningKey(name)
  if (!key.ok) throw new Error(key.error.message)
  return toSigner(key.value)
}
