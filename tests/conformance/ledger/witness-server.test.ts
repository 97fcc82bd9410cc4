/** A witness behind its socket: the vectors over HTTP, hostile clients, refusals, and what an operator does. */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import {
  clearWitnessFork,
  createWitness,
  LedgerError,
  readWitnessStatus,
  type RunningWitness,
  startWitness,
  type StartWitnessOptions,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { toVerifier } from '../../../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  createConsistencyProof,
  formatAddCheckpoint,
  formatVerifierKey,
  openCheckpoint,
  parseSplitView,
  parseVerifierKey,
  readWitnessReply,
  verifySplitView,
} from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from '../translog/signatures.ts'
import { createTestLog, leavesOf, type TestLog } from './witness-logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-witness-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const running: RunningWitness[] = []
afterEach(async () => {
  for (const witness of running.splice(0)) await witness.stop()
})

let made = 0
const now = 1_795_000_000_000

interface Made {
  readonly configPath: string
  readonly verifierKey: string
}

async function make(logs: readonly string[], more: object = {}): Promise<Made> {
  const dir = join(folder, String(made++))
  mkdirSync(dir)
  const configPath = join(dir, 'witness.json')
  const config = {
    format: 'occtet-witness/v1',
    name: 'witness.test.example',
    key: 'keys/witness',
    state: 'state',
    logs,
    ...more,
  }
  writeFileSync(configPath, JSON.stringify(config))
  return { configPath, ...(await createWitness(configPath)) }
}

async function start(configPath: string, more: Partial<StartWitnessOptions> = {}): Promise<RunningWitness> {
  const witness = await startWitness({ configPath, clock: () => now, ...more })
  running.push(witness)
  return witness
}

async function post(
  url: string,
  body: string | Uint8Array,
): Promise<{ status: number; type: string; body: string }> {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: Buffer.from(body) })
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: await response.text(),
  }
}

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'none'
  } catch (cause) {
    return cause instanceof LedgerError ? cause.code : String(cause)
  }
}

const log = createTestLog('log.test.example/a', leavesOf('a', 3000))
const twin = createTestLog('log.test.example/a', [...leavesOf('a', 20), ...leavesOf('b', 50)])
const vkey = formatVerifierKey(log.verifier.key)

function request(from: TestLog, oldSize: number, size: number): string {
  const proof =
    oldSize === 0 || oldSize >= size
      ? []
      : unwrap(createConsistencyProof(sha256, from.leaves.slice(0, size), oldSize))
  return formatAddCheckpoint({ oldSize: BigInt(oldSize), proof, note: from.sign(size) })
}

describeShared('the shared sequences over HTTP', () => {
  interface Step {
    readonly step: string
    readonly body: string
    readonly status: number
    readonly alsoAcceptable?: readonly number[]
    readonly responseBody?: string
    readonly contentType?: string
    readonly stateAfter: Readonly<Record<string, { readonly size: string; readonly root: string }>>
  }
  const { cases, logs, monitoring } = readVectors<{
    readonly logs: Readonly<Record<string, readonly string[]>>
    readonly monitoring: readonly { readonly origin: string; readonly path: string }[]
    readonly cases: readonly {
      readonly id: string
      readonly logs?: Readonly<Record<string, readonly string[]>>
      readonly steps: readonly Step[]
    }[]
  }>('witness-add-checkpoint')
  // The honest history after a fork waits for the operator here: see "a fork" below.
  const rows = cases.filter(({ id }) => id !== 'split-view')

  test.each(rows.map((row) => [row.id, row] as const))('%s', async (_id, row) => {
    const { configPath } = await make(Object.values(row.logs ?? logs).flat(), { prefix: '/witness' })
    const { url } = await start(configPath)
    for (const step of row.steps) {
      const answer = await post(url, step.body)
      expect([step.status, ...(step.alsoAcceptable ?? [])], step.step).toContain(answer.status)
      if (step.responseBody !== undefined) expect(answer.body).toBe(step.responseBody)
      if (step.contentType !== undefined) expect(answer.type).toBe(step.contentType)
      const kept = readWitnessStatus(configPath).logs.flatMap(({ origin, cosigned }) =>
        cosigned === undefined ? [] : [[origin, { size: cosigned.size, root: cosigned.root }]],
      )
      expect(Object.fromEntries(kept), step.step).toEqual(step.stateAfter)
    }
    if (row.logs !== undefined) return
    for (const { origin, path } of monitoring) {
      const shown = await fetch(`${url}${path}`)
      expect(shown.status).toBe(row.steps.at(-1)?.stateAfter[origin] === undefined ? 404 : 200)
    }
  })
})

