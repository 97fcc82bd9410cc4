/** Notes and checkpoints: what is signed opens, and nothing else does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../base/index.ts'
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatNote,
  formatSigningKey,
  formatVerifierKey,
  hashLeaf,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseSigningKey,
  parseVerifierKey,
  rootOf,
  signCheckpoint,
  signNote,
  type VerifiedCheckpoint,
  type VerifiedNote,
  verifyCheckpointConsistency,
  verifyCheckpointInclusion,
} from './index.ts'
import { codeOf, createSigner, toVerifier, valueOf } from './testing/signers.ts'

const log = createSigner('log.example/a')
const other = createSigner('log.example/b')
const witness = createSigner('witness.example', 'cosignature')
const leaves = [1, 2, 3].map((byte) => hashLeaf(sha256, Uint8Array.of(byte)))
const checkpointOf = (size: number) => ({
  origin: log.key.name,
  size: BigInt(size),
  root: rootOf(sha256, leaves.slice(0, size)),
  extensions: [],
})
const signed = (size: number): string => valueOf(signCheckpoint(checkpointOf(size), [log]))

test('a witness cosigns what the log signed, and both are seen', () => {
  const note = signed(2)
  const opened = valueOf(openCheckpoint(note, log.key.name, [toVerifier(log)]))
  const line = valueOf(cosignCheckpoint(opened, witness, 1_700_000_000n))
  const cosigned = valueOf(
    formatNote({ ...valueOf(parseNote(note)), signatures: [...opened.note.signatures, line] }),
  )
  const both = valueOf(openCheckpoint(cosigned, log.key.name, [toVerifier(log), toVerifier(witness)]))
  expect(both.note.verified).toEqual([
    { kind: 'signature', key: log.key },
    { kind: 'cosignature', key: witness.key, timestamp: 1_700_000_000n },
  ])
  expect(codeOf(openCheckpoint(cosigned, log.key.name, [toVerifier(witness)]))).toBe(
    'CHECKPOINT_LOG_SIGNATURE_MISSING',
  )
})

test('a key counts once, by its first line, and each of its lines must verify', () => {
  const opened = valueOf(openCheckpoint(signed(2), log.key.name, [toVerifier(log)]))
  const lines = [20n, 10n].map((time) => valueOf(cosignCheckpoint(opened, witness, time)))
  const twice = valueOf(formatNote({ text: opened.note.text, signatures: lines }))
  const note = valueOf(openNote(twice, [toVerifier(witness)]))
  expect(note.verified).toEqual([{ kind: 'cosignature', key: witness.key, timestamp: 20n }])
  const spoiled = valueOf(
    formatNote({
      text: opened.note.text,
      signatures: [...lines, { ...(lines[0] ?? fail()), signature: new Uint8Array(72) }],
    }),
  )
  expect(codeOf(openNote(spoiled, [toVerifier(witness)]))).toBe('NOTE_SIGNATURE_INVALID')
})

test('what cannot be signed or opened is refused by name', () => {
  const opened = valueOf(openCheckpoint(signed(2), log.key.name, [toVerifier(log)]))
  const stranger = createSigner(log.key.name, 'ed25519', 'stranger')
  const sameId = { ...toVerifier(stranger), key: { ...stranger.key, id: log.key.id } }
  const refused = [
    signNote('no line feed', [log]),
    signNote('tab\t\n', [log]),
    signNote('surrogate \ud800\n', [log]),
    signNote('nobody\n', []),
    signNote('witness\n', [witness]),
    signCheckpoint(checkpointOf(2), [other]),
    signCheckpoint({ ...checkpointOf(2), size: 1n << 63n }, [log]),
    signCheckpoint({ ...checkpointOf(2), size: -1n }, [log]),
    signCheckpoint({ ...checkpointOf(2), size: 0n }, [log]),
    signCheckpoint({ ...checkpointOf(2), root: new Uint8Array(31) }, [log]),
    cosignCheckpoint(opened, log, 1n),
    cosignCheckpoint(opened, witness, 0n),
    cosignCheckpoint(opened, witness, 1n << 63n),
    openCheckpoint(signed(2), other.key.name, [toVerifier(log)]),
    openCheckpoint(signed(2), log.key.name, [toVerifier(stranger)]),
    openCheckpoint(signed(2), log.key.name, [toVerifier(log), sameId]),
    openCheckpoint(valueOf(signNote('two\n3\n', [log])), log.key.name, [toVerifier(log)]),
    openNote(`${'x'.repeat(128 * 1024)}\n`, []),
    openNote('é'.repeat(100_000), []),
  ]
  expect(refused.map(codeOf)).toEqual([
    'NOTE_SIGNATURES_MISSING',
    'NOTE_CONTROL_CHARACTER',
    'NOTE_NOT_UTF8',
    'NOTE_SIGNATURES_MISSING',
    'SIGNER_TYPE_WRONG',
    'SIGNER_NAME_WRONG',
    'CHECKPOINT_SIZE_INVALID',
    'CHECKPOINT_SIZE_INVALID',
    'CHECKPOINT_ROOT_INVALID',
    'CHECKPOINT_ROOT_INVALID',
    'SIGNER_TYPE_WRONG',
    'TIMESTAMP_INVALID',
    'TIMESTAMP_INVALID',
    'CHECKPOINT_ORIGIN_MISMATCH',
    'NOTE_SIGNER_UNKNOWN',
    'NOTE_KEY_AMBIGUOUS',
    'CHECKPOINT_MALFORMED',
    'NOTE_TOO_LARGE',
    'NOTE_TOO_LARGE',
  ])
})

test('a line feed in an origin or an extension adds no line', () => {
  const smuggled = ['a\nb', 'a\n', ''].map((origin) =>
    codeOf(formatCheckpoint({ ...checkpointOf(2), origin })),
  )
  const extended = ['a\nb', ''].map((line) =>
    codeOf(formatCheckpoint({ ...checkpointOf(2), extensions: [line] })),
  )
  expect([...smuggled, ...extended].filter((code) => code === 'ok')).toEqual([])
})

test('a byte-order mark is part of the signed text', () => {
  const text = '\ufeffmarked\n'
  const note = valueOf(signNote(text, [log]))
  expect(valueOf(openNote(Buffer.from(note), [toVerifier(log)])).text).toBe(text)
})

test('proofs are checked against opened checkpoints of one log, and nothing else compiles', () => {
  const open = (size: number) => valueOf(openCheckpoint(signed(size), log.key.name, [toVerifier(log)]))
  const [leaf0 = fail(), leaf1 = fail()] = leaves
  const claim = { checkpoint: open(2), index: 0n, leafHash: leaf0 }
  expect(codeOf(verifyCheckpointInclusion(sha256, claim, [leaf1]))).toBe('ok')
  expect(codeOf(verifyCheckpointInclusion(sha256, { ...claim, index: 1n }, [leaf1]))).toBe(
    'PROOF_ROOT_MISMATCH',
  )
  expect(codeOf(verifyCheckpointConsistency(sha256, { old: open(2), new: open(2) }, []))).toBe('ok')
  const foreign = valueOf(signCheckpoint({ ...checkpointOf(2), origin: other.key.name }, [other]))
  const pair = { old: open(2), new: valueOf(openCheckpoint(foreign, other.key.name, [toVerifier(other)])) }
  expect(codeOf(verifyCheckpointConsistency(sha256, pair, []))).toBe('CHECKPOINT_ORIGIN_MISMATCH')
  const text = valueOf(formatCheckpoint(checkpointOf(2)))
  // @ts-expect-error: a checkpoint that was only parsed is no proof of a root.
  const parsed: VerifiedCheckpoint = valueOf(parseCheckpoint(text))
  // @ts-expect-error: and a note that was only parsed is no proof of a signer.
  const note: VerifiedNote = valueOf(parseNote(signed(2)))
  expect([parsed.note, note.verified]).toEqual([undefined, undefined])
})

test('keys are read as they were written, and a wrong letter is noticed', () => {
  const functions = { hash: sha256, toPublicKey: (seed: Uint8Array) => seed }
  const secret = { key: log.key, seed: Uint8Array.from(sha256(log.key.name)) }
  const text = formatSigningKey(secret)
  expect(parseSigningKey(functions, text)).toEqual({ ok: true, value: secret })
  expect(text).toMatch(/^PRIVATE\+KEY\+log\.example\/a\+[0-9a-f]{8}\+A[Q-f]/)
  const vkey = formatVerifierKey(witness.key)
  expect(parseVerifierKey(sha256, vkey)).toEqual({ ok: true, value: witness.key })
  const wrong = [
    parseSigningKey(functions, vkey),
    parseSigningKey(functions, text.replace('/a+', '/b+')),
    parseSigningKey(functions, 'PRIVATE+KEY+a+00000000+AQ=='),
    parseSigningKey(functions, 'PRIVATE+KEY+a+00000000+AgA='),
    parseVerifierKey(sha256, vkey.replace('witness', 'w1tness')),
    parseVerifierKey(sha256, vkey.toUpperCase()),
    parseVerifierKey(sha256, `${vkey}AAAA`),
    parseVerifierKey(sha256, `a\u2003b${vkey}`),
    parseVerifierKey(sha256, 'a'.repeat(10_000)),
  ]
  expect(wrong.map(codeOf)).toEqual([
    'KEY_MALFORMED',
    'KEY_ID_MISMATCH',
    'KEY_LENGTH_WRONG',
    'KEY_TYPE_UNSUPPORTED',
    'KEY_ID_MISMATCH',
    'KEY_MALFORMED',
    'KEY_LENGTH_WRONG',
    'KEY_NAME_INVALID',
    'KEY_MALFORMED',
  ])
})

test('no input throws, what parses is written back unchanged, and no changed byte stays signed', () => {
  const note = Buffer.from(valueOf(signNote('first\n\nsecond é\n', [log, other])))
  const verifiers = [toVerifier(log), toVerifier(other)]
  const change = fc.tuple(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }))
  fc.assert(
    fc.property(change, ([at, value]) => {
      const changed = Uint8Array.from(note)
      changed[at] = (changed[at] ?? 0) ^ value
      const parsed = parseNote(changed)
      if (parsed.ok) expect(Buffer.compare(Buffer.from(valueOf(formatNote(parsed.value))), changed)).toBe(0)
      // Only a changed name or key id leaves a note that opens, with one signer less.
      const opened = openNote(changed, verifiers)
      expect(opened.ok ? opened.value.verified.length : 0).toBeLessThan(2)
      if (opened.ok) expect(opened.value.text).toBe('first\n\nsecond é\n')
    }),
    { numRuns: 300 },
  )
  const texts = fc.string({ unit: 'binary', maxLength: 60 })
  fc.assert(
    fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 60 })), (input) => {
      expect(openNote(input, verifiers).ok).toBe(false)
      if (typeof input !== 'string') return
      expect(parseVerifierKey(sha256, input).ok).toBe(false)
      const checkpoint = parseCheckpoint(input)
      if (checkpoint.ok) expect(valueOf(formatCheckpoint(checkpoint.value))).toBe(input)
    }),
    { numRuns: 300 },
  )
})

function fail(): never {
  throw new Error('a value of the test is missing')
}
