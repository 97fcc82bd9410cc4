/** Frames that the reference compressor made: each unpacks to the very bytes, and what is not given is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { readPath } from '../../../../packages/toolkit/src/adapters/index.ts'
import type { Inventory } from '../../../../packages/toolkit/src/model/index.ts'
import { dockerFiles, tarOf } from './build.ts'
import { locked, zstdPlain } from './zstd-plain.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-zstd-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function testdata(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`testdata/${name}`, import.meta.url)))
}

async function read(name: string, bytes: Uint8Array): Promise<Inventory> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return await readPath(path)
}

function names({ components }: Inventory): readonly string[] {
  return components.map(({ purl }) => purl.replace('pkg:npm/', '')).toSorted()
}

/** An image with this layer; its configuration states the digest of the unpacked bytes. */
async function imageOf(layer: Buffer): Promise<Buffer> {
  const files = dockerFiles({ layers: [zstdPlain] })
  const [place = ''] = [...files.keys()].filter((name) => name.endsWith('layer.tar'))
  return await tarOf(new Map(files).set(place, layer))
}

const good = ['level-1-streamed', 'level-19', 'long-27-streamed', 'frames']

test.each(good)('%s: the same files, and the same bytes', async (name) => {
  const packed = testdata(`${name}.tar.zst`)
  const tree = await read('plain.tar.zst', packed)
  expect(names(tree)).toEqual([...locked].sort())
  expect(tree.issues).toEqual([])
  const image = await read('image.tar', await imageOf(packed))
  expect(names(image)).toEqual([...locked].sort())
  expect(image.issues).toEqual([])
})

test('the digest of the unpacked bytes is looked at', async () => {
  const changed = Buffer.from(zstdPlain)
  changed[changed.length - 2000] = 1
  expect((await read('image.tar', await imageOf(changed))).issues.map(({ code }) => code)).toEqual([
    'DIGEST_MISMATCH',
  ])
})

test.each([
  ['window-28', /window of 268435456 bytes/],
  ['dictionary', /needs a dictionary/],
] as const)('%s is refused', async (name, message) => {
  const { files, issues, components } = await read('refused.tar.zst', testdata(`${name}.tar.zst`))
  expect(components).toEqual([])
  expect(files).toMatchObject([{ status: 'unreadable', reason: expect.stringMatching(message) as string }])
  expect(issues).toHaveLength(1)
})

test.each(good)('%s: cut off anywhere, the end is missed', async (name) => {
  const packed = testdata(`${name}.tar.zst`)
  for (const share of [0.0001, 0.3, 0.6, 0.9, 0.9999]) {
    const { issues } = await read('cut.tar.zst', packed.subarray(0, Math.floor(packed.length * share)))
    expect(issues.map(({ level }) => level)).toContain('error')
  }
})
