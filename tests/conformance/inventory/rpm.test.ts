/** Databases of RPM: the shared fixture, and databases that the rpm of this machine writes and lists itself. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { type Inventory, splitPurl } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { readSqliteTable } from '../../../packages/toolkit/src/inventory/read/sqlite-table.ts'
import { seededRandom } from '../../random.ts'
import { toNdb } from './rpm-writer.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

describeShared('shared fixtures', () => {
  test('rpm', () => {
    const outcomes = runFixtures('rpm')
    expect(outcomes.length).toBeGreaterThan(0)
    expect(unexpectedOutcomes(outcomes)).toEqual([])
  })
})

const hasRpm = spawnSync('rpmbuild', ['--version']).status === 0
const isRequired = process.env['OCCTET_REQUIRE_PACKAGE_TOOLS'] === '1'

if (isRequired && !hasRpm) {
  test('rpm', () => {
    throw new Error('rpmbuild is required here (OCCTET_REQUIRE_PACKAGE_TOOLS=1): install the package rpm')
  })
}

interface Spec {
  readonly name: string
  readonly version: string
  readonly release: string
  readonly epoch?: number
  readonly requires?: string
  /** Makes its header longer than a page of any database. */
  readonly provides?: number
}

const specs: readonly Spec[] = [
  { name: 'plain', version: '1.0', release: '1' },
  { name: 'old-epoch', version: '2.4~rc1', release: '3.el9', epoch: 2, requires: 'plain' },
  { name: 'lib+plus', version: '0.1^git2', release: '7' },
  { name: 'large', version: '5', release: '1', provides: 3000, requires: 'capability-of-large-17' },
  ...Array.from({ length: 40 }, (_, at) => ({
    name: `many${at}`,
    version: `${at}`,
    release: '1',
    provides: at * 3,
  })),
]

function specText({ name, version, release, epoch, requires, provides = 0 }: Spec): string {
  const capabilities = Array.from({ length: provides }, (_, at) => `Provides: capability-of-${name}-${at}`)
  return [
    `Name: ${name}`,
    `Version: ${version}`,
    `Release: ${release}`,
    ...(epoch === undefined ? [] : [`Epoch: ${epoch}`]),
    'Summary: a package of a test',
    'License: MIT AND Apache-2.0',
    'Vendor: Example Vendor',
    'BuildArch: noarch',
    ...(requires === undefined ? [] : [`Requires: ${requires}`]),
    ...capabilities,
    '%description',
    'A package of a test.',
    '%files',
    '',
  ].join('\n')
}

/** As `rpm -qa` prints it, and as the purl says it. */
function listed(inventory: Inventory): readonly string[] {
  return inventory.components
    .map(({ purl, licenses }) => {
      const { name, version, qualifiers = {} } = splitPurl(purl)
      const { epoch = '(none)', arch, upstream } = qualifiers
      return `${name} ${epoch} ${version} ${arch} ${upstream} ${licenses.join(',')}`
    })
    .sort()
}

