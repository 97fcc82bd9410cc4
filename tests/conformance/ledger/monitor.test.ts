/** A monitor over logs in folders and on servers: honest ones raise nothing, and each kind of foul play its own alarm. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import {
  clearMonitorForks,
  LedgerError,
  monitorLog,
  type Alarm,
  type MonitorOptions,
  type MonitorReport,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { draftPeerCheckpoint } from '../../../packages/toolkit/src/adapters/ledger/monitor/peer-event.ts'
import { sha256, sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import {
  cosignCheckpoint,
  emptyRange,
  formatNote,
  formatTilePath,
  formatVerifierKey,
  growCompactRange,
  growEntryBundles,
  growTree,
  hashLeaf,
  openCheckpoint,
  parsePolicy,
  parseSplitView,
  rootOf,
  rootOfCompactRange,
  type Signer,
  toCompactRange,
  verifySplitView,
} from '../../../packages/toolkit/src/translog/index.ts'
import { createTestLog, leavesOf, signerOf, type TestLog } from './witness-logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-monitor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const origin = 'log.test.example/m'
const DAY = 86_400_000
const now = 1_795_000_000_000
const witnessNames = ['one', 'two', 'three'] as const
const cosigners: readonly Signer[] = witnessNames.map((name) =>
  signerOf(`${name}.test.example`, 'cosignature', new Uint8Array(sha256(`witness ${name}`))),
)

/** Entries `a 0`, `a 1` and so on; from `fork` on those of another history. */
function entriesOf(count: number, fork = count): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, at) => Buffer.from(`${at < fork ? 'a' : 'b'} ${at}`))
}

function logOf(entries: readonly Uint8Array[]): TestLog {
  return createTestLog(
    origin,
    entries.map((entry) => hashLeaf(sha256, entry)),
  )
}

let made = 0

class Folder {
  readonly dir = join(folder, `log-${made++}`)

  constructor() {
    mkdirSync(this.dir)
  }

  /** All files of a log of this size, written anew. */
  publish(
    entries: readonly Uint8Array[],
    more: { time?: number; by?: readonly Signer[]; as?: string } = {},
  ): void {
    const { time = now, by = cosigners, as = 'checkpoint' } = more
    const leaves = entries.map((entry) => hashLeaf(sha256, entry))
    const growth = growTree(sha256, { size: 0n, root: rootOf(sha256, []), read: () => undefined }, leaves)
    const bundles = growEntryBundles(() => undefined, 0n, entries)
    if (!growth.ok || !bundles.ok) throw new Error('the test log does not grow')
    for (const { tile, bytes } of [...growth.value.tiles, ...bundles.value])
      this.put(formatTilePath(tile), bytes)
    this.put(as, Buffer.from(noteOf(logOf(entries), entries.length, time, by)))
  }

  put(path: string, bytes: Uint8Array): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true })
    writeFileSync(join(this.dir, path), bytes)
  }
}

function noteOf(log: TestLog, size: number, time: number, by: readonly Signer[]): string {
  const opened = openCheckpoint(log.sign(size), origin, [log.verifier])
  if (!opened.ok) throw new Error(opened.error.message)
  const lines = by.map((signer) => cosignCheckpoint(opened.value, signer, BigInt(Math.floor(time / 1000))))
  const signatures = [
    ...opened.value.note.signatures,
    ...lines.flatMap((line) => (line.ok ? [line.value] : [])),
  ]
  const note = formatNote({ text: opened.value.note.text, signatures })
  if (!note.ok) throw new Error(note.error.message)
  return note.value
}

