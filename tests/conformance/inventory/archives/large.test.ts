/** Archives of sizes and counts that old fields cannot hold: built with holes, so that neither disk nor memory has to. */
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { crc32 } from 'node:zlib'
import { bytesFile } from '../../../../packages/toolkit/src/adapters/archives/byte-file.ts'
import { fileReader } from '../../../../packages/toolkit/src/adapters/archives/byte-reader.ts'
import {
  contentInFile,
  type EntryDraft,
  readEntries,
} from '../../../../packages/toolkit/src/adapters/archives/read-entries.ts'
import { readZip } from '../../../../packages/toolkit/src/adapters/archives/zip.ts'
import { readPath } from '../../../../packages/toolkit/src/adapters/index.ts'
import { rawEntry, rawTar, rawZip, tarEnd, zip64End } from './raw-tar.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-large-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lock = Buffer.from('{"lockfileVersion":3,"packages":{"node_modules/left":{"version":"1.0.0"}}}')
const listed = ['pkg:npm/left@1.0.0']
const GiB = 1024 ** 3

/** Parts at their places; what lies between them is a hole. */
function sparse(name: string, parts: readonly (readonly [at: number, bytes: Uint8Array])[]): string {
  const path = join(folder, name)
  const file = openSync(path, 'w')
  for (const [at, bytes] of parts) {
    ftruncateSync(file, at)
    writeSync(file, bytes, 0, bytes.length, at)
  }
  closeSync(file)
  return path
}

interface Placed {
  readonly name: string
  readonly size: number
  readonly crc: number
  readonly at: number
}

/** A stored entry whose sizes and place stand in the extra field (APPNOTE 4.5.3). */
function zip64Entry({ name, size, crc, at }: Placed): { readonly local: Buffer; readonly central: Buffer } {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(Buffer.byteLength(name), 26)
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  extra.writeBigUInt64LE(BigInt(size), 4)
  extra.writeBigUInt64LE(BigInt(size), 12)
  extra.writeBigUInt64LE(BigInt(at), 20)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(45, 4)
  central.writeUInt32LE(crc, 16)
  for (const place of [20, 24, 42]) central.writeUInt32LE(0xffffffff, place)
  central.writeUInt16LE(Buffer.byteLength(name), 28)
  central.writeUInt16LE(extra.length, 30)
  return {
    local: Buffer.concat([local, Buffer.from(name)]),
    central: Buffer.concat([central, Buffer.from(name), extra]),
  }
}

test('zip: a file of 5 GiB, and one behind it', async () => {
  const big = zip64Entry({ name: 'disk.img', size: 5 * GiB, crc: 0, at: 0 })
  const at = big.local.length + 5 * GiB
  const small = zip64Entry({ name: 'package-lock.json', size: lock.length, crc: crc32(lock), at })
  const directory = Buffer.concat([big.central, small.central])
  const start = at + small.local.length + lock.length
  const path = sparse('large.zip', [
    [0, big.local],
    [
      at,
      Buffer.concat([
        small.local,
        lock,
        directory,
        zip64End({ entries: 2, size: directory.length, at: start }),
      ]),
    ],
  ])
  const { components, issues } = await readPath(path)
  expect(components.map(({ purl }) => purl)).toEqual(listed)
  expect(issues).toEqual([])
})

test('tar: a file of 9 GiB, whose size stands in base 256', async () => {
  const size = Buffer.alloc(12)
  size[0] = 0x80
  size.writeBigUInt64BE(BigInt(9 * GiB), 4)
  const head = rawEntry({ name: 'disk.img', size })
  const path = sparse('large.tar', [
    [0, head],
    [head.length + 9 * GiB, Buffer.concat([rawEntry({ name: 'package-lock.json', data: lock }), tarEnd])],
  ])
  const { components, issues } = await readPath(path)
  expect(components.map(({ purl }) => purl)).toEqual(listed)
  expect(issues).toEqual([])
})

test('zip: 70,000 entries, the last of which counts', async () => {
  const entries = Array.from({ length: 70_000 }, (_, at) => ({ name: `a/${at}`, data: '', method: 0 }))
  const zip = rawZip([...entries, { name: 'package-lock.json', data: lock.toString() }])
  const { components, issues } = await readPath(sparse('many.zip', [[0, zip]]))
  expect(components.map(({ purl }) => purl)).toEqual(listed)
  expect(issues).toEqual([])
})

const three = ['a', 'b', 'c'].map((name) => ({ name, data: 'x' }))

test.each([2, 3])('at most %i entries are read, and more are an error', async (mostEntries) => {
  const zip = bytesFile(rawZip(three))
  const tar = bytesFile(rawTar(three))
  for (const read of [
    async (draft: EntryDraft) => await readZip(zip, draft),
    async (draft: EntryDraft) =>
      await readEntries(fileReader(tar, 0, tar.size), contentInFile(tar, 0), draft),
  ]) {
    const reading = read({ entries: [], issues: [], mostEntries })
    if (mostEntries === 3) expect(await reading).toMatchObject({ isClosed: true })
    else await expect(reading).rejects.toThrow('it has more than 2 entries')
  }
})
