/** Real CSAF documents as advisories: every document a record, every affected statement a claim or counted. */
import { expect, test } from 'vitest'
import { describeShared } from '../../../shared.ts'
import { claimLines, countsOf, importFiles } from './import-files.ts'
import { readArchive } from './read-archive.ts'

interface Plain {
  readonly document?: { readonly tracking: { readonly id: string } }
  readonly vulnerabilities?: readonly {
    readonly product_status?: Readonly<Record<string, readonly string[]>>
  }[]
}

function affectedIn(text: string): number {
  const value = JSON.parse(text) as Plain
  return (value.vulnerabilities ?? []).reduce(
    (sum, { product_status: status = {} }) => sum + (status['known_affected']?.length ?? 0),
    0,
  )
}

describeShared('CSAF documents as advisories', () => {
  test.each([
    ['csaf/oasis-csaf-examples.tar.gz', 42],
    ['csaf/cisa-csaf-white-2023-2024.tar.gz', 728],
  ])('%s: without any purl every affected statement is counted', async (archive, documents) => {
    const files = await readArchive(archive)
    const imported = importFiles(files, 'csaf')
    const known = files.filter(({ path }) => !imported.unknown.includes(path))
    const affected = known.reduce((sum, { text }) => sum + affectedIn(text), 0)
    expect(affected).toBeGreaterThan(500)
    expect(countsOf(imported)).toEqual([documents, documents, 0, 0, affected])
    const joined = imported.records.filter(
      ({ aliases }) => aliases.filter((id) => id.startsWith('CVE-')).length > 1,
    )
    expect(joined).toEqual([])
  })

  test('Red Hat: one claim per package and release, modules are counted', async () => {
    const imported = importFiles(await readArchive('csaf/redhat-csaf-samples.tar.gz'), 'csaf')
    const byId = new Map(imported.records.map((record) => [record.id, record]))
    expect([imported.records.length, imported.dropped, imported.unknown.length]).toEqual([8, [], 3])
    // Four vulnerabilities, each fixed in 144 packages of a module.
    expect([byId.get('RHSA-2023:7025')?.claims, byId.get('RHSA-2023:7025')?.unnamedEntries]).toEqual([
      [],
      576,
    ])
    const bind = claimLines(byId.get('RHSA-2025:23414'))
    expect(bind[0]).toBe(
      'Red Hat:rhel_els:6 bind {"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"32:9.8.2-0.68.rc1.el6_10.17"}]}',
    )
    expect(byId.get('RHSA-2025:23414')?.aliases).toEqual([])
    expect(byId.get('RHSA-2024:6163')?.aliases).toEqual(['CVE-2024-8088'])
    const releases = new Set(byId.get('RHSA-2024:0811')?.claims.map(({ ecosystem }) => ecosystem))
    expect(releases.has('Red Hat:rhel_eus:8.6::baseos')).toBe(true)
  })
})
