/** Two nodes on loopback: what is published arrives whole, what changed arrives alone, and what was falsified is refused. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Purl, parsePurl } from '../../../model/index.ts'
import { importSources } from '../import.ts'
import { openFeddb } from '../open.ts'
import { verifyFeddb } from '../verify.ts'
import { checkAnswer, proveAnswer } from './answer.ts'
import { openKeyFile } from './key-file.ts'
import { type PublishReport, publishFeddb } from './publish.ts'
import { type SyncOptions, type SyncReport, syncFeddb } from './sync.ts'
import { type FeedRecord, makeRecords, serveFolder, type TestServer, writeFeed } from './testing/nodes.ts'
import { verifyPublished } from './verify-published.ts'

const clock = () => Date.parse('2026-11-22T00:00:00Z')
const COUNT = 2000

let template: string
let work: string
let server: TestServer
let key: string

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'occtet-exchange-'))
  work = template
  await importRecords(makeRecords(COUNT))
  key = publish().keys[0] ?? ''
})

afterAll(() => rmSync(template, { recursive: true, force: true }))

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), 'occtet-exchange-'))
  cpSync(join(template, 'a'), at('a'), { recursive: true })
  cpSync(join(template, 'a.key'), at('a.key'))
  server = await serveFolder(at('a'))
})

afterEach(async () => {
  await server.close()
  rmSync(work, { recursive: true, force: true })
})

describe('following', () => {
  test('a mirror has the same root, the same bytes and the same answers', async () => {
    const report = await sync('b')
    expect([report.root, report.remoteRoot]).toEqual([rootOf('a'), rootOf('a')])
    expect(segmentsOf('b')).toEqual(segmentsOf('a'))
    expect((await verifyFeddb(at('b'))).problems).toEqual([])
    expect(fixesOf('b', 7)).toEqual(['2.0.0'])
    expect(sourcesOf('b')).toEqual(['test-feed@node.example/feddb'])
  })

  test('nothing new: only the checkpoint and what proves it are read', async () => {
    await sync('b')
    const again = await sync('b')
    expect([again.fetchedSegments, again.root]).toEqual([0, rootOf('a')])
    expect(again.fetchedBytes).toBeLessThan(10_000)
  })

  test('a change of 1 % moves about 1 %, and a full sync gives the same bytes as following', async () => {
    const whole = (await sync('b')).fetchedBytes
    await importRecords(
      makeRecords(COUNT, new Set(Array.from({ length: COUNT / 100 }, (_, n) => 100 * n + 3))),
    )
    publish()
    const delta = await sync('b')
    expect(delta.fetchedBytes / whole).toBeLessThan(0.03)
    expect([fixesOf('b', 103), fixesOf('b', 104)]).toEqual([['2.0.1'], ['2.0.0']])
    await sync('c')
    expect(segmentsOf('b').filter((name) => !segmentsOf('c').includes(name))).toEqual([])
    expect([rootOf('b'), rootOf('c')]).toEqual([rootOf('a'), rootOf('a')])
    expect((await verifyFeddb(at('b'))).problems).toEqual([])
  })

  test('what the node no longer has is gone here as well', async () => {
    await sync('b')
    await importRecords(makeRecords(COUNT).slice(1))
    publish()
    await sync('b')
    expect([fixesOf('b', 0), fixesOf('b', 1)]).toEqual([[], ['2.0.0']])
  })

  test('own imports stay, and are never overruled by what a node says of the same source', async () => {
    const feed = writeFeed(at('own'), 'npm', makeRecords(3, new Set([1])))
    await importSources([feed], { dir: at('b'), clock })
    await sync('b')
    expect(sourcesOf('b')).toEqual(['test-feed', 'test-feed@node.example/feddb'])
    expect(fixesOf('b', 1)).toEqual(['2.0.1', '2.0.0'])
  })

  test('what is published can be fetched until the next is published, whatever is imported meanwhile', async () => {
    for (const changed of [1, 2, 3]) await importRecords(makeRecords(COUNT, new Set([changed])))
    expect(fixesOf('a', 1)).toEqual(['2.0.0'])
    await sync('b')
    expect((await verifyFeddb(at('b'))).problems).toEqual([])
  })

  test('what a node has from others is not handed on', async () => {
    await sync('b')
    publishFeddb({
      dir: at('b'),
      signers: [openKeyFile(at('b.key'), 'second.example/feddb')],
      now: '2026-11-22T00:00:00Z',
    })
    const second = await serveFolder(at('b'))
    const report = await syncFeddb({ dir: at('c'), address: second.url, keys: [keyOf('b.key')], clock })
    await second.close()
    expect(report.layers).toBe(0)
  })

  test('only the types that are asked for', async () => {
    const cargo = makeRecords(20).map((record) => inEcosystem(record, 'crates.io'))
    await importSources([writeFeed(at('feeds'), 'crates.io', cargo)], { dir: at('a'), clock })
    publish()
    const report = await sync('b', { types: ['cargo'] })
    expect([report.layers, fixesOf('b', 7)]).toEqual([1, []])
    expect(report.fetchedBytes).toBeLessThan(100_000)
  })

  test('from a folder, such as a stick, and from a server that has it below /feddb', async () => {
    publishFeddb({
      dir: at('a'),
      signers: [openKeyFile(at('a.key'), undefined)],
      now: '2026-11-22T00:00:00Z',
      to: at('site/feddb'),
    })
    expect((await sync('b', { address: at('site/feddb') })).root).toBe(rootOf('a'))
    const site = await serveFolder(at('site'))
    expect((await sync('c', { address: site.url })).root).toBe(rootOf('a'))
    await site.close()
  })

  test('an interrupted transfer goes on where it stopped', async () => {
    let cut = 0
    server.spoil = (path, bytes) => (path.startsWith('segments/') && ++cut > 1 ? undefined : bytes)
    await expect(sync('b')).rejects.toThrow()
    server.spoil = undefined
    const before = server.bytes()
    const report = await sync('b')
    expect(report.root).toBe(rootOf('a'))
    expect(server.bytes() - before).toBeLessThan(wholeSize())
  })
})

describe('proving', () => {
  const asked = purlOf('pkg:npm/package-7@1.0.0')
  const unknown = purlOf('pkg:npm/nobody@1.0.0')

  test('an answer proves itself, and so does silence', () => {
    const [text, silence] = [asked, unknown].map((purl) => JSON.stringify(proveAnswer(at('a'), purl)))
    const checked = checkAnswer(text ?? '', [key])
    expect([checked.origin, checked.root]).toEqual(['node.example/feddb', rootOf('a')])
    expect(checked.claims.map(({ record }) => record)).toEqual(['TEST-00007'])
    expect(checkAnswer(silence ?? '', [key]).claims).toEqual([])
  })

  test('changed anywhere, cut short, or about another package, it proves nothing', () => {
    const proof = proveAnswer(at('a'), asked)
    const other = proveAnswer(at('a'), unknown)
    const text = JSON.stringify(proof)
    const spoilt = [
      text.replace('2.0.0', '1.0.0'),
      text.replace('TEST-00007', 'TEST-00008'),
      JSON.stringify({ ...proof, proofs: [] }),
      JSON.stringify({ ...proof, purl: unknown }),
      JSON.stringify({ ...proof, proofs: other.proofs }),
      JSON.stringify({ ...proof, entry: { ...proof.entry, root: '0'.repeat(64) } }),
      JSON.stringify({ ...proof, manifest: proof.manifest.replace('test-feed', 'best-feed') }),
      text.slice(0, -2),
      'null',
    ]
    for (const one of spoilt)
      expect(() => checkAnswer(one, [key])).toThrow(/does not hold|is not the manifest/)
    openKeyFile(at('other.key'), 'node.example/feddb')
    expect(() => checkAnswer(text, [verifierIn('other.key')])).toThrow(/not signed by a key/)
  })

  test('what was imported but not published proves nothing', async () => {
    await importRecords(makeRecords(COUNT, new Set([7])))
    expect(() => proveAnswer(at('a'), asked)).toThrow(/publish/)
  })

  test('a published folder verifies offline; one changed bit anywhere is found', async () => {
    const to = at('stick')
    publishFeddb({
      dir: at('a'),
      signers: [openKeyFile(at('a.key'), undefined)],
      now: '2026-11-22T00:00:00Z',
      to,
    })
    const whole = await verifyPublished(to, [key])
    expect([whole.problems, whole.origin, whole.root]).toEqual([[], 'node.example/feddb', rootOf('a')])
    for (const file of filesIn(to)) {
      const bytes = readFileSync(file)
      writeFileSync(file, flip(bytes))
      const problems = await verifyPublished(to, [key]).then(
        (report) => report.problems,
        (cause: unknown) => [String(cause)],
      )
      expect([file, problems.length > 0]).toEqual([file, true])
      writeFileSync(file, bytes)
    }
  })
})

describe('refusing', () => {
  test('a key that was never given, another key, a key that has expired', async () => {
    await refuses('KEY_MISSING', { keys: [] })
    openKeyFile(at('other.key'), 'node.example/feddb')
    await refuses('SIGNATURE_REFUSED', { keys: [keyOf('other.key')] })
    await refuses('KEY_EXPIRED', { trustedUntil: '2026-11-01T00:00:00Z' })
  })

  test('a changed key is refused until the user names it', async () => {
    await sync('b')
    rmSync(at('a/checkpoint'))
    rmSync(at('a/tile'), { recursive: true })
    rmSync(at('a.key'))
    const renewed = publish().keys[0] ?? ''
    expect(renewed).not.toBe(key)
    await refuses('SIGNATURE_REFUSED', { keys: [] })
  })

  test('falsified files: segment, manifest, entry, checkpoint', async () => {
    for (const [prefix, code] of [
      ['segments/', 'TAMPERED'],
      ['manifests/', 'TAMPERED'],
      ['tile/entries/', 'TAMPERED'],
    ] as const) {
      server.spoil = (path, bytes) => (path.startsWith(prefix) ? flip(bytes) : bytes)
      await refuses(code)
    }
    const grown = (bytes: Buffer): Buffer => Buffer.from(bytes.toString().replace('\n1\n', '\n2\n'))
    server.spoil = (path, bytes) => (path === 'checkpoint' ? grown(bytes) : bytes)
    await refuses('SIGNATURE_REFUSED')
    server.spoil = undefined
    expect((await sync('b')).root).toBe(rootOf('a'))
  })

  test('falsified after the first sync: the store stays as it was, and verifies', async () => {
    await sync('b')
    const before = rootOf('b')
    await importRecords(makeRecords(COUNT, new Set([5])))
    publish()
    server.spoil = (path, bytes) => (path.startsWith('segments/') ? flip(bytes) : bytes)
    await refuses('TAMPERED')
    expect(rootOf('b')).toBe(before)
    expect((await verifyFeddb(at('b'))).problems).toEqual([])
  })

  test('an older state than was shown before', async () => {
    cpSync(at('a'), at('old'), { recursive: true })
    await importRecords(makeRecords(COUNT, new Set([5])))
    publish()
    await sync('b')
    await refuses('ROLLBACK', { address: at('old') })
  })

  test('two histories of one node', async () => {
    cpSync(at('a'), at('fork'), { recursive: true })
    await importRecords(makeRecords(COUNT, new Set([5])))
    publish()
    await sync('b')
    for (const changed of [6, 7]) {
      await importRecords(makeRecords(COUNT, new Set([changed])), 'fork')
      publish('fork')
      await refuses('FORK', { address: at('fork') })
    }
  })

  test('a place without a node', async () => {
    await refuses('NOT_A_NODE', { address: at('feeds') })
    await refuses('NOT_A_NODE', { address: `${server.url}/nothing` })
    writeFileSync(at('a/checkpoint'), 'hello\n')
    await refuses('NOT_A_NODE')
  })

  test.skipIf(process.platform === 'win32')('a key file that others can read', () => {
    writeFileSync(at('open.key'), readFileSync(at('a.key')), { mode: 0o644 })
    expect(() => openKeyFile(at('open.key'), undefined)).toThrow(/mode/)
  })
})

function at(name: string): string {
  return join(work, name)
}

async function importRecords(records: readonly FeedRecord[], node = 'a'): Promise<void> {
  await importSources([writeFeed(at('feeds'), 'npm', records)], { dir: at(node), clock })
}

function publish(node = 'a'): PublishReport {
  return publishFeddb({
    dir: at(node),
    signers: [openKeyFile(at('a.key'), 'node.example/feddb')],
    now: '2026-11-22T00:00:00Z',
  })
}

function keyOf(file: string): string {
  const report = publishFeddb({
    dir: at('a'),
    signers: [openKeyFile(at('a.key'), undefined)],
    now: '2026-11-22T00:00:00Z',
  })
  return file === 'a.key' ? (report.keys[0] ?? '') : verifierIn(file)
}

function verifierIn(file: string): string {
  const { key: own } = openKeyFile(at(file), undefined)
  const bytes = Buffer.concat([Buffer.of(1), own.publicKey])
  return `${own.name}+${own.id}+${bytes.toString('base64')}`
}

async function sync(node: string, options: Partial<SyncOptions> = {}): Promise<SyncReport> {
  return syncFeddb({ dir: at(node), address: server.url, keys: [key], clock, ...options })
}

async function refuses(code: string, options: Partial<SyncOptions> = {}): Promise<void> {
  const { keys, ...others } = options
  const given = keys?.length === 0 ? {} : { keys: keys ?? [key] }
  const attempt = syncFeddb({ dir: at('b'), address: server.url, clock, ...given, ...others })
  await expect(attempt).rejects.toMatchObject({ name: 'ExchangeError', code })
}

function rootOf(node: string): string {
  const store = openFeddb(at(node), clock)
  store.close()
  return store.snapshot.root
}

function sourcesOf(node: string): readonly string[] {
  const store = openFeddb(at(node), clock)
  store.close()
  return store.sources.map(({ name }) => name)
}

function fixesOf(node: string, number: number): readonly string[] {
  const store = openFeddb(at(node), clock)
  const purl = parsePurl(`pkg:npm/package-${number}@1.0.0`)
  const claims = purl.ok ? store.claimsFor(purl.value) : []
  store.close()
  return claims
    .flatMap((claim) => claim.ranges)
    .flatMap((range) => ('events' in range ? range.events : []))
    .flatMap((event) => ('fixed' in event ? [event.fixed] : []))
}

function purlOf(text: string): Purl {
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(text)
  return purl.value
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function segmentsOf(node: string): readonly string[] {
  const folder = at(`${node}/segments`)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort()
}

function wholeSize(): number {
  const folder = at('a/segments')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name)).length, 0)
}

/** One bit in the middle. */
function flip(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  const middle = changed.length >> 1
  changed[middle] = (changed[middle] ?? 0) ^ 1
  return changed
}

function inEcosystem(record: FeedRecord, ecosystem: string): FeedRecord {
  const [entry] = record.affected as readonly { package: { name: string } }[]
  return {
    ...record,
    id: `${record.id}-C`,
    affected: [{ ...entry, package: { ecosystem, name: entry?.package.name } }],
  }
}
