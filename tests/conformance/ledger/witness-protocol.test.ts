/** The shared witness vectors through the pure protocol: every sequence of requests, its answers and what is kept after each. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  createConsistencyProof,
  decideWitnessRequest,
  formatAddCheckpoint,
  formatWitnessState,
  openNote,
  openWitnessRequest,
  parseAddCheckpoint,
  parseSplitView,
  parseVerifierKey,
  parseWitnessState,
  readWitnessReply,
  verifySplitView,
  openCheckpoint,
  formatSplitView,
  type Witness,
  type WitnessAnswer,
  type WitnessState,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import {
  fromHex,
  readVectors,
  signEd25519,
  toBase64,
  toVerifier,
  toVerifiers,
} from '../translog/signatures.ts'
import { createTestLog, createTestWitness, leavesOf } from './witness-logs.ts'

interface Step {
  readonly step: string
  readonly body: string
  readonly status: number
  readonly alsoAcceptable?: readonly number[]
  readonly responseBody?: string
  readonly contentType?: string
  readonly stateAfter: Readonly<Record<string, { readonly size: string; readonly root: string }>>
}

type Logs = Readonly<Record<string, readonly string[]>>

interface WitnessVectors {
  readonly witness: { readonly vkey: string; readonly seedHex: string }
  readonly logs: Logs
  readonly monitoring: readonly { readonly origin: string; readonly path: string }[]
  readonly cases: readonly { readonly id: string; readonly logs?: Logs; readonly steps: readonly Step[] }[]
}

const START = 1_795_000_000n
const empty: WitnessState = { cosigned: undefined, fork: undefined }

/** A witness in memory. */
class Memory {
  readonly states = new Map<string, WitnessState>()
  readonly #witness: Witness

  constructor(witness: Witness) {
    this.#witness = witness
  }

  add(body: string, now: bigint): WitnessAnswer {
    const request = openWitnessRequest(this.#witness, Buffer.from(body))
    if (!request.ok) return request.error
    const { origin } = request.value.checkpoint
    const decision = decideWitnessRequest(this.#witness, this.states.get(origin) ?? empty, {
      request: request.value,
      now,
    })
    this.states.set(origin, decision.state)
    return decision.answer
  }
}

describeShared('requests to a witness', () => {
  const vectors = readVectors<WitnessVectors>('witness-add-checkpoint')
  const key = parseVerifierKey(sha256, vectors.witness.vkey)
  if (!key.ok) throw new Error(key.error.message)
  const seed = fromHex(vectors.witness.seedHex)
  const signer = { key: key.value, sign: (message: Uint8Array) => signEd25519(seed, message) }
  const witnessOf = (logs: Logs): Witness => ({
    hash: sha256,
    logs: new Map(Object.entries(logs).map(([origin, vkeys]) => [origin, toVerifiers(vkeys).verifiers])),
    signers: [signer],
    // The vectors have the honest history go on after a fork was shown.
    afterFork: 'continue',
  })

  test.each(vectors.cases.map((row) => [row.id, row] as const))('%s', (_id, { logs, steps }) => {
    const memory = new Memory(witnessOf(logs ?? vectors.logs))
    for (const [at, step] of steps.entries()) {
      const now = START + BigInt(at)
      const answer = memory.add(step.body, now)
      expect([step.status, ...(step.alsoAcceptable ?? [])], step.step).toContain(answer.status)
      if (step.responseBody !== undefined) expect(answer.body).toBe(step.responseBody)
      if (step.contentType !== undefined) expect(answer.contentType).toBe(step.contentType)
      expect(kept(memory), step.step).toEqual(step.stateAfter)
      if (answer.status !== 200) continue
      const { text } = noteOf(step.body)
      const opened = openNote(`${text}\n${answer.body}`, [toVerifier(key.value)])
      expect(opened.ok && opened.value.verified).toEqual([
        { kind: 'cosignature', key: key.value, timestamp: now },
      ])
      // The log reads the same.
      const reply = readWitnessReply(text, [toVerifier(key.value)], {
        status: 200,
        body: Buffer.from(answer.body),
      })
      expect(reply.kind === 'cosigned' && reply.time).toBe(now)
    }
  })

  test('all twelve sequences are there, and monitors ask at the paths of the vectors', () => {
    expect(vectors.cases.length).toBe(12)
    for (const { origin, path } of vectors.monitoring) {
      expect(`/${createHash('sha256').update(origin).digest('hex')}/checkpoint`).toBe(path)
    }
  })

  test('every well-formed body is written as it was read', () => {
    const bodies = vectors.cases.flatMap(({ steps }) => steps.filter(({ status }) => status !== 400))
    const wrong = bodies.filter(({ body }) => {
      const read = parseAddCheckpoint(Buffer.from(body))
      return !read.ok || formatAddCheckpoint(read.value) !== body
    })
    expect(bodies.length).toBeGreaterThan(25)
    expect(wrong.map(({ step }) => step)).toEqual([])
  })

  test('a witness that refuses forked logs gives the honest history nothing either, and says why', () => {
    const steps = vectors.cases.find(({ id }) => id === 'split-view')?.steps ?? []
    const memory = new Memory({ ...witnessOf(vectors.logs), afterFork: 'refuse' })
    const answers = steps.map(({ body }, at) => memory.add(body, START + BigInt(at)))
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [200, 'COSIGNED'],
      [422, 'LOG_FORKED'],
      [422, 'LOG_FORKED'],
      [422, 'LOG_FORKED'],
    ])
    const [origin, state] = [...memory.states][0] ?? ['', empty]
    const vkeys = vectors.logs[origin] ?? []
    const { verifiers } = toVerifiers(vkeys)
    if (state.fork === undefined) throw new Error('no evidence')
    const file = parseSplitView(formatSplitView({ ...state.fork, verifierKeys: vkeys }))
    if (!file.ok) throw new Error(file.error.message)
    const proven = verifySplitView(sha256, file.value, (note) => openCheckpoint(note, origin, verifiers))
    expect(proven.ok && [proven.value.older.size, proven.value.newer.size]).toEqual([13n, 300n])
  })

  function kept({ states }: Memory): Step['stateAfter'] {
    return Object.fromEntries(
      [...states].flatMap(([origin, { cosigned }]) =>
        cosigned === undefined
          ? []
          : [[origin, { size: String(cosigned.checkpoint.size), root: toBase64(cosigned.checkpoint.root) }]],
      ),
    )
  }
})

