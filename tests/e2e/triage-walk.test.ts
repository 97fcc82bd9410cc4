/**
 * Three days of a product made of three real trees: the first scan with 27 decisions of all kinds, half a year of real
 * changes in the advisories, and a new release. What is expected stands in one table and is derived a second time, from
 * the raw feeds and the raw scans, without the program's own judgement.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, ask, type AskOptions, readAnswer } from '../ask.ts'
import { occtet, scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'
import {
  type Csaf,
  type Format,
  formats,
  headOf,
  judgeCsaf,
  judgeOpenVex,
  saidIn,
} from './triage-walk-documents.ts'
import { type Feed, readFeed, reasonsFromFeeds } from './triage-walk-oracle.ts'

/**
 * Package, flaw and options of each decision; how it stands after the data update; and after the release, where that
 * differs. `four eyes` decisions are made when the policy asks for them.
 */
const table = `
cargo/regex|RUSTSEC-2022-0013|--status affected --action Update. --deadline 2026-12-20 --response update|stale ADVISORY|unused VERSION_NOT_COVERED
cargo/openssl|RUSTSEC-2023-0022|not_affected vulnerable_code_not_present|in-force|in-force reused
cargo/openssl|RUSTSEC-2023-0023|--status fixed|in-force|stale VERSION
cargo/openssl|RUSTSEC-2023-0024|not_affected vulnerable_code_cannot_be_controlled_by_adversary --scope finding|in-force|stale VERSION
cargo/h2|RUSTSEC-2023-0034|not_affected vulnerable_code_not_in_execute_path --scope release-range --releases vers:semver/>=2.0.0|<2.1.0|in-force|stale VERSION
cargo/h2|RUSTSEC-2024-0003|--status affected --action Limit. --response will_not_fix --scope release-range --releases vers:semver/>=2.0.0|<3.0.0|in-force|in-force reused
cargo/h2|RUSTSEC-2024-0332|not_affected inline_mitigations_already_exist --scope organisation|in-force|in-force reused
cargo/crossbeam-utils|RUSTSEC-2022-0041|not_affected component_not_present|stale ADVISORY|
cargo/remove_dir_all|RUSTSEC-2023-0018|not_affected vulnerable_code_not_in_execute_path --scope product|stale ADVISORY|
cargo/proc-macro-error|RUSTSEC-2024-0370|not_affected component_not_present --scope product|in-force|in-force reused
cargo/time|RUSTSEC-2020-0071|--status affected --action Unset. --response workaround_available|stale ADVISORY|
cargo/thread_local|RUSTSEC-2022-0006|--status affected --action Update.|in-force|unused COMPONENT_GONE
golang/github.com/theupdateframework/go-tuf|GO-2026-4348|not_affected vulnerable_code_not_present|unused ADVISORY_GONE|
golang/golang.org/x/net|GO-2022-0969|--status under_investigation --deadline 2026-12-01|in-force|expired reused
golang/golang.org/x/net|GO-2025-3503|not_affected vulnerable_code_not_present --until next-release|in-force|expired reused
golang/golang.org/x/net|GO-2023-1988|not_affected vulnerable_code_not_in_execute_path|in-force|stale REACHABILITY
golang/google.golang.org/grpc|GO-2023-2153|not_affected inline_mitigations_already_exist|in-force|in-force reused
golang/go.mongodb.org/mongo-driver|GO-2021-0112|not_affected vulnerable_code_not_present --embargo-until 2027-01-01|in-force|in-force reused
cargo/idna|RUSTSEC-2024-0421|not_affected vulnerable_code_not_present|revoked|revoked reused
cargo/atty|RUSTSEC-2021-0145|--status affected --action Bulk.|in-force|in-force reused
cargo/atty|RUSTSEC-2024-0375|--status affected --action Bulk.|in-force|in-force reused
cargo/backoff|RUSTSEC-2025-0012|not_affected component_not_present --private|in-force|in-force reused
cargo/bincode|RUSTSEC-2025-0141|--status affected --action Replace. --until 2026-11-30|in-force|expired reused
cargo/actix-web|RUSTSEC-2018-0019|not_affected vulnerable_code_not_present|stale RANGE|
golang/k8s.io/apimachinery|GO-2024-2748|four eyes not_affected vulnerable_code_not_present|waiting|waiting reused
golang/golang.org/x/oauth2|GO-2025-3488|four eyes not_affected vulnerable_code_not_present|in-force|in-force reused
cargo/ring|RUSTSEC-2025-0009|four eyes not_affected vulnerable_code_not_present|revoked|revoked reused
`

