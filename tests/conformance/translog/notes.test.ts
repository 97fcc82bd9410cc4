/** Signed notes, checkpoints and cosignatures against published and own vectors (C2SP). */
import { expect, test } from 'vitest'
import { toMlDsaPublicKey, toMlDsaSigner } from '../../../packages/toolkit/src/adapters/ledger/ml-dsa.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatNote,
  formatSigningKey,
  formatVerifierKey,
  isCosigner,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseSigningKey,
  parseVerifierKey,
  signNote,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import {
  fromBase64,
  fromHex,
  readVectors,
  signEd25519,
  toBase64,
  toPublicKey,
  toVerifier,
  toVerifiers,
} from './signatures.ts'

interface Row {
  readonly id: string
  readonly expect: 'accept' | 'reject'
}

interface NoteRow extends Row {
  readonly verifierKeys: readonly string[]
  readonly note?: string
  readonly noteBase64?: string
  readonly verifiedSigners?: readonly string[]
}

interface CosignatureRow extends NoteRow {
  readonly signedMessage?: string
  readonly signedMessageHex?: string
  readonly seedHex?: string
  readonly timestamp?: string
}

interface CheckpointRow extends Row {
  readonly body: string
  readonly parsed?: { readonly origin: string; readonly size: string; readonly root: string }
}

interface NoteFile {
  readonly cases: readonly NoteRow[]
  readonly vkeys: readonly (Row & { readonly vkey: string })[]
  readonly keys: readonly { readonly name: string; readonly seedHex: string; readonly vkey: string }[]
}

function inputOf({ note, noteBase64 }: NoteRow): string | Uint8Array {
  return note ?? fromBase64(noteBase64 ?? '')
}

/** What a row says, in the words of the vectors: `reject`, or the keys that signed. */
function outcomeOf(row: NoteRow): string {
  const { verifiers, errors } = toVerifiers(row.verifierKeys, { mlDsa: true })
  const note = openNote(inputOf(row), verifiers)
  if (errors.length > 0) return `key: ${errors.join()}`
  if (!note.ok) return 'reject'
  return note.value.verified
    .map(({ key }) => `${key.name}+${key.id}`)
    .sort()
    .join()
}

function expectedOf(row: NoteRow): string {
  return row.expect === 'reject' ? 'reject' : [...(row.verifiedSigners ?? [])].sort().join()
}

describeShared('signed notes', () => {
  const { cases, vkeys, keys } = readVectors<NoteFile>('signed-note')

  test('notes open, or not, with the signers of the vectors', () => {
    expect(cases.length).toBe(38)
    const mismatches = cases.filter((row) => outcomeOf(row) !== expectedOf(row))
    expect(mismatches.map((row) => `${row.id}: ${outcomeOf(row)}, not ${expectedOf(row)}`)).toEqual([])
  })

  test('a note that parses is formatted to the same text, and bytes read like text', () => {
    const texts = cases.flatMap(({ note }) => (note === undefined ? [] : [note]))
    const parsed = texts.flatMap((text) => {
      const note = parseNote(text)
      return note.ok ? [{ text, note: note.value }] : []
    })
    expect(parsed.length).toBeGreaterThan(20)
    expect(parsed.filter(({ text, note }) => !isOkValue(formatNote(note), text))).toEqual([])
    expect(
      texts.filter(
        (text) => JSON.stringify(parseNote(text)) !== JSON.stringify(parseNote(Buffer.from(text))),
      ),
    ).toEqual([])
  })

  test('verifier keys are read and written as the vectors say', () => {
    expect(vkeys.length).toBe(12)
    const mismatches = vkeys.filter((row) => {
      const key = parseVerifierKey(sha256, row.vkey)
      return key.ok !== (row.expect === 'accept') || (key.ok && formatVerifierKey(key.value) !== row.vkey)
    })
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })

  test('our own signature is byte for byte that of the vectors', () => {
    const key = keys[0]
    const row = cases.find(({ id }) => id === 'own-blank-lines-in-text')
    const verifierKey = parseVerifierKey(sha256, key?.vkey ?? '')
    const note = parseNote(row?.note ?? '')
    expect(verifierKey.ok && note.ok).toBe(true)
    if (!verifierKey.ok || !note.ok) return
    const signer = {
      key: verifierKey.value,
      sign: (message: Uint8Array) => signEd25519(fromHex(key?.seedHex ?? ''), message),
    }
    expect(signNote(note.value.text, [signer])).toEqual({ ok: true, value: row?.note })
  })
})

describeShared('signing keys', () => {
  test('a seed of the vectors, written as a signing key, is read back with the public key of its verifier key', () => {
    const { keys } = readVectors<NoteFile>('signed-note')
    const cosigners = readVectors<{ readonly keys: NoteFile['keys'] }>('cosignature').keys
    const vkeys = [...keys, ...cosigners].map(({ seedHex, vkey }) => {
      const key = parseVerifierKey(sha256, vkey)
      if (!key.ok) return key.error.code
      const text = formatSigningKey({ key: key.value, seed: fromHex(seedHex) })
      const read = parseSigningKey({ hash: sha256, toPublicKey }, text)
      return read.ok ? formatVerifierKey(read.value.key) : read.error.code
    })
    expect(vkeys.length).toBe(4)
    expect(vkeys).toEqual([...keys, ...cosigners].map(({ vkey }) => vkey))
  })
})