describe.skipIf(!hasRpm)(
  hasRpm ? 'beside rpm itself' : 'beside rpm itself (skipped: no rpmbuild here)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'occtet-rpm-'))
    const packages: string[] = []
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    beforeAll(() => {
      for (const spec of specs) {
        const path = join(folder, `${spec.name}.spec`)
        writeFileSync(path, specText(spec))
        const fullName = `${spec.name}-${spec.version}-${spec.release}.noarch.rpm`
        execFileSync('rpmbuild', ['-bb', '--quiet', '--define', `_topdir ${folder}`, path], {
          stdio: 'ignore',
        })
        packages.push(join(folder, 'RPMS', 'noarch', fullName))
      }
    }, 120_000)

    test('sqlite and NDB', () => {
      const base = join(folder, 'sqlite')
      mkdirSync(base)
      const options = ['--define', '_db_backend sqlite', '--dbpath', base]
      const force = ['--force-debian', '--justdb', '--nodeps', '--nosignature']
      execFileSync('rpm', [...options, '-i', ...force, ...packages])
      execFileSync('rpm', [...options, '-e', '--justdb', '--nodeps', 'many3', 'many30'])
      const truth = expected(options)
      expect(truth).toHaveLength(specs.length - 2)
      const bytes = readFileSync(join(base, 'rpmdb.sqlite'))
      const inventory = readDatabase('rpmdb.sqlite', bytes)
      expect(inventory.issues).toEqual([])
      expect(listed(inventory)).toEqual(truth)
      expect(inventory.components.map(({ purl }) => purl)).toContain(
        'pkg:rpm/fedora/old-epoch@2.4~rc1-3.el9?arch=noarch&distro=fedora-42&epoch=2&upstream=old-epoch%402.4~rc1-3.el9',
      )
      const dependent = inventory.components.find(({ purl }) => purl.includes('/old-epoch@'))
      expect(dependent?.dependsOn.map((purl) => splitPurl(purl).name)).toEqual(['plain'])

      const table = readSqliteTable(bytes, 'Packages')
      if (typeof table !== 'object') throw new Error('no table')
      const ndb = toNdb(table.rows.map((row) => row[1] as Uint8Array))
      const inNdb = readDatabase('Packages.db', ndb)
      expect(inNdb.issues).toEqual([])
      expect(inNdb.components.map(({ purl }) => purl)).toEqual(inventory.components.map(({ purl }) => purl))
      expectHostile('rpmdb.sqlite', bytes)
      expectHostile('Packages.db', ndb)
    })
  },
)

describeShared('hostile databases of Berkeley DB', () => {
  test('cut off or changed', () => {
    const path = 'vectors/lockfiles/rpm/syft-packages-bdb/var/lib/rpm/Packages'
    expectHostile('Packages', readFileSync(sharedPath(path)))
  })
})

test('an SQLite database that waits for changes is not called whole', () => {
  const wal = Uint8Array.from([0x37, 0x7f, 0x06, 0x82, 0, 0, 0, 0])
  const inventory = readDatabase('rpmdb.sqlite-wal', wal)
  expect(inventory.files).toMatchObject([{ status: 'unreadable', ecosystem: 'rpm-wal' }])
})

/** What rpm itself lists, in the words of `listed`. */
function expected(options: readonly string[]): readonly string[] {
  const format = '%{NAME} %{EPOCH} %{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{LICENSE}\\n'
  const text = execFileSync('rpm', [...options, '-qa', '--qf', format], { encoding: 'utf8' })
  const lines = text.trimEnd().split('\n')
  return lines.map((line) => line.replace(/(\S+)-([^- ]+-[^- ]+)\.src\.rpm/, '$1@$2')).sort()
}

function readDatabase(name: string, bytes: Uint8Array): Inventory {
  const tree = memoryTree({
    [`usr/lib/sysimage/rpm/${name}`]: bytes,
    'usr/lib/os-release': 'ID=fedora\nVERSION_ID=42\n',
  })
  return readInventory(tree, { name: 'x', view: 'installed' })
}

/** Cut off or changed anywhere: nothing throws, what is lost is said, and a cut makes nothing up. */
function expectHostile(name: string, bytes: Uint8Array): void {
  const whole = new Set(readDatabase(name, bytes).components.map(({ purl }) => purl))
  const random = seededRandom(name.length)
  for (let run = 0; run < 150; run++) {
    const isCut = run % 3 === 0
    const changed = Uint8Array.from(
      isCut ? bytes.subarray(0, 64 + Math.floor(random() * (bytes.length - 64))) : bytes,
    )
    if (!isCut) {
      for (let at = 0; at < 4; at++) changed[64 + Math.floor(random() * 6000)] = Math.floor(random() * 256)
    }
    const { components, issues } = readDatabase(name, changed)
    expect(issues.filter(({ code }) => code === 'PARSER_FAILED')).toEqual([])
    if (isCut && components.length < whole.size) expect(issues.length).toBeGreaterThan(0)
    if (isCut) for (const { purl } of components) expect(whole.has(purl)).toBe(true)
  }
}
