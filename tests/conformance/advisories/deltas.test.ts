/** Three real feeds, half a year apart: the way from one to the other step by step gives what a fresh import gives. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { importSources, openFeddb, verifyFeddb } from '../../../packages/toolkit/src/adapters/feddb/index.ts'
import { put, zip } from '../../../packages/toolkit/src/adapters/feddb/testing/feeds.ts'
import { buildPurl, type Purl } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { type PlainRecord, readPlain } from './plain-reader.ts'

const now = Date.UTC(2026, 10, 22)
const asOf = '2026-11-22T00:00:00Z'
const folder = mkdtempSync(join(tmpdir(), 'occtet-deltas-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Feed = ReadonlyMap<string, PlainRecord>

function readFeed(state: string, source: string): Feed {
  const records = [...readPlain(sharedPath(`data/${state}`))].filter((one) => one.source === source)
  return new Map(records.map((one) => [one.value.id, one]))
}

function purlOf(ecosystem: string, name: string): Purl | undefined {
  const [family = '', ...suffix] = ecosystem.split(':')
  const type = { Go: 'golang', 'crates.io': 'cargo', Packagist: 'composer' }[family]
  if (type === undefined) return undefined
  const slash = name.lastIndexOf('/')
  const built = buildPurl({
    type,
    ...(slash < 0 ? {} : { namespace: name.slice(0, slash) }),
    name: name.slice(slash + 1),
    ...(suffix.length === 0 ? {} : { qualifiers: { repository_url: suffix.join(':') } }),
  })
  return built.ok ? built.value : undefined
}

/** Everything that the store says about the packages and ids of both states. */
function answersOf(dir: string, feeds: readonly Feed[]): unknown {
  const records = feeds.flatMap((feed) => [...feed.values()])
  const packages = new Set<Purl>()
  const ids = new Set<string>()
  for (const { value } of records) {
    for (const id of [value.id, ...(value.aliases ?? [])]) ids.add(id)
    for (const { package: named } of value.affected ?? []) {
      const purl = named === undefined ? undefined : purlOf(named.ecosystem, named.name)
      if (purl !== undefined) packages.add(purl)
    }
  }
  const store = openFeddb(dir, () => now)
  const answers = {
    claims: [...packages].map((purl) => store.claimsFor(purl)),
    records: [...ids].map((id) => store.recordsOf(id)),
    sources: store.sources,
  }
  store.close()
  return answers
}

function bytesOf(dir: string): number {
  const segments = join(dir, 'segments')
  return readdirSync(segments, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.length > 60)
    .reduce((sum, name) => sum + statSync(join(segments, name)).size, 0)
}

async function load(dir: string, feed: Feed, source: string): Promise<string> {
  const items = [...feed.values()].map(({ value, text }) => ({ name: `${value.id}.json`, data: text }))
  const [first] = feed.values()
  const path = put(join(folder, 'input', source, first?.folder ?? '', 'all.zip'), zip(items))
  return (await importSources([path], { dir, clock: () => now, asOf })).root
}

const feeds = [
  ['golang-vulndb', 1628],
  ['rustsec', 334],
  ['drupal', 123],
] as const

describeShared('half a year of changes', () => {
  test.each(feeds)('%s: %i records changed, in steps of 1 %', { timeout: 240_000 }, async (source, count) => {
    const [from, to] = [readFeed('osv-earlier', source), readFeed('osv', source)]
    const changed = [...new Set([...from.keys(), ...to.keys()])]
      .filter((id) => from.get(id)?.text !== to.get(id)?.text)
      .sort()
    expect(changed).toHaveLength(count)
    const dir = join(folder, source)
    let state: Feed = from
    await load(dir, state, source)
    const full = bytesOf(dir)
    const step = Math.floor(from.size / 100)
    const steps = 5
    for (let at = 0; at < steps * step; at += step) {
      const next = new Map(state)
      for (const id of changed.slice(at, at + step)) {
        const record = to.get(id)
        if (record === undefined) next.delete(id)
        else next.set(id, record)
      }
      state = next
      const before = bytesOf(dir)
      const fresh = join(folder, `${source}-${at}`)
      expect(await load(dir, state, source)).toBe(await load(fresh, state, source))
      expect(bytesOf(dir) - before).toBeLessThan(0.05 * full)
      if (at === (steps - 1) * step) expect(answersOf(dir, [from, to])).toEqual(answersOf(fresh, [from, to]))
      rmSync(fresh, { recursive: true })
    }
    expect((await verifyFeddb(dir)).problems).toEqual([])
    const root = await load(dir, to, source)
    const fresh = join(folder, `${source}-fresh`)
    expect(root).toBe(await load(fresh, to, source))
    expect(answersOf(dir, [from, to])).toEqual(answersOf(fresh, [from, to]))
    expect((await verifyFeddb(dir)).problems).toEqual([])
  })
})
