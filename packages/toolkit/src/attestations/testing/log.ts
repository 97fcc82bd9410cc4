/** A small log with witnesses, in memory: an event among others, its proof, cosigned at given times. */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { sha256 } from '../../base/index.ts'
import { createCommitment, type Envelope, formatLedgerEntry, formatOpening } from '../../ledger/index.ts'
import {
  cosignCheckpoint,
  createInclusionProof,
  createVerifierKey,
  formatBase64,
  formatNote,
  formatTlogProof,
  hashLeaf,
  type KeyType,
  openCheckpoint,
  parseNote,
  type Policy,
  rootOf,
  signCheckpoint,
  type VerifierKey,
} from '../../translog/index.ts'
import type { LogTrust } from '../log-evidence.ts'
import { must } from './statements.ts'

const ORIGIN = 'maker.example/log/a'

function keyOf(name: string, type: KeyType) {
  const seed = sha256(`${name} ${type}`)
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(12)
  const key = must(createVerifierKey(sha256, { name, type, publicKey }))
  return { key, sign: (message: Uint8Array) => sign(null, message, privateKey) }
}

const log = keyOf(ORIGIN, 'ed25519')
const witnesses = ['w1.example', 'w2.example', 'w3.example'].map((name) => keyOf(name, 'cosignature'))

const toVerifier = (key: VerifierKey) => ({
  key,
  verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
    return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
  },
})

/** `quorum`: how many of the three witnesses; undefined: none is asked for. */
export function trustIn(quorum: number | undefined): LogTrust {
  const members = witnesses.map(({ key }) => ({
    kind: 'witness' as const,
    name: key.name,
    key,
    url: undefined,
  }))
  const policy: Policy = {
    logs: [{ key: log.key, url: undefined }],
    witnesses: members,
    quorum: quorum === undefined ? undefined : { kind: 'group', name: 'q', threshold: quorum, members },
  }
  return { policy, toVerifier }
}

/** Whatever was signed: the leaf needs no valid signature of its own. */
export function eventOf(data: object): { readonly envelope: Envelope; readonly salt: Uint8Array } {
  const payload = formatBase64(new TextEncoder().encode(JSON.stringify(data)))
  const signatures = [{ keyid: 'e'.repeat(64), sig: formatBase64(new Uint8Array(64)) }]
  return {
    envelope: { payload, payloadType: 'application/vnd.occtet.ledger-event.v1+json', signatures },
    salt: sha256('salt'),
  }
}

export function entryOf({
  envelope,
  salt,
}: {
  readonly envelope: Envelope
  readonly salt: Uint8Array
}): Uint8Array {
  const payload = Buffer.from(envelope.payload, 'base64')
  const opening = formatOpening({ ...envelope, payload })
  return must(formatLedgerEntry({ kind: 'event', commitment: must(createCommitment(salt, opening)) }))
}

/** Seconds since 1970 by witness; 0 leaves one out. Gives the proof and the text that was signed. */
export function proofOf(
  entry: Uint8Array,
  seconds: readonly number[],
): { readonly proof: string; readonly text: string } {
  const leaves = [sha256('other'), hashLeaf(sha256, entry), sha256('third')]
  const hashes = must(createInclusionProof(sha256, leaves, 1))
  const root = rootOf(sha256, leaves)
  const signed = must(signCheckpoint({ origin: ORIGIN, size: 3n, root, extensions: [] }, [log]))
  const checkpoint = must(openCheckpoint(signed, ORIGIN, [toVerifier(log.key)]))
  const lines = witnesses.flatMap((witness, index) => {
    const at = seconds[index] ?? 0
    return at === 0 ? [] : [must(cosignCheckpoint(checkpoint, witness, BigInt(at)))]
  })
  const note = must(parseNote(signed))
  const cosigned = must(formatNote({ text: note.text, signatures: [...note.signatures, ...lines] }))
  const proof = must(formatTlogProof({ extra: undefined, index: 1n, hashes, checkpoint: cosigned }))
  return { proof, text: note.text }
}
