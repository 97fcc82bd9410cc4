/** NVD answers as published: one full page and single CVEs, compared with the plain JSON. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { type ArchiveFile, readArchive } from './read-archive.ts'
import { countBy, readFormat } from './read-format.ts'

interface Metric {
  readonly source?: string
  readonly cvssData?: { readonly vectorString: string; readonly version: string }
}
interface Plain {
  readonly id: string
  readonly vulnStatus: string
  readonly metrics: Readonly<Record<string, readonly Metric[]>>
  readonly cveTags?: readonly { readonly tags: readonly string[] }[]
  readonly descriptions: readonly { readonly lang: string; readonly value: string }[]
  readonly references: readonly { readonly url: string }[]
}

describeShared('NVD 2.0', () => {
  async function filesOf(): Promise<readonly ArchiveFile[]> {
    const path = 'vunnel-full-page-2.0.json'
    const page = readFileSync(sharedPath(`data/other/nvd/${path}`), 'utf8')
    return [{ path, text: page }, ...(await readArchive('nvd/nvd-2.0-single-cves.tar.gz'))]
  }

  test('keeps every CVE with all its ratings, and takes neither packages nor signals from it', async () => {
    const files = await filesOf()
    const plain = files.flatMap(
      ({ text }) => (JSON.parse(text) as { vulnerabilities: { cve: Plain }[] }).vulnerabilities,
    )
    const { kept, dropped, strangers, claims } = readFormat('nvd', files)
    expect([plain.length, kept.length, dropped, strangers, claims]).toEqual([61, 61, {}, [], []])
    expect(kept.flatMap(({ signals }) => signals)).toEqual([])
    const told = kept.map((record) => {
      const { severity, details, references } = record.facts()
      const urls = references.map(({ url }) => url)
      return [record.id, severity.map(({ type, score, by }) => `${type} ${score} ${by}`), details, urls]
    })
    const wanted = plain.map(({ cve }) => [
      cve.id,
      Object.values(cve.metrics).flat().flatMap(lineOf),
      cve.descriptions.find(({ lang }) => lang === 'en')?.value,
      [...new Set(cve.references.map(({ url }) => url))],
    ])
    expect(told).toEqual(wanted)
    expect(countBy(kept, (record) => record.facts().status)).toEqual({ published: 61 })
    expect(countBy(plain, ({ cve }) => cve.vulnStatus)).toMatchObject({ Deferred: 2 })
  })

  test('the same CVE twice in a page is two pieces, which the import tells apart by id', async () => {
    const [page] = await filesOf()
    const doubled = page?.text.replace(/\}\s*\]\s*\}\s*$/, '},{"cve":{"id":"CVE-2023-27314"}}]}') ?? ''
    const { kept } = readFormat('nvd', [{ path: 'p.json', text: doubled }])
    expect(kept.filter(({ id }) => id === 'CVE-2023-27314')).toHaveLength(2)
  })
})

function lineOf({ source = '', cvssData }: Metric): readonly string[] {
  if (cvssData === undefined) return []
  return [`CVSS_V${cvssData.version.slice(0, 1)} ${cvssData.vectorString} ${source.replace(/^.*@/, '')}`]
}