describe('a witness and its operator', () => {
  test('is made once; key and state are private, and belong together', async () => {
    const { configPath, verifierKey } = await make([vkey])
    const dir = join(configPath, '..')
    expect(statSync(join(dir, 'keys', 'witness')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dir, 'keys', 'witness.pub'), 'utf8')).toBe(`${verifierKey}\n`)
    expect(verifierKey).toMatch(/^witness\.test\.example\+[0-9a-f]{8}\+B/)
    expect(await codeOf(() => createWitness(configPath))).toBe('WITNESS_EXISTS')
    await start(configPath)
    expect(await codeOf(() => startWitness({ configPath }))).toBe('LEDGER_LOCKED')
  })

  test('does not start without its state, with another key, with an open key, or with a damaged state', async () => {
    const { configPath } = await make([vkey])
    const dir = join(configPath, '..')
    const first = await start(configPath)
    expect((await post(first.url, request(log, 0, 9))).status).toBe(200)
    await first.stop()
    // To be stopped is no failure.
    expect(first.stopped()).toBeUndefined()
    running.pop()
    const [state = ''] = readdirSync(join(dir, 'state')).filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
    const path = join(dir, 'state', state)
    const good = readFileSync(path, 'utf8')
    for (const bad of ['', good.slice(0, -9), good.replace('\\n9\\n', '\\n8\\n'), '{}']) {
      writeFileSync(path, bad)
      expect(await codeOf(() => startWitness({ configPath }))).toBe('WITNESS_DAMAGED')
    }
    writeFileSync(path, good)
    chmodSync(join(dir, 'keys', 'witness'), 0o644)
    expect(await codeOf(() => startWitness({ configPath }))).toBe('KEY_INVALID')
    const other = await make([vkey])
    writeFileSync(join(dir, 'keys', 'witness'), readFileSync(join(other.configPath, '..', 'keys', 'witness')))
    chmodSync(join(dir, 'keys', 'witness'), 0o600)
    expect(await codeOf(() => startWitness({ configPath }))).toBe('NOT_A_WITNESS')
    rmSync(join(dir, 'state'), { recursive: true })
    expect(await codeOf(() => startWitness({ configPath }))).toBe('NOT_A_WITNESS')
    rmSync(join(dir, 'keys'), { recursive: true })
    expect(await codeOf(() => readWitnessStatus(configPath))).toBe('NOT_A_WITNESS')
  })

  test.each([
    ['not JSON', 'x'],
    ['another format', '{"format":"occtet-witness/v2"}'],
    ['an unknown member', { color: 'red' }],
    ['no logs', { logs: 'all' }],
    ['a key that is none', { logs: ['nonsense'] }],
    [
      'a cosigner as a log',
      { logs: ['witness.shared.example+d3956dc3+BNuZbv/wv4sSbtdWsvwrjVdSnMa5QlVfeEOoW69By4C0'] },
    ],
    ['a prefix that climbs', { prefix: '/a/../b c' }],
    ['no limit', { limits: { perMinute: 0 } }],
    ['no name', { name: '' }],
  ])('refuses a configuration with %s', async (_title, change) => {
    const path = join(folder, `bad-${made++}.json`)
    const base = { format: 'occtet-witness/v1', name: 'w.example', key: 'k', state: 's', logs: [vkey] }
    writeFileSync(path, typeof change === 'string' ? change : JSON.stringify({ ...base, ...change }))
    expect(await codeOf(() => createWitness(path))).toBe('CONFIG_INVALID')
    expect(await codeOf(() => createWitness(join(folder, 'missing.json')))).toBe('CONFIG_INVALID')
  })

  test('an address that is taken is a plain error, and leaves the witness free to start elsewhere', async () => {
    const [one, two] = [await make([vkey]), await make([vkey])]
    const { url } = await start(one.configPath)
    const port = Number(new URL(url).port)
    expect(await codeOf(() => startWitness({ configPath: two.configPath, port }))).toBe('ADDRESS_REFUSED')
    await start(two.configPath)
  })

  test('a fork: refused from then on, told with evidence, and over when the operator says so', async () => {
    const { configPath } = await make([vkey])
    const witness = await start(configPath)
    expect((await post(witness.url, request(log, 0, 33))).status).toBe(200)
    expect((await post(witness.url, request(twin, 33, 60))).status).toBe(422)
    expect((await post(witness.url, request(log, 33, 60))).status).toBe(422)
    const [status] = readWitnessStatus(configPath).logs
    expect([status?.state, status?.cosigned?.size]).toEqual(['forked', '33'])
    const file = parseSplitView(readFileSync(status?.evidence ?? '', 'utf8'))
    if (!file.ok) throw new Error(file.error.message)
    expect(file.value.verifierKeys).toEqual([vkey])
    const open = (note: string): ReturnType<typeof openCheckpoint> =>
      openCheckpoint(note, log.origin, [log.verifier])
    expect(verifySplitView(sha256, file.value, open).ok).toBe(true)
    expect(await codeOf(() => clearWitnessFork(configPath, log.origin))).toBe('LEDGER_LOCKED')
    await witness.stop()
    running.pop()
    // It is a state, not a mood.
    const again = await start(configPath)
    expect((await post(again.url, request(log, 33, 60))).status).toBe(422)
    await again.stop()
    running.pop()
    expect(await codeOf(() => clearWitnessFork(configPath, 'log.test.example/other'))).toBe('CONFIG_INVALID')
    expect(await clearWitnessFork(configPath, log.origin)).toBe(true)
    expect(await clearWitnessFork(configPath, log.origin)).toBe(false)
    expect(existsSync(status?.evidence ?? '')).toBe(false)
    expect(existsSync((status?.evidence ?? '').replace('.json', '.1.json'))).toBe(true)
    expect(readWitnessStatus(configPath).logs[0]?.state).toBe('following')
    const free = await start(configPath)
    expect((await post(free.url, request(log, 33, 60))).status).toBe(200)
  })

  test('monitors read the newest cosigned checkpoint, and who cosigns', async () => {
    const { configPath, verifierKey } = await make([vkey], { prefix: '/w' })
    const { url } = await start(configPath)
    await post(url, request(log, 0, 33))
    await post(url, request(log, 33, 40))
    const path = createHash('sha256').update(log.origin).digest('hex')
    const note = await (await fetch(`${url}/${path}/checkpoint`)).text()
    const key = unwrap(parseVerifierKey(sha256, verifierKey))
    const opened = unwrap(openCheckpoint(note, log.origin, [log.verifier, toVerifier(key)]))
    expect([opened.size, opened.note.verified.length]).toEqual([40n, 2])
    expect(await (await fetch(`${url}/witness.json`)).json()).toEqual({
      name: 'witness.test.example',
      verifierKeys: [verifierKey],
      logs: [log.origin],
    })
    const strange = [
      '',
      'x',
      `${path}/checkpoint/`,
      `${path.toUpperCase()}/checkpoint`,
      '../state/witness.json',
      '%2e%2e/keys/witness',
    ]
    for (const page of strange) expect((await fetch(`${url}/${page}`)).status).toBe(404)
    expect((await fetch(url.replace('/w', '/x'))).status).toBe(404)
    expect((await fetch(`${url}/witness.json`, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405)
  })
})

describe('hostile and impatient clients', () => {
  test('a body above the cap is refused, announced or not', async () => {
    const { url } = await start((await make([vkey])).configPath)
    expect((await post(url, new Uint8Array(64 * 1024 + 1))).status).toBe(413)
    expect((await post(url, new Uint8Array(64 * 1024))).status).toBe(400)
    const flood = await raw(url, [
      'POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n',
      ...Array.from({ length: 40 }, () => `1000\r\n${'x'.repeat(4096)}\r\n`),
    ])
    expect(flood).toMatch(/^HTTP\/1\.1 413 /)
  })

  test('a slow body and a slow header are cut off, while others are served', async () => {
    const times = { headers: 300, request: 500, check: 50 }
    const { url } = await start((await make([vkey])).configPath, { times })
    const before = performance.now()
    const slow = Promise.all([
      raw(url, ['POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\nold 0\n']),
      raw(url, ['POST /add-checkpoint HTTP/1.1\r\nhost: x\r\nx-']),
    ])
    expect((await post(url, request(log, 0, 5))).status).toBe(200)
    const answers = await slow
    for (const answer of answers) expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/)
    expect(performance.now() - before).toBeLessThan(10_000)
    expect((await post(url, request(log, 5, 6))).status).toBe(200)
  })

  test('what is not HTTP is cut off and harms nobody', async () => {
    const { url } = await start((await make([vkey])).configPath)
    await raw(url, ['\u0000\u0001\u0002 not http at all\r\n\r\n'])
    await raw(url, [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`])
    expect((await post(url, request(log, 0, 5))).status).toBe(200)
  })

  test('a log has its allowance; strangers cannot use it up, not even with its own published checkpoints', async () => {
    let time = now
    const { configPath } = await make([vkey], { limits: { perMinute: 6 } })
    const { url } = await start(configPath, { clock: () => time })
    for (let size = 1; size <= 4; size++)
      expect((await post(url, request(log, size - 1, size))).status).toBe(200)
    const forged = request(log, 4, 50).replace(/.{4}(.{8}\n)$/, 'AAAA$1')
    const strangers = await Promise.all(Array.from({ length: 30 }, () => post(url, forged)))
    expect(new Set(strangers.map(({ status }) => status))).toEqual(new Set([403]))
    const replays = await Promise.all(Array.from({ length: 30 }, () => post(url, request(log, 0, 3))))
    expect(replays.filter(({ status }) => status === 429).length).toBe(24)
    expect((await post(url, request(log, 4, 5))).status).toBe(200)
    expect((await post(url, request(log, 5, 6))).status).toBe(200)
    expect((await post(url, request(log, 6, 7))).status).toBe(429)
    time += 10_000
    expect((await post(url, request(log, 6, 7))).status).toBe(200)
    time -= 20_000
    expect((await post(url, request(log, 7, 8))).status).toBe(429)
  })

  test('more requests at once than it works on are told to come back', async () => {
    const { configPath } = await make([vkey], { limits: { atOnce: 2, perMinute: 100_000 } })
    const { url } = await start(configPath)
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(url, request(log, 0, 2000))))
    const statuses = answers.map(({ status }) => status)
    expect(statuses).toContain(503)
    expect(statuses).toContain(200)
    expect(statuses.every((status) => [200, 409, 503].includes(status))).toBe(true)
  })

  test('of many requests at once for one size, with different old sizes and trees, one history comes out', async () => {
    const { configPath, verifierKey } = await make([vkey], { limits: { perMinute: 100_000 } })
    const { url } = await start(configPath)
    const bodies = Array.from({ length: 60 }, (_, at) =>
      request(at % 2 === 0 ? log : twin, 0, 21 + (at % 40)),
    )
    const answers = await Promise.all(bodies.map((body) => post(url, body)))
    const verifier = toVerifier(unwrap(parseVerifierKey(sha256, verifierKey)))
    const cosigned = answers.flatMap((answer, at) => {
      if (answer.status !== 200) return []
      const text = (bodies[at] ?? '').split('\n\n')[1] ?? ''
      const reply = readWitnessReply(`${text}\n`, [verifier], { status: 200, body: Buffer.from(answer.body) })
      expect(reply.kind).toBe('cosigned')
      return [`${text}\n`]
    })
    // All of them had old size zero, so the first one alone was consistent.
    expect(new Set(cosigned).size).toBe(1)
  })
})

/** Sends the parts as they are; what comes back until the other side closes. */
async function raw(url: string, parts: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  return await new Promise((resolve) => {
    let said = ''
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part)
    })
    socket.on('data', (bytes: Buffer) => {
      said += bytes.toString('latin1')
    })
    socket.on('error', () => resolve(said))
    socket.on('close', () => resolve(said))
  })
}

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (result.ok) return result.value
  throw new Error(result.error.message)
}