describe('what a witness keeps', () => {
  const log = createTestLog('log.test.example/a', leavesOf('a', 70))
  const twin = createTestLog('log.test.example/a', [...leavesOf('a', 20), ...leavesOf('b', 50)])
  const { witness, cosigners } = createTestWitness('witness.test.example', [log.verifier])

  const request = (from: typeof log, oldSize: number, size: number): string =>
    formatAddCheckpoint({
      oldSize: BigInt(oldSize),
      proof:
        oldSize === 0 || oldSize >= size
          ? []
          : unwrap(createConsistencyProof(sha256, from.leaves.slice(0, size), oldSize)),
      note: from.sign(size),
    })

  test('is the same after it was written and read, and is not read with other keys', () => {
    const memory = new Memory(witness)
    memory.add(request(log, 0, 33), START)
    memory.add(request(twin, 33, 60), START)
    const state = memory.states.get(log.origin) ?? empty
    expect(state.fork).toBeDefined()
    const text = formatWitnessState(state, [])
    const read = parseWitnessState(text, log.origin, { logs: witness.logs, cosigners })
    expect(read.ok && formatWitnessState(read.value, [])).toBe(text)
    expect(read.ok && read.value.cosigned?.checkpoint.size).toBe(33n)
    const other = createTestWitness('witness.test.example', [log.verifier])
    for (const [origin, keys] of [
      ['log.test.example/b', { logs: witness.logs, cosigners }],
      [log.origin, { logs: new Map(), cosigners }],
      [log.origin, { logs: witness.logs, cosigners: other.cosigners }],
    ] as const) {
      expect(parseWitnessState(text, origin, keys).ok).toBe(false)
    }
    for (const broken of [
      text.slice(0, 40),
      text.replace(String(START), String(START + 1n)),
      '{}',
      'null',
      '',
    ]) {
      expect(parseWitnessState(broken, log.origin, { logs: witness.logs, cosigners }).ok).toBe(false)
    }
  })

  test('from any size, the same history is cosigned and a forked one is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 69 }), fc.integer({ min: 1, max: 69 }), (a, b) => {
        const [oldSize, size] = [Math.min(a, b), Math.max(a, b)]
        const honest = new Memory(witness)
        honest.add(request(log, 0, oldSize), START)
        expect(honest.add(request(log, oldSize, size), START).status).toBe(200)
        const deceived = new Memory(witness)
        deceived.add(request(log, 0, oldSize), START)
        const { status } = deceived.add(request(twin, oldSize, size), START)
        // Up to 20 leaves both histories are one.
        expect(status).toBe(oldSize <= 20 ? 200 : 422)
        const { cosigned, fork } = deceived.states.get(log.origin) ?? empty
        expect(Number(cosigned?.checkpoint.size)).toBe(oldSize <= 20 ? size : oldSize)
        // A complete tree's proof leaves its root out: refused, yet proof of nothing.
        const isComplete = Number.isInteger(Math.log2(oldSize))
        expect(fork !== undefined).toBe(oldSize > 20 && (oldSize === size || !isComplete))
      }),
    )
  })

  test('a fork of the recorded size is noticed whatever old size comes with it', () => {
    for (const oldSize of [0, 5, 40, 69]) {
      const memory = new Memory(witness)
      memory.add(request(log, 0, 40), START)
      const answer = memory.add(request(twin, oldSize, 40), START)
      expect([answer.status, answer.code]).toEqual([422, 'LOG_FORKED'])
    }
  })

  test('cosignature times never go back; a clock far behind stops the witness', () => {
    const memory = new Memory(witness)
    memory.add(request(log, 0, 10), START)
    const repeated = memory.add(request(log, 10, 11), START - 30n)
    expect([repeated.status, memory.states.get(log.origin)?.cosigned?.time]).toEqual([200, START])
    const behind = memory.add(request(log, 11, 12), START - 61n)
    expect([behind.status, behind.code]).toEqual([503, 'CLOCK_BEHIND'])
    expect(memory.states.get(log.origin)?.cosigned?.checkpoint.size).toBe(11n)
  })

  test('strangers may add lines, but they are not kept', () => {
    const memory = new Memory(witness)
    const line = `— stranger.example ${toBase64(new Uint8Array(72).fill(9))}\n`
    expect(memory.add(request(log, 0, 10) + line.repeat(90), START).status).toBe(200)
    const { note = '' } = memory.states.get(log.origin)?.cosigned ?? {}
    expect(note.split('\n').filter((text) => text.startsWith('—')).length).toBe(2)
  })

  test('no bytes make it throw, and nothing but a good request changes what it keeps', () => {
    const good = request(log, 10, 30)
    const change = fc.record({
      at: fc.nat(good.length - 1),
      text: fc.string({ maxLength: 3 }),
      cut: fc.nat(3),
    })
    fc.assert(
      fc.property(change, ({ at, text, cut }) => {
        const memory = new Memory(witness)
        memory.add(request(log, 0, 10), START)
        const before = memory.states.get(log.origin)
        const body = good.slice(0, at) + text + good.slice(at + cut)
        const { status } = memory.add(body, START)
        if (status === 200) expect(parseAddCheckpoint(Buffer.from(body)).ok).toBe(true)
        else expect(memory.states.get(log.origin)).toBe(before)
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(openWitnessRequest(witness, bytes).ok).toBe(false)
      }),
    )
  })
})

