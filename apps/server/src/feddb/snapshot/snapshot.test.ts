import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '@occtet/toolkit/advisories'
import { beforeAll, describe, expect, test } from 'vitest'
import { now, sampleApp, sources } from '../testing/sample.ts'
import { parseByteRange } from './byte-range.ts'
import { parseSnapshotPath } from './snapshot-path.ts'

const digest = 'ab'.repeat(32)
const segment = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)
let dir = ''

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'occtet-served-'))
  for (const folder of ['segments/ab', 'manifests', 'tile/0', 'tmp', 'reviews']) {
    mkdirSync(join(dir, folder), { recursive: true })
  }
  writeFileSync(join(dir, 'segments/ab', digest), segment)
  writeFileSync(join(dir, 'CURRENT'), 'one\n')
  writeFileSync(join(dir, 'tile/0/000.p'), '')
  writeFileSync(join(dir, 'tmp/secret'), 'secret')
  writeFileSync(join(dir, 'reviews/secret'), 'secret')
  writeFileSync(join(dir, 'LOCK'), 'secret')
  const outside = mkdtempSync(join(tmpdir(), 'occtet-outside-'))
  writeFileSync(join(outside, 'secret'), 'secret')
  symlinkSync(join(outside, 'secret'), join(dir, 'segments/ab/link'))
  symlinkSync(outside, join(dir, 'manifests/away'))
})

describe('paths', () => {
  test('are plain names below a few folders', () => {
    const good = [
      'CURRENT',
      'checkpoint',
      `segments/ab/${digest}`,
      'manifests/a-b.json',
      'tile/0/x001/000',
      'tile/0/000.p/5',
    ]
    expect(good.filter((path) => parseSnapshotPath(path) === undefined)).toEqual([])
    const bad = [
      '',
      '/',
      '.',
      '..',
      'segments',
      'segments/',
      'segments//x',
      'segments/../LOCK',
      'segments/%2e%2e/LOCK',
      'segments/%2E%2E%2FLOCK',
      'segments/..%2fLOCK',
      'segments/%252e%252e/LOCK',
      'segments\\..\\LOCK',
      'segments/a\0b',
      'segments/.hidden',
      'segments/a.',
      'segments/a ',
      'segments/é',
      'segments/CON:',
      'CURRENT/x',
      'checkpoint/',
      'LOCK',
      'LOCK.1',
      'tmp/secret',
      'reviews/secret',
      'downloads/osv',
      `segments/${'a/'.repeat(20)}b`,
      `segments/${'a'.repeat(200)}`,
      '__proto__',
      'constructor/x',
    ]
    expect(bad.filter((path) => parseSnapshotPath(path) !== undefined)).toEqual([])
  })

  test('lead nowhere else, links and encodings included', async () => {
    const app = sampleApp({ snapshotDir: dir })
    for (const path of [
      'segments/ab/link',
      'manifests/away/secret',
      'manifests/away',
      'segments/ab',
      'tmp/secret',
      'LOCK',
      'segments/%2e%2e/LOCK',
      'segments/..%2f..%2fLOCK',
      '%2e%2e/etc/passwd',
      'segments%2fab',
    ]) {
      const response = await app.request(`/feddb/${path}`)
      expect([path, response.status, await response.text()]).toEqual([
        path,
        404,
        expect.not.stringContaining('secret'),
      ])
    }
    expect((await sampleApp().request('/feddb/CURRENT')).status).toBe(404)
  })
})

test('ranges of one part; what may be ignored is', () => {
  const rows: readonly [string | null, ReturnType<typeof parseByteRange>][] = [
    [null, 'whole'],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=5-', { from: 5, to: 9 }],
    ['bytes=-3', { from: 7, to: 9 }],
    ['bytes=-30', { from: 0, to: 9 }],
    ['bytes=2-100', { from: 2, to: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=3-2', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=0-1,4-5', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=0-99999999999999999999', 'whole'],
  ]
  expect(
    rows.filter(([header, range]) => JSON.stringify(parseByteRange(header, 10)) !== JSON.stringify(range)),
  ).toEqual([])
})

describe('files', () => {
  const path = `/feddb/segments/ab/${digest}`

  test('whole, in part, again, and the head alone', async () => {
    const app = sampleApp({ snapshotDir: dir })
    const whole = await app.request(path)
    expect(whole.headers.get('cache-control')).toContain('immutable')
    expect(whole.headers.get('etag')).toBe(`"${digest}"`)
    expect(Buffer.from(await whole.arrayBuffer()).equals(segment)).toBe(true)
    const part = await app.request(path, { headers: { range: 'bytes=70000-200000' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 70000-200000/300000'])
    expect(Buffer.from(await part.arrayBuffer()).equals(segment.subarray(70_000, 200_001))).toBe(true)
    const beyond = await app.request(path, { headers: { range: 'bytes=300000-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */300000'])
    const again = await app.request(path, { headers: { 'if-none-match': `"x", "${digest}"` } })
    expect(again.status).toBe(304)
    const other = await app.request(path, { headers: { range: 'bytes=0-1', 'if-range': '"old"' } })
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, 300_000])
    const head = await app.request(path, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '300000', ''])
    expect((await app.request('/feddb/tile/0/000.p')).status).toBe(200)
  })

  test('CURRENT is asked for again each time, and a new snapshot is answered from at once', async () => {
    let opened = 0
    const closed: number[] = []
    const openStore = () => {
      const number = opened++
      return { ...createMemoryStore(sources, () => now), close: () => void closed.push(number) }
    }
    const app = sampleApp({ snapshotDir: dir, openStore })
    const first = await app.request('/feddb/CURRENT')
    expect([await first.text(), first.headers.get('cache-control')]).toEqual(['one\n', 'no-cache'])
    await app.request('/api/feddb/status')
    await app.request('/api/feddb/status')
    expect(opened).toBe(1)
    writeFileSync(join(dir, 'CURRENT'), 'two\n')
    await app.request('/api/feddb/status')
    expect([opened, closed]).toEqual([2, [0]])
    const changed = await app.request('/feddb/CURRENT', {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })
    expect([changed.status, await changed.text()]).toEqual([200, 'two\n'])
    app.close()
    expect(closed).toEqual([0, 1])
  })
})
