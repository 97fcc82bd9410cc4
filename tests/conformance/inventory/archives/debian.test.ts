/** An image made from Debian packages, without a daemon: what is listed is what its own package database lists. */
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPath } from '../../../../packages/toolkit/src/adapters/index.ts'
import { type Inventory, splitPurl } from '../../../../packages/toolkit/src/model/index.ts'
import { describeDpkg, repack, run, smallPackages } from '../../../debian.ts'
import { dockerFiles, makeTar, ociFiles, storeZstd, tarOf, type TestEntry } from './build.ts'

const entriesOf = (root: string, folder = ''): readonly TestEntry[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly TestEntry[] => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return [{ name: `${name}/`, type: 'directory' }, ...entriesOf(root, name)]
      if (entry.isSymbolicLink()) return [{ name, type: 'symlink', linkname: readlinkSync(join(root, name)) }]
      return lstatSync(join(root, name)).isFile() ? [{ name, content: readFileSync(join(root, name)) }] : []
    })

function fingerprint({ type, content = '', linkname }: TestEntry): string {
  return `${type} ${linkname} ${createHash('sha256').update(content).digest('hex')}`
}

/** What changed, as a builder of images writes it: new and changed entries, and a whiteout for each that is gone. */
function changes(before: readonly TestEntry[], after: readonly TestEntry[]): readonly TestEntry[] {
  const old = new Map(before.map((entry) => [entry.name, fingerprint(entry)]))
  const now = new Set(after.map(({ name }) => name))
  const gone = before.flatMap(({ name, type }): readonly TestEntry[] => {
    const path = type === 'directory' ? name.slice(0, -1) : name
    const slash = path.lastIndexOf('/')
    return now.has(name) ? [] : [{ name: `${path.slice(0, slash + 1)}.wh.${path.slice(slash + 1)}` }]
  })
  return [...gone, ...after.filter((entry) => old.get(entry.name) !== fingerprint(entry))]
}

/** `name version architecture source`, as dpkg lists it. */
function truthOf(root: string): readonly string[] {
  const format =
    '${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package}@${source:Version}\n'
  return run('dpkg-query', ['--admindir', join(root, 'var/lib/dpkg'), '-W', '-f', format])
    .trimEnd()
    .split('\n')
    .flatMap((line) => (line.startsWith('installed ') ? [line.slice('installed '.length)] : []))
    .sort()
}

/** What other formats find in the packages (jars) is no package of the system. */
function listed({ components }: Inventory): readonly string[] {
  return components
    .filter(({ ecosystem }) => ecosystem === 'deb')
    .map(({ purl }) => {
      const { name, version = '', qualifiers = {} } = splitPurl(purl)
      const { arch, upstream = name } = qualifiers
      const source = upstream.includes('@') ? upstream : `${upstream}@${version}`
      return `${name} ${version} ${arch} ${source}`
    })
    .sort()
}

function withoutLayers({ components, files }: Inventory): unknown {
  return { components, files: files.map(({ path, status, packages }) => ({ path, status, packages })) }
}

describeDpkg('an image of Debian packages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-debian-'))
  const root = join(folder, 'root')
  const layers: Buffer[] = []
  let first: readonly string[] = []
  let truth: readonly string[] = []
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  beforeAll(async () => {
    for (const path of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'etc'])
      mkdirSync(join(root, path), { recursive: true })
    writeFileSync(join(root, 'var/lib/dpkg/status'), '')
    writeFileSync(join(root, 'etc/os-release'), 'ID=debian\nVERSION_ID="12"\n')
    const names = smallPackages(14)
    const files = names.map((name) => repack(name, folder))
    const dpkg = (...args: readonly string[]): string => run('dpkg', ['--root', root, '--force-all', ...args])
    dpkg('--install', ...files.slice(0, 10))
    const before = entriesOf(root)
    first = truthOf(root)
    layers.push(await makeTar(before))
    dpkg('--remove', ...names.slice(2, 4))
    dpkg('--unpack', ...files.slice(12))
    dpkg('--install', ...files.slice(10, 12))
    const after = entriesOf(root)
    layers.push(await makeTar(changes(before, after)))
    truth = truthOf(root)
  }, 120_000)

  /** The merged system as a folder: every packing must give what lies there, jars and programs among it. */
  const fromFolder = async (): Promise<Inventory> => {
    writeFileSync(join(folder, 'whole.tar'), await makeTar(entriesOf(root)))
    return await readPath(join(folder, 'whole.tar'))
  }

  test('the second layer takes packages away, adds some, and leaves some unpacked only', () => {
    expect(first).toHaveLength(10)
    expect(truth).toHaveLength(10)
    expect(first).not.toEqual(truth)
  })

  test.each(['gzip', 'zstd', 'plain'] as const)(
    'OCI and docker save, layers packed as %s',
    async (packing) => {
      const oci = join(folder, 'oci.tar')
      writeFileSync(oci, await tarOf(ociFiles([{ layers, packing }])))
      const inventory = await readPath(oci)
      expect(listed(inventory)).toEqual(truth)
      const debs = inventory.components.filter(({ ecosystem }) => ecosystem === 'deb')
      expect(debs.every(({ purl }) => purl.includes('distro=debian-12'))).toBe(true)
      const docker = join(folder, 'docker.tar')
      writeFileSync(docker, await tarOf(dockerFiles({ layers, packing })))
      const saved = await readPath(docker)
      expect(listed(saved)).toEqual(truth)
      expect(saved.components).toEqual(inventory.components)
      expect(withoutLayers(saved)).toEqual(withoutLayers(await fromFolder()))
    },
  )

  test('packed as a whole, and the first layer alone', async () => {
    const tar = await tarOf(dockerFiles({ layers }))
    writeFileSync(join(folder, 'docker.tar.gz'), gzipSync(tar))
    expect(listed(await readPath(join(folder, 'docker.tar.gz')))).toEqual(truth)
    writeFileSync(join(folder, 'docker.tar.zst'), storeZstd(tar))
    expect(listed(await readPath(join(folder, 'docker.tar.zst')))).toEqual(truth)
    writeFileSync(join(folder, 'root.tar'), layers[0] ?? '')
    expect(listed(await readPath(join(folder, 'root.tar')))).toEqual(first)
  })
})
