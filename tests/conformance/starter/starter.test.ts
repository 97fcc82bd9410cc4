/** The starter set says exactly what its sources say: ranges, dates, vectors; nothing withdrawn; own summaries. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'
import { readTarGz, readZip } from './archives.ts'

interface Range {
  type: string
  events: Record<string, string>[]
}
interface Affected {
  package: { ecosystem: string; name: string }
  severity?: { type: string; score: string }[]
  ranges?: Range[]
  database_specific?: { upper_bound_unknown?: boolean }
}
interface OsvRecord {
  id: string
  modified: string
  published?: string
  withdrawn?: string
  aliases?: string[] | null
  summary?: string
  details?: string
  severity?: { type: string; score: string }[]
  affected: Affected[]
  database_specific?: unknown
}

const file = fileURLToPath(
  new URL('../../../packages/toolkit/src/advisories/starter/starter.json', import.meta.url),
)
const repository = fileURLToPath(new URL('../../../', import.meta.url))
const text = readFileSync(file, 'utf8')
const records = JSON.parse(text) as OsvRecord[]
const ecosystems = new Set(['npm', 'PyPI', 'Maven', 'Go', 'crates.io', 'RubyGems', 'Packagist', 'NuGet'])

test('the file is one record a line, sorted, marked, and of the stated size', () => {
  const ids = records.map((record) => record.id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(text).toBe(`[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`)
  expect(records.length).toBeGreaterThanOrEqual(150)
  const covered = new Set(records.flatMap((record) => record.affected.map((item) => item.package.ecosystem)))
  expect([...covered].sort()).toEqual([...ecosystems].sort())
  const unmarked = records.filter(
    (record) => JSON.stringify(record.database_specific) !== '{"occtet":{"starter":true}}',
  )
  expect(unmarked).toEqual([])
  const long = records.filter(
    (record) => (record.summary ?? '').length > 100 || (record.summary ?? '').length < 15,
  )
  expect(long.map((record) => record.id)).toEqual([])
})

describeShared('starter set against its sources', () => {
  const feeds = ['golang-vulndb', 'rustsec', 'pypa', 'drupal', 'osv-api-samples'].flatMap(readFeed)
  const derived = readFeed('derived-openrewrite-ghsa')

  test('every record equals a source record in what it states', { timeout: 60_000 }, () => {
    const rubysec = readTarGz(sharedPath('data/other/rubysec/ruby-advisory-db.tar.gz'))
    const friends = readTarGz(sharedPath('data/other/friendsofphp/security-advisories.tar.gz'))
    const mismatches: string[] = []
    const used = { first: 0, derived: 0, native: 0 }
    for (const record of records) {
      const first = feeds.flatMap((feed) => feed(record.id))
      const second = derived.flatMap((feed) => feed(record.id))
      const own = keepOurs(record)
      if (first.length > 0) {
        used.first++
        if (!first.some((source) => JSON.stringify(keepOurs(source)) === JSON.stringify(own))) {
          mismatches.push(`${record.id}: differs from the first-hand record`)
        }
      } else if (second.length > 0) {
        used.derived++
        mismatches.push(...compareDerived(record, second))
      } else {
        used.native++
        mismatches.push(...compareNative(record, rubysec, friends))
      }
      for (const source of [...first, ...second]) {
        if (source.withdrawn !== undefined) mismatches.push(`${record.id}: withdrawn`)
        const upstream = `${source.summary ?? ''}\n${source.details ?? ''}`.toLowerCase()
        const ours = (record.summary ?? '').toLowerCase()
        if (ours.length > 40 && upstream.includes(ours))
          mismatches.push(`${record.id}: the summary is upstream's`)
      }
    }
    expect(mismatches).toEqual([])
    expect(used.first).toBeGreaterThan(150)
    expect(used.native).toBeLessThan(35)
  })
})

/** Record of an id in each zip of one source; undefined entries of other ids stay packed. */
function readFeed(source: string): ((id: string) => OsvRecord[])[] {
  const root = sharedPath(`data/osv/${source}`)
  return readdirSync(root)
    .filter((name) => ecosystems.has(name))
    .map((name) => {
      const zip = readZip(`${root}/${name}/all.zip`)
      const names = new Set(zip.names)
      return (id) => (names.has(`${id}.json`) ? [JSON.parse(zip.text(`${id}.json`)) as OsvRecord] : [])
    })
}

