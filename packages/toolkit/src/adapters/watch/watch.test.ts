/** After an update of the data a product is matched again only where something else is said, and the answer is the same as of a whole run. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { AdvisoryStore } from '../../advisories/index.ts'
import { matchInventory } from '../../matching/index.ts'
import { purl } from '../../matching/testing/findings.ts'
import type { Component, FindingsReport, Inventory } from '../../model/index.ts'
import { importSources, openFeddb } from '../feddb/index.ts'
import { put, record, zip } from '../feddb/testing/feeds.ts'
import { openPrints } from './prints.ts'
import { type RecheckOutcome, recheckProduct, renewState } from './recheck-product.ts'
import { watchProduct } from './remember.ts'
import { listWatched, readContent, renewWatched, watchFolder, writeWatched } from './watch-files.ts'
import type { WatchedProduct } from './watched.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-watch-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0
const newFolder = (): string => join(folder, String(made++))

const now = Date.UTC(2026, 10, 22)
const asOf = '2026-11-20T00:00:00Z'

interface Flaw {
  readonly id: string
  readonly name: string
  readonly fixed?: string
  readonly more?: object
}

async function load(dir: string, flaws: readonly Flaw[], at = asOf): Promise<void> {
  const items = flaws.map(({ id, name, fixed, more }) => ({
    name: `${id}.json`,
    data: record(id, name, {
      affected: [
        {
          package: { ecosystem: 'npm', name },
          ranges: [
            { type: 'SEMVER', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] },
          ],
        },
      ],
      ...more,
    }),
  }))
  const path = put(join(newFolder(), 'mine', 'npm', 'all.zip'), zip(items))
  await importSources([path], { dir, clock: () => now, asOf: at })
}

async function loadKev(dir: string, ids: readonly string[]): Promise<void> {
  const vulnerabilities = ids.map((cveID) => ({ cveID, vendorProject: 'x', dateAdded: '2026-11-21' }))
  const path = put(join(newFolder(), 'kev.json'), JSON.stringify({ catalogVersion: '1', vulnerabilities }))
  await importSources([path], { dir, clock: () => now, asOf, format: 'kev' })
}

function inventory(name: string, packages: readonly string[]): Inventory {
  const components = packages.map(
    (one): Component => ({
      purl: purl(`pkg:npm/${one}`),
      ecosystem: 'npm-lock',
      isVersionResolved: true,
      relation: 'direct',
      scope: 'runtime',
      groups: [],
      origin: 'registry',
      isFirstParty: false,
      aliases: [],
      licenses: [],
      hashes: [],
      evidence: [{ path: 'package-lock.json', line: 7 }],
      dependsOn: [],
    }),
  )
  return { name, components, roots: [], files: [], issues: [] }
}

/** The store, and how often it was asked for claims and signals. */
function counted(store: AdvisoryStore): {
  store: AdvisoryStore
  asked: { claims: string[]; signals: number }
} {
  const asked = { claims: [] as string[], signals: 0 }
  return {
    asked,
    store: {
      ...store,
      claimsFor: (one) => {
        asked.claims.push(one)
        return store.claimsFor(one)
      },
      signalsOf: (id) => {
        asked.signals++
        return store.signalsOf(id)
      },
    },
  }
}

interface Setup {
  readonly dir: string
  readonly home: string
}

function check({ dir, home }: Setup, products: readonly Inventory[]): void {
  const store = openFeddb(dir, () => now)
  const prints = openPrints(dir)
  try {
    for (const one of products) {
      const report = matchInventory({ inventory: one, store, pathsTo: () => [] })
      const checked = {
        dir: join(folder, one.name),
        inventory: one,
        report,
        now: asOf,
        excluded: [],
        reviews: '',
      }
      watchProduct(home, checked, { store, prints })
    }
  } finally {
    prints.close()
    store.close()
  }
}

interface Answer {
  readonly outcome: RecheckOutcome
  readonly claims: readonly string[]
  readonly signals: number
  /** Of a whole run over the same data. */
  readonly whole: FindingsReport
}