interface Row {
  readonly package: string
  readonly flaw: string
  readonly options: readonly string[]
  readonly isFourEyes: boolean
  readonly afterUpdate: string
  readonly afterRelease: string
}

/** A vers range holds the separator too: the last two cells are the days. */
const rows: readonly Row[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const cells = line.split('|')
    const [name = '', flaw = ''] = cells
    const afterUpdate = cells.at(-2) ?? ''
    const said = cells.slice(2, -2).join('|')
    const words = said
      .replace('four eyes ', '')
      .replace(/^not_affected /, '--status not_affected --justification ')
    return {
      package: `pkg:${name}`,
      flaw,
      options: words.split(' '),
      isFourEyes: said.startsWith('four eyes'),
      afterUpdate,
      afterRelease: cells.at(-1) === '' ? afterUpdate : (cells.at(-1) ?? ''),
    }
  })

const flaws = new Set(rows.map(({ flaw }) => flaw))
const embargoed = ['GO-2021-0112', 'CVE-2021-20329', 'GHSA-f6mq-5m25-4r72']
const tree = scratch('walk-tree')
const home = scratch('walk-home')
const organisation = scratch('walk-organisation')
const out = scratch('walk-out')
const days = ['first', 'update', 'release'] as const
type Day = (typeof days)[number]
const clock: Readonly<Record<Day, number>> = {
  first: Date.UTC(2026, 10, 22, 9),
  update: Date.UTC(2026, 10, 24, 9),
  release: Date.UTC(2026, 11, 2, 9),
}
let today: Day = 'first'

function at(by = 'first person'): AskOptions {
  const env = { OCCTET_HOME: home, OCCTET_ORGANISATION: organisation, OCCTET_BY: by }
  return { cwd: tree, env: { ...env, SOURCE_DATE_EPOCH: String(clock[today] / 1000) } }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}

function change(path: string, edits: readonly (readonly [RegExp, string])[]): void {
  const before = readFileSync(join(tree, path), 'utf8')
  const after = edits.reduce((text, [from, to]) => {
    expect([path, from, from.test(text)]).toEqual([path, from, true])
    return text.replaceAll(new RegExp(from.source, 'gm'), to)
  }, before)
  writeFileSync(join(tree, path), after)
}

function load(...paths: readonly string[]): void {
  const ran = occtet(['db', 'import', ...paths.map((path) => sharedPath(`data/${path}`))], at())
  expect([ran.code, ran.stderr]).toEqual([0, expect.anything()])
}

function build(): void {
  const real = {
    control: 'cargo/oxidecomputer__omicron@2021-12-27',
    metrics: 'go/prometheus__prometheus@2020-05-31',
  }
  const trees = { ...real, log: 'go/sigstore__rekor-tiles@2026-08-20' }
  for (const [folder, path] of Object.entries(trees))
    cpSync(sharedPath(`data/inventories/lockfiles/${path}`), join(tree, folder), { recursive: true })
  // The one range that the feed changed in that half year is of a package that none of the trees has.
  put('edge/Cargo.lock', `version = 3\n\n[[package]]\nname = "actix-web"\nversion = "0.7.10"\n${source}`)
  put('metrics/main.go', 'package main\n\nimport _ "golang.org/x/net/http2"\n\nfunc main() {}\n')
  put('.occtet/product.yaml', profile('2.0.0'))
}

const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"\n'
const profile = (version: string): string =>
  `schema: occtet.product/1\nid: fleet\nproduct:\n  name: Fleet\n  version: ${version}\n`

interface Seen {
  readonly list: Answer<'triage-list'>
  readonly decisions: Answer<'triage-decisions'>
  /** Without decisions: what the data says. */
  readonly raw: readonly RawFinding[]
}

type RawFinding = Answer<'findings'>['findings'][number]

const seen = new Map<Day, Seen>()
const idOf = new Map<Row, string>()
let feeds: { readonly before: Feed; readonly after: Feed }

function look(): Seen {
  const scan = occtet(['scan', tree, '--json'], at())
  const one = {
    list: ask('triage-list', ['triage', 'list', tree], at()),
    decisions: ask('triage-decisions', ['triage', 'decisions', tree], at()),
    raw: readAnswer('findings', scan.stdout).findings,
  }
  seen.set(today, one)
  return one
}

function on(day: Day): Seen {
  const one = seen.get(day)
  if (one === undefined) throw new Error(`${day} has not come`)
  return one
}

