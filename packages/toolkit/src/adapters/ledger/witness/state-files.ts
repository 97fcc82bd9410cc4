/** What a witness keeps, on the disk: one file for each log, and one with the evidence where a log has forked. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  formatSplitView,
  formatVerifierKey,
  formatWitnessState,
  parseWitnessState,
  type Verifier,
  type VerifierKey,
  type WitnessState,
} from '../../../translog/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { replaceFile } from '../store.ts'

/** Which witness a folder belongs to; written once, when it is made. */
export const IDENTITY = 'witness.json'

export interface WitnessPlace {
  readonly disk: LedgerDisk
  readonly dir: string
  readonly logs: ReadonlyMap<string, readonly Verifier[]>
  /** The witness's own key. */
  readonly cosigners: readonly Verifier[]
}

const nothing: WitnessState = { cosigned: undefined, fork: undefined }

/** Name of a log in paths: lower-case hex of the SHA-256 of its origin (C2SP tlog-witness, section "monitoring"). */
export function originHash(origin: string): string {
  return createHash('sha256').update(origin).digest('hex')
}

export function evidencePath(dir: string, origin: string): string {
  return join(dir, `${originHash(origin)}.fork.json`)
}

/** Throws NOT_A_WITNESS unless the folder is that of this key. */
export function assertWitnessFolder(disk: LedgerDisk, dir: string, key: VerifierKey): void {
  const path = join(dir, IDENTITY)
  const found = disk.read(path)
  if (found === undefined) {
    throw new LedgerError('NOT_A_WITNESS', `${path}: missing; the witness was not made, or its state is gone`)
  }
  if (Buffer.from(found).toString() !== formatIdentity(key)) {
    throw new LedgerError('NOT_A_WITNESS', `${path}: not the folder of ${key.name}+${key.id}`)
  }
}

export async function writeIdentity(disk: LedgerDisk, dir: string, key: VerifierKey): Promise<void> {
  await replaceFile(disk, { path: join(dir, IDENTITY), bytes: Buffer.from(formatIdentity(key)) })
}

/** Throws WITNESS_DAMAGED: a state that cannot be read is never taken for an empty one. */
export function readState({ disk, dir, logs, cosigners }: WitnessPlace, origin: string): WitnessState {
  const path = statePath(dir, origin)
  const bytes = disk.read(path)
  if (bytes === undefined) return nothing
  const state = parseWitnessState(Buffer.from(bytes).toString(), origin, { logs, cosigners })
  if (state.ok) return state.value
  throw new LedgerError('WITNESS_DAMAGED', `${path}: ${state.error.message}`)
}

/** Durable when it returns; the evidence first. */
export async function writeState(
  { disk, dir, logs }: WitnessPlace,
  origin: string,
  state: WitnessState,
): Promise<void> {
  const verifierKeys = (logs.get(origin) ?? []).map(({ key }) => formatVerifierKey(key))
  const path = evidencePath(dir, origin)
  if (state.fork !== undefined && disk.read(path) === undefined) {
    await replaceFile(disk, { path, bytes: Buffer.from(formatSplitView({ ...state.fork, verifierKeys })) })
  }
  const text = formatWitnessState(state, verifierKeys)
  await replaceFile(disk, { path: statePath(dir, origin), bytes: Buffer.from(text) })
}

/** The history that was cosigned goes on; the evidence stays, under another name. False where there was no fork. */
export async function clearFork(place: WitnessPlace, origin: string): Promise<boolean> {
  const { disk, dir } = place
  const state = readState(place, origin)
  if (state.fork === undefined) return false
  const path = evidencePath(dir, origin)
  const bytes = disk.read(path)
  if (bytes !== undefined) {
    await replaceFile(disk, { path: freeName(disk, path), bytes })
  }
  await writeState(place, origin, { ...state, fork: undefined })
  // Last: a crash before leaves the evidence twice, never lost.
  await disk.remove(path)
  return true
}

function freeName(disk: LedgerDisk, path: string): string {
  for (let number = 1; ; number++) {
    const name = path.replace(/\.json$/, `.${number}.json`)
    if (disk.read(name) === undefined) return name
  }
}

function statePath(dir: string, origin: string): string {
  return join(dir, `${originHash(origin)}.json`)
}

function formatIdentity(key: VerifierKey): string {
  return `${JSON.stringify({ format: 'occtet-witness-folder/v1', verifierKey: formatVerifierKey(key) })}\n`
}