/** Serves a folder, and what `pages` says before that. */
async function serve(dir: string, pages: Readonly<Record<string, string | number>> = {}): Promise<string> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1)
    const page = pages[path]
    if (typeof page === 'number') return void response.writeHead(page).end()
    if (page !== undefined) return void response.writeHead(200).end(page)
    const file = join(dir, path)
    return existsSync(file)
      ? void response.writeHead(200).end(readFileSync(file))
      : void response.writeHead(404).end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function policyOf(urls: readonly (string | undefined)[] = [], quorum = '2'): MonitorOptions['policy'] {
  const key = formatVerifierKey(createTestLog(origin, []).verifier.key)
  const lines = [
    `log ${key}`,
    ...cosigners.map(({ key: own }, at) =>
      `witness ${witnessNames[at]} ${formatVerifierKey(own)} ${urls[at] ?? ''}`.trim(),
    ),
    `group peers ${quorum} ${witnessNames.join(' ')}`,
    'quorum peers',
  ]
  const policy = parsePolicy(sha256, `${lines.join('\n')}\n`)
  if (!policy.ok) throw new Error(policy.error.message)
  return policy.value
}

class Watch {
  readonly memory = join(folder, `memory-${made++}`)
  readonly #options: Partial<MonitorOptions>

  constructor(options: Partial<MonitorOptions> = {}) {
    this.#options = options
  }

  async pass(log: string, more: Partial<MonitorOptions> = {}): Promise<MonitorReport> {
    const { sources, ...others } = { ...this.#options, ...more }
    return await monitorLog({
      policy: policyOf(),
      origin,
      memory: this.memory,
      clock: () => now,
      ...others,
      sources: { log, ...sources },
    })
  }
}

const codesOf = ({ alarms }: MonitorReport): readonly string[] => alarms.map(({ code }) => code)

function evidenceOf({ alarms }: MonitorReport): readonly (readonly [bigint, bigint])[] {
  return alarms
    .filter(
      (alarm): alarm is Alarm & { evidence: string } =>
        alarm.code === 'FORKED' && alarm.evidence !== undefined,
    )
    .map(({ evidence }) => {
      const file = parseSplitView(readFileSync(evidence, 'utf8'))
      if (!file.ok) throw new Error(file.error.message)
      const { verifier } = createTestLog(origin, [])
      expect(file.value.verifierKeys).toEqual([formatVerifierKey(verifier.key)])
      const proven = verifySplitView(sha256, file.value, (note) => openCheckpoint(note, origin, [verifier]))
      if (!proven.ok) throw new Error(proven.error.message)
      return [proven.value.older.size, proven.value.newer.size] as const
    })
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )

describe('an honest log', () => {
  test.each(['folder', 'server'])(
    'in a %s raises nothing while it grows, and only what is new is read',
    async (place) => {
      const log = new Folder()
      const mirror = new Folder()
      const watch = new Watch({ sources: { mirrors: [mirror.dir] } })
      const address = place === 'folder' ? log.dir : await serve(log.dir)
      mirror.publish(entriesOf(1))
      let before = 0
      for (const size of [1, 2, 255, 256, 257, 257, 600, 1100]) {
        log.publish(entriesOf(size))
        const report = await watch.pass(address)
        expect(report.alarms).toEqual([])
        expect(report.read).toEqual({ from: String(before), to: String(size) })
        expect(report.head?.size).toBe(String(size))
        expect(
          report.observed.map(({ kind, size: shown, cosigners: by }) => [kind, shown, by.length]),
        ).toEqual([
          ['log', String(size), 3],
          ['mirror', before === 0 ? '1' : String(before), 3],
        ])
        // The mirror follows one step behind.
        mirror.publish(entriesOf(size))
        before = size
        expect(JSON.parse(JSON.stringify(report))).toEqual(report)
      }
    },
  )

  test('from where it was cut off, not from the beginning', async () => {
    const log = new Folder()
    log.publish(entriesOf(300))
    const watch = new Watch()
    await watch.pass(log.dir)
    log.publish(entriesOf(900))
    rmSync(join(log.dir, 'tile/entries/002'))
    const cut = await watch.pass(log.dir)
    expect([cut.read, cut.head?.size]).toEqual([{ from: '300', to: '300' }, '300'])
    expect(codesOf(cut)).toEqual(['LOG_DAMAGED'])
    log.publish(entriesOf(900))
    const whole = await watch.pass(log.dir)
    expect([whole.read, codesOf(whole)]).toEqual([{ from: '300', to: '900' }, []])
  })

  test('its entries are read once: requests grow with what is new alone', async () => {
    const log = new Folder()
    log.publish(entriesOf(5000))
    const asked: string[] = []
    const url = await serve(log.dir)
    const watch = new Watch({
      exchange: async ({ url: page, limit }) => {
        asked.push(page)
        const response = await fetch(page)
        const body = new Uint8Array(await response.arrayBuffer())
        expect(body.length).toBeLessThanOrEqual(limit)
        return { kind: 'answer', status: response.status, body }
      },
    })
    await watch.pass(url)
    expect(asked.filter((page) => page.includes('/entries/')).length).toBe(20)
    log.publish(entriesOf(5003))
    asked.length = 0
    expect(codesOf(await watch.pass(url))).toEqual([])
    expect(asked.filter((page) => page.includes('/entries/')).length).toBe(1)
    expect(asked.length).toBeLessThan(15)
  })
})

describe('forks', () => {
  test.each([
    [60, 100, 40],
    [100, 60, 40],
    [64, 64, 63],
    [256, 700, 0],
    [700, 512, 300],
  ])(
    'log of %i, mirror of %i, apart from leaf %i on: evidence at once, and it stays',
    async (size, copy, fork) => {
      const [log, mirror] = [new Folder(), new Folder()]
      log.publish(entriesOf(size))
      mirror.publish(entriesOf(copy, fork))
      const watch = new Watch({ sources: { mirrors: [mirror.dir] } })
      const report = await watch.pass(log.dir)
      const pair = [BigInt(Math.min(size, copy)), BigInt(Math.max(size, copy))] as const
      expect(evidenceOf(report)).toEqual([pair])
      expect(report.alarms.every(({ isNew }) => isNew)).toBe(true)
      rmSync(mirror.dir, { recursive: true })
      const again = await watch.pass(log.dir, { sources: {}, clock: () => now + 1000 })
      expect([codesOf(again), evidenceOf(again)]).toEqual([['FORKED'], [pair]])
      expect(again.alarms[0]).toMatchObject({ isNew: false, since: new Date(now).toISOString() })
      expect(await clearMonitorForks(watch.memory, origin)).toBe(true)
      expect(await clearMonitorForks(watch.memory, origin)).toBe(false)
      expect(codesOf(await watch.pass(log.dir, { sources: {} }))).toEqual([])
      expect(readdirSync(watch.memory).some((name) => name.startsWith('fork-'))).toBe(true)
    },
  )

  test('a log that changes its own past is caught by memory alone, and its head is not followed', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(300))
    await watch.pass(log.dir)
    log.publish(entriesOf(400, 290))
    const report = await watch.pass(log.dir)
    expect([codesOf(report), evidenceOf(report), report.head?.size]).toEqual([
      ['FORKED'],
      [[300n, 400n]],
      '300',
    ])
  })