/** By the name of the product. */
function recheck({ dir, home }: Setup, reviews = ''): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>()
  for (const listed of listWatched(home)) {
    if (!listed.ok) throw listed.error
    const product = listed.value
    const plain = openFeddb(dir, () => now)
    const { store, asked } = counted(plain)
    const prints = openPrints(dir)
    try {
      const state = { store, prints, reviews }
      const outcome = recheckProduct(
        { product, content: () => readContent(home, product), pathsTo: () => () => [] },
        state,
      )
      const claims = [...new Set(asked.claims)]
      const { signals } = asked
      const whole = matchInventory({
        inventory: readContent(home, product).inventory,
        store: plain,
        pathsTo: () => [],
      })
      answers.set(product.name, { outcome, claims, signals, whole })
      if (outcome.kind === 'matched')
        writeWatched(home, renewState(product, outcome.content, state), outcome.content)
    } finally {
      prints.close()
      plain.close()
    }
  }
  return answers
}

const left: Flaw = { id: 'GHSA-1', name: 'left', fixed: '2.0.0' }
const right: Flaw = { id: 'GHSA-2', name: 'right' }
const shop = inventory('shop', ['left@1.0.0', 'other@1.0.0'])
const hub = inventory('hub', ['right@1.0.0', 'quiet@1.0.0'])

describe('cost follows the change', () => {
  test('the same snapshot: nothing is read of any product', async () => {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [left, right])
    check(setup, [shop, hub])
    for (const { outcome, claims, signals } of recheck(setup).values()) {
      expect(outcome).toEqual({ kind: 'unchanged' })
      expect([claims, signals]).toEqual([[], 0])
    }
  })

  test('an update about one package: the other product is not matched, and no claim is read for it', async () => {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [left, right])
    check(setup, [shop, hub])
    await load(setup.dir, [left, right, { id: 'GHSA-3', name: 'left' }])
    const answers = recheck(setup)
    const [first, second] = [answers.get('shop'), answers.get('hub')]
    expect([second?.outcome.kind, second?.claims, second?.signals]).toEqual(['unchanged', [], 0])
    // Of the product that is touched, the component that is touched.
    expect(first?.claims).toEqual(['pkg:npm/left@1.0.0'])
    if (first?.outcome.kind !== 'matched') throw new Error('not matched')
    expect(first.outcome.comparison.new.map(({ finding, cause }) => [finding.group, cause.code])).toEqual([
      ['GHSA-3', 'ADVISORY_NEW'],
    ])
    expect(first.outcome.comparison.unchanged).toBe(1)
    // Told once.
    expect(recheck(setup).get('shop')?.outcome.kind).toBe('unchanged')
  })

  test('an update about packages that nobody has: nothing is matched', async () => {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [left, right])
    check(setup, [shop, hub])
    await load(setup.dir, [left, right, { id: 'GHSA-4', name: 'elsewhere' }])
    for (const { outcome, claims } of recheck(setup).values())
      expect([outcome.kind, claims]).toEqual(['unchanged', []])
  })

  test('a flaw was put on the list of exploited ones: signals are asked, no claims', async () => {
    const setup = { dir: newFolder(), home: newFolder() }
    const known = { ...left, more: { aliases: ['CVE-2026-1001'] } }
    await load(setup.dir, [known, right])
    await loadKev(setup.dir, ['CVE-2020-0001'])
    check(setup, [shop])
    await loadKev(setup.dir, ['CVE-2020-0001', 'CVE-2026-1001'])
    const answer = recheck(setup).get('shop')
    if (answer?.outcome.kind !== 'matched') throw new Error('not matched')
    expect(answer.claims).toEqual([])
    expect(answer.outcome.comparison.changed[0]?.changes.map(({ code }) => code)).toEqual(['KEV_ADDED'])
    expect(answer.outcome.report.findings).toEqual(answer.whole.findings)
  })

  test('what the check left out stays out', async () => {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [right])
    const store = openFeddb(setup.dir, () => now)
    const prints = openPrints(setup.dir)
    const report = matchInventory({ inventory: { ...shop, components: [] }, store, pathsTo: () => [] })
    const excluded = [purl('pkg:npm/left@1.0.0')]
    const checked = { dir: join(folder, 'shop'), inventory: shop, report, now: asOf, excluded, reviews: '' }
    watchProduct(setup.home, checked, { store, prints })
    prints.close()
    store.close()
    await load(setup.dir, [left, right])
    expect(recheck(setup).get('shop')?.outcome).toEqual({ kind: 'unchanged' })
  })

  test('reviews that changed touch everything', async () => {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [left, right])
    check(setup, [shop])
    const answer = recheck(setup, 'another').get('shop')
    expect(answer?.outcome).toMatchObject({
      kind: 'matched',
      matched: ['pkg:npm/left@1.0.0', 'pkg:npm/other@1.0.0'],
    })
  })
})

