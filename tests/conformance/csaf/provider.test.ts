/** The real files of a provider (CISA: feeds, index.txt, changes.csv), as a folder and from a loopback server. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { fetchCsaf } from '../../../packages/toolkit/src/adapters/index.ts'
import { describeShared } from '../../shared.ts'
import { type ArchiveFile, readArchive } from '../advisories/sources/read-archive.ts'

const ARCHIVE = 'csaf/cisa-csaf-white-2023-2024.tar.gz'
const ROOT = 'https://raw.githubusercontent.com/cisagov/CSAF/develop/'
const FEED = 'csaf_files/OT/white/cisa-csaf-ot-feed-tlp-white.json'

const target = (): string => mkdtempSync(join(tmpdir(), 'occtet-cisa-'))

/** Documents in the archive; its listings name those of earlier years too. */
function documentsIn(files: readonly ArchiveFile[]): number {
  return files.filter(({ text }) => /"csaf_version"/.test(text.slice(0, 100_000))).length
}

describeShared('a real provider', () => {
  test('as a folder: every document once, the rest is said to be missing', async () => {
    const files = await readArchive(ARCHIVE)
    const from = target()
    for (const { path, text } of files) {
      mkdirSync(dirname(join(from, path)), { recursive: true })
      writeFileSync(join(from, path), text)
    }
    const report = await fetchCsaf({ from, toFolder: target })
    expect([report.fetched, report.digestRight, report.signatures]).toEqual([728, 4, 'NOT_VERIFIED'])
    expect(report.fetched).toBe(documentsIn(files))
    const missing = report.failed.find(({ problem }) => problem === 'MISSING')?.count ?? 0
    expect([report.failed.length, report.fetched + missing]).toEqual([1, report.listed])
    expect(report.problems).toEqual([])
  })

  test('from a server: by its feed, and again only what is newer', async () => {
    const files = new Map((await readArchive(ARCHIVE)).map(({ path, text }) => [`/${path}`, text]))
    const server = createServer((request, response) => {
      const text = files.get(request.url ?? '')
      response.writeHead(text === undefined ? 404 : 200).end(text)
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`
    files.set(`/${FEED}`, (files.get(`/${FEED}`) ?? '').replaceAll(ROOT, base))
    files.set(
      '/provider-metadata.json',
      JSON.stringify({
        distributions: [{ rolie: { feeds: [{ tlp_label: 'WHITE', url: `${base}${FEED}` }] } }],
      }),
    )
    try {
      const to = target()
      const toOne = (): string => to
      const options = { from: `${base}provider-metadata.json`, limit: 60, toFolder: toOne }
      const first = await fetchCsaf(options)
      // The feed names two older documents that the archive does not hold.
      expect([first.fetched, first.problems]).toEqual([58, []])
      expect(first.failed.map(({ problem, count }) => [problem, count])).toEqual([['MISSING', 2]])
      const second = await fetchCsaf({ ...options, limit: 70 })
      expect([second.unchanged, second.fetched + (second.failed[0]?.count ?? 0)]).toEqual([58, 12])
    } finally {
      server.close()
    }
  })
})
