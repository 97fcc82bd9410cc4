/** Keys of witnesses and logs: change of a log's key, a witness with a post-quantum key beside its first, key files. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  createWitness,
  LedgerError,
  startWitness,
  toMlDsaPublicKey,
  toMlDsaSigner,
  toMlDsaVerifier,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { createSigningKey } from '../../../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import { nodeDisk } from '../../../packages/toolkit/src/adapters/ledger/node-disk.ts'
import { readWitnessConfig } from '../../../packages/toolkit/src/adapters/ledger/witness/config.ts'
import {
  createWitnessKey,
  readWitnessKey,
} from '../../../packages/toolkit/src/adapters/ledger/witness/key-file.ts'
import { createTokens } from '../../../packages/toolkit/src/adapters/ledger/witness/tokens.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  createVerifierKey,
  decideWitnessRequest,
  formatAddCheckpoint,
  formatNote,
  formatSigningKey,
  formatVerifierKey,
  formatWitnessState,
  openCheckpoint,
  openWitnessRequest,
  parseAddCheckpoint,
  parseWitnessState,
  readWitnessReply,
  rootOf,
  signCheckpoint,
  type Signer,
  type Verifier,
  type Witness,
} from '../../../packages/toolkit/src/translog/index.ts'
import { toVerifier } from '../translog/signatures.ts'
import { createTestLog, createTestWitness, leavesOf, signerOf } from './witness-logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-witness-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const origin = 'log.test.example/a'
const leaves = leavesOf('a', 40)
const seedOf = (label: string): Uint8Array => new Uint8Array(sha256(label))
const nothing = { cosigned: undefined, fork: undefined }

function noteOf(size: number, signers: readonly Signer[]): string {
  const root = rootOf(sha256, leaves.slice(0, size))
  const note = signCheckpoint({ origin, size: BigInt(size), root, extensions: [] }, signers)
  if (!note.ok) throw new Error(note.error.message)
  return note.value
}

const bodyOf = (note: string): Buffer => Buffer.from(formatAddCheckpoint({ oldSize: 0n, proof: [], note }))

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'none'
  } catch (cause) {
    return cause instanceof LedgerError ? cause.code : String(cause)
  }
}

describe('a log that changes its key', () => {
  const [older, newer, stranger] = ['old', 'new', 'stranger'].map((label) =>
    signerOf(origin, 'ed25519', seedOf(label)),
  )
  if (older === undefined || newer === undefined || stranger === undefined) throw new Error('no keys')
  const { witness } = createTestWitness('witness.test.example', [])
  const knowing = (signers: readonly Signer[]): Witness => ({
    ...witness,
    logs: new Map([[origin, signers.map(({ key }) => toVerifier(key))]]),
  })

  test.each([
    ['the old key alone', [older], [older, newer], 200],
    ['the new key alone', [newer], [older, newer], 200],
    ['both', [older, newer], [older, newer], 200],
    ['both, where only the old one is known', [older, newer], [older], 200],
    ['a key that nobody knows', [stranger], [older, newer], 403],
    ['the new key, where only the old one is known', [newer], [older], 403],
  ] as const)('signed by %s', (_title, by, known, status) => {
    const opened = openWitnessRequest(knowing(known), bodyOf(noteOf(9, by)))
    expect(opened.ok ? 200 : opened.error.status).toBe(status)
    if (!opened.ok) return
    const { state } = decideWitnessRequest(knowing(known), nothing, { request: opened.value, now: 5n })
    // What it keeps bears the lines of the keys that it knows, and its own.
    const lines = (state.cosigned?.note ?? '').split('\n').filter((line) => line.startsWith('—'))
    expect(lines.length).toBe(1 + by.filter((signer) => known.some((each) => each === signer)).length)
  })

  test('one of two lines is wrong: refused, though the other one would do', () => {
    const [good, bad] = [noteOf(9, [older]), noteOf(8, [newer])]
    const line = bad.slice(bad.lastIndexOf('\n\n') + 2)
    expect(openWitnessRequest(knowing([older, newer]), bodyOf(good + line)).ok).toBe(false)
    expect(openWitnessRequest(knowing([older]), bodyOf(good + line)).ok).toBe(true)
  })

  test('the configuration holds both keys under one name', async () => {
    const path = join(folder, 'two-keys.json')
    const logs = [older, newer].map(({ key }) => formatVerifierKey(key))
    writeFileSync(
      path,
      JSON.stringify({ format: 'occtet-witness/v1', name: 'w.example', key: 'k', state: 's', logs }),
    )
    const config = readWitnessConfig(path)
    expect([...config.logs].map(([name, keys]) => [name, keys.length])).toEqual([[origin, 2]])
    expect(config.limits).toEqual({ perMinute: 600, atOnce: 64 })
    expect([config.keyPath, config.stateDir, config.prefix]).toEqual([
      join(folder, 'k'),
      join(folder, 's'),
      '',
    ])
    expect(await codeOf(() => startWitness({ configPath: path }))).toBe('NOT_A_WITNESS')
  })
})

describe('a witness with a post-quantum key beside its first', () => {
  const name = 'witness.test.example'
  const seed = seedOf('post-quantum witness')
  const made = createVerifierKey(sha256, { name, type: 'ml-dsa-44', publicKey: toMlDsaPublicKey(seed) })
  if (!made.ok) throw new Error(made.error.message)
  const pq = toMlDsaSigner({ key: made.value, seed })
  const classic = signerOf(name, 'cosignature', seedOf('classic witness'))
  const log = createTestLog(origin, leaves)
  const logs = new Map([[origin, [log.verifier]]])
  const witness: Witness = { hash: sha256, logs, signers: [classic, pq], afterFork: 'refuse' }
  const verifiers: readonly Verifier[] = [toVerifier(classic.key), toMlDsaVerifier(pq.key)]
  const opened = openWitnessRequest(witness, bodyOf(log.sign(33)))
  if (!opened.ok) throw new Error(opened.error.body)
  const { answer, state } = decideWitnessRequest(witness, nothing, {
    request: opened.value,
    now: 1_795_000_000n,
  })
  const text = opened.value.checkpoint.note.text

  test('answers both lines; each reader counts those that it knows', () => {
    expect(answer.body.split('\n').length).toBe(3)
    const read = (known: readonly Verifier[]): number => {
      const reply = readWitnessReply(text, known, { status: 200, body: Buffer.from(answer.body) })
      return reply.kind === 'cosigned' ? reply.lines.length : 0
    }
    expect([read(verifiers), read(verifiers.slice(0, 1)), read(verifiers.slice(1)), read([])]).toEqual([
      2, 1, 1, 0,
    ])
  })

  test('a post-quantum line over another tree counts as little as any', () => {
    const other = openWitnessRequest(witness, bodyOf(log.sign(34)))
    if (!other.ok) throw new Error(other.error.body)
    const wrong = readWitnessReply(other.value.checkpoint.note.text, verifiers.slice(1), {
      status: 200,
      body: Buffer.from(answer.body),
    })
    expect(wrong.kind).toBe('failed')
  })

  test('is read again from its own file', () => {
    const file = formatWitnessState(state, [])
    const again = parseWitnessState(file, origin, { logs, cosigners: verifiers })
    expect(again.ok && formatWitnessState(again.value, [])).toBe(file)
    expect(openCheckpoint(state.cosigned?.note ?? '', origin, [log.verifier, ...verifiers]).ok).toBe(true)
  })
})

describe('key files', () => {
  test('a key is read as it was made; whatever else lies there is refused', async () => {
    const path = join(folder, 'witness.key')
    const name = 'witness.test.example/x'
    const { key } = await createWitnessKey(nodeDisk, path, name)
    expect(readWitnessKey(path, name).key).toEqual(key)
    const good = readFileSync(path, 'utf8')
    const logKey = createSigningKey(name)
    if (!logKey.ok) throw new Error(logKey.error.message)
    const wrong = [
      '',
      'x',
      good.slice(0, -10),
      good.replace(name, 'other.example'),
      `${formatSigningKey(logKey.value)}\n`,
    ]
    for (const text of wrong) {
      writeFileSync(path, text)
      expect(await codeOf(() => readWitnessKey(path, name))).toBe('KEY_INVALID')
    }
    writeFileSync(path, good)
    expect(await codeOf(() => readWitnessKey(path, 'other.example'))).toBe('KEY_INVALID')
    for (const mode of [0o640, 0o604, 0o666]) {
      chmodSync(path, mode)
      expect(await codeOf(() => readWitnessKey(path, name))).toBe('KEY_INVALID')
    }
    expect(await codeOf(() => readWitnessKey(join(folder, 'nowhere'), name))).toBe('KEY_INVALID')
    expect(await codeOf(() => createWitnessKey(nodeDisk, join(folder, 'y'), 'a name with spaces'))).toBe(
      'KEY_INVALID',
    )
  })

  test('a state folder without its key, or a key without its folder, is never made good silently', async () => {
    const dir = join(folder, 'half')
    mkdirSync(dir)
    const configPath = join(dir, 'config.json')
    const config = { format: 'occtet-witness/v1', name: 'w.example', key: 'k', state: 's', logs: [] }
    writeFileSync(configPath, JSON.stringify(config))
    await createWitness(configPath)
    rmSync(join(dir, 'k'))
    expect(await codeOf(() => startWitness({ configPath }))).toBe('KEY_INVALID')
    expect(await codeOf(() => createWitness(configPath))).toBe('WITNESS_EXISTS')
    rmSync(join(dir, 's'), { recursive: true })
    await createWitness(configPath)
    rmSync(join(dir, 's'), { recursive: true })
    expect(await codeOf(() => startWitness({ configPath }))).toBe('NOT_A_WITNESS')
    expect(await codeOf(() => createWitness(configPath))).toBe('WITNESS_EXISTS')
  })
})

describe('forms', () => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 })
  const log = createTestLog(origin, leaves)

  test('every request is read as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }), hashes, (oldSize, proof) => {
        const note = log.sign(7)
        const read = parseAddCheckpoint(Buffer.from(formatAddCheckpoint({ oldSize, proof, note })))
        expect(read.ok && read.value).toEqual({ oldSize, proof, note })
      }),
    )
    for (const oldSize of ['9223372036854775808', '1e3', '0x10', '٣', ' 1', '1 ']) {
      expect(parseAddCheckpoint(Buffer.from(`old ${oldSize}\n\n${log.sign(7)}`)).ok).toBe(false)
    }
    expect(parseAddCheckpoint(Buffer.from([0x6f, 0x6c, 0x64, 0x20, 0x30, 0x0a, 0x0a, 0xff])).ok).toBe(false)
    expect(formatNote({ text: '', signatures: [] }).ok).toBe(false)
  })

  test('an allowance refills with time, never beyond its size, and never because a clock goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -90_000, max: 90_000 }), { maxLength: 60 }), (steps) => {
        let [time, forward, taken] = [0, 0, 0]
        const tokens = createTokens(5, () => time)
        for (const step of steps) {
          time += step
          forward += Math.max(0, step)
          if (tokens.take('growth')) taken++
        }
        expect(taken).toBeLessThanOrEqual(5 + Math.floor((forward * 5) / 60_000))
        // The other allowance is untouched.
        expect(Array.from({ length: 6 }, () => tokens.take('other')).filter(Boolean).length).toBe(5)
      }),
    )
  })
})