describe('causes', () => {
  const rows: readonly (readonly [kind: 'gone' | 'new', code: string, then: Flaw, now: Flaw])[] = [
    ['gone', 'RANGE_NARROWED', left, { ...left, fixed: '0.9.0' }],
    ['gone', 'ADVISORY_WITHDRAWN', left, { ...left, more: { withdrawn: '2026-11-21T00:00:00Z' } }],
    ['gone', 'ADVISORY_REMOVED', left, { ...right, id: 'GHSA-9' }],
    ['new', 'RANGE_WIDENED', { ...left, fixed: '0.9.0' }, left],
    ['new', 'ADVISORY_RESTORED', { ...left, more: { withdrawn: '2026-11-01T00:00:00Z' } }, left],
    ['new', 'ADVISORY_NEW', { ...right, id: 'GHSA-9' }, left],
  ]
  test.each(rows)('%s: %s', async (kind, code, before, after) => {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [before, right])
    check(setup, [shop])
    await load(setup.dir, [after, right])
    const answer = recheck(setup).get('shop')
    if (answer?.outcome.kind !== 'matched') throw new Error('not matched')
    expect(answer.outcome.comparison[kind].map(({ cause }) => cause.code)).toEqual([code])
  })

  test('data that has become too old to prove absence: told of the components, without any import', async () => {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [left])
    check(setup, [shop])
    const later = openFeddb(setup.dir, () => now + 60 * 86_400_000)
    const prints = openPrints(setup.dir)
    const [listed] = listWatched(setup.home)
    if (listed?.ok !== true) throw new Error('not listed')
    const { value: product } = listed
    const outcome = recheckProduct(
      { product, content: () => readContent(setup.home, product), pathsTo: () => () => [] },
      { store: later, prints, reviews: '' },
    )
    prints.close()
    later.close()
    if (outcome.kind !== 'matched') throw new Error('not matched')
    expect(outcome.comparison.nowUnknown.map(({ purl: one, reason }) => [one, reason])).toEqual([
      ['pkg:npm/other@1.0.0', 'SOURCE_STALE'],
    ])
    expect(outcome.comparison.sources.stale).toEqual(['mine'])
    expect(outcome.comparison.unchanged).toBe(1)
  })
})

const names = ['left', 'right', 'other', 'quiet']
const anyFlaws = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('GHSA-1', 'GHSA-2', 'GHSA-3', 'CVE-2026-1001', 'CVE-2026-1002'),
    name: fc.constantFrom(...names),
    fixed: fc.constantFrom('0.5.0', '2.0.0', '3.0.0'),
    more: fc.constantFrom(
      {},
      { aliases: ['CVE-2026-1001'] },
      { withdrawn: '2026-01-01T00:00:00Z' },
      { summary: 'Another sentence' },
    ),
  }),
  { selector: ({ id }) => id, minLength: 1 },
)