  test('a checkpoint that only a customer or a witness has is remembered until the log can be held against it', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(50))
    const shown = noteOf(logOf(entriesOf(80, 45)), 80, now, [])
    const first = await watch.pass(log.dir, { sources: { seen: [{ from: 'a customer', note: shown }] } })
    expect(codesOf(first)).toEqual([])
    log.publish(entriesOf(79))
    expect(codesOf(await watch.pass(log.dir))).toEqual([])
    log.publish(entriesOf(90))
    const caught = await watch.pass(log.dir)
    expect([codesOf(caught), evidenceOf(caught)]).toEqual([['FORKED'], [[80n, 90n]]])
  })

  test('a checkpoint of another key, or none at all, is ignored and told', async () => {
    const log = new Folder()
    log.publish(entriesOf(50))
    const stranger = createTestLog('log.test.example/other', leavesOf('a', 50)).sign(50)
    const report = await new Watch().pass(log.dir, {
      sources: {
        seen: [
          { from: 'x', note: stranger },
          { from: 'y', note: 'hello' },
        ],
      },
    })
    expect([codesOf(report), report.ignored.map(({ from }) => from)]).toEqual([[], ['x', 'y']])
  })

  test('whatever two histories a log shows to whom, a fork is never missed and never invented', {
    timeout: 120_000,
  }, async () => {
    const size = fc.integer({ min: 1, max: 600 })
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        size,
        fc.integer({ min: 0, max: 600 }),
        async (first, second, copy, shared) => {
          const [log, mirror] = [new Folder(), new Folder()]
          const watch = new Watch({ sources: { mirrors: [mirror.dir] } })
          log.publish(entriesOf(Math.min(first, second)))
          mirror.publish(entriesOf(1))
          expect(codesOf(await watch.pass(log.dir))).toEqual([])
          log.publish(entriesOf(Math.max(first, second)))
          mirror.publish(entriesOf(copy, shared))
          const report = await watch.pass(log.dir)
          const isFork = copy > shared && Math.max(first, second) > shared
          expect(codesOf(report).includes('FORKED')).toBe(isFork)
          for (const dir of [log.dir, mirror.dir, watch.memory]) rmSync(dir, { recursive: true })
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('other foul play', () => {
  test('an older copy of the log is a rollback', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(300))
    await watch.pass(log.dir)
    log.publish(entriesOf(200))
    const report = await watch.pass(log.dir)
    expect([codesOf(report), report.head?.size]).toEqual([['ROLLED_BACK'], '300'])
    log.publish(entriesOf(310))
    expect(codesOf(await watch.pass(log.dir))).toEqual([])
  })

  test('a log that does not publish what others have known for long is a rollback; for a moment it is not', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(100))
    const seen = [{ from: 'a witness', note: noteOf(logOf(entriesOf(120)), 120, now, []) }]
    const at = (minutes: number): Partial<MonitorOptions> => ({ clock: () => now + minutes * 60_000 })
    expect(codesOf(await watch.pass(log.dir, { sources: { seen } }))).toEqual([])
    expect(codesOf(await watch.pass(log.dir, at(10)))).toEqual([])
    expect(codesOf(await watch.pass(log.dir, at(11)))).toEqual(['ROLLED_BACK'])
    log.publish(entriesOf(120))
    expect(codesOf(await watch.pass(log.dir, at(12)))).toEqual([])
  })

  test('no new cosignature for a day is stale, and a time from the future hides nothing', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(100))
    const later = (hours: number): Partial<MonitorOptions> => ({ clock: () => now + hours * 3_600_000 })
    expect(codesOf(await watch.pass(log.dir, later(25)))).toEqual([])
    expect(codesOf(await watch.pass(log.dir, later(26)))).toEqual(['STALE'])
    log.publish(entriesOf(100), { time: now + 1000 * DAY })
    expect(codesOf(await watch.pass(log.dir, later(27)))).toEqual(['STALE'])
    log.publish(entriesOf(100), { time: now + DAY })
    expect(codesOf(await watch.pass(log.dir, later(27)))).toEqual([])
    expect(codesOf(await watch.pass(log.dir, { ...later(27), limits: { staleHours: 2 } }))).toEqual(['STALE'])
  })

  test('what lacks its quorum, or waits for it longer than a moment, is told', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(100), { by: cosigners.slice(0, 1) })
    const alone = await watch.pass(log.dir)
    expect(alone.alarms.map(({ code, from }) => [code, from])).toEqual([
      ['QUORUM_MISSED', log.dir],
      ['WITNESS_SILENT', 'two'],
      ['WITNESS_SILENT', 'three'],
    ])
    log.publish(entriesOf(100))
    const own = await watch.pass(log.dir, { own: cosigners.slice(0, 2).map(({ key }) => key) })
    expect(codesOf(own)).toEqual(['QUORUM_MISSED'])
    log.publish(entriesOf(130), { as: 'checkpoint.pending', by: [] })
    expect(codesOf(await watch.pass(log.dir))).toEqual([])
    expect(codesOf(await watch.pass(log.dir))).toEqual(['QUORUM_MISSED'])
  })

  test('an entry that is no event of ours is told until it is known', async () => {
    const log = new Folder()
    const watch = new Watch()
    const hashes = entriesOf(600).map((entry) => sha256Hex(Buffer.concat([Buffer.of(0), entry])))
    log.publish(entriesOf(300))
    expect(codesOf(await watch.pass(log.dir, { knownEvents: new Set(hashes) }))).toEqual([])
    log.publish(entriesOf(400, 398))
    const forged = await watch.pass(log.dir, { knownEvents: new Set(hashes) })
    expect(forged.alarms).toMatchObject([
      { code: 'UNKNOWN_LEAF', message: expect.stringContaining('398, 399') as string },
    ])
    expect(codesOf(await watch.pass(log.dir, { knownEvents: new Set(hashes) }))).toEqual(['UNKNOWN_LEAF'])
    const asked: bigint[] = []
    const knownEvents = ({ index }: { index: bigint }): Promise<boolean> => {
      asked.push(index)
      return Promise.resolve(index !== 399n)
    }
    const rest = await watch.pass(log.dir, { knownEvents })
    expect(asked).toEqual([398n, 399n])
    expect(rest.alarms[0]?.message).toMatch(/^1 entries .*: 399$/)
  })

  test('entries or tiles that do not belong to what was signed are damage, and are not followed', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(100))
    await watch.pass(log.dir)
    const tamper: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
      [
        'tile/entries/000.p/200',
        (bytes) => Buffer.from(bytes.toString('latin1').replace('a 150', 'a 151'), 'latin1'),
      ],
      ['tile/entries/000.p/200', (bytes) => bytes.subarray(0, 300)],
      ['tile/0/000.p/200', (bytes) => Buffer.concat([bytes.subarray(0, 4800), Buffer.alloc(1600)])],
      ['tile/0/000.p/200', (bytes) => bytes.subarray(0, 100)],
    ]
    for (const [path, change] of tamper) {
      log.publish(entriesOf(200))
      log.put(path, change(readFileSync(join(log.dir, path))))
      const report = await watch.pass(log.dir)
      expect([new Set(codesOf(report)), report.head?.size]).toEqual([new Set(['LOG_DAMAGED']), '100'])
    }
    log.publish(entriesOf(200))
    expect(codesOf(await watch.pass(log.dir))).toEqual([])
  })

  test('whoever cannot be reached is told by name; the others are still heard', async () => {
    const log = new Folder()
    log.publish(entriesOf(100))
    const hash = sha256Hex(origin)
    const good = await serve(log.dir, {
      [`${hash}/checkpoint`]: noteOf(logOf(entriesOf(100)), 100, now, cosigners),
    })
    const silent = await serve(log.dir, { [`${hash}/checkpoint`]: 503 })
    const liar = await serve(log.dir, { [`${hash}/checkpoint`]: 'x'.repeat(200_000) })
    const mirrors = [join(folder, 'nowhere')]
    const report = await new Watch({ policy: policyOf([good, silent, liar]), sources: { mirrors } }).pass(
      log.dir,
    )
    expect(report.alarms.map(({ code, from }) => [code, from])).toEqual([
      ['WITNESS_SILENT', 'two'],
      ['WITNESS_SILENT', 'three'],
      ['LOG_UNREACHABLE', mirrors[0]],
    ])
    const dead = await new Watch({ policy: policyOf([good]) }).pass('http://127.0.0.1:1')
    expect([codesOf(dead), dead.observed.length, dead.head]).toEqual([['LOG_UNREACHABLE'], 1, undefined])
  })

  test('a witness that fell behind is told', async () => {
    const log = new Folder()
    log.publish(entriesOf(100), { by: cosigners.slice(0, 2) })
    const page = { [`${sha256Hex(origin)}/checkpoint`]: noteOf(logOf(entriesOf(40)), 40, now, cosigners) }
    const behind = await serve(log.dir, page)
    const report = await new Watch({ policy: policyOf([undefined, undefined, behind]) }).pass(log.dir)
    expect(report.alarms).toMatchObject([
      { code: 'WITNESS_SILENT', from: 'three', message: expect.stringContaining('size 40') as string },
    ])
  })
})

