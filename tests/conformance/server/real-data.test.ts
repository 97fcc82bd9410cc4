/** The interfaces over real feeds on disk: one truth in four shapes, and records that strict clients can read. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFeddbApp, type FeddbApp } from '../../../apps/server/src/feddb/index.ts'
import { importSources, openFeddb } from '../../../packages/toolkit/src/adapters/index.ts'
import { projectRoot } from '../../cli.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { type OsvValue, type PlainRecord, readPlain } from '../advisories/plain-reader.ts'

const now = Date.UTC(2026, 10, 22)
const sources = ['rustsec', 'pypa', 'almalinux', 'osv-api-samples']
const types: Readonly<Record<string, string>> = { 'crates.io': 'cargo', PyPI: 'pypi' }

interface Vulns {
  readonly vulns?: readonly { readonly id: string }[]
}

describeShared('real feeds over HTTP', () => {
  const dir = mkdtempSync(join(tmpdir(), 'occtet-http-'))
  const plain: PlainRecord[] = []
  let app: FeddbApp

  beforeAll(async () => {
    const folders = sources.map((source) => sharedPath(`data/osv/${source}`))
    for (const folder of folders) await importSources([folder], { dir, clock: () => now })
    const links = join(dir, 'tmp', 'sources')
    mkdirSync(links, { recursive: true })
    for (const source of sources) symlinkSync(sharedPath(`data/osv/${source}`), join(links, source))
    plain.push(...readPlain(links))
    app = createFeddbApp({ openStore: () => openFeddb(dir, () => now), snapshotDir: dir, clock: () => now })
  }, 120_000)

  afterAll(() => {
    app.close()
    rmSync(dir, { recursive: true })
  })

  const ask = async (path: string, body: unknown): Promise<unknown> =>
    (await app.request(path, { method: 'POST', body: JSON.stringify(body) })).json()

  test('OSV, VulnerableCode and our own interface name the same records', async () => {
    // Each package once: the feed has hundreds of records of a few.
    const byName = new Map(
      plain
        .filter(({ folder, source }) => folder in types && source !== 'osv-api-samples')
        .flatMap(({ value }) => value.affected ?? [])
        .map((entry, at) => {
          const { name = '', ecosystem = '' } = entry.package ?? {}
          return [name, { name, ecosystem, version: entry.versions?.[0] ?? `0.${at % 5}.0` }] as const
        }),
    )
    const asked = [...byName.values()].filter((_, at) => at % 5 === 0).slice(0, 400)
    expect(asked.length).toBeGreaterThan(300)
    const purls = asked.map(
      ({ name, ecosystem, version }) =>
        `pkg:${types[ecosystem] ?? ''}/${name}@${encodeURIComponent(version)}`,
    )
    const queries = asked.map(({ version, ...rest }) => ({ version, package: rest }))
    const batch = (await ask('/v1/querybatch', { queries })) as { results: Vulns[] }
    const own = (await ask('/api/feddb/query', { purls })) as {
      answers: { advisories: { records: string[] }[] }[]
    }
    const v3 = (await ask('/api/v3/packages', { purls, details: true })) as {
      results: { affected_by_vulnerabilities: { advisory_id: string }[] }[]
    }
    const set = (ids: readonly string[] | undefined): readonly string[] => [...new Set(ids ?? [])].sort()
    const differing = asked.flatMap((one, at) => {
      const osv = set(batch.results[at]?.vulns?.map(({ id }) => id))
      const ours = set(own.answers[at]?.advisories.flatMap(({ records }) => records))
      const theirs = set(v3.results[at]?.affected_by_vulnerabilities.map((two) => two.advisory_id))
      return osv.join() === ours.join() && osv.join() === theirs.join() ? [] : [{ one, osv, ours, theirs }]
    })
    expect(differing).toEqual([])
    expect(batch.results.filter(({ vulns }) => vulns !== undefined).length).toBeGreaterThan(200)
  })

  test('every record is shown as upstream sent it, but for what the schema does not know', async () => {
    const changed: string[] = []
    const lost: unknown[] = []
    for (const { value } of plain.filter((_, at) => at % 10 === 0)) {
      const response = await app.request(`/v1/vulns/${encodeURIComponent(value.id)}`)
      const shown = (await response.json()) as OsvValue
      if (shown.id !== value.id) lost.push([value.id, response.status])
      else if (JSON.stringify(sorted(shown)) !== JSON.stringify(sorted(value))) changed.push(value.id)
    }
    expect(lost).toEqual([])
    // Two sources and two versions of one record, null where a list belongs, and own members of a source.
    expect(changed.length / plain.length).toBeLessThan(0.02)
  }, 60_000)

  test('releases of a distribution: only the one that was asked about', async () => {
    const record = plain.find(
      ({ source, value }) => source === 'almalinux' && value.id.startsWith('ALSA-2023'),
    )
    const entry = record?.value.affected?.[0]?.package
    const release = entry?.ecosystem ?? ''
    const name = entry?.name ?? ''
    const found = async (ecosystem: string): Promise<boolean> => {
      const body = (await ask('/v1/query', {
        version: '0:0.0.1-1.el8',
        package: { name, ecosystem },
      })) as Vulns
      return (body.vulns ?? []).some(({ id }) => id === record?.value.id)
    }
    expect([release, await found(release), await found('AlmaLinux'), await found('AlmaLinux:99')]).toEqual([
      release,
      true,
      true,
      false,
    ])
  })

  test('osv-scanner, as recorded, gets the records that it asked for by itself', async () => {
    const path = join(projectRoot, 'apps/server/testdata/osv-scanner/vunnel.json')
    const recording = JSON.parse(readFileSync(path, 'utf8')) as {
      requests: { path: string; body?: unknown }[]
    }
    const [batch, ...later] = recording.requests
    const { results } = (await ask('/v1/querybatch', batch?.body)) as { results: Vulns[] }
    const ids = new Set(results.flatMap(({ vulns }) => vulns ?? []).map(({ id }) => `/v1/vulns/${id}`))
    expect([...ids].sort()).toEqual(later.map((request) => request.path).sort())
  })
})

/** Members in one order, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]))
}
