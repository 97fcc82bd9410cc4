/** Logs and witnesses in memory, for the tests of witnesses and monitors. */
import { randomBytes } from 'node:crypto'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  createVerifierKey,
  hashLeaf,
  type KeyType,
  rootOf,
  signCheckpoint,
  type Signer,
  type Verifier,
  type Witness,
} from '../../../packages/toolkit/src/translog/index.ts'
import { signEd25519, toPublicKey, toVerifier } from '../translog/signatures.ts'

export interface TestLog {
  readonly origin: string
  readonly verifier: Verifier
  readonly leaves: readonly Uint8Array[]
  /** The signed note of a size. */
  readonly sign: (size: number) => string
}

/** Leaf hashes that any two logs share where name and place are one. */
export function leavesOf(name: string, count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, at) => hashLeaf(sha256, Buffer.from(`${name} ${at}`)))
}

/** Logs of one origin have one key: two of them with other leaves are a fork. */
export function createTestLog(origin: string, leaves: readonly Uint8Array[]): TestLog {
  const signer = signerOf(origin, 'ed25519', new Uint8Array(sha256(`test key of ${origin}`)))
  return {
    origin,
    leaves,
    verifier: toVerifier(signer.key),
    sign: (size) => {
      const root = rootOf(sha256, leaves.slice(0, size))
      const note = signCheckpoint({ origin, size: BigInt(size), root, extensions: [] }, [signer])
      if (!note.ok) throw new Error(note.error.message)
      return note.value
    },
  }
}

/** With a key of its own each time. */
export function createTestWitness(
  name: string,
  logs: readonly Verifier[],
): { readonly witness: Witness; readonly cosigners: readonly Verifier[] } {
  const signer = signerOf(name, 'cosignature', new Uint8Array(randomBytes(32)))
  const witness: Witness = {
    hash: sha256,
    logs: new Map(logs.map((verifier) => [verifier.key.name, [verifier]])),
    signers: [signer],
    afterFork: 'refuse',
  }
  return { witness, cosigners: [toVerifier(signer.key)] }
}

export function signerOf(name: string, type: KeyType, seed: Uint8Array): Signer {
  const key = createVerifierKey(sha256, { name, type, publicKey: toPublicKey(seed) })
  if (!key.ok) throw new Error(key.error.message)
  return { key: key.value, sign: (message) => signEd25519(seed, message) }
}
