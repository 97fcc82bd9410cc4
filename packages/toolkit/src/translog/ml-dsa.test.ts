/** Cosignatures of type 0x06: what they cover, what they need, and that nothing takes them unless it was told to. */
import { expect, test } from 'vitest'
import { sha256 } from '../base/index.ts'
import { subtreeMessage } from './cosignature.ts'
import {
  cosignCheckpoint,
  createVerifierKey,
  formatNote,
  formatSigningKey,
  formatVerifierKey,
  isQuorumMet,
  type NoteSignature,
  openCheckpoint,
  openNote,
  openWitnessedCheckpoint,
  parseNote,
  parsePolicy,
  parseSigningKey,
  parseVerifierKey,
  rootOf,
  signCheckpoint,
  signNote,
  type Signer,
} from './index.ts'
import { codeOf, createSigner, toVerifier, valueOf } from './testing/signers.ts'

const log = createSigner('log.example/a')
const witness = createSigner('pq.example', 'ml-dsa-44')
const root = rootOf(sha256, [sha256('x')])

function openSigned(extensions: readonly string[] = [], signer = log) {
  const note = valueOf(signCheckpoint({ origin: signer.key.name, size: 1n, root, extensions }, [signer]))
  return valueOf(openCheckpoint(note, signer.key.name, [toVerifier(signer)]))
}

const cosign = (signer: Signer, extensions: readonly string[] = []): NoteSignature =>
  valueOf(cosignCheckpoint(openSigned(extensions), signer, 1_700_000_000n))

function noteOf(text: string, signatures: readonly NoteSignature[]): string {
  return valueOf(formatNote({ text, signatures }))
}

test('a log and its ML-DSA-44 witness are both seen, with the time that the witness claims', () => {
  const { note } = openSigned()
  const both = noteOf(note.text, [...note.signatures, cosign(witness)])
  const opened = valueOf(openCheckpoint(both, log.key.name, [toVerifier(log), toVerifier(witness)]))
  expect(opened.note.verified).toEqual([
    { kind: 'signature', key: log.key },
    { kind: 'cosignature', key: witness.key, timestamp: 1_700_000_000n },
  ])
  expect(codeOf(openCheckpoint(both, log.key.name, [toVerifier(witness)]))).toBe(
    'CHECKPOINT_LOG_SIGNATURE_MISSING',
  )
  expect(valueOf(openNote(both, [toVerifier(log)])).verified.length).toBe(1)
})

test('the message has the layout of the specification, byte by byte', () => {
  const message = subtreeMessage({
    cosigner: 'w',
    checkpoint: { origin: 'log', size: 0x0102n, root: new Uint8Array(32).fill(0xaa) },
    timestamp: 0x0304n,
  })
  expect(Buffer.from(message ?? []).toString('hex')).toBe(
    [
      '737562747265652f76310a00',
      '0177',
      '0000000000000304',
      '036c6f67',
      '0000000000000000',
      '0000000000000102',
      'aa'.repeat(32),
    ].join(''),
  )
})

test('origin, size, root, time and the name of the witness are covered; extension lines are not', () => {
  const line = cosign(witness)
  const text = openSigned().note.text
  const opens = (changed: string, by: Signer = witness, signature = line): string =>
    codeOf(openNote(noteOf(changed, [signature]), [toVerifier(by)]))
  const renamed = createSigner('pq2.example', 'ml-dsa-44', 'pq.example')
  const later = Uint8Array.from(line.signature)
  later[7] = (later[7] ?? 0) ^ 1
  const other = Buffer.from(sha256('y')).toString('base64')
  expect([
    opens(text),
    opens(`${text}extension\n`),
    opens(text.replace('/a', '/b')),
    opens(text.replace('\n1\n', '\n2\n')),
    opens(text.replace(/\n[^\n]+=\n/, `\n${other}\n`)),
    opens(text, witness, { ...line, signature: later }),
    opens(text, renamed, { ...line, name: 'pq2.example', keyId: renamed.key.id }),
    opens('no checkpoint\n'),
    opens(text, witness, { ...line, signature: line.signature.slice(0, -1) }),
    opens(text, witness, { ...line, signature: line.signature.slice(0, 72) }),
  ]).toEqual(['ok', 'ok', ...Array.from({ length: 8 }, () => 'NOTE_SIGNATURE_INVALID')])
  // A time from 2^63 on is refused before anything is asked.
  const late = Uint8Array.from(line.signature)
  late[0] = 0x80
  expect(opens(text, witness, { ...line, signature: late })).toBe('NOTE_SIGNATURE_INVALID')
})

