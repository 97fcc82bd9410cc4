/** A witness for tests, on another machine than the log: it remembers what it cosigned whatever happens to the log. */
import { sha256 } from '../../../base/index.ts'
import {
  cosignCheckpoint,
  createVerifierKey,
  formatNote,
  openCheckpoint,
  parseNote,
  readRoot,
  type Signer,
  type Verifier,
  type VerifierKey,
} from '../../../translog/index.ts'
import { createSigningKey, toSigner, toVerifier } from '../../feddb/exchange/ed25519.ts'
import type { Cosign } from '../witness/port.ts'

export interface Remembered {
  readonly size: bigint
  readonly root: Uint8Array
  /** The log's own signature for it. */
  readonly note: string
}

export interface WitnessMemory {
  read: () => Remembered | undefined
  write: (tree: Remembered) => void
}

export interface TestWitness {
  readonly cosign: Cosign
  readonly verifier: Verifier
  /** Checkpoints that are no continuation of what was cosigned before: proof of a second head. */
  readonly alarms: readonly string[]
  /** How often it was asked. */
  readonly asked: () => number
}

/** `isReachable`: whether the request with this number, from one on, gets through. */
export function createTestWitness(
  log: VerifierKey,
  { memory = createMemory(), isReachable = () => true }: TestWitnessOptions = {},
): TestWitness {
  const signer = createWitnessSigner()
  const alarms: string[] = []
  let asked = 0
  const cosign: Cosign = async (signed, tiles) => {
    await Promise.resolve()
    asked++
    const miss = { note: signed.note, quorum: 'missed' } as const
    if (!isReachable(asked)) return { ...miss, witnesses: [{ name: 'w', state: 'failed', reason: 'down' }] }
    const opened = openCheckpoint(signed.note, log.name, [toVerifier(log)])
    if (!opened.ok) throw new Error(opened.error.message)
    const last = memory.read()
    const code = last === undefined ? undefined : judge(last, signed, tiles)
    if (last !== undefined && code !== undefined) {
      alarms.push(`${code} at size ${signed.size}`)
      const alarm = { code, note: last.note, witness: 'w', message: `size ${signed.size}` } as const
      return { ...miss, witnesses: [{ name: 'w', state: 'failed' }], alarms: [alarm] }
    }
    memory.write(signed)
    const line = cosignCheckpoint(opened.value, signer, 1_795_305_600n + BigInt(asked))
    const note = parseNote(signed.note)
    if (!line.ok || !note.ok) throw new Error('the test witness cannot cosign')
    const others = note.value.signatures.filter(({ name }) => name !== signer.key.name)
    const text = formatNote({ text: note.value.text, signatures: [...others, line.value] })
    if (!text.ok) throw new Error(text.error.message)
    return { note: text.value, quorum: 'met', witnesses: [{ name: 'w', state: 'cosigned' }] }
  }
  return { cosign, verifier: toVerifier(signer.key), alarms, asked: () => asked }
}

export interface TestWitnessOptions {
  readonly memory?: WitnessMemory
  readonly isReachable?: (request: number) => boolean
}

function judge(
  last: Remembered,
  signed: Remembered,
  tiles: Parameters<Cosign>[1],
): 'ROLLED_BACK' | 'FORKED' | undefined {
  if (last.size > signed.size) return 'ROLLED_BACK'
  const root = readRoot(sha256, tiles, last.size)
  const own = readRoot(sha256, tiles, signed.size)
  if (!root.ok || !own.ok) throw new Error('the test witness was shown tiles that are not there')
  const isSame = Buffer.compare(root.value, last.root) === 0 && Buffer.compare(own.value, signed.root) === 0
  return isSame ? undefined : 'FORKED'
}

function createMemory(): WitnessMemory {
  let tree: Remembered | undefined
  return {
    read: () => tree,
    write: (next) => {
      tree = next
    },
  }
}

function createWitnessSigner(): Signer {
  const made = createSigningKey('witness.test.example/w')
  if (!made.ok) throw new Error(made.error.message)
  const { name, publicKey } = made.value.key
  const key = createVerifierKey(sha256, { name, type: 'cosignature', publicKey })
  if (!key.ok) throw new Error(key.error.message)
  return { ...toSigner(made.value), key: key.value }
}
