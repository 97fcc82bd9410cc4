/** A monitor against servers that do what they like: it ends in time, believes nothing, and says who it was. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { monitorLog, type MonitorReport } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import {
  raiseAlarms,
  rememberAlarms,
  type Facts,
} from '../../../packages/toolkit/src/adapters/ledger/monitor/alarms.ts'
import { openSource } from '../../../packages/toolkit/src/adapters/ledger/monitor/source.ts'
import {
  type MonitorState,
  newState,
  readMonitorState,
  statePath,
  writeMonitorState,
} from '../../../packages/toolkit/src/adapters/ledger/monitor/state.ts'
import { MemoryDisk } from '../../../packages/toolkit/src/adapters/ledger/testing/memory-disk.ts'
import { exchange } from '../../../packages/toolkit/src/adapters/ledger/witness/exchange.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  emptyRange,
  formatTilePath,
  formatVerifierKey,
  growCompactRange,
  growEntryBundles,
  growTree,
  hashLeaf,
  parsePolicy,
  rootOf,
} from '../../../packages/toolkit/src/translog/index.ts'
import { createTestLog, leavesOf } from './witness-logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-hostile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const origin = 'log.test.example/h'
const entries = Array.from({ length: 700 }, (_, at) => Buffer.from(`entry ${at}`))
const log = createTestLog(
  origin,
  entries.map((entry) => hashLeaf(sha256, entry)),
)
const files = filesOf(700)

function filesOf(size: number): Map<string, Uint8Array> {
  const head = { size: 0n, root: rootOf(sha256, []), read: () => undefined }
  const growth = growTree(sha256, head, log.leaves.slice(0, size))
  const bundles = growEntryBundles(() => undefined, 0n, entries.slice(0, size))
  if (!growth.ok || !bundles.ok) throw new Error('the test log does not grow')
  const all = [...growth.value.tiles, ...bundles.value].map(
    ({ tile, bytes }) => [formatTilePath(tile), bytes] as const,
  )
  return new Map<string, Uint8Array>([['checkpoint', Buffer.from(log.sign(size))], ...all])
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Serves the log, but for paths that the listener takes. */
const serveBut = (takes: (path: string) => boolean, listener: RequestListener): Promise<string> =>
  serve((request, response) => {
    const path = (request.url ?? '').slice(1)
    const file = files.get(path)
    if (takes(path)) listener(request, response)
    else if (file === undefined) response.writeHead(404).end()
    else response.writeHead(200).end(file)
  })

let made = 0

async function watch(address: string, memory = join(folder, String(made++))): Promise<MonitorReport> {
  const policy = parsePolicy(sha256, `log ${formatVerifierKey(log.verifier.key)}\nquorum none\n`)
  if (!policy.ok) throw new Error(policy.error.message)
  return await monitorLog({
    policy: policy.value,
    origin,
    memory,
    sources: { log: address },
    limits: { timeout: 300 },
  })
}

const codesOf = ({ alarms }: MonitorReport): readonly string[] => alarms.map(({ code }) => code)

const hostile: readonly (readonly [string, RequestListener])[] = [
  ['nothing', () => undefined],
  [
    'a byte now and then',
    (_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    },
  ],
  [
    'bytes without end',
    (_request, response) => {
      response.writeHead(200)
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) continue
      }
      response.on('drain', pour)
      pour()
    },
  ],
  ['a redirect', (_request, response) => void response.writeHead(301, { location: '/checkpoint' }).end()],
  ['an error', (_request, response) => void response.writeHead(500).end('broken')],
  ['a cut connection', (request) => void request.socket.destroy()],
]

describe('a log that answers with', () => {
  test.each(hostile)('%s is unreachable, in time', async (_title, listener) => {
    const before = performance.now()
    const report = await watch(await serve(listener))
    expect(performance.now() - before).toBeLessThan(5000)
    expect([codesOf(report), report.head, report.observed]).toEqual([['LOG_UNREACHABLE'], undefined, []])
  })

  test.each(hostile)(
    '%s instead of entries is not followed, and is followed once it answers',
    async (_title, listener) => {
      const memory = join(folder, String(made++))
      const address = await serveBut((path) => path.startsWith('tile/entries/001'), listener)
      const report = await watch(address, memory)
      expect([codesOf(report), report.head]).toEqual([['LOG_UNREACHABLE'], undefined])
      // What was read before is kept.
      expect(report.read).toEqual({ from: '0', to: '256' })
      const again = await watch(await serveBut(() => false, listener), memory)
      expect([codesOf(again), again.read, again.head?.size]).toEqual([[], { from: '256', to: '700' }, '700'])
    },
  )

  test('garbage, or another log’s checkpoint, is told as what it is', async () => {
    const others = [
      'garbage',
      '',
      createTestLog('log.test.example/other', leavesOf('a', 3)).sign(3),
      log.sign(700).replace(/.{4}(.{8}\n)$/, 'AAAA$1'),
      log.sign(700).replace('\n700\n', '\n701\n'),
    ]
    for (const text of others) {
      const address = await serveBut(
        (path) => path === 'checkpoint',
        (_request, response) => void response.writeHead(200).end(text),
      )
      const report = await watch(address)
      expect(codesOf(report)).toEqual(['LOG_UNREACHABLE'])
      expect(report.alarms[0]?.message).toMatch(/not one of/)
    }
  })
})

