/** CVE records of CISA's vulnrichment and of the Go CNA: counted against the plain JSON, compared with OSV's own. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import {
  findFormat,
  packageKeyOf,
  type SourceRecord,
} from '../../../../packages/toolkit/src/advisories/index.ts'
import { assessPurl } from '../../../../packages/toolkit/src/matching/index.ts'
import { type AdvisoryClaim, parsePurl } from '../../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../../shared.ts'
import { readPlain } from '../plain-reader.ts'
import { type ArchiveFile, readArchive } from './read-archive.ts'
import { countBy, now, type Reading, readFormat } from './read-format.ts'

interface Plain {
  readonly cveMetadata: { readonly cveId: string; readonly state?: string }
  readonly containers: { readonly cna: Container; readonly adp?: readonly Container[] }
}
interface Container {
  readonly tags?: readonly string[]
  readonly affected?: readonly Readonly<Record<string, unknown>>[]
  readonly metrics?: readonly Readonly<
    Record<string, { readonly vectorString?: string; readonly type?: string }>
  >[]
  readonly references?: readonly { readonly url: string }[]
}

function containersOf({ containers }: Plain): readonly Container[] {
  return [containers.cna, ...(containers.adp ?? [])]
}

describeShared('CVE records of vulnrichment', () => {
  let plain: readonly Plain[] = []
  let reading: Reading | undefined

  beforeAll(async () => {
    const files = await readArchive('cve5/vulnrichment-subset.tar.gz')
    plain = files.map(({ text }) => JSON.parse(text) as Plain)
    reading = readFormat('cve5', files)
  })

  test('keeps every record, with its state and decision', () => {
    expect(reading?.strangers).toEqual([])
    expect([reading?.kept.length, reading?.dropped]).toEqual([4170, {}])
    const status = (record: Plain): string => {
      if (record.cveMetadata.state === 'REJECTED') return 'rejected'
      return containersOf(record).some(({ tags }) => tags?.includes('disputed')) ? 'disputed' : 'published'
    }
    expect(countBy(reading?.kept ?? [], (record) => record.facts().status)).toEqual(countBy(plain, status))
    const decisions = plain.flatMap(containersOf).flatMap(({ metrics = [] }) => metrics)
    const signals = reading?.kept.flatMap((record) => record.signals) ?? []
    expect(signals.length).toBe(decisions.filter(({ other }) => other?.type === 'ssvc').length)
    expect(
      countBy(signals, (signal) => (signal.kind === 'ssvc' ? signal.exploitation : signal.kind)),
    ).toEqual({
      active: 13,
      none: 3091,
      poc: 1062,
    })
    expect(signals.filter(({ date }) => date === undefined)).toEqual([])
  })

  test('every vector and every address of every container is in the facts', () => {
    const lost = (reading?.kept ?? []).flatMap((record, at) => {
      const facts = record.facts()
      const said = new Set([
        ...facts.severity.map(({ score }) => score),
        ...facts.references.map(({ url }) => url),
      ])
      const wanted = plain
        .slice(at, at + 1)
        .flatMap(containersOf)
        .flatMap(wordsOf)
      return wanted.filter((word) => !said.has(word)).map((word) => `${record.id}: ${word}`)
    })
    expect(lost).toEqual([])
    const raters = new Set(
      (reading?.kept ?? []).flatMap((record) => record.facts().severity.map(({ by }) => by)),
    )
    expect(raters.size).toBeGreaterThan(100)
    expect([raters.has('CISA-ADP'), raters.has('GitHub_M'), raters.has(undefined)]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('claims name a package of a known registry; every other entry is counted', () => {
    const entries = plain.flatMap(containersOf).flatMap(({ affected = [] }) => affected)
    const unnamed = (reading?.kept ?? []).reduce((sum, { unnamedEntries }) => sum + unnamedEntries, 0)
    const byEcosystem = countBy(reading?.claims ?? [], ({ ecosystem }) => ecosystem)
    expect(byEcosystem).toEqual({
      Go: 32,
      Maven: 60,
      NuGet: 1,
      PyPI: 37,
      RubyGems: 1,
      'crates.io': 3,
      npm: 8,
    })
    // Three entries are about packages of one Go module at the same versions.
    expect([entries.length, unnamed + (reading?.claims.length ?? 0)]).toEqual([11612, 11609])
  })

  test('what cannot be evaluated stays as written', () => {
    const claims = reading?.claims ?? []
    expect(countBy(claims, ({ ranges }) => ranges.map(({ type }) => type).join('+'))).toEqual({
      ECOSYSTEM: 120,
      'ECOSYSTEM+NATIVE': 10,
      NATIVE: 12,
    })
    const doubts = claims
      .flatMap(({ ranges }) => ranges)
      .flatMap((range) => (range.type === 'NATIVE' ? range.ranges : []))
    expect(countBy(doubts, (doubt) => doubt)).toEqual({
      'affected: version *, lessThan 1.5.0, versionType maven': 1,
      'affected: version *, lessThan 1.6.0, versionType maven': 1,
      'affected: version 0, lessThan 4.0.8, versionType cpe': 1,
      'affected: version 0, lessThanOrEqual 3.0.2, versionType git, 1 changes': 1,
      'affected: version 0, versionType maven': 1,
      'affected: version 0, versionType python': 4,
      'affected: version 10.0.0, lessThan 10.0.18, versionType semvar': 1,
      'affected: version 12.0.0, lessThan 12.0.3, versionType semvar': 2,
      'affected: version 9.0.0, lessThan 9.4.54, versionType semvar': 1,
      'not listed: unknown': 9,
      'unaffected: version 23.3': 1,
    })
  })
})

function wordsOf({ metrics = [], references = [] }: Container): readonly string[] {
  const vectors = metrics
    .flatMap((metric) => Object.values(metric))
    .flatMap(({ vectorString }) => vectorString ?? [])
  return [...vectors, ...references.map(({ url }) => url)]
}

/** GO-2026-4923 is withdrawn ("confirmed as false positive"); the file of the CVE has no state, only the word in its title. */
const allowed = ['0.0.0-00010101000000-000000000000', '9999.0.0'].map(
  (version) => `CVE-2026-33817 pkg:golang/go.etcd.io/bbolt@${version}: CVE affected, OSV outside`,
)

