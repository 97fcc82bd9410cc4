/** Images of Alpine and OpenWrt: real records of their package databases, found through the links of a merged /usr. */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPath } from '../../../../packages/toolkit/src/adapters/index.ts'
import { splitPurl } from '../../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../../shared.ts'
import { makeTar, ociFiles, tarOf, type TestEntry } from './build.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-systems-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Expected {
  readonly expectError?: boolean
  readonly components: readonly { readonly purl: string }[]
}

function casesOf(format: string, file: string): readonly (readonly [string, Buffer, readonly string[]])[] {
  const base = sharedPath(`vectors/lockfiles/${format}`)
  return readdirSync(base).flatMap((name) => {
    const expected = JSON.parse(readFileSync(join(base, name, 'expected.json'), 'utf8')) as Expected
    const path = join(base, name, file)
    if (expected.expectError === true || expected.components.length === 0) return []
    try {
      const pairs = expected.components.map(({ purl }) => nameAndVersion(purl))
      return [[name, readFileSync(path), [...new Set(pairs)].sort()] as const]
    } catch {
      // A case whose database lies elsewhere.
      return []
    }
  })
}

function nameAndVersion(purl: string): string {
  const bare = purl.replace(/\?.*$/, '')
  return decodeURIComponent(bare.slice(bare.lastIndexOf('/') + 1))
}

async function listed(layers: readonly (readonly TestEntry[])[]): Promise<readonly string[]> {
  const path = join(folder, 'image.tar')
  const tars = await Promise.all(layers.map(async (entries) => await makeTar(entries)))
  writeFileSync(path, await tarOf(ociFiles([{ layers: tars }])))
  const { components } = await readPath(path)
  return components.map(({ purl }) => {
    const { type, namespace = '', name, version, qualifiers } = splitPurl(purl)
    return `${type} ${namespace} ${qualifiers?.['distro'] ?? ''} ${name}@${version}`
  })
}

const merged: readonly TestEntry[] = [
  { name: 'usr/', type: 'directory' },
  { name: 'usr/lib/', type: 'directory' },
  { name: 'lib', type: 'symlink', linkname: 'usr/lib' },
]

describeShared('package databases in images', () => {
  const alpine = casesOf('apk', 'lib/apk/db/installed')
  test.each(alpine)('Alpine, %s', async (_, database, expected) => {
    const release: TestEntry = { name: 'etc/os-release', content: 'ID=alpine\nVERSION_ID=3.20.1\n' }
    const found = await listed([
      [...merged, release, { name: 'usr/lib/apk/db/installed', content: 'P:outdated\nV:1.0\n' }],
      // Written through the link of the layer below, as by a builder that does not resolve it.
      [{ name: 'lib/apk/db/installed', content: database }],
    ])
    expect(found).toEqual(expected.map((one) => `apk alpine alpine-3.20.1 ${one}`))
  })

  test('there are cases', () => expect(alpine.length).toBeGreaterThan(3))

  const status = casesOf('dpkg', 'var/lib/dpkg/status')
  test.each(status)('OpenWrt, the records of %s as opkg keeps them', async (_, database, expected) => {
    const found = await listed([
      [{ name: 'etc/os-release', content: 'ID="openwrt"\nVERSION_ID="23.05.3"\n' }],
      [{ name: 'usr/lib/opkg/status', content: database }],
    ])
    expect(found).toEqual(expected.map((one) => `opkg  openwrt-23.05.3 ${one}`))
  })
})