describe('what a log reads from an answer', () => {
  const log = createTestLog('log.test.example/a', leavesOf('a', 10))
  const { witness, cosigners } = createTestWitness('witness.test.example', [log.verifier])
  const text = noteOf(log.sign(10)).text
  const cosigned = new Memory(witness).add(
    formatAddCheckpoint({ oldSize: 0n, proof: [], note: log.sign(10) }),
    START,
  ).body
  const other = createTestWitness('witness.test.example', [log.verifier])
  const foreign = new Memory(other.witness).add(
    formatAddCheckpoint({ oldSize: 0n, proof: [], note: log.sign(10) }),
    START,
  ).body
  const read = (status: number, body: string): string =>
    readWitnessReply(text, cosigners, { status, body: Buffer.from(body) }).kind

  test.each([
    [200, cosigned, 'cosigned'],
    [200, foreign + cosigned, 'cosigned'],
    [200, `garbage\n\n${cosigned}`, 'cosigned'],
    [200, foreign, 'failed'],
    [200, '', 'failed'],
    [200, cosigned.replace(/.{8}\n$/, 'AAAAAAA=\n'), 'failed'],
    [200, `${'x\n'.repeat(40)}${cosigned}`, 'failed'],
    [409, '13\n', 'conflict'],
    [409, '13', 'conflict'],
    [409, '', 'refused'],
    [409, '013\n', 'refused'],
    [409, '-1\n', 'refused'],
    [409, '99999999999999999999\n', 'refused'],
    [409, 'other root', 'refused'],
    [422, 'no', 'refused'],
    [404, 'no', 'failed'],
    [302, '', 'failed'],
    [500, cosigned, 'failed'],
  ])('%i with its body is %#: %s', (status, body, expected) => {
    expect(read(status, body)).toBe(expected)
  })

  test('a witness cannot write on our screen', () => {
    const reply = readWitnessReply(text, cosigners, {
      status: 500,
      body: Buffer.from(`\u001b[2J\u0007${'x'.repeat(5000)}`),
    })
    expect(reply.kind === 'failed' && reply.message).toMatch(/^500: [ -~]{1,200}$/)
  })
})

function noteOf(bodyOrNote: string): { readonly text: string } {
  const note = bodyOrNote.startsWith('old ') ? bodyOrNote.slice(bodyOrNote.indexOf('\n\n') + 2) : bodyOrNote
  return { text: note.slice(0, note.lastIndexOf('\n\n') + 1) }
}

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (result.ok) return result.value
  throw new Error(result.error.message)
}