describe('a source', () => {
  test('of partial tiles that are gone serves from the full ones', async () => {
    // A client that knows size 300 reads from a server that has 700 and no partial tiles of 300.
    const address = await serve((request, response) => {
      const path = (request.url ?? '').slice(1)
      const file = path === 'checkpoint' ? Buffer.from(log.sign(300)) : files.get(path)
      if (file === undefined) response.writeHead(404).end()
      else response.writeHead(200).end(file)
    })
    const report = await watch(address)
    expect([codesOf(report), report.head?.size]).toEqual([[], '300'])
  })

  test('is bounded, and says whether something is missing or failed', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/there') response.writeHead(200).end('12345')
      else response.writeHead(request.url === '/gone' ? 404 : 503).end()
    })
    const source = openSource(`${address}/`, { exchange, timeout: 500 })
    const codeOf = async (path: string, limit = 10): Promise<string> => {
      const read = await source.read(path, limit)
      return read.ok ? Buffer.from(read.value).toString() : read.error.code
    }
    expect(await codeOf('there')).toBe('12345')
    expect(await codeOf('there', 5)).toBe('12345')
    expect(await codeOf('there', 4)).toBe('FAILED')
    expect([await codeOf('gone'), await codeOf('broken')]).toEqual(['MISSING', 'FAILED'])
    const local = openSource(`file://${folder}`, { exchange, timeout: 500 })
    expect((await local.read('nowhere', 10)).ok).toBe(false)
    const isDirectory = await local.read('.', 1_000_000)
    expect(isDirectory.ok ? '' : isDirectory.error.code).toBe('FAILED')
  })
})

describe('alarms and memory', () => {
  const policy = parsePolicy(sha256, `log ${formatVerifierKey(log.verifier.key)}\nquorum none\n`)
  if (!policy.ok) throw new Error(policy.error.message)
  const facts: Facts = {
    policy: policy.value,
    own: [],
    limits: { staleHours: 25, graceMinutes: 10, timeout: 1 },
    now: 1_795_000_000_000,
    address: 'the log',
    before: newState,
    after: newState,
    log: undefined,
    head: undefined,
    sightings: [],
    missed: [],
    findings: [],
    evidence: [],
  }
  const changed = (after: Partial<MonitorState>): Facts => ({ ...facts, after: { ...newState, ...after } })
  const hour = 3_600_000

  test.each([
    ['nothing', facts, []],
    ['two forks', { ...facts, evidence: ['/a', '/b'] }, ['FORKED', 'FORKED']],
    ['a head that was never cosigned, of now', changed({ head: 'x', headSince: facts.now - 24 * hour }), []],
    ['the same, of long ago', changed({ head: 'x', headSince: facts.now - 26 * hour }), ['STALE']],
    [
      'old, but cosigned today',
      changed({ head: 'x', headSince: 0, cosignedAt: facts.now / 1000 - 3600 }),
      [],
    ],
    ['no head yet', changed({ headSince: 0 }), []],
    ['unknown leaves', changed({ unknown: { 7: 'ab' } }), ['UNKNOWN_LEAF']],
    ['more of them than are listed', changed({ unknownMore: 3 }), ['UNKNOWN_LEAF']],
    [
      'a mirror that is down',
      { ...facts, missed: [{ kind: 'mirror', from: 'm', message: 'x' }] },
      ['LOG_UNREACHABLE'],
    ],
    ['a customer’s bad note', { ...facts, missed: [{ kind: 'seen', from: 'm', message: 'x' }] }, []],
    [
      'a pending note that is none',
      { ...facts, missed: [{ kind: 'pending', from: 'm', message: 'x' }] },
      ['LOG_DAMAGED'],
    ],
    ['wrong tiles', { ...facts, findings: [{ kind: 'damaged', from: 'm', message: 'x' }] }, ['LOG_DAMAGED']],
  ] satisfies readonly (readonly [string, Facts, readonly string[]])[])('%s', (_title, given, codes) => {
    const alarms = raiseAlarms(given)
    expect(alarms.map(({ code }) => code)).toEqual(codes)
    expect(alarms.every(({ isNew, since }) => isNew && since === new Date(facts.now).toISOString())).toBe(
      true,
    )
    // In the next pass they are old, with the same date.
    const later = { ...given, now: given.now + 1000, before: { ...newState, alarms: rememberAlarms(alarms) } }
    expect(raiseAlarms(later)).toEqual(alarms.map((alarm) => ({ ...alarm, isNew: false })))
  })

  test('what is remembered is read as it was written', async () => {
    const text = fc.string({ maxLength: 20 })
    const record = fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      text,
      { maxKeys: 4, noNullPrototype: true },
    )
    const count = fc.nat(1_000_000)
    const range = fc.nat(200).map((size) => {
      const grown = growCompactRange(sha256, emptyRange, log.leaves.slice(0, size))
      return { ...grown, hashes: grown.hashes.map((hash) => Uint8Array.from(hash)) }
    })
    const state: fc.Arbitrary<MonitorState> = fc.record({
      head: fc.option(text, { nil: undefined }),
      headSince: count,
      tail: range,
      headRange: range,
      pinned: fc.array(text, { maxLength: 3 }),
      forks: fc.array(text, { maxLength: 3 }),
      unknown: record,
      unknownMore: count,
      cosignedAt: count,
      ahead: fc.option(fc.record({ size: count.map(String), since: count }), { nil: undefined }),
      waiting: fc.option(text, { nil: undefined }),
      alarms: record,
    })
    await fc.assert(
      fc.asyncProperty(state, async (value) => {
        const { disk } = new MemoryDisk(['/memory'])
        const path = statePath('/memory', origin)
        expect(readMonitorState(disk, path)).toEqual(newState)
        await writeMonitorState(disk, path, value)
        expect(readMonitorState(disk, path)).toEqual(value)
      }),
      { numRuns: 60 },
    )
  })
})