function decide(row: Row): void {
  const finding = on('first').raw.find((one) => packageOf(one.purl) === row.package && one.group === row.flaw)
  const args = ['triage', 'decide', finding?.key ?? row.flaw, ...row.options, '--reason', `of ${row.flaw}`]
  const [record] = ask('triage-decide', args, at()).records
  idOf.set(row, record?.id ?? '')
}

function decideAll(): void {
  const isBulk = ({ options }: Row): boolean => options.includes('Bulk.')
  for (const row of rows.filter((one) => !one.isFourEyes && !isBulk(one))) decide(row)
  const bulk = [
    'triage',
    'decide',
    'pkg:cargo/atty@0.2.14',
    '--every',
    '--status',
    'affected',
    '--action',
    'Bulk.',
  ]
  for (const { id, vulnerability } of ask('triage-decide', [...bulk, '--reason', 'bulk'], at()).records) {
    const row = rows.find(({ flaw }) => flaw === vulnerability)
    if (row !== undefined) idOf.set(row, id)
  }
  put(
    '.occtet/policy.yaml',
    'schema: occtet.policy/1\nname: Ours\nrules: []\ndecisions:\n  fourEyes: [not_affected]\n',
  )
  for (const row of rows.filter((one) => one.isFourEyes)) decide(row)
}

const idFor = (flaw: string): string =>
  idOf.get(rows.find((row) => row.flaw === flaw) ?? (rows[0] as Row)) ?? ''

function step(
  kind: string,
  flaw: string,
  { by, code = 0 }: { readonly by: string; readonly code?: number },
): string {
  const ran = occtet(['triage', kind, idFor(flaw), '--reason', 'looked', '--by', by], at())
  expect([kind, flaw, ran.code, ran.stderr]).toEqual([kind, flaw, code, expect.anything()])
  return ran.stderr
}

const packageOf = (purl: string): string => purl.slice(0, purl.indexOf('@'))

function namesOf({ group, aliases, records }: RawFinding): ReadonlySet<string> {
  return new Set([group, ...aliases, ...records])
}

/** Same component and version, and a name of the flaw in common. */
function isSame(a: RawFinding, b: RawFinding): boolean {
  const names = namesOf(b)
  return a.purl === b.purl && [...namesOf(a)].some((name) => names.has(name))
}

/** In the words of the table. */
function standingOf(day: Day, row: Row): string {
  const { decisions } = on(day)
  const id = idOf.get(row)
  const unused = decisions.unused.find((one) => one.id === id)
  if (unused !== undefined) return `unused ${unused.reason}`
  const own = decisions.decisions.find((one) => one.id === id)
  if (own === undefined) return 'lost'
  if (own.standing !== 'stale') return `${own.standing}${own.isReused ? ' reused' : ''}`
  const reasons = new Set(own.staleFacts.map(({ reason }) => reason.replace('_CHANGED', '')))
  return ['stale', ...[...reasons].sort()].join(' ')
}

const expected: Readonly<Record<Day, (row: Row) => string>> = {
  first: ({ flaw, isFourEyes, afterUpdate }) =>
    flaw === 'RUSTSEC-2024-0421' || isFourEyes ? afterUpdate : 'in-force',
  update: ({ afterUpdate }) => afterUpdate,
  release: ({ afterRelease }) => afterRelease,
}

const texts = new Map<string, string>()

function exportAll(): void {
  for (const format of formats) {
    const file = join(out, `${format}.json`)
    const more = format === 'csaf' ? ['--namespace', 'https://fleet.example'] : []
    const ran = occtet(['vex', 'export', tree, '--format', format, '--out', file, ...more], at())
    expect([today, format, ran.code, ran.stderr]).toEqual([today, format, 0, expect.anything()])
    texts.set(`${today} ${format}`, readFileSync(file, 'utf8'))
  }
}

const textOf = (day: Day, format: Format): string => texts.get(`${day} ${format}`) ?? ''