test('names above 255 bytes have no message', () => {
  const long = 'é'.repeat(128)
  const longLog = createSigner(long)
  const cosigned = (origin: Signer, by: Signer): string =>
    codeOf(cosignCheckpoint(openSigned([], origin), by, 1n))
  expect([
    cosigned(log, createSigner(`x${long.slice(1)}`, 'ml-dsa-44')),
    cosigned(log, createSigner(long, 'ml-dsa-44')),
    cosigned(longLog, witness),
    cosigned(longLog, createSigner('w.example', 'cosignature')),
  ]).toEqual(['ok', 'COSIGNATURE_NAME_TOO_LONG', 'COSIGNATURE_NAME_TOO_LONG', 'ok'])
  const text = openSigned([], longLog).note.text
  const forged = noteOf(text, [{ ...cosign(witness) }])
  expect(codeOf(openNote(forged, [toVerifier(witness)]))).toBe('NOTE_SIGNATURE_INVALID')
})

test('keys, policies and signing keys take the type where they are told to, and nowhere else', () => {
  const vkey = formatVerifierKey(witness.key)
  expect(parseVerifierKey(sha256, vkey, { mlDsa: true })).toEqual({ ok: true, value: witness.key })
  const policy = `log ${formatVerifierKey(log.key)}\nwitness W ${vkey}\nquorum W\n`
  const asLog = `log ${vkey}\nquorum none\n`
  const secret = { key: witness.key, seed: sha256('seed') }
  const functions = { hash: sha256, toPublicKey: (seed: Uint8Array) => seed }
  const toMlDsaPublicKey = (): Uint8Array => witness.key.publicKey
  expect(
    [
      parseVerifierKey(sha256, vkey),
      parseVerifierKey(sha256, vkey, { mlDsa: false }),
      createVerifierKey(sha256, { ...witness.key, publicKey: log.key.publicKey }),
      parsePolicy(sha256, policy),
      parsePolicy(sha256, asLog, { mlDsa: true }),
      parseSigningKey(functions, formatSigningKey(secret)),
      parseSigningKey({ ...functions, toMlDsaPublicKey }, formatSigningKey(secret)),
      signNote('text\n', [witness]),
    ].map(codeOf),
  ).toEqual([
    'KEY_TYPE_UNSUPPORTED',
    'KEY_TYPE_UNSUPPORTED',
    'KEY_LENGTH_WRONG',
    'POLICY_KEY_INVALID',
    'POLICY_KEY_INVALID',
    'KEY_TYPE_UNSUPPORTED',
    'ok',
    'SIGNER_TYPE_WRONG',
  ])
  const read = valueOf(parsePolicy(sha256, policy, { mlDsa: true }))
  expect([[witness.key], []].map((cosigners) => isQuorumMet(read, cosigners))).toEqual([true, false])
  const { note } = openSigned()
  const both = noteOf(note.text, [...note.signatures, cosign(witness)])
  const opened = [both, noteOf(note.text, note.signatures)].map((text) =>
    openWitnessedCheckpoint(text, read, (key) => toVerifier({ key })),
  )
  expect(opened.map(codeOf)).toEqual(['ok', 'CHECKPOINT_QUORUM_MISSED'])
})

test('some forty lines of this size fit into a note, and the limit of bytes comes before that of lines', () => {
  const { text } = openSigned().note
  const lines = (count: number) =>
    formatNote({ text, signatures: Array.from({ length: count }, () => cosign(witness)) })
  expect([39, 40, 41, 100].map((count) => codeOf(lines(count)))).toEqual([
    'ok',
    'ok',
    'NOTE_TOO_LARGE',
    'NOTE_TOO_LARGE',
  ])
  const opened = valueOf(openNote(valueOf(lines(39)), [toVerifier(witness)]))
  expect([valueOf(parseNote(valueOf(lines(39)))).signatures.length, opened.verified.length]).toEqual([39, 1])
})
