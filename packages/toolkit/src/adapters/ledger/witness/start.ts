/** A witness on this machine: made once, started, looked at, and freed of a log's fork by its operator. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { sha256 } from '../../../base/index.ts'
import { formatVerifierKey, type Signer } from '../../../translog/index.ts'
import { toVerifier } from '../../feddb/exchange/ed25519.ts'
import { makeFolders, takeLock } from '../create.ts'
import { LedgerError } from '../errors.ts'
import { nodeDisk } from '../node-disk.ts'
import { guard } from '../store.ts'
import { readWitnessConfig, type WitnessConfig } from './config.ts'
import { createWitnessKey, readWitnessKey } from './key-file.ts'
import { WitnessNode } from './node.ts'
import { listenWitness, type Reply, type RunningServer, type ServerTimes } from './server.ts'
import {
  assertWitnessFolder,
  clearFork,
  evidencePath,
  originHash,
  readState,
  type WitnessPlace,
  writeIdentity,
} from './state-files.ts'

export interface StartWitnessOptions {
  readonly configPath: string
  /** Default: 127.0.0.1. */
  readonly host?: string
  /** Default: 0, the system chooses. */
  readonly port?: number
  /** Milliseconds since 1970. Default: that of the machine. */
  readonly clock?: () => number
  /** How patient the server is; for tests. */
  readonly times?: Partial<ServerTimes>
}

export interface RunningWitness extends RunningServer {
  readonly verifierKey: string
  readonly origins: readonly string[]
  /** Set once a write failed: it answers 503 until it is started again. */
  readonly stopped: () => LedgerError | undefined
}

/** One log as a witness knows it; sizes and times as decimal text. */
export interface WitnessedLog {
  readonly origin: string
  /** Undefined: nothing was cosigned yet. `time`: seconds since 1970. */
  readonly cosigned: { readonly size: string; readonly root: string; readonly time: string } | undefined
  readonly state: 'new' | 'following' | 'forked'
  /** File with the proof that the log has shown two histories. */
  readonly evidence: string | undefined
}

export interface WitnessStatus {
  readonly name: string
  readonly verifierKey: string
  readonly logs: readonly WitnessedLog[]
}

/** Makes key and state folder. Throws WITNESS_EXISTS where either is: a key without its state must never cosign again. */
export async function createWitness(configPath: string): Promise<{ readonly verifierKey: string }> {
  const config = readWitnessConfig(configPath)
  const { keyPath, stateDir, name } = config
  if (existsSync(keyPath) || existsSync(stateDir)) {
    throw new LedgerError('WITNESS_EXISTS', `${existsSync(keyPath) ? keyPath : stateDir}: is there already`)
  }
  await makeFolders(nodeDisk, dirname(keyPath))
  await makeFolders(nodeDisk, stateDir)
  const { key } = await createWitnessKey(nodeDisk, keyPath, name)
  await writeIdentity(nodeDisk, stateDir, key)
  return { verifierKey: formatVerifierKey(key) }
}

/** Throws LedgerError: NOT_A_WITNESS, KEY_INVALID, CONFIG_INVALID, WITNESS_DAMAGED, LEDGER_LOCKED, ADDRESS_REFUSED. */
export async function startWitness(options: StartWitnessOptions): Promise<RunningWitness> {
  const config = readWitnessConfig(options.configPath)
  const { signer, place } = openPlace(config)
  const lock = takeLock(config.stateDir)
  try {
    const witness = { hash: sha256, logs: config.logs, signers: [signer], afterFork: 'refuse' } as const
    const clock = options.clock ?? Date.now
    const { perMinute, atOnce } = config.limits
    const node = new WitnessNode({ place, witness, clock, perMinute, assertHeld: lock.assertHeld })
    const pages = { add: (body: Uint8Array) => node.add(body), page: toPages(config, signer, node) }
    const { host = '127.0.0.1', port = 0, times = {} } = options
    const server = await listenWitness(pages, { host, port, prefix: config.prefix, atOnce, times })
    return {
      url: server.url,
      verifierKey: formatVerifierKey(signer.key),
      origins: [...config.logs.keys()],
      stopped: () => node.stopped,
      stop: async () => {
        await server.stop()
        await node.close()
        lock.release()
      },
    }
  } catch (cause) {
    lock.release()
    throw cause
  }
}

/** Needs no lock: what a running witness writes meanwhile may or may not be in it. */
export function readWitnessStatus(configPath: string): WitnessStatus {
  const config = readWitnessConfig(configPath)
  const { signer, place } = openPlace(config)
  const logs = [...config.logs.keys()].map((origin): WitnessedLog => {
    const { cosigned, fork } = readState(place, origin)
    return {
      origin,
      cosigned:
        cosigned === undefined
          ? undefined
          : {
              size: String(cosigned.checkpoint.size),
              root: Buffer.from(cosigned.checkpoint.root).toString('base64'),
              time: String(cosigned.time),
            },
      state: fork !== undefined ? 'forked' : cosigned === undefined ? 'new' : 'following',
      evidence: fork === undefined ? undefined : evidencePath(config.stateDir, origin),
    }
  })
  return { name: config.name, verifierKey: formatVerifierKey(signer.key), logs }
}

/**
 * The operator's decision to go on with the history that was cosigned; the evidence is kept. False where there was no fork.
 * Stop the witness before: throws LEDGER_LOCKED while it runs.
 */
export async function clearWitnessFork(configPath: string, origin: string): Promise<boolean> {
  const config = readWitnessConfig(configPath)
  if (!config.logs.has(origin))
    throw new LedgerError('CONFIG_INVALID', `${configPath}: lists no log ${origin}`)
  const { place } = openPlace(config)
  const lock = takeLock(config.stateDir)
  try {
    return await guard(config.stateDir, () => clearFork(place, origin))
  } finally {
    lock.release()
  }
}

function openPlace(config: WitnessConfig): { readonly signer: Signer; readonly place: WitnessPlace } {
  const { keyPath, stateDir: dir, logs, name } = config
  if (!existsSync(keyPath) && !existsSync(dir)) {
    throw new LedgerError('NOT_A_WITNESS', `${keyPath}: missing; no witness was made here`)
  }
  const signer = readWitnessKey(keyPath, name)
  assertWitnessFolder(nodeDisk, dir, signer.key)
  return { signer, place: { disk: nodeDisk, dir, logs, cosigners: [toVerifier(signer.key)] } }
}

const TEXT = 'text/plain; charset=utf-8'

/** What monitors read: `<hash of the origin>/checkpoint` and `witness.json`. */
function toPages(
  { name, logs }: WitnessConfig,
  signer: Signer,
  node: WitnessNode,
): (path: string) => Reply | undefined {
  const origins = new Map([...logs.keys()].map((origin) => [`${originHash(origin)}/checkpoint`, origin]))
  const about = { name, verifierKeys: [formatVerifierKey(signer.key)], logs: [...logs.keys()] }
  return (path) => {
    if (path === 'witness.json') {
      return { status: 200, contentType: 'application/json', body: `${JSON.stringify(about)}\n` }
    }
    const note = node.stateOf(origins.get(path) ?? '')?.cosigned?.note
    return note === undefined ? undefined : { status: 200, contentType: TEXT, body: note }
  }
}