describeShared('three days of real trees', () => {
  beforeAll(() => {
    build()
    load('osv-earlier/rustsec', 'osv-earlier/golang-vulndb', 'other/kev')
    look()
    decideAll()
    step('confirm', 'GO-2025-3488', { by: 'First  Person', code: 2 })
    step('confirm', 'GO-2025-3488', { by: 'second person' })
    step('reject', 'RUSTSEC-2025-0009', { by: 'second person' })
    step('revoke', 'RUSTSEC-2024-0421', { by: 'first person' })
    const { raw } = on('first')
    seen.set('first', { ...look(), raw })
    exportAll()

    today = 'update'
    load('osv/rustsec', 'osv/golang-vulndb', 'osv/osv-api-samples')
    look()
    exportAll()

    today = 'release'
    put('.occtet/product.yaml', profile('2.1.0'))
    change('control/Cargo.lock', [
      [/(?<=^name = "regex"\nversion = ")1\.5\.4/m, '1.5.6'],
      [/(?<=^name = "openssl"\nversion = ")0\.10\.38/m, '0.10.40'],
      [/(?<=^name = "h2"\nversion = ")0\.3\.9/m, '0.3.7'],
      [/^\[\[package\]\]\nname = "thread_local"\n(.+\n)+\n?/m, ''],
      [/^ "thread_local",\n/m, ''],
    ])
    change('metrics/main.go', [[/(?<=http2")/m, '\nimport _ "golang.org/x/net/html"']])
    look()
    exportAll()

    const sources = ['rustsec', 'golang-vulndb']
    feeds = {
      before: readFeed(sharedPath('data/osv-earlier'), sources),
      after: readFeed(sharedPath('data/osv'), [...sources, 'osv-api-samples']),
    }
  }, 240_000)

  test('the first scan finds enough, and every kind of decision is among ours', () => {
    expect(on('first').raw.length).toBeGreaterThan(80)
    const { decisions } = on('update')
    const made = [...decisions.decisions, ...decisions.unused]
    expect(made).toHaveLength(rows.length)
    expect(new Set(idOf.values())).toEqual(new Set(made.map(({ id }) => id)))
    const words = new Set(rows.flatMap(({ options }) => options))
    for (const word of [
      'not_affected',
      'affected',
      'fixed',
      'under_investigation',
      'finding',
      'organisation',
    ])
      expect([word, words.has(word)]).toEqual([word, true])
    expect(words.has('product') && words.has('release-range') && words.has('next-release')).toBe(true)
  })

  describe.each(days)('on the day %s', (day) => {
    test.each(rows)('$package $flaw', (row) => {
      expect(standingOf(day, row)).toBe(expected[day](row))
    })

    test('each decision speaks for its own package and flaw, and for nothing else that shares the flaw', () => {
      const { decisions, raw } = on(day)
      let kept = 0
      for (const row of rows) {
        const own = decisions.decisions.find(({ id }) => id === idOf.get(row))
        const bound = new Set(own?.findings)
        const named = raw.filter((finding) => namesOf(finding).has(row.flaw))
        const mine = named.filter(({ purl }) => packageOf(purl) === row.package)
        expect([row.flaw, [...bound].sort()]).toEqual([row.flaw, mine.map(({ key }) => key).sort()])
        kept += named.length - mine.length
      }
      // On the first day no two packages share a flaw that is decided; the update brings one that does.
      expect(kept > 0).toBe(day !== 'first')
    })

    test('the queue holds every finding of the scan, and undecided are just those that no decision is about', () => {
      const { list, raw } = on(day)
      expect(list.findings.map(({ key }) => key).sort()).toEqual(raw.map(({ key }) => key).sort())
      const open = list.findings.filter(({ decision }) => decision === undefined).map(({ key }) => key)
      const isDecided = (finding: RawFinding): boolean =>
        rows.some((row) => packageOf(finding.purl) === row.package && namesOf(finding).has(row.flaw))
      expect(open.sort()).toEqual(
        raw
          .filter((one) => !isDecided(one))
          .map(({ key }) => key)
          .sort(),
      )
      expect([list.broken, list.conflicts]).toEqual([[], []])
    })
  })

  test('after the update the undecided are those of before that are still there, and just what is new', () => {
    const [before, after] = [on('first').raw, on('update').raw]
    const news = after.filter((finding) => !before.some((one) => isSame(one, finding)))
    const gone = before.filter((finding) => !after.some((one) => isSame(one, finding)))
    expect([news.length > 30, gone.length]).toEqual([true, 3])
    const open = (day: Day): readonly RawFinding[] =>
      on(day).list.findings.filter(({ decision }) => decision === undefined)
    const added = open('update').filter((finding) => !open('first').some((one) => isSame(one, finding)))
    expect(added.map(({ key }) => key).sort()).toEqual(news.map(({ key }) => key).sort())
    const exploited = news.filter(({ exploitation }) => (exploitation?.kev ?? []).length > 0)
    expect(exploited.map(({ purl }) => packageOf(purl))).toEqual(['pkg:golang/golang.org/x/net'])
    expect(on('update').list.findings[0]?.key).toBe(exploited[0]?.key)
  })

  test('after the release a decision follows its package to the new version or says why it does not', () => {
    const [before, after] = [on('update').raw, on('release').raw]
    const news = after.filter((finding) => !before.some((one) => isSame(one, finding)))
    expect(new Set(news.map(({ purl }) => purl))).toEqual(
      new Set(['pkg:cargo/openssl@0.10.40', 'pkg:cargo/h2@0.3.7']),
    )
    const { list } = on('release')
    const taken = news.filter(({ key }) =>
      list.findings.some((one) => one.key === key && one.decision !== undefined),
    )
    expect(taken.map(({ group }) => group).sort()).toEqual(
      rows
        .filter((row) => /\/(openssl|h2)$/.test(row.package))
        .map(({ flaw }) => flaw)
        .sort(),
    )
  })

  test.each(rows)('why $flaw went stale, or not, follows from the two feeds', (row) => {
    const find = (day: Day): RawFinding | undefined =>
      on(day).raw.find((one) => packageOf(one.purl) === row.package && namesOf(one).has(row.flaw))
    const reasons = reasonsFromFeeds({
      before: find('first'),
      after: find('update'),
      feeds,
      isBlind: row.options.includes('product'),
    })
    const own = on('update').decisions.decisions.find(({ id }) => id === idOf.get(row))
    const told =
      own === undefined ? ['GONE'] : [...new Set(own.staleFacts.map(({ reason }) => reason))].sort()
    expect(told).toEqual(reasons)
    for (const { before, now } of own?.staleFacts ?? []) expect(before).not.toBe(now)
  })

  test('another product hears the organisation, and nobody else', () => {
    const other = scratch('walk-other')
    cpSync(join(tree, 'control'), other, { recursive: true })
    const { findings } = ask('triage-list', ['triage', 'list', other], at())
    const decided = findings.filter(({ decision }) => decision !== undefined)
    expect(decided.map(({ group, decision }) => [group, decision?.scope, decision?.standing])).toEqual([
      ['RUSTSEC-2024-0332', 'organisation', 'in-force'],
    ])
  })

  describe.each(days)('what leaves the house on the day %s', (day) => {
    const inForce = (): ReadonlyMap<string, string> =>
      new Map(
        rows
          .filter((row) => expected[day](row).startsWith('in-force') && !embargoed.includes(row.flaw))
          .map(({ flaw, options }) => [flaw, options[1] ?? '']),
      )

    test.each(formats)('is what is in force, and what is taken back, in %s', (format) => {
      const said = saidIn(textOf(day, format), format, flaws)
      for (const [flaw, status] of inForce()) expect([flaw, said.get(flaw)]).toEqual([flaw, status])
      const others = [...said].filter(([flaw]) => !inForce().has(flaw))
      const earlier = new Map(
        days.slice(0, days.indexOf(day)).flatMap((one) => [...saidIn(textOf(one, format), format, flaws)]),
      )
      for (const [flaw, status] of others) {
        expect([flaw, status]).toEqual([flaw, 'under_investigation'])
        expect([flaw, ['not_affected', 'fixed'].includes(earlier.get(flaw) ?? '')]).toEqual([flaw, true])
      }
      // The release was never told of before: nothing about it has to be taken back.
      expect(others.length > 0).toBe(day === 'update')
    })

    test('never names what is under embargo, nor the reasons of the deciders', () => {
      for (const format of formats)
        for (const secret of [...embargoed, 'of RUSTSEC', 'first person', 'second person', tree, home])
          expect([format, secret, textOf(day, format).includes(secret)]).toEqual([format, secret, false])
    })

    test('is the next version of the same document', () => {
      for (const format of formats)
        expect([format, headOf(textOf(day, format), format).id]).toEqual([
          format,
          headOf(textOf('first', format), format).id,
        ])
      expect(formats.map((format) => headOf(textOf(day, format), format).version)).toEqual(
        formats.map(() => String(days.indexOf(day) + 1)),
      )
    })

    test('is valid for the official schemas and an independent validator', async () => {
      const openvex = textOf(day, 'openvex')
      expect(judgeOpenVex()(openvex)).toEqual([])
      expect(judgeOpenVex()(openvex.replace('"author"', '"writer"'))).not.toEqual([])
      const file = join(out, `${day}.cdx.json`)
      writeFileSync(file, textOf(day, 'cyclonedx'))
      ask('sbom-validation', ['sbom', 'validate', file], at())
      const csaf = JSON.parse(textOf(day, 'csaf')) as Csaf
      expect(await judgeCsaf(csaf)).toEqual([])
      const { tracking: _, ...untracked } = csaf.document
      expect(await judgeCsaf({ ...csaf, document: untracked })).not.toEqual([])
      expect(csaf.document.tracking.revision_history).toHaveLength(days.indexOf(day) + 1)
    }, 120_000)
  })
})