/** What we state of a record, in one order. */
function keepOurs(record: OsvRecord): unknown {
  const affected = record.affected.flatMap((item) => {
    if (!ecosystems.has(item.package.ecosystem) || item.database_specific?.upper_bound_unknown === true)
      return []
    const ranges = (item.ranges ?? []).filter((range) => range.type !== 'GIT')
    if (ranges.length === 0) return []
    return [
      {
        package: [item.package.ecosystem, item.package.name],
        severity: keepVectors(item.severity),
        ranges: ranges.map((range) => [range.type, range.events.flatMap((event) => Object.entries(event))]),
      },
    ]
  })
  const { id, modified, published } = record
  return {
    id,
    modified,
    published,
    aliases: [...new Set(record.aliases)].sort(),
    severity: keepVectors(record.severity),
    affected,
  }
}

function keepVectors(list: OsvRecord['severity']): readonly string[] {
  return (list ?? []).map((item) => `${item.type} ${item.score}`)
}

/** The derived feed is incomplete: our first fixed version of each package must occur there, and so must dates. */
function compareDerived(record: OsvRecord, sources: readonly OsvRecord[]): string[] {
  return record.affected.flatMap((item) => {
    const theirs = sources.flatMap((source) =>
      source.affected.filter((other) => other.package.name === item.package.name).flatMap(fixedVersions),
    )
    const first = fixedVersions(item)[0]
    return first !== undefined && theirs.includes(first)
      ? []
      : [`${record.id}: ${item.package.name} fixed in ${first}`]
  })
}

/** RubySec and FriendsOfPHP state constraints: every fixed version of ours must be one of their bounds. */
function compareNative(
  record: OsvRecord,
  rubysec: ReadonlyMap<string, string>,
  friends: ReadonlyMap<string, string>,
): string[] {
  const item = record.affected[0]
  const { ecosystem, name } = item?.package ?? { ecosystem: '', name: '' }
  const wanted = ecosystem === 'RubyGems' ? `gems/${name}/${record.id}.yml` : `${name}/${record.id}.yaml`
  const found = [...(ecosystem === 'RubyGems' ? rubysec : friends)].find(([path]) => path.endsWith(wanted))
  if (item === undefined || found === undefined) return [`${record.id}: in no source`]
  const { patched_versions, branches } = load(found[1]) as {
    patched_versions?: string[]
    branches?: Record<string, { versions: string[] }>
  }
  const constraints = patched_versions ?? Object.values(branches ?? {}).flatMap((branch) => branch.versions)
  const bounds = new Set(
    constraints.flatMap((text) => text.split(',')).map((part) => part.replace(/[~<>= ]/g, '')),
  )
  return fixedVersions(item)
    .filter((version) => !bounds.has(version))
    .map((version) => `${record.id}: fixed ${version} is no bound of the source`)
}

function fixedVersions(item: Affected): string[] {
  return (item.ranges ?? []).flatMap((range) => range.events.flatMap((event) => event.fixed ?? []))
}

describeShared('findings that the starter set alone must give', () => {
  const expected = JSON.parse(
    readFileSync(new URL('./expected-findings.json', import.meta.url), 'utf8'),
  ) as Expected[]

  test('each names a package of the tree and a bound of the record', () => {
    const wrong = expected.flatMap(findProblems)
    expect(wrong).toEqual([])
    expect(new Set(expected.map((row) => row.tree)).size).toBeGreaterThanOrEqual(5)
  })
})

interface Expected {
  tree: string
  purl: string
  id: string
  why: string
}

function findProblems({ tree, purl, id, why }: Expected): string[] {
  const [name = '', version = ''] = purl.replace(/^pkg:[^/]+\//, '').split('@')
  const isOurs = tree.startsWith('examples/')
  const state = readTree(isOurs ? `${repository}${tree}` : sharedPath(`data/inventories/lockfiles/${tree}`))
  const short = name.slice(name.lastIndexOf('/') + 1)
  const missing = state.includes(short) && state.includes(version) ? [] : [`${tree}: no ${purl}`]
  const last = /below (\S+)/.exec(why)?.[1] ?? ''
  const record = records.find((candidate) => candidate.id === id)
  const items = record?.affected.filter((item) => item.package.name.replace(':', '/').endsWith(name)) ?? []
  return items.flatMap(fixedVersions).includes(last)
    ? missing
    : [...missing, `${id}: no fix ${last} for ${name}`]
}

function readTree(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
    .join('\n')
}
