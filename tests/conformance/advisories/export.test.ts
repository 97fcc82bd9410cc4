/** The real feeds out and in again: the same answers for every package at every version that is listed or bounds a range. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import {
  type AdvisoryStore,
  createExportSource,
  createMemoryStore,
  type ExportFile,
  type ExportReport,
  exportAboutcode,
  exportOsv,
  findFormat,
  type StoredRecord,
} from '../../../packages/toolkit/src/advisories/index.ts'
import { assessPurl } from '../../../packages/toolkit/src/matching/index.ts'
import {
  type AdvisoryClaim,
  parsePurl,
  type Purl,
  withVersion,
} from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { type PlainRecord, readPlain } from './plain-reader.ts'

const clock = (): number => Date.UTC(2026, 10, 22)
const asOf = '2026-11-20T00:00:00Z'

/** Ten thousand packages of every kind; left out are feeds that repeat the same form many times over. */
const omitted = [
  'almalinux',
  'bitnami',
  'derived-openrewrite-ghsa',
  'oss-fuzz',
  'pypa',
  'ossf-malicious-packages/npm',
  'julia',
  'osv-api-samples/Ubuntu',
  'osv-api-samples/Debian',
  'osv-api-samples/Maven',
]

function isTaken({ source, folder }: PlainRecord): boolean {
  return !omitted.includes(source) && !omitted.includes(`${source}/${folder}`)
}

function toStored({ source, text, value }: PlainRecord): StoredRecord {
  const digest = createHash('sha256').update(text).digest('hex')
  return { source, id: value.id, format: 'osv', digest, text }
}

/** Versions times claims of a package; of kernels and the like, whose product is larger, versions are asked at even steps. */
const HEAVY = 600

function spread(versions: readonly string[], count: number): readonly string[] {
  const step = Math.ceil(versions.length / Math.max(3, count))
  return versions.filter((_, at) => at % step === 0)
}

/** Listed versions that their ecosystems cannot order: VERS has no place for them, the files by version do (VERS, "version"). */
const withoutOrder = [
  'pkg:golang/blah.com/package@branch-v0.1.1: expected OSV-2026-11; found ',
  'pkg:pypi/news-ascii-artss@v_05: expected MAL-2024-5408; found ',
]

interface Exported {
  readonly files: readonly ExportFile[]
  readonly report: ExportReport
}

function storeOf(format: string, bySource: ReadonlyMap<string, readonly string[]>): AdvisoryStore {
  const sources = [...bySource].map(([name, records]) => ({ name, format, records, asOf }))
  return createMemoryStore(sources, clock)
}

function groupTexts(
  items: readonly (readonly [source: string, text: string])[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const [source, text] of items) {
    const own = groups.get(source)
    if (own === undefined) groups.set(source, [text])
    else own.push(text)
  }
  return groups
}

/** Pieces of a whole tree, as an import cuts them. */
function piecesOf(files: readonly ExportFile[]): readonly string[] {
  const format = findFormat('aboutcode-b')
  return files.flatMap((file) => [...(format?.split?.(file) ?? [])].map(({ text }) => text))
}

