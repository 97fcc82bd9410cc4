/** Real extracts of what distributions publish: everything counted against a plain reading of the same files. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { claimLines, countsOf, importFiles } from './import-files.ts'
import { type ArchiveFile, readArchive } from './read-archive.ts'

type Tracker = Record<string, Record<string, { releases?: Record<string, Record<string, string>> }>>

/** Flaws, and statements that are neither "never affected" nor empty, by a plain walk. */
function plainTracker(text: string): { readonly flaws: number; readonly statements: number } {
  const flaws = new Set<string>()
  let statements = 0
  for (const states of Object.values(JSON.parse(text) as Tracker)) {
    for (const [id, state] of Object.entries(states)) {
      flaws.add(id)
      const said = Object.values(state.releases ?? {})
      statements += said.filter((one) => one['fixed_version'] !== '0').length
    }
  }
  return { flaws: flaws.size, statements }
}

describeShared('Debian security tracker', () => {
  async function trackerFiles(): Promise<readonly ArchiveFile[]> {
    const path = 'vulnerablecode-debian-tracker.json'
    const single = readFileSync(sharedPath(`data/other/distro-feeds/${path}`), 'utf8')
    const archive = await readArchive('distro-feeds/debian.tar.gz')
    return [{ path, text: single }, ...archive.filter(({ path: name }) => name.endsWith('debian.json'))]
  }

  test('one record per flaw, one claim per statement', async () => {
    for (const file of await trackerFiles()) {
      const { flaws, statements } = plainTracker(file.text)
      expect(flaws).toBeGreaterThan(4)
      const imported = importFiles([file], 'debian-tracker')
      // Rejected: no release, and no description.
      const empty = imported.dropped.filter(([, reason]) => reason === 'EMPTY').length
      expect([file.path, ...countsOf(imported)]).toEqual([
        file.path,
        flaws,
        flaws - empty,
        empty,
        statements,
        0,
      ])
      expect(imported.dropped.length).toBe(empty)
    }
  })

  test('never affected in the release, and fixed in another', async () => {
    const [first, second] = await trackerFiles()
    const { records } = importFiles(
      [first, second].filter((file) => file !== undefined),
      'debian-tracker',
    )
    const of = (id: string): readonly string[] => claimLines(records.find((record) => record.id === id))
    expect(of('DEBIAN-CVE-2007-2383')).toEqual([])
    expect(of('DEBIAN-CVE-2014-8242').map((line) => line.slice(0, 19))).toEqual([
      'Debian:8 librsync {',
      'Debian:10 librsync ',
    ])
    expect(of('DEBIAN-CVE-2008-7220')[0]).toBe(
      'Debian:9 prototypejs {"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.6.0.2-1"}]}',
    )
  })

  test('what else lies in the archive is not taken for a tracker', async () => {
    const { unknown } = importFiles(await readArchive('distro-feeds/debian.tar.gz'), 'debian-tracker')
    expect(unknown.map((path) => path.split('/').at(-1)).sort()).toEqual([
      'DSA',
      'vulnerabilities-debian:7-0.json',
    ])
  })
})

interface Secdb {
  readonly packages: readonly { readonly pkg: { readonly secfixes: Record<string, readonly string[]> } }[]
}

/** Ids and fixes of a JSON database; version 0 fixes nothing. */
function plainSecdb(text: string): { readonly ids: number; readonly fixes: number } {
  const all = (JSON.parse(text) as Secdb).packages.flatMap(({ pkg }) => Object.entries(pkg.secfixes))
  const pairs = all.flatMap(([version, ids]) => ids.map((id) => [version, id] as const))
  return {
    ids: new Set(pairs.map(([, id]) => id)).size,
    fixes: pairs.filter(([version]) => version !== '0').length,
  }
}