describe('what it keeps', () => {
  test('a damaged memory is refused, never taken for an empty one', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(100))
    await watch.pass(log.dir)
    const [name = ''] = readdirSync(watch.memory).filter((file) => file.endsWith('.json'))
    const path = join(watch.memory, name)
    const good = readFileSync(path, 'utf8')
    const broken = [
      '',
      '{}',
      good.slice(0, -20),
      good.replace('"size":"100"', '"size":"101"'),
      good.replace('"forks":[]', '"forks":[1]'),
      good.replace('"alarms":{}', '"alarms":[]'),
      good.replace('"headSince":', '"headSince":-'),
      good.replace('\\n100\\n', '\\n99\\n'),
    ]
    for (const text of broken) {
      expect(text).not.toBe(good)
      writeFileSync(path, text)
      expect(await codeOf(watch.pass(log.dir))).toBe('WITNESS_DAMAGED')
    }
    writeFileSync(path, good)
    expect(codesOf(await watch.pass(log.dir))).toEqual([])
  })

  test('lines of strangers are not remembered', async () => {
    const log = new Folder()
    const watch = new Watch()
    log.publish(entriesOf(100))
    const line = `— stranger.example ${Buffer.alloc(400, 3).toString('base64')}\n`
    const padded = readFileSync(join(log.dir, 'checkpoint'), 'utf8') + line.repeat(90)
    log.put('checkpoint', Buffer.from(padded))
    const seen = [{ from: 'x', note: noteOf(logOf(entriesOf(120)), 120, now, []) + line.repeat(90) }]
    expect(codesOf(await watch.pass(log.dir, { sources: { seen } }))).toEqual([])
    for (const name of readdirSync(watch.memory)) {
      expect(readFileSync(join(watch.memory, name), 'utf8')).not.toContain('stranger')
    }
  })

  test('a log that the policy does not list, or whose place nobody names, is our own mistake', async () => {
    const watch = new Watch()
    expect(await codeOf(watch.pass('x', { origin: 'log.test.example/unknown' }))).toBe('POLICY_UNFIT')
    expect(await codeOf(monitorLog({ policy: policyOf(), origin, memory: watch.memory }))).toBe(
      'POLICY_UNFIT',
    )
  })

  test('two passes at once do not share a memory', async () => {
    const log = new Folder()
    log.publish(entriesOf(100))
    const watch = new Watch()
    const codes = await Promise.all([codeOf(watch.pass(log.dir)), codeOf(watch.pass(log.dir))])
    expect([...codes].sort()).toEqual(['LEDGER_LOCKED', 'none'])
  })

  test('the right edge of a tree grows to the root of the whole, by any steps', () => {
    const leaves = leavesOf('x', 700)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 12 }), (steps) => {
        let range = emptyRange
        for (const step of steps) {
          const start = Number(range.size)
          range = growCompactRange(sha256, range, leaves.slice(start, Math.min(start + step, 700)))
          const again = toCompactRange(range.size, range.hashes)
          expect(again.ok && again.value).toEqual(range)
          const root = rootOfCompactRange(sha256, range)
          expect(Buffer.from(root)).toEqual(Buffer.from(rootOf(sha256, leaves.slice(0, Number(range.size)))))
        }
      }),
      { numRuns: 40 },
    )
    expect(toCompactRange(3n, [new Uint8Array(32)]).ok).toBe(false)
    expect(toCompactRange(1n, [new Uint8Array(31)]).ok).toBe(false)
    expect(toCompactRange(-1n, [new Uint8Array(32)]).ok).toBe(false)
  })

  test('a peer’s checkpoint as an event of our own log says which tree it was', () => {
    const log = logOf(entriesOf(9))
    const opened = openCheckpoint(noteOf(log, 9, now, cosigners), origin, [log.verifier])
    const alone = openCheckpoint(log.sign(9), origin, [log.verifier])
    if (!opened.ok || !alone.ok) throw new Error('the test log does not sign')
    const draft = draftPeerCheckpoint(opened.value)
    expect(draft).toEqual({
      type: 'peer.checkpoint.observed',
      subject: [{ name: origin, digest: { sha256: draft.data.noteSha256 } }],
      data: {
        origin,
        size: 9,
        root: Buffer.from(rootOf(sha256, log.leaves)).toString('base64'),
        noteSha256: sha256Hex(opened.value.note.text),
      },
    })
    // Who cosigned does not change what was observed.
    expect(draftPeerCheckpoint(alone.value)).toEqual(draft)
  })
})
