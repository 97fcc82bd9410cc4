/** Images as `podman save` and `skopeo copy` write them (containers/image, docker/internal/tarfile and oci/archive). */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { readPath } from '../../../../packages/toolkit/src/adapters/index.ts'
import type { Inventory } from '../../../../packages/toolkit/src/model/index.ts'
import { digestOf, makeTar, ociFiles, storeZstd, type TestEntry } from './build.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-podman-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(name: string, bytes: Uint8Array): Promise<Inventory> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return await readPath(path)
}

function lock(name: string): string {
  return JSON.stringify({ lockfileVersion: 3, packages: { [`node_modules/${name}`]: { version: '1.0.0' } } })
}

function hex(bytes: Uint8Array): string {
  return digestOf(bytes).slice('sha256:'.length)
}

interface Saved {
  readonly tag: string
  readonly layers: readonly Buffer[]
}

/** Layers unpacked under their digests, each with a folder of the old form whose `layer.tar` is a link to it; what names them comes last. */
function dockerArchive(images: readonly Saved[]): readonly TestEntry[] {
  const entries = new Map<string, TestEntry>()
  const add = (entry: TestEntry): void => void entries.set(entry.name, entry)
  const manifest = images.map(({ tag, layers }) => {
    const config = Buffer.from(
      JSON.stringify({
        os: 'linux',
        architecture: 'amd64',
        rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
      }),
    )
    for (const [at, layer] of layers.entries()) {
      const id = createHash('sha256').update(`${tag} ${at}`).digest('hex')
      add({ name: `${hex(layer)}.tar`, content: layer })
      add({ name: `${id}/`, type: 'directory' })
      add({ name: `${id}/VERSION`, content: '1.0' })
      add({ name: `${id}/layer.tar`, type: 'symlink', linkname: `../${hex(layer)}.tar` })
      add({ name: `${id}/json`, content: JSON.stringify({ id }) })
    }
    add({ name: `${hex(config)}.json`, content: config })
    return { Config: `${hex(config)}.json`, RepoTags: [tag], Layers: layers.map((one) => `${hex(one)}.tar`) }
  })
  add({ name: 'repositories', content: '{}' })
  add({ name: 'manifest.json', content: JSON.stringify(manifest) })
  return [...entries.values()]
}

const lower = await makeTar([
  { name: 'srv/package-lock.json', content: lock('gone') },
  { name: 'opt/package-lock.json', content: lock('kept') },
])
const upper = await makeTar([
  { name: 'srv/.wh.package-lock.json' },
  { name: 'app/package-lock.json', content: lock('added') },
])
/** Steps that change no file leave a layer without entries, the same one each time. */
const empty = await makeTar([])
const layers = [lower, empty, upper, empty]
const listed = ['pkg:npm/added@1.0.0', 'pkg:npm/kept@1.0.0']

function purls({ components }: Inventory): readonly string[] {
  return components.map(({ purl }) => purl)
}

test('--format docker-archive, plain and packed as a whole', async () => {
  const tar = await makeTar(dockerArchive([{ tag: 'localhost/product:1.2', layers }]))
  const plain = await read('saved.tar', tar)
  expect(purls(plain)).toEqual(listed)
  expect(plain).toMatchObject({ name: 'localhost/product', version: '1.2', issues: [] })
  expect(plain.files.map(({ reason }) => reason)).toEqual([
    `layer 3 of 4, ${digestOf(upper)}`,
    `layer 1 of 4, ${digestOf(lower)}`,
  ])
  expect(await read('saved.tar.gz', gzipSync(tar))).toEqual(plain)
  expect(await read('saved.tar.zst', storeZstd(tar))).toEqual(plain)
})

test('--multi-image-archive: the first is read, the other makes the result partial', async () => {
  const tar = await makeTar(
    dockerArchive([
      { tag: 'localhost/product:1.2', layers },
      { tag: 'localhost/other:3', layers: [lower] },
    ]),
  )
  for (const inventory of [await read('many.tar', tar), await read('many.tar.gz', gzipSync(tar))]) {
    expect(purls(inventory)).toEqual(listed)
    expect(inventory.files.filter(({ status }) => status !== 'parsed')).toMatchObject([
      { path: expect.stringMatching(/^localhost\/other:3/) as string, status: 'unsupported' },
    ])
    expect(inventory.issues.map(({ message }) => message).join()).toMatch(/other images.*localhost\/other:3/)
  }
})

test('--format oci-archive: the name stands in the annotation of the index', async () => {
  const files = new Map(ociFiles([{ layers }]))
  const index = JSON.parse(files.get('index.json')?.toString() ?? '') as {
    manifests: { annotations: object }[]
  }
  const [manifest] = index.manifests
  const annotations = { 'org.opencontainers.image.ref.name': 'localhost/product:1.2' }
  files.set(
    'index.json',
    Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] })),
  )
  const tar = await makeTar([...files].map(([name, content]) => ({ name, content })))
  for (const inventory of [await read('oci.tar', tar), await read('oci.tar.gz', gzipSync(tar))]) {
    expect(purls(inventory)).toEqual(listed)
    expect(inventory).toMatchObject({ name: 'localhost/product', version: '1.2', issues: [] })
  }
})

test('more layers than any tool makes are refused', async () => {
  const tar = await makeTar(
    dockerArchive([{ tag: 'a:1', layers: Array.from({ length: 1001 }, () => lower) }]),
  )
  const { files, components } = await read('layers.tar', tar)
  expect(components).toEqual([])
  expect(files).toMatchObject([
    { status: 'unreadable', reason: expect.stringMatching(/at most 1000 layers/) as string },
  ])
})