/** `rustsec/RUSTSEC-1 pkg:cargo/x@1` and `rustsec/RUSTSEC-1` are both `RUSTSEC-1`. */
function plainId(record: string): string {
  return record.replace(/ pkg:.*$/, '').replace(/^[^/]+\//, '')
}

interface Answer {
  readonly affected: string
  readonly unclear: readonly string[]
}

function answer(store: AdvisoryStore, purl: Purl): Answer {
  const { hits, unclear } = assessPurl(store, purl)
  const idsOf = (found: readonly { readonly claim: AdvisoryClaim }[]): readonly string[] =>
    [...new Set(found.map(({ claim }) => plainId(claim.record)))].sort()
  return { affected: idsOf(hits).join(' '), unclear: idsOf(unclear) }
}

function versionsOf(claims: readonly AdvisoryClaim[]): readonly string[] {
  const found = new Set<string>()
  for (const { ranges, versions } of claims) {
    for (const version of versions) found.add(version)
    for (const range of ranges) {
      if (range.type !== 'SEMVER' && range.type !== 'ECOSYSTEM') continue
      for (const version of range.events.flatMap((event) => Object.values(event))) found.add(version)
    }
  }
  return [...found]
}

describeShared('an export of the real feeds', () => {
  const questions: Purl[] = []
  const packages = new Set<string>()
  const heavy = new Set<string>()
  let records: readonly StoredRecord[]
  let expected: readonly Answer[]
  let aboutcode: Exported

  beforeAll(() => {
    records = [...readPlain(sharedPath('data/osv'))].filter(isTaken).map(toStored)
    const original = storeOf('osv', groupTexts(records.map(({ source, text }) => [source, text])))
    const source = createExportSource(records)
    source.forEachPackage((key, claims) => {
      const purl = parsePurl(key)
      if (!purl.ok) return
      packages.add(key)
      const versions = versionsOf(claims)
      const isHeavy = versions.length * claims.length > HEAVY
      if (isHeavy) heavy.add(key)
      for (const version of isHeavy ? spread(versions, HEAVY / claims.length) : versions) {
        const asked = withVersion(purl.value, version)
        if (asked.ok) questions.push(asked.value)
      }
    })
    expected = questions.map((purl) => answer(original, purl))
    const files: ExportFile[] = []
    const report = exportAboutcode(source, {}, (file) => files.push(file))
    if (!report.ok) throw new Error(report.error.message)
    aboutcode = { files, report: report.value }
  }, 120_000)

  function differences(store: AdvisoryStore): readonly string[] {
    return questions.flatMap((purl, at) => {
      const [before, after] = [expected[at]?.affected, answer(store, purl).affected]
      return before === after ? [] : [`${purl}: expected ${before}; found ${after}`]
    })
  }

  test('ten thousand packages go out as files whose paths differ', () => {
    const { files, report } = aboutcode
    expect(packages.size).toBeGreaterThan(10_000)
    expect(questions.length).toBeGreaterThan(20_000)
    expect(report.packages).toBeGreaterThan(10_000)
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length)
    expect(report.files).toBe(files.length)
  })

  test('AboutCode’s layout gives the same answers', () => {
    const light = piecesOf(aboutcode.files).filter((text) => {
      const about = /"about":"([^"@]+)@/.exec(text)?.[1]
      return about === undefined || !heavy.has(about)
    })
    const back = storeOf('aboutcode-b', new Map([['back', light]]))
    expect(differences(back)).toEqual([])
    // What cannot be told before cannot be told after, but for the ranges that the report lists.
    const broken = new Set(
      aboutcode.report.losses.filter(({ code }) => code === 'RANGE_BROKEN').map(({ record }) => record),
    )
    const told = questions.filter((purl, at) => {
      const after = answer(back, purl).unclear
      return expected[at]?.unclear.some((record) => !after.includes(record) && !broken.has(record))
    })
    expect(told).toEqual([])
  }, 120_000)

  test('the advisories alone give them, too, but for versions that have no order', () => {
    const advisories = aboutcode.files.filter(({ path }) => path.startsWith('advisories/'))
    const back = storeOf('aboutcode-b', new Map([['back', piecesOf(advisories)]]))
    expect(differences(back)).toEqual(withoutOrder)
  }, 120_000)

  test('OSV archives give the same answers, and the texts of upstream', () => {
    const files: ExportFile[] = []
    const report = exportOsv(createExportSource(records), { bySource: true }, (file) => files.push(file))
    const texts = new Set(records.map(({ text }) => text))
    expect(files.filter(({ text }) => !texts.has(text)).map(({ path }) => path)).toEqual([])
    expect(report.losses).toEqual([])
    const bySource = groupTexts(files.map(({ archive = '', text }) => [archive.split('/')[0] ?? '', text]))
    expect(differences(storeOf('osv', bySource))).toEqual([])
  }, 120_000)

  test('AboutCode’s form as OSV and back gives the same answers: VERS becomes events', () => {
    const advisories = aboutcode.files.filter(({ path }) => path.startsWith('advisories/'))
    const stored = advisories.map(({ path, text }): StoredRecord => {
      const digest = createHash('sha256').update(text).digest('hex')
      return {
        source: 'back',
        id: path.replace(/^advisories\/|\.yml$/g, ''),
        format: 'aboutcode-b',
        digest,
        text,
      }
    })
    const files: ExportFile[] = []
    const report = exportOsv(createExportSource(stored), { bySource: false }, (file) => files.push(file))
    expect(report.losses.filter(({ code }) => code !== 'RANGE_UNREADABLE')).toEqual([])
    const unique = new Map(files.map(({ path, text }) => [path, text]))
    expect(differences(storeOf('osv', new Map([['back', [...unique.values()]]])))).toEqual(withoutOrder)
  }, 120_000)
})