describeShared('CVE records of the Go CNA, and the same flaws in its OSV records', () => {
  test('give the same verdicts at all bounds of all modules', async () => {
    const files = await readArchive('cve5/golang-cna-cve5.tar.gz')
    const { kept, dropped, strangers } = readFormat('cve5', files)
    expect([kept.length, dropped, strangers]).toEqual([239, {}, []])
    expect(kept.reduce((sum, { unnamedEntries }) => sum + unnamedEntries, 0)).toBe(0)
    const twins = osvTwins(files)
    const told = kept.map((record, at) => compareRecords(record, twins[at] ?? []))
    expect(told.reduce((sum, { modules }) => sum + modules, 0)).toBe(255)
    expect(told.reduce((sum, { verdicts }) => sum + verdicts, 0)).toBe(1069)
    expect(told.flatMap(({ different }) => different)).toEqual(allowed)
  })
})

/** The claims of the OSV record that has the file's name, by position. */
function osvTwins(files: readonly ArchiveFile[]): readonly (readonly AdvisoryClaim[])[] {
  const osv = findFormat('osv')
  const byId = new Map<string, readonly AdvisoryClaim[]>()
  const folder = mkdtempSync(join(tmpdir(), 'occtet-go-'))
  symlinkSync(sharedPath('data/osv/golang-vulndb'), join(folder, 'golang-vulndb'))
  for (const { source, text, value } of readPlain(folder)) {
    const record = osv?.read({ path: '', text }, { source, digest: '', now })
    if (record?.ok === true) byId.set(value.id, record.value.claims)
  }
  rmSync(folder, { recursive: true })
  return files.map(({ path }) => byId.get(/(GO-[\d-]+)\.json$/.exec(path)?.[1] ?? '') ?? [])
}

interface Comparison {
  readonly modules: number
  readonly verdicts: number
  readonly different: readonly string[]
}

/** At each bound that either of the two names, before all of them and behind. */
function compareRecords(record: SourceRecord, twin: readonly AdvisoryClaim[]): Comparison {
  const all = [...record.claims, ...twin]
  const keys = [...new Set(all.map(({ ecosystem, name }) => packageKeyOf(ecosystem, name)))]
  const different: string[] = []
  let verdicts = 0
  for (const key of keys) {
    const about = (claims: readonly AdvisoryClaim[]): readonly AdvisoryClaim[] =>
      claims.filter(({ ecosystem, name }) => packageKeyOf(ecosystem, name) === key)
    for (const version of versionsOf(about(all))) {
      verdicts++
      const [cve, osv] = [record.claims, twin].map((claims) => verdictOf(about(claims), key, version))
      if (cve !== osv) different.push(`${record.id} ${key}@${version}: CVE ${cve}, OSV ${osv}`)
    }
  }
  return { modules: keys.length, verdicts, different }
}

function versionsOf(claims: readonly AdvisoryClaim[]): readonly string[] {
  const events = claims
    .flatMap(({ ranges }) => ranges)
    .flatMap((range) => (range.type === 'ECOSYSTEM' || range.type === 'SEMVER' ? range.events : []))
  const bounds = events.flatMap((event) => Object.values(event)).filter((bound) => bound !== '0')
  return [...new Set(['0.0.0-00010101000000-000000000000', ...bounds, '9999.0.0'])]
}

function verdictOf(claims: readonly AdvisoryClaim[], key: string, version: string): string {
  const purl = parsePurl(`${key}@${version}`)
  if (!purl.ok) return purl.error.message
  const store = { claimsFor: () => claims, sources: [], covering: () => [] }
  const { hits, unclear } = assessPurl(store, purl.value)
  return hits.length > 0 ? 'affected' : unclear.length > 0 ? 'unclear' : 'outside'
}