describeShared('checkpoints', () => {
  test('texts are read and written as the vectors say', () => {
    const { cases } = readVectors<{ readonly cases: readonly CheckpointRow[] }>('checkpoint')
    expect(cases.length).toBe(17)
    const mismatches = cases.filter((row) => {
      const checkpoint = parseCheckpoint(row.body)
      if (!checkpoint.ok) return row.expect === 'accept'
      const { origin, size, root, extensions } = checkpoint.value
      const parsed = { origin, size: String(size), root: toBase64(root), extensions }
      return (
        JSON.stringify(parsed) !== JSON.stringify(row.parsed) ||
        !isOkValue(formatCheckpoint(checkpoint.value), row.body)
      )
    })
    expect(mismatches.map(({ id }) => id)).toEqual([])
  })
})

describeShared('cosignatures', () => {
  const { cases } = readVectors<{ readonly cases: readonly CosignatureRow[] }>('cosignature')
  const isMlDsa = ({ id }: CosignatureRow): boolean => id === 'ml-dsa-44'

  test('all verify, or not, with the signers of the vectors', () => {
    expect(cases.length).toBe(18)
    const mismatches = cases.filter((row) => outcomeOf(row) !== expectedOf(row))
    expect(mismatches.map((row) => `${row.id}: ${outcomeOf(row)}, not ${expectedOf(row)}`)).toEqual([])
  })

  test('the signed message and the time are those of the vectors', () => {
    const rows = cases.filter((row) => (row.signedMessage ?? row.signedMessageHex) !== undefined)
    expect(rows.filter(isMlDsa).length).toBe(1)
    expect(rows.length).toBeGreaterThan(1)
    for (const row of rows) {
      const messages: string[] = []
      const verifiers = toVerifiers(row.verifierKeys, { mlDsa: true }).verifiers.map(({ key }) => ({
        key,
        verify: (...args: readonly [Uint8Array, Uint8Array, Uint8Array]) => {
          if (isCosigner(key)) messages.push(Buffer.from(args[1]).toString('hex'))
          return toVerifier(key).verify(...args)
        },
      }))
      const note = openNote(inputOf(row), verifiers)
      const times =
        note.ok &&
        note.value.verified.flatMap((one) => (one.kind === 'cosignature' ? [String(one.timestamp)] : []))
      const expected = row.signedMessageHex ?? Buffer.from(row.signedMessage ?? '').toString('hex')
      expect([messages, times]).toEqual([[expected], [row.timestamp]])
    }
  })

  test('without the flag an ML-DSA-44 key is unsupported and its line ignored as unknown', () => {
    const rows = cases.filter(isMlDsa)
    expect(rows.length).toBe(1)
    for (const row of rows) {
      const { verifiers, errors } = toVerifiers(row.verifierKeys)
      expect(errors).toEqual(['KEY_TYPE_UNSUPPORTED'])
      const note = openNote(inputOf(row), verifiers)
      expect(note.ok && [note.value.signatures.length, note.value.verified.length]).toEqual([2, 1])
    }
  })

  test('our own ML-DSA-44 cosignature of the same checkpoint has the message of the vector and verifies', () => {
    const row = cases.find(isMlDsa)
    const [log, pq] = toVerifiers(row?.verifierKeys ?? [], { mlDsa: true }).verifiers
    if (row === undefined || log === undefined || pq === undefined) throw new Error('no case of type 0x06')
    const seed = fromHex(row.seedHex ?? '')
    expect(toBase64(toMlDsaPublicKey(seed))).toBe(toBase64(pq.key.publicKey))
    const checkpoint = openCheckpoint(inputOf(row), log.key.name, [log])
    if (!checkpoint.ok) throw new Error(checkpoint.error.message)
    const line = cosignCheckpoint(checkpoint.value, toMlDsaSigner({ key: pq.key, seed }), 1_679_315_156n)
    if (!line.ok) throw new Error(line.error.message)
    const own = formatNote({ text: checkpoint.value.note.text, signatures: [line.value] })
    const note = openNote(own.ok ? own.value : '', [pq])
    expect(note.ok && note.value.verified).toEqual([
      { kind: 'cosignature', key: pq.key, timestamp: 1_679_315_156n },
    ])
    // Base64 of the line as the specification counts it: key id, time, signature.
    expect((own.ok ? own.value : '').split('\n').at(-2)?.split(' ').at(-1)?.length).toBe(3244)
  })

  test('a checkpoint opens only with a signature of its own log', () => {
    const opened = cases.map((row) => {
      const { verifiers } = toVerifiers(row.verifierKeys, { mlDsa: true })
      const note = parseNote(inputOf(row))
      const origin = note.ok ? (note.value.text.split('\n')[0] ?? '') : ''
      const checkpoint = openCheckpoint(inputOf(row), origin, verifiers)
      return `${row.id}: ${checkpoint.ok ? 'open' : checkpoint.error.code}`
    })
    expect(opened.filter((line) => line.endsWith(': open'))).toEqual([
      'log-and-witness: open',
      'two-witnesses: open',
      'ml-dsa-44: open',
      'rekor-v2-with-cosignatures: open',
    ])
    expect(opened.filter((line) => line.endsWith('LOG_SIGNATURE_MISSING'))).toEqual([
      'extension-covered: CHECKPOINT_LOG_SIGNATURE_MISSING',
      'sunlight-witness: CHECKPOINT_LOG_SIGNATURE_MISSING',
      'sunlight-mirror: CHECKPOINT_LOG_SIGNATURE_MISSING',
    ])
  })
})

function isOkValue(result: { readonly ok: boolean; readonly value?: unknown }, value: unknown): boolean {
  return result.ok && result.value === value
}