test('whatever the updates, the report is that of a whole run, and only what changed was asked for', async () => {
  const steps = fc.array(
    fc.record({ flaws: anyFlaws, kev: fc.subarray(['CVE-2026-1001', 'CVE-2026-1002']) }),
    { minLength: 2, maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async ([first, ...later]) => {
      if (first === undefined) throw new Error('no step')
      const setup = { dir: newFolder(), home: newFolder() }
      const apply = async ({ flaws, kev }: typeof first): Promise<void> => {
        await load(setup.dir, flaws)
        await loadKev(setup.dir, ['CVE-2020-0001', ...kev])
      }
      await apply(first)
      const products = [
        inventory('one', ['left@1.0.0', 'right@1.0.0']),
        inventory('two', ['other@1.0.0', 'left@2.5.0']),
      ]
      check(setup, products)
      for (const step of later) {
        const before = claimsOf(setup.dir)
        await apply(step)
        const after = claimsOf(setup.dir)
        for (const { outcome, claims, whole } of recheck(setup).values()) {
          for (const asked of claims) {
            const name = /npm\/(\w+)@/.exec(asked)?.[1] ?? ''
            expect(before.get(name), asked).not.toBe(after.get(name))
          }
          if (outcome.kind === 'unchanged') continue
          expect(outcome.report).toEqual(whole)
        }
      }
      // What stands in the list is what a whole run finds, also for those that were not matched again.
      for (const listed of listWatched(setup.home)) {
        if (!listed.ok) throw listed.error
        const content = readContent(setup.home, listed.value)
        const store = openFeddb(setup.dir, () => now)
        const whole = matchInventory({ inventory: content.inventory, store, pathsTo: () => [] })
        store.close()
        expect(content.findings.findings).toEqual(whole.findings)
        expect(content.findings.unknown).toEqual(whole.unknown)
      }
    }),
    { numRuns: 15 },
  )
}, 120_000)

function claimsOf(dir: string): ReadonlyMap<string, string> {
  const store = openFeddb(dir, () => now)
  const all = names.map((name) => [name, JSON.stringify(store.claimsFor(purl(`pkg:npm/${name}`)))] as const)
  store.close()
  return new Map(all)
}

describe('the list on the disk', () => {
  async function listed(): Promise<Setup & { readonly product: WatchedProduct }> {
    const setup = { dir: newFolder(), home: newFolder() }
    await load(setup.dir, [left])
    check(setup, [shop])
    const [one] = listWatched(setup.home)
    if (one?.ok !== true) throw new Error('not listed')
    return { ...setup, product: one.value }
  }

  test('is private, and holds one state', async () => {
    const { home, product } = await listed()
    check({ home, dir: newFolder() }, [shop])
    const own = join(watchFolder(home), product.id)
    expect(readdirSync(own).length).toBe(4)
    if (process.platform === 'win32') return
    expect(statSync(own).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(own)) expect(statSync(join(own, name)).mode & 0o777).toBe(0o600)
  })

  test('the same folder has one place, however its path is written', async () => {
    const { home, dir } = await listed()
    const store = openFeddb(dir, () => now)
    const prints = openPrints(dir)
    const report = matchInventory({ inventory: shop, store, pathsTo: () => [] })
    const checked = {
      dir: join(folder, 'x', '..', 'shop'),
      inventory: shop,
      report,
      now: asOf,
      excluded: [],
      reviews: '',
    }
    watchProduct(home, checked, { store, prints })
    prints.close()
    store.close()
    expect(listWatched(home)).toHaveLength(1)
  })

  test('a file that was cut off or edited is told, and hides no other product', async () => {
    const { home, dir, product } = await listed()
    check({ home, dir }, [hub])
    const own = join(watchFolder(home), product.id)
    cpSync(own, `${own}.copy`, { recursive: true })
    const findings = join(own, product.files.findings)
    writeFileSync(findings, readFileSync(findings, 'utf8').replace('left', 'leaf'))
    expect(() => readContent(home, product)).toThrow('was changed after it was written')
    rmSync(findings)
    expect(() => readContent(home, product)).toThrow('is missing')
    writeFileSync(join(own, 'product.json'), '{"schema":"occtet.watch/1"')
    const states = listWatched(home).map((one) => (one.ok ? one.value.name : one.error.code))
    expect([...states].sort()).toEqual(['WATCH_UNREADABLE', 'hub'])
    const hidden = { ...product, files: { ...product.files, findings: '../../secret.json' } }
    renewWatched(home, hidden)
    expect(listWatched(home).filter((one) => !one.ok)).toHaveLength(1)
  })

  test('nothing watched, nothing listed', () => {
    expect(listWatched(newFolder())).toEqual([])
  })
})
