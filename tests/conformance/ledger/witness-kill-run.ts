/**
 * Kills real witnesses at seeded moments while a log shows them two histories, and collects every cosignature that was ever
 * answered: there are never two for two roots of one size, and none is forgotten.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toVerifier } from '../../../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import {
  clearWitnessFork,
  createWitness,
  readWitnessStatus,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  createConsistencyProof,
  emptyRange,
  formatAddCheckpoint,
  formatVerifierKey,
  growCompactRange,
  hashLeaf,
  parseVerifierKey,
  readWitnessReply,
  rootOf,
  rootOfCompactRange,
  type Verifier,
} from '../../../packages/toolkit/src/translog/index.ts'
import { seededRandom } from '../../random.ts'
import { buildChild } from '../../soak/killed-child.ts'
import { createTestLog } from './witness-logs.ts'

export interface WitnessKillReport {
  readonly kills: number
  /** Cosignatures that were answered and verified. */
  readonly cosigned: number
  /** Lives in which the witness saw the second history. */
  readonly forks: number
  /** Kills after which the disk held more than was answered: the answer was cut off. */
  readonly unanswered: number
  readonly problems: readonly string[]
}

const origin = 'log.test.example/kill'

export async function buildWitness(folder: string): Promise<string> {
  const source = new URL('../../../packages/toolkit/src/adapters/ledger/index.ts', import.meta.url)
  return await buildChild(
    folder,
    `import { startWitness } from ${JSON.stringify(fileURLToPath(source))}
     const witness = await startWitness({ configPath: process.argv[2], port: Number(process.argv[3] ?? 0) })
     process.stdout.write(witness.url + '\\n')`,
  )
}