describeShared('secdb', () => {
  test.each([
    ['wolfi', 'Wolfi'],
    ['chainguard', 'Chainguard'],
    ['minimos', 'MinimOS'],
  ])('%s: one record per id, one range per fix', async (archive, ecosystem) => {
    const files = await readArchive(`distro-feeds/${archive}.tar.gz`)
    const file = files.find(({ path }) => path.endsWith('secdb/security.json'))
    const { ids, fixes } = plainSecdb(file?.text ?? '')
    expect(fixes).toBeGreaterThan(10)
    const imported = importFiles(files, 'secdb')
    expect([imported.records.length, imported.dropped]).toEqual([ids, []])
    const lines = imported.records.flatMap(claimLines)
    expect(lines.length).toBe(fixes)
    expect(lines.filter((line) => !line.startsWith(`${ecosystem} `))).toEqual([])
  })

  test('alpine: every fix of both repositories', async () => {
    const files = await readArchive('distro-feeds/alpine.tar.gz')
    const imported = importFiles(files, 'secdb')
    const text = files.map((file) => file.text).join('\n')
    expect(countsOf(imported)).toEqual([...counted(text.match(/- CVE-/g)?.length ?? 0), 0])
    const [zlib] = imported.records.filter(({ id }) => id === 'ALPINE-v3.15-main-CVE-2018-25032')
    expect(zlib?.aliases).toEqual(['CVE-2018-25032'])
    expect(claimLines(zlib)).toEqual([
      'Alpine:v3.15 zlib {"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2.12-r0"}]}',
    ])
  })
})

/** In, kept, dropped and claims where each id occurs once and none is dropped. */
function counted(ids: number): readonly number[] {
  return [ids, ids, 0, ids]
}

describeShared('Echo', () => {
  test('fixed and open', async () => {
    const files = await readArchive('distro-feeds/echo.tar.gz')
    const ids = [...(files[0]?.text ?? '').matchAll(/"CVE-/g)].length
    const imported = importFiles(files, 'echo')
    expect(countsOf(imported)).toEqual([ids, ids, 0, ids, 0])
    const open = imported.records.flatMap(claimLines).filter((line) => !line.includes('fixed'))
    expect(open.length).toBe(4)
  })
})

describeShared('Debian advisory list', () => {
  test('every advisory, every package line', async () => {
    const files = (await readArchive('distro-feeds/debian.tar.gz')).filter(({ path }) =>
      path.endsWith('/DSA'),
    )
    const lines = (files[0]?.text ?? '').split('\n')
    const heads = lines.filter((line) => line.startsWith('[')).length
    const packages = lines.filter((line) => /^\s+\[/.test(line)).length
    const imported = importFiles(files, 'debian-advisories')
    expect(heads).toBeGreaterThan(8)
    expect(countsOf(imported)).toEqual([heads, heads, 0, packages, 0])
    expect(claimLines(imported.records.find(({ id }) => id === 'DSA-5970-1'))).toEqual([
      'Debian:12 sope {"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"5.8.0-1+deb12u1"}]}',
    ])
  })
})

describeShared('Photon OS', () => {
  test('a claim per row that is fixed', async () => {
    const files = (await readArchive('distro-feeds/photon.tar.gz')).filter(({ path }) =>
      path.endsWith('.json'),
    )
    const rows = files.flatMap(({ text }) => JSON.parse(text) as { status: string; res_ver: string }[])
    const fixed = rows.filter((row) => row.status === 'Fixed' && row.res_ver !== 'NA').length
    const imported = importFiles(files, 'photon')
    expect(fixed).toBeGreaterThan(5)
    expect(countsOf(imported).slice(2)).toEqual([
      0,
      rows.filter(({ status }) => status !== 'Not Affected').length,
      0,
    ])
    expect(imported.records.flatMap(claimLines).filter((line) => line.includes('fixed')).length).toBe(fixed)
  })
})

describeShared('Arch Linux', () => {
  test('a record per group, a claim per package', async () => {
    const files = await readArchive('distro-feeds/arch.tar.gz')
    const groups = files.flatMap(({ text }) => JSON.parse(text) as { packages: string[] }[])
    const packages = groups.flatMap((group) => group.packages).length
    const imported = importFiles(files, 'arch')
    expect(packages).toBeGreaterThan(4)
    expect(countsOf(imported)).toEqual([groups.length, groups.length, 0, packages, 0])
    expect(imported.records.find(({ id }) => id === 'AVG-5678')?.aliases).toEqual([])
  })
})
