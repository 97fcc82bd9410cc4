/** Real extracts of bulletins and of those who collect them: everything counted against a plain reading of the files. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { claimLines, countsOf, type Imported, importFiles } from './import-files.ts'
import { type ArchiveFile, readArchive } from './read-archive.ts'

const UNSTATED = '{"type":"NATIVE","notation":"unstated","says":"affected","ranges":["unstated"]}'

async function importArchive(
  name: string,
  format: string,
  isOwn: (file: ArchiveFile) => boolean = () => true,
): Promise<{ readonly files: readonly ArchiveFile[]; readonly imported: Imported }> {
  const files = (await readArchive(name)).filter(isOwn)
  const imported = importFiles(files, format)
  expect(imported.unknown).toEqual([])
  expect(imported.dropped).toEqual([])
  return { files, imported }
}

function count(files: readonly ArchiveFile[], pattern: RegExp): number {
  return files.reduce((sum, { text }) => sum + (text.match(pattern)?.length ?? 0), 0)
}

function linesOf({ records }: Imported, id: string): readonly string[] {
  return claimLines(records.find((record) => record.id === id))
}

function fixed(at: string): string {
  return `{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"${at}"}]}`
}

describeShared('OVAL', () => {
  test('Azure Linux: a record per definition, a claim each; the release from the version', async () => {
    const { files, imported } = await importArchive('distro-feeds/mariner.tar.gz', 'oval')
    const definitions = count(files, /<definition /g)
    expect(definitions).toBe(8)
    expect(countsOf(imported)).toEqual([definitions, definitions, 0, definitions, 0])
    expect(linesOf(imported, 'oval:com.microsoft.azurelinux:def:39076')).toEqual([
      `Azure Linux:3 ceph ${fixed('0:18.2.1-1.azl3')}`,
    ])
    expect(linesOf(imported, 'oval:com.microsoft.cbl-mariner:def:44771')).toEqual([
      'Azure Linux:2 golang {"type":"VERS","vers":"vers:rpm/>0%3A1.19.0.cm2|<0%3A1.20.7-1.cm2"}',
    ])
    // "This CVE either no longer is or was never applicable."
    expect(linesOf(imported, 'oval:com.microsoft.cbl-mariner:def:13348')).toEqual([
      `Azure Linux:2 glibc ${UNSTATED}`,
    ])
  })

  test('Oracle Linux: each package that is "earlier than" on each platform, whatever the architecture', async () => {
    const { files, imported } = await importArchive('distro-feeds/oracle.tar.gz', 'oval')
    const pairs = files.flatMap(({ text }) =>
      [...text.matchAll(/<definition [^]*?<\/definition>/g)].flatMap(([definition]) => {
        const [, release = ''] = /<platform>Oracle Linux (\d+)</.exec(definition) ?? []
        const variants = [...definition.matchAll(/comment="(\S+) is ksplice-based"/g)].map(([, name]) => name)
        return [...definition.matchAll(/comment="(\S+) is earlier than (\S+)"/g)].flatMap(
          ([, name = '', evr = '']) =>
            variants.includes(name) ? [] : [`Oracle Linux:${release} ${name} ${fixed(evr)}`],
        )
      }),
    )
    const wanted = new Set(pairs)
    expect(wanted.size).toBeGreaterThan(40)
    const found = imported.records.flatMap(claimLines)
    expect(new Set(found)).toEqual(wanted)
    expect(found.length).toBe(wanted.size)
    // openssl of Ksplice has versions of its own.
    const ksplice = imported.records.find(({ id }) => id === 'ELSA-2021-9151')
    expect([ksplice?.claims, ksplice?.unnamedEntries]).toEqual([[], 10])
  })

  test('SUSE: products and packages; what is not affected is no claim; an extract lacks tests', async () => {
    const { imported } = await importArchive('distro-feeds/sles.tar.gz', 'oval')
    expect(
      imported.records.map(({ id, aliases, claims, unnamedEntries }) => [
        id,
        aliases,
        claims.length,
        unnamedEntries,
      ]),
    ).toEqual([
      ['oval:org.opensuse.security:def:19990524', ['CVE-1999-0524'], 0, 0],
      ['oval:org.opensuse.security:def:202129154', ['CVE-2021-29154'], 3, 25],
      ['oval:org.opensuse.security:def:20101323', ['CVE-2010-1323'], 38, 0],
      ['oval:org.opensuse.security:def:202634073', ['CVE-2026-34073'], 0, 0],
    ])
    expect(linesOf(imported, 'oval:org.opensuse.security:def:202129154')).toEqual([
      `SUSE:Linux Enterprise Server 15-LTSS kernel-default ${fixed('0:4.12.14-150.72.1')}`,
      `SUSE:Linux Enterprise Server 15 SP1-BCL kernel-default ${fixed('0:4.12.14-197.89.2')}`,
      `SUSE:Linux Enterprise Server 15 SP1-LTSS kernel-default ${fixed('0:4.12.14-197.89.2')}`,
    ])
    // The extract writes operation="6", which OVAL has not got.
    const krb5 = linesOf(imported, 'oval:org.opensuse.security:def:20101323')
    expect(krb5.filter((line) => !line.endsWith(UNSTATED))).toEqual([])
  })
})

describeShared('Fedora', () => {
  test('a record per update, a claim per build', async () => {
    const { files, imported } = await importArchive('distro-feeds/fedora.tar.gz', 'fedora')
    const builds = count(files, /"nvr"/g)
    expect(countsOf(imported)).toEqual([files.length, files.length, 0, builds, 0])
    expect(linesOf(imported, 'FEDORA-2025-ddd4444444')).toEqual([
      `Fedora:40 java-17-openjdk ${fixed('1:17.0.14.0.7-1.fc40')}`,
    ])
    expect(linesOf(imported, 'FEDORA-2025-aaa1111111')).toEqual([`Fedora:40 python3-docs ${UNSTATED}`])
    expect(linesOf(imported, 'FEDORA-EPEL-2017-a8886eb42e')).toEqual([
      `EPEL:7 cross-binutils ${fixed('2.27-9.el7.1')}`,
      `EPEL:7 cross-gcc ${fixed('4.8.5-16.el7.1')}`,
    ])
  })
})

interface TrackerFile {
  readonly patches: readonly { readonly status: string; readonly distro: string }[]
  readonly ignored_patches: TrackerFile['patches']
}

describeShared('Ubuntu tracker', () => {
  test('a claim per release that is not "not affected"', async () => {
    const isOwn = ({ path }: ArchiveFile): boolean => path.includes('normalized-cve-data')
    const { files, imported } = await importArchive('distro-feeds/ubuntu.tar.gz', 'ubuntu-tracker', isOwn)
    const all = files.flatMap(({ text }) => {
      const { patches, ignored_patches: ignored } = JSON.parse(text) as TrackerFile
      return [...patches, ...ignored]
    })
    const said = all.filter(({ status }) => status !== 'not-affected' && status !== 'DNE')
    const named = said.filter(({ distro }) => distro !== 'upstream' && distro !== 'devel')
    expect(countsOf(imported)).toEqual([3, 3, 0, named.length, said.length - named.length])
    expect(linesOf(imported, 'UBUNTU-CVE-2012-5124')[0]).toBe(
      `Ubuntu:12.04:LTS chromium-browser ${fixed('3.0.1271.97-0ubuntu0.12.04.1')}`,
    )
  })
})

describeShared('Red Hat security data', () => {
  test('a claim per release and package; a page of the list has none', async () => {
    const isOwn = ({ path }: ArchiveFile): boolean => /\/hydra\/|\/min_pages\//.test(path)
    const { files, imported } = await importArchive('csaf/redhat-csaf-samples.tar.gz', 'redhat-data', isOwn)
    const packages = count(files, /"package": "/g)
    expect(countsOf(imported)).toEqual([3, 3, 0, packages, 0])
    expect(linesOf(imported, 'CVE-2024-8088')).toEqual([
      `Red Hat:enterprise_linux:9 python3.9 ${fixed('0:3.9.18-3.el9_4.5')}`,
      `Red Hat:enterprise_linux:9 python3.9 ${fixed('0:3.9.19-8.el9')}`,
      `Red Hat:enterprise_linux:9 python3.9 ${fixed('0:3.9.18-3.el9_4.5')}`,
      `Red Hat:enterprise_linux:9 python3.9 ${fixed('0:3.9.19-8.el9')}`,
    ])
  })
})

describeShared('OpenRewrite', () => {
  test.each([
    ['maven', 'Maven', 8298],
    ['npm', 'npm', 4414],
    ['nuget', 'NuGet', 2348],
  ])('%s: a record per id, a claim per row', (name, ecosystem, rows) => {
    const path = `advisories-${name}.csv`
    const text = readFileSync(sharedPath(`data/other/openrewrite-advisories/${path}`), 'utf8')
    const lines = text.split('\n').filter((line) => /^(?:CVE|GHSA)-/.test(line))
    const ids = new Set(lines.map((line) => line.split(',', 1)[0]))
    const imported = importFiles([{ path, text }], 'openrewrite')
    expect(countsOf(imported)).toEqual([ids.size, ids.size, 0, rows, 0])
    expect(
      imported.records.flatMap(({ claims }) => claims).filter((claim) => claim.ecosystem !== ecosystem),
    ).toEqual([])
  })

  test('two ranges of one package', () => {
    const path = 'advisories-maven.csv'
    const text = readFileSync(sharedPath(`data/other/openrewrite-advisories/${path}`), 'utf8')
    const lines = linesOf(importFiles([{ path, text }], 'openrewrite'), 'CVE-2002-1148')
    expect(lines).toEqual(
      [
        ['4.0.0', '4.0.5'],
        ['4.1.0', '4.1.12'],
      ].map(
        ([from, to]) =>
          `Maven org.apache.tomcat:tomcat {"type":"ECOSYSTEM","events":[{"introduced":"${from}"},{"fixed":"${to}"}]}`,
      ),
    )
  })
})

describeShared('forms that name no version', () => {
  test('Amazon: a record per item', async () => {
    const isOwn = ({ path }: ArchiveFile): boolean => /rss/.test(path)
    const { files, imported } = await importArchive('distro-feeds/amazon.tar.gz', 'amazon-notices', isOwn)
    const items = count(files, /<item>/g)
    expect(countsOf(imported).slice(0, 4)).toEqual([items, items, 0, 0])
    expect(imported.records.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['ALAS2022-2021-001', 'ALAS2023-2023-126', 'ALAS2-2018-939', 'ALAS2-2018-996']),
    )
  })

  test('Photon: a record per page', async () => {
    const isOwn = ({ path }: ArchiveFile): boolean => path.endsWith('.md')
    const { imported } = await importArchive('distro-feeds/photon.tar.gz', 'photon-notices', isOwn)
    expect(imported.records.map(({ id, aliases, claims }) => [id, aliases, claims])).toEqual([
      ['PHSA-2017-0010', [], []],
      ['PHSA-2023-4.0-0500', [], []],
      ['PHSA-2023-4.0-0501', ['CVE-2023-44487'], []],
    ])
  })

  test("Anchore's list of Debian: nothing is fixed in it", async () => {
    const isOwn = ({ path }: ArchiveFile): boolean => path.includes('/legacy/')
    const { files, imported } = await importArchive('distro-feeds/debian.tar.gz', 'anchore-list', isOwn)
    expect([count(files, /"FixedIn": \[\]/g), ...countsOf(imported)]).toEqual([17, 17, 17, 0, 0, 0])
  })
})
