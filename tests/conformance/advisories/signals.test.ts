/** KEV, EPSS and SSVC are kinds of their own: an update of theirs touches no advisory's layer. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { importSources, openFeddb } from '@occtet/toolkit/adapters'
import { createMemoryStore, type Layer, parseManifest, segmentsOf } from '@occtet/toolkit/advisories'
import type { Signal } from '@occtet/toolkit/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'
import { readArchive } from './sources/read-archive.ts'

const CVE = 'CVE-2023-20198'
const DECIDED = 'CVE-1999-0069'

const kevJson = (): string =>
  readFileSync(sharedPath('data/other/kev/known_exploited_vulnerabilities.json'), 'utf8')
const kevCsv = (): string =>
  readFileSync(sharedPath('data/other/kev/known_exploited_vulnerabilities.csv'), 'utf8')
const epssCsv = (): string => readFileSync(sharedPath('data/other/epss/epss_scores-slice.csv'), 'utf8')

describeShared('updates of signals', () => {
  const root = mkdtempSync(join(tmpdir(), 'occtet-signals-'))
  const dir = join(root, 'db')
  const clock = (): number => Date.parse('2026-11-22')
  const put = (path: string, text: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    return join(root, path)
  }
  const take = async (path: string, source?: string): Promise<void> => {
    const report = await importSources([path], { dir, clock, ...(source === undefined ? {} : { source }) })
    expect([report.issues, report.feeds.length]).toEqual([[], 1])
  }

  /** Layers by name, without the time of the import; their files with place on the disk and time of change. */
  const layersNow = (): ReadonlyMap<string, unknown> => {
    const name = readFileSync(join(dir, 'CURRENT'), 'utf8').trim()
    const manifest = parseManifest(readFileSync(join(dir, 'manifests', name), 'utf8'), name)
    if (!manifest.ok) throw new Error(manifest.error.code)
    return new Map(manifest.value.layers.map((layer) => [layer.name, [layer, filesOf(layer)]]))
  }
  const filesOf = (layer: Layer): readonly unknown[] =>
    segmentsOf([layer]).map(({ digest }) => {
      const { ino, mtimeMs, size } = statSync(join(dir, 'segments', digest.slice(0, 2), digest))
      return [digest, ino, mtimeMs, size]
    })
  const signalsNow = (id: string): readonly Signal[] => {
    const store = openFeddb(dir, clock)
    const signals = store.signalsOf(id)
    store.close()
    return signals
  }
  const changedBy = async (update: () => Promise<void>): Promise<readonly string[]> => {
    const before = layersNow()
    await update()
    const after = layersNow()
    expect([...after.keys()]).toEqual([...before.keys()])
    return [...after].flatMap(([name, layer]) =>
      JSON.stringify(layer) === JSON.stringify(before.get(name)) ? [] : [name],
    )
  }

  beforeAll(async () => {
    await take(sharedPath('data/osv/rustsec'))
    await take(sharedPath('data/other/cve5/golang-cna-cve5.tar.gz'), 'cve')
    const decided = (await readArchive('cve5/vulnrichment-subset.tar.gz')).slice(0, 200)
    for (const { path, text } of decided) put(`vulnrichment/${path}`, text)
    await take(join(root, 'vulnrichment'), 'vulnrichment')
    put('kev/kev.json', kevJson())
    put('kev/kev.csv', kevCsv())
    await take(join(root, 'kev'))
    await take(put('epss/epss.csv', epssCsv()))
  })

  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test('the catalogue as JSON and as CSV tells each vulnerability once, on the disk and in memory', () => {
    const records = JSON.parse(kevJson()) as {
      readonly vulnerabilities: readonly { readonly cveID: string }[]
    }
    const store = openFeddb(dir, clock)
    const twice = records.vulnerabilities.filter(
      ({ cveID }) => store.signalsOf(cveID).filter(({ kind }) => kind === 'kev').length !== 1,
    )
    store.close()
    expect([records.vulnerabilities.length, twice]).toEqual([1404, []])
    const entry = { cveID: CVE, vendorProject: 'x', dateAdded: '2023-10-16', dueDate: '2023-10-20' }
    const forms = [JSON.stringify(entry), JSON.stringify(entry, null, 1)]
    const later = JSON.stringify({ ...entry, knownRansomwareCampaignUse: 'Known' })
    const memory = (texts: readonly string[]): readonly Signal[] =>
      createMemoryStore(
        [{ name: 'cisa-kev', format: 'kev', records: texts, asOf: '2026-01-01T00:00:00Z' }],
        clock,
      ).signalsOf(CVE)
    expect([memory(forms).length, memory([...forms, later]).length]).toEqual([1, 2])
    expect(memory(forms)).toEqual(memory([...forms].reverse()))
  })

  test('a new catalogue and new scores change their own layers and no file of another', async () => {
    const known = { kind: 'kev', ransomware: 'known' }
    expect(signalsNow(CVE)).toMatchObject([{ kind: 'epss' }, { kind: 'kev', ransomware: 'unknown' }])
    const kev = kevJson().replace(
      new RegExp(`("cveID": "${CVE}"[\\s\\S]*?"knownRansomwareCampaignUse": )"Unknown"`),
      '$1"Known"',
    )
    expect(kev).not.toBe(kevJson())
    rmSync(join(root, 'kev'), { recursive: true })
    const changed = await changedBy(async () => take(put('kev/kev.json', kev)))
    expect(changed).toEqual(['cisa-kev/kev'])
    expect(signalsNow(CVE)).toMatchObject([{ kind: 'epss' }, known])
    const scores = epssCsv()
      .replace('2026-08-21', '2026-08-22')
      .replace(new RegExp(`${CVE},.*`), `${CVE},0.12345,0.98765`)
    expect(await changedBy(async () => take(put('epss/epss.csv', scores)))).toEqual(['epss/epss'])
    expect(signalsNow(CVE)).toMatchObject([
      { kind: 'epss', score: 0.12345, percentile: 0.98765, date: '2026-08-22T12:00:00Z' },
      known,
    ])
  })

  test("CISA's decisions change the layer of their container alone", async () => {
    expect(signalsNow(DECIDED)).toMatchObject([{ kind: 'ssvc', exploitation: 'none' }])
    const [path = ''] = readdirSync(join(root, 'vulnrichment'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith(`${DECIDED}.json`),
    )
    const text = readFileSync(join(root, 'vulnrichment', path), 'utf8')
    put(join('vulnrichment', path), text.replace('"Exploitation": "none"', '"Exploitation": "active"'))
    const update = async (): Promise<void> => take(join(root, 'vulnrichment'), 'vulnrichment')
    expect(await changedBy(update)).toEqual(['vulnrichment/cve5'])
    expect(signalsNow(DECIDED)).toMatchObject([{ kind: 'ssvc', exploitation: 'active' }])
  })
})