/** `tamper` runs after each kill, with the folder of the witness's state: to see that this run would notice. */
export async function runWitnessKills(
  kills: number,
  seed: number,
  tamper: (stateDir: string, kill: number) => void = () => undefined,
): Promise<WitnessKillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-witness-kill-'))
  try {
    const configPath = join(folder, 'witness.config')
    const { verifier } = createTestLog(origin, [])
    const config = {
      format: 'occtet-witness/v1',
      name: 'witness.test.example',
      key: 'key',
      state: 'state',
      logs: [formatVerifierKey(verifier.key)],
      limits: { perMinute: 1_000_000 },
    }
    writeFileSync(configPath, JSON.stringify(config))
    const key = parseVerifierKey(sha256, (await createWitness(configPath)).verifierKey)
    if (!key.ok) throw new Error(key.error.message)
    return await killRounds(new Rounds(configPath, await buildWitness(folder), toVerifier(key.value)), {
      kills,
      random: seededRandom(seed),
      tamper: (kill) => tamper(join(folder, 'state'), kill),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function killRounds(
  rounds: Rounds,
  {
    kills,
    random,
    tamper,
  }: { readonly kills: number; readonly random: () => number; readonly tamper: (kill: number) => void },
): Promise<WitnessKillReport> {
  let [forks, unanswered] = [0, 0]
  for (let kill = 0; kill < kills; kill++) {
    await rounds.live(random)
    tamper(kill)
    const left = await rounds.settle(kill)
    if (left.wasForked) forks++
    if (left.wasUnanswered) unanswered++
  }
  const cosigned = [...rounds.roots.values()].length
  return { kills, cosigned, forks, unanswered, problems: rounds.problems }
}

class Rounds {
  readonly problems: string[] = []
  /** By size: the root of each cosignature that was answered. */
  readonly roots = new Map<number, string>()
  readonly #configPath: string
  readonly #script: string
  readonly #verifier: Verifier
  /** Leaves of the history that the witness follows. */
  #leaves: readonly Uint8Array[] = []
  /** Leaves that were proposed in this life, by the root that they lead to. */
  readonly #proposed = new Map<string, readonly Uint8Array[]>()
  #serial = 0
  #range = emptyRange
  /** By size. */
  readonly #history = [toText(rootOfCompactRange(sha256, emptyRange))]

  constructor(configPath: string, script: string, verifier: Verifier) {
    this.#configPath = configPath
    this.#script = script
    this.#verifier = verifier
  }

  /** From start to kill. */
  async live(random: () => number): Promise<void> {
    const { child, url } = await startChild(this.#script, this.#configPath)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    this.#proposed.clear()
    // So many answers, and then the kill while the next one is under way, however fast the machine is.
    const fatal = 2 + Math.floor(random() * 8)
    try {
      for (let step = 0; ; step++) {
        // Timed from when the request is out: making it takes longer than answering it.
        const delay = random() * 25
        const strike = (): void => void setTimeout(() => child.kill('SIGKILL'), delay)
        const onSent = step === fatal ? strike : undefined
        // Now and then two histories at once: the first one that arrives is followed, the other is a fork.
        const isRace = random() < (step < fatal ? 0.05 : 0.4)
        const added = 1 + Math.floor(3 * random())
        const sent = Array.from({ length: isRace ? 2 : 1 }, () => this.#propose(url, added, onSent))
        if ((await Promise.all(sent)).includes('gone')) break
      }
    } finally {
      child.kill('SIGKILL')
      await gone
    }
  }

  /** What the disk holds must contain all that was answered. Then the operator clears a fork. */
  async settle(kill: number): Promise<{ readonly wasForked: boolean; readonly wasUnanswered: boolean }> {
    const [log] = readWitnessStatus(this.#configPath).logs
    const size = Number(log?.cosigned?.size ?? 0)
    const last = Math.max(0, ...this.roots.keys())
    if (size < last) this.problems.push(`kill ${kill}: size ${last} was cosigned, ${size} is kept`)
    if (size > this.#leaves.length)
      this.#leaves = this.#proposed.get(log?.cosigned?.root ?? '') ?? this.#leaves
    if (size !== this.#leaves.length)
      this.problems.push(`kill ${kill}: an unknown tree of size ${size} is kept`)
    this.#follow()
    for (const [at, root] of this.roots) {
      if (this.#history[at] !== root)
        this.problems.push(`kill ${kill}: size ${at} was cosigned in another history`)
    }
    const wasForked = log?.state === 'forked'
    if (wasForked && !(await clearWitnessFork(this.#configPath, origin)))
      this.problems.push(`kill ${kill}: the fork cannot be cleared`)
    return { wasForked, wasUnanswered: size > last }
  }

  /** Roots of all sizes up to now; leaves are only ever added. */
  #follow(): void {
    for (const leaf of this.#leaves.slice(Number(this.#range.size))) {
      this.#range = growCompactRange(sha256, this.#range, [leaf])
      this.#history.push(toText(rootOfCompactRange(sha256, this.#range)))
    }
  }

  async #propose(url: string, added: number, onSent?: () => void): Promise<'gone' | 'told'> {
    const before = this.#leaves
    const oldSize = before.length
    const leaves = [
      ...before,
      ...Array.from({ length: added }, () => hashLeaf(sha256, Buffer.from(`${this.#serial++}`))),
    ]
    const log = createTestLog(origin, leaves)
    const root = toText(rootOf(sha256, leaves))
    this.#proposed.set(root, leaves)
    const proof = oldSize === 0 ? undefined : createConsistencyProof(sha256, leaves, oldSize)
    if (proof?.ok === false) throw new Error(proof.error.message)
    const note = log.sign(leaves.length)
    const body = formatAddCheckpoint({ oldSize: BigInt(oldSize), proof: proof?.value ?? [], note })
    let raw: { readonly status: number; readonly body: Uint8Array }
    try {
      const sent = fetch(`${url}/add-checkpoint`, { method: 'POST', body })
      onSent?.()
      const response = await sent
      raw = { status: response.status, body: new Uint8Array(await response.arrayBuffer()) }
    } catch {
      return 'gone'
    }
    const reply = readWitnessReply(note.slice(0, note.lastIndexOf('\n\n') + 1), [this.#verifier], raw)
    if (reply.kind !== 'cosigned') return 'told'
    const known = this.roots.get(leaves.length)
    if (known !== undefined && known !== root)
      this.problems.push(`two cosignatures for two roots of size ${leaves.length}`)
    this.roots.set(leaves.length, root)
    if (leaves.length > this.#leaves.length) this.#leaves = leaves
    return 'told'
  }
}

/** Resolves when the witness tells its address. */
export async function startChild(
  script: string,
  configPath: string,
  port = 0,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [script, configPath, String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return await new Promise((resolve, reject) => {
    let [said, failed] = ['', '']
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      const end = said.indexOf('\n')
      if (end >= 0) resolve({ child, url: said.slice(0, end) })
    })
    child.stderr.on('data', (part: Buffer) => {
      failed += part.toString('utf8')
    })
    child.once('exit', (code) => reject(new Error(`the witness ended with ${code}: ${failed}`)))
  })
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
