/** Archives that lie, lead out, are cut off or unpack to too much: each is answered cleanly, and what is whole in them counts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { readPath } from '../../../../packages/toolkit/src/adapters/index.ts'
import type { Inventory } from '../../../../packages/toolkit/src/model/index.ts'
import { seededRandom } from '../../../random.ts'
import { dockerFiles, makeTar, ociFiles, storeZstd, tarOf, type TestImage } from './build.ts'
import { paxRecord, rawEntry, rawTar, rawZip, tarEnd } from './raw-tar.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-hostile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(bytes: Uint8Array, name = 'a.tar'): Promise<Inventory> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return await readPath(path)
}

function lock(name: string): string {
  return JSON.stringify({
    lockfileVersion: 3,
    packages: { '': { name: 'a' }, [`node_modules/${name}`]: { version: '1.0.0' } },
  })
}

const good = { name: 'good/package-lock.json', data: lock('good') }

function names({ components }: Inventory): readonly string[] {
  return components
    .filter(({ isFirstParty }) => !isFirstParty)
    .map(({ purl }) => purl.replace('pkg:npm/', ''))
}

function codes({ issues }: Inventory): readonly string[] {
  return issues.filter(({ level }) => level !== 'note').map(({ code }) => code)
}

const other = { name: 'x.txt', data: 'x' }

test('names that lead out are left out and told; an absolute one lies inside', async () => {
  const tar = rawTar([
    other,
    good,
    { name: '../../out/package-lock.json', data: lock('out') },
    { name: '/abs/package-lock.json', data: lock('abs') },
  ])
  const inventory = await read(tar)
  expect(names(inventory)).toEqual(['abs@1.0.0', 'good@1.0.0'])
  expect(codes(inventory)).toEqual(['ENTRY_UNREADABLE'])
})

test('links out of the archive, loops and hard links to nothing', async () => {
  const tar = rawTar([
    other,
    good,
    { name: 'a/package-lock.json', type: '2', linkName: '/etc/passwd' },
    { name: 'b/package-lock.json', type: '2', linkName: '../../../../etc/passwd' },
    { name: 'c/package-lock.json', type: '2', linkName: 'package-lock.json' },
    { name: 'd', type: '2', linkName: '.' },
    { name: 'e/package-lock.json', type: '1', linkName: 'nowhere' },
    { name: 'f/package-lock.json', type: '2', linkName: '../good/package-lock.json' },
    { name: 'g/package-lock.json', type: '1', linkName: 'good/package-lock.json' },
    { name: 'h/package-lock.json', type: '3' },
  ])
  const inventory = await read(tar)
  expect(names(inventory)).toEqual(['good@1.0.0'])
  const unread = inventory.files.filter(({ status }) => status === 'unreadable').map(({ path }) => path)
  expect(unread).toEqual(['a', 'b', 'c', 'e', 'h'].map((name) => `${name}/package-lock.json`))
  const parsed = inventory.files.filter(({ status }) => status === 'parsed').map(({ path }) => path)
  expect(parsed).toEqual(['f', 'g', 'good'].map((name) => `${name}/package-lock.json`))
})

test('long names of pax and GNU, global headers, and the last of equal names', async () => {
  const long = `${'long-folder-name/'.repeat(10)}package-lock.json`
  const tar = rawTar([
    other,
    { name: 'pax_global_header', type: 'g', data: paxRecord('comment', 'x') },
    { name: 'PaxHeader', type: 'x', data: paxRecord('path', `p/${long}`) },
    { name: 'cut', data: lock('pax') },
    { name: '././@LongLink', type: 'L', data: `g/${long}\0` },
    { name: 'cut', data: lock('gnu') },
    { name: 'twice/package-lock.json', data: lock('first') },
    { name: 'twice/package-lock.json', data: lock('second') },
  ])
  const inventory = await read(tar)
  expect(names(inventory)).toEqual(['gnu@1.0.0', 'pax@1.0.0', 'second@1.0.0'])
  expect(inventory.files.map(({ path }) => path)).toContain(`g/${long}`)
})

test('sparse files are named and not read', async () => {
  const tar = rawTar([
    other,
    good,
    {
      name: 'PaxHeader',
      type: 'x',
      data: `${paxRecord('GNU.sparse.major', '1')}${paxRecord('GNU.sparse.name', 's/package-lock.json')}`,
    },
    { name: 'GNUSparseFile.0/x', data: lock('sparse') },
  ])
  const inventory = await read(tar)
  expect(names(inventory)).toEqual(['good@1.0.0'])
  expect(inventory.files.find(({ path }) => path === 's/package-lock.json')?.status).toBe('unreadable')
})

const negative = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0x00])
const huge = Uint8Array.from([0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])

const damaged: readonly (readonly [string, Buffer])[] = [
  ['cut off in a file', rawTar([other, good, { name: 'b', data: 'y'.repeat(5000) }]).subarray(0, 5000)],
  [
    'a negative size',
    Buffer.concat([rawEntry(other), rawEntry(good), rawEntry({ name: 'b', size: negative }), tarEnd]),
  ],
  [
    'a size beyond everything',
    Buffer.concat([rawEntry(other), rawEntry(good), rawEntry({ name: 'b', size: huge }), tarEnd]),
  ],
  [
    'a wrong sum',
    Buffer.concat([rawEntry(other), rawEntry(good), rawEntry({ name: 'b', isSumWrong: true }), tarEnd]),
  ],
  [
    'a damaged pax header',
    rawTar([other, good, { name: 'P', type: 'x', data: '99 path=x\n' }, { name: 'b' }]),
  ],
  ['a pax header that never ends', rawTar([other, good, { name: 'P', type: 'x', size: 2_000_000_000 }])],
  ['no closing blocks', Buffer.concat([rawEntry(other), rawEntry(good)])],
]

test.each(damaged)('%s: what comes before counts, and the archive is called partial', async (_, tar) => {
  for (const [bytes, name] of [
    [tar, 'damaged.tar'],
    [gzipSync(tar), 'damaged.tar.gz'],
    [storeZstd(tar), 'damaged.tar.zst'],
  ] as const) {
    const inventory = await read(bytes, name)
    expect(names(inventory), name).toEqual(['good@1.0.0'])
    expect(
      inventory.files.find(({ path }) => path === name),
      name,
    ).toMatchObject({ status: 'partial' })
  }
})

test('packed bytes that are cut off, damaged or of another kind', async () => {
  const tar = rawTar([
    other,
    good,
    { name: 'b', data: Buffer.from(Array.from({ length: 90_000 }, (_, at) => (at * 7919) & 255)) },
  ])
  const gzip = gzipSync(tar)
  const cut = await read(gzip.subarray(0, gzip.length - 20), 'cut.tar.gz')
  expect(names(cut)).toEqual(['good@1.0.0'])
  expect(codes(cut)).toEqual(['SYNTAX_INVALID'])
  const zstd = storeZstd(Buffer.concat([tar, tar]))
  const cutZstd = await read(zstd.subarray(0, 150_000), 'cut.tar.zst')
  expect(names(cutZstd)).toEqual(['good@1.0.0'])
  expect(codes(cutZstd)).toEqual(['SYNTAX_INVALID'])
  const text = await read(gzipSync(Buffer.from('no archive at all'.repeat(100))), 'text.gz')
  expect(text.files).toMatchObject([{ status: 'unreadable', path: 'text.gz' }])
  const xz = await read(Buffer.from('\u00fd7zXZ\u0000\u0000\u0000', 'latin1'), 'a.tar.xz')
  expect(xz.files).toMatchObject([{ status: 'unreadable' }])
  expect(codes(xz)).toEqual(['FORMAT_UNSUPPORTED'])
})

test('bombs are stopped', async () => {
  const bomb = gzipSync(rawTar([other, good, { name: 'zeros', data: Buffer.alloc(120 * 1024 * 1024) }]))
  expect(bomb.length).toBeLessThan(200_000)
  const inventory = await read(bomb, 'bomb.tar.gz')
  expect(names(inventory)).toEqual(['good@1.0.0'])
  expect(codes(inventory)).toEqual(['FILE_TOO_LARGE'])
  // Four bytes for 128 KiB of one letter, again and again.
  const block = Buffer.from([0x02, 0x00, 0x10, 0x41])
  const runs = Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58]),
    ...Array.from({ length: 4000 }, () => block),
  ])
  const zstd = await read(runs, 'runs.tar.zst')
  expect(zstd.files).toMatchObject([{ status: 'unreadable' }])
  // A frame that asks for a window of two gigabytes.
  const window = await read(
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    'w.tar.zst',
  )
  expect(window.issues[0]?.message).toMatch(/window/)
})

test('zip: lies, locks and links', async () => {
  const zip = rawZip([
    { name: 'x.txt', data: 'x' },
    { name: 'good\\package-lock.json', data: lock('good') },
    { name: 'stored/package-lock.json', data: lock('stored'), method: 0 },
    { name: 'wide/package-lock.json', data: lock('wide'), isZip64: true },
    { name: 'more/package-lock.json', data: lock('more'), statedSize: 5 },
    { name: 'less/package-lock.json', data: lock('less'), statedSize: 5_000 },
    { name: 'bomb/package-lock.json', data: 'a', statedSize: 200_000_000 },
    { name: 'locked/package-lock.json', data: lock('locked'), isEncrypted: true },
    { name: 'odd/package-lock.json', data: lock('odd'), method: 12 },
    { name: 'link/package-lock.json', data: '../good/package-lock.json', mode: 0o120777 },
    { name: 'out/package-lock.json', data: '/etc/passwd', mode: 0o120777 },
    { name: '../up/package-lock.json', data: lock('up') },
  ])
  const inventory = await read(zip, 'a.zip')
  expect(names(inventory)).toEqual(['good@1.0.0', 'stored@1.0.0', 'wide@1.0.0'])
  const unread = inventory.files
    .filter(({ status }) => status === 'unreadable')
    .map(({ path }) => path.split('/')[0])
  expect(unread).toEqual(['bomb', 'less', 'locked', 'more', 'odd', 'out'])
  expect(codes(inventory)).toContain('ENTRY_UNREADABLE')
})

test('zip: entries over each other, and a directory that is cut off', async () => {
  const zip = rawZip([
    { name: 'a', data: lock('a'), method: 0 },
    { name: 'b', data: lock('b'), method: 0, shift: -50 },
  ])
  const overlap = await read(zip, 'overlap.zip')
  expect(overlap.files).toMatchObject([{ status: 'unreadable', path: 'overlap.zip' }])
  const whole = rawZip([{ name: 'package-lock.json', data: lock('a') }])
  const cut = await read(whole.subarray(0, whole.length - 10), 'cut.zip')
  expect(cut.files).toMatchObject([{ status: 'unreadable', path: 'cut.zip' }])
})

async function image(): Promise<TestImage> {
  const layers = [
    await makeTar([{ name: 'a/package-lock.json', content: lock('a') }]),
    await makeTar([{ name: 'b/package-lock.json', content: lock('b') }]),
  ]
  return { layers }
}

test('layers that are not those the image names, that are missing or that lie elsewhere', async () => {
  const files = ociFiles([await image()])
  const layer = [...files].filter(([, bytes]) => bytes[0] === 0x1f).map(([name]) => name)[1] ?? ''
  const swapped = new Map(files).set(
    layer,
    gzipSync(await makeTar([{ name: 'b/package-lock.json', content: lock('evil') }])),
  )
  const changed = await read(await tarOf(swapped))
  expect(codes(changed)).toEqual(['DIGEST_MISMATCH'])
  expect(changed.files.find(({ ecosystem }) => ecosystem === 'image-layer')).toMatchObject({
    status: 'partial',
  })
  const without = new Map(files)
  without.delete(layer)
  const missing = await read(await tarOf(without))
  expect(names(missing)).toEqual(['a@1.0.0'])
  expect(codes(missing)).toEqual(['REFERENCE_MISSING'])
  expect(missing.files.find(({ ecosystem }) => ecosystem === 'image-layer')).toMatchObject({
    status: 'unreadable',
  })
  const cut = new Map(files).set(layer, (files.get(layer) ?? Buffer.alloc(0)).subarray(0, 60))
  expect(codes(await read(await tarOf(cut)))).toContain('DIGEST_MISMATCH')
})

test('docker save: the unpacked layers are compared with the configuration, and that with its name', async () => {
  const files = dockerFiles(await image())
  const [name = ''] = [...files.keys()].filter((path) => path.endsWith('layer.tar'))
  const swapped = new Map(files).set(
    name,
    await makeTar([{ name: 'a/package-lock.json', content: lock('evil') }]),
  )
  for (const tar of [await tarOf(swapped), gzipSync(await tarOf(swapped))])
    expect(codes(await read(tar))).toEqual(['DIGEST_MISMATCH'])
  const config = [...files.keys()].find((path) => /^[0-9a-f]{64}\.json$/.test(path)) ?? ''
  const forged = new Map(files).set(config, Buffer.from(`${files.get(config)?.toString() ?? ''} `))
  expect(codes(await read(await tarOf(forged)))).toEqual(['DIGEST_MISMATCH'])
  const above = new Map(files).set(
    'manifest.json',
    Buffer.from('[{"Config":"../../etc/passwd","Layers":["../../../etc/passwd",7,null]}]'),
  )
  const led = await read(await tarOf(above))
  expect(names(led)).toEqual([])
  expect(led.files.filter(({ ecosystem }) => ecosystem === 'image-layer')).toHaveLength(3)
})

test('several platforms: one is read, the others are named; another can be chosen', async () => {
  const arm = {
    layers: [await makeTar([{ name: 'c/package-lock.json', content: lock('arm') }])],
    architecture: 'arm64',
  }
  const tar = await tarOf(ociFiles([arm, await image()]))
  const usual = await read(tar, 'many.tar')
  expect(names(usual)).toEqual(['a@1.0.0', 'b@1.0.0'])
  expect(usual.issues.map(({ message }) => message).join()).toMatch(/also holds linux\/arm64/)
  const chosen = await readPath(join(folder, 'many.tar'), { platform: 'linux/arm64' })
  expect(names(chosen)).toEqual(['arm@1.0.0'])
  const none = await readPath(join(folder, 'many.tar'), { platform: 'linux/s390x' })
  expect(none.files).toMatchObject([{ status: 'unreadable' }])
  expect(none.issues[0]?.message).toMatch(/linux\/s390x.*linux\/arm64, linux\/amd64/)
})

function damage(bytes: Uint8Array, how: 'cut' | 'change', random: () => number): Buffer {
  if (how === 'cut') return Buffer.from(bytes.subarray(0, Math.floor(random() * bytes.length)))
  const changed = Buffer.from(bytes)
  for (let at = 0; at < 5; at++) changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256)
  return changed
}

test('cut off or changed anywhere, nothing throws and a loss is told', async () => {
  const tar = await tarOf(ociFiles([await image()]))
  const random = seededRandom(8)
  for (const [bytes, name] of [
    [tar, 'fuzz.tar'],
    [gzipSync(tar), 'fuzz.tar.gz'],
    [storeZstd(tar), 'fuzz.tar.zst'],
    [rawZip([{ name: 'a/package-lock.json', data: lock('a') }]), 'fuzz.zip'],
  ] as const) {
    for (let run = 0; run < 60; run++) {
      const changed = damage(bytes, run % 2 === 0 ? 'change' : 'cut', random)
      const inventory = await read(changed, name)
      expect(codes(inventory)).not.toContain('PARSER_FAILED')
      const isSaid = inventory.issues.length > 0 || (inventory.unidentified ?? []).length > 0
      if (inventory.components.length === 0) expect(isSaid).toBe(true)
    }
  }
}, 60_000)
