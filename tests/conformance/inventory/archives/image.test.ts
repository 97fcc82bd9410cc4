/** Images in all the forms in which they are handed around: what their layers add up to is what is listed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPath } from '../../../../packages/toolkit/src/adapters/index.ts'
import type { Inventory } from '../../../../packages/toolkit/src/model/index.ts'
import { dockerFiles, type LayerPacking, makeTar, ociFiles, storeZstd, tarOf } from './build.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-image-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function save(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

function purls({ components }: Inventory): readonly string[] {
  return components.map(({ purl }) => purl)
}

function stanza(name: string, version: string, status = 'installed'): string {
  return `Package: ${name}\nStatus: install ok ${status}\nArchitecture: amd64\nVersion: ${version}\n\n`
}

const release = 'ID=debian\nVERSION_ID="12"\n'
let layers: readonly Buffer[] = []
const listed = [
  'pkg:deb/debian/base@2.0?arch=amd64&distro=debian-12',
  'pkg:deb/debian/tool@1.1?arch=amd64&distro=debian-12',
]

/** The oldest layer has three packages; the next one upgrades one, removes one, and takes an application away. */
beforeAll(async () => {
  const lock = '{"lockfileVersion":3,"packages":{"":{"name":"a"},"node_modules/gone":{"version":"1.0.0"}}}'
  layers = await Promise.all([
    makeTar([
      { name: 'etc/', type: 'directory' },
      { name: 'etc/os-release', type: 'symlink', linkname: '../usr/lib/os-release' },
      { name: 'usr/lib/os-release', content: release },
      {
        name: 'var/lib/dpkg/status',
        content: stanza('base', '2.0') + stanza('tool', '1.0') + stanza('old', '3.0'),
      },
      { name: 'app/package-lock.json', content: lock },
      { name: 'srv/package-lock.json', content: lock },
    ]),
    makeTar([
      {
        name: 'var/lib/dpkg/status',
        content: stanza('base', '2.0') + stanza('tool', '1.1') + stanza('old', '3.0', 'config-files'),
      },
      { name: 'app/.wh.package-lock.json' },
      { name: 'srv/.wh..wh..opq' },
    ]),
  ])
})

const packings: readonly LayerPacking[] = ['plain', 'gzip', 'zstd']

describe.each(packings)('layers packed as %s', (packing) => {
  test('an OCI layout as a tar archive', async () => {
    const inventory = await readPath(save('oci.tar', await tarOf(ociFiles([{ layers, packing }]))))
    expect(purls(inventory)).toEqual(listed)
    expect(inventory.name).toBe('example.test/product')
    expect(inventory.version).toBe('1.2')
    expect(inventory.issues).toEqual([])
  })

  test('an OCI layout as a folder', async () => {
    const files = ociFiles([{ layers, packing }])
    for (const [name, bytes] of files) save(`layout-${packing}/${name}`, bytes)
    const inventory = await readPath(join(folder, `layout-${packing}`))
    expect(purls(inventory)).toEqual(listed)
    expect(inventory.issues).toEqual([])
  })

  test('an archive of docker save, plain and packed as a whole', async () => {
    const tar = await tarOf(dockerFiles({ layers, packing }))
    const plain = await readPath(save('docker.tar', tar))
    expect(purls(plain)).toEqual(listed)
    expect(plain.issues).toEqual([])
    expect(await readPath(save('docker.tar.gz', gzipSync(tar)))).toEqual(plain)
    expect(await readPath(save('docker.tar.zst', storeZstd(tar)))).toEqual(plain)
  })

  test('an OCI archive that is packed as a whole', async () => {
    const tar = await tarOf(ociFiles([{ layers, packing }]))
    const plain = await readPath(save('oci.tar', tar))
    expect(await readPath(save('oci.tar.gz', gzipSync(tar)))).toEqual(plain)
  })
})

test('each file says which layer it comes from', async () => {
  const inventory = await readPath(save('docker.tar', await tarOf(dockerFiles({ layers }))))
  const status = inventory.files.find(({ path }) => path === 'var/lib/dpkg/status')
  expect(status).toMatchObject({ status: 'parsed', packages: 2 })
  expect(status?.reason).toMatch(/^layer 2 of 2, sha256:[0-9a-f]{64}$/)
})
