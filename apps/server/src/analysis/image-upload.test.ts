/** Archives and images that people drop: what the command line finds in them is found here, and of an image nothing else is kept. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readPath } from '@occtet/toolkit/adapters'
import { sha256Hex } from '@occtet/toolkit/base'
import { afterAll, expect, test } from 'vitest'
import {
  dockerFiles,
  makeTar,
  ociFiles,
  storeZstd,
  tarOf,
} from '../../../../tests/conformance/inventory/archives/build.ts'
import { rawZip } from '../../../../tests/conformance/inventory/archives/raw-tar.ts'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { analyseJob } from './analyse-job.ts'
import { runJobs } from './testing/run-jobs.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-image-upload-'))
afterAll(() => rmSync(folder, { recursive: true }))

function lock(...names: string[]): string {
  const entries = names.map((name): [string, unknown] => [`node_modules/${name}`, { version: '1.0.0' }])
  const packages: Readonly<Record<string, unknown>> = Object.fromEntries(entries)
  return JSON.stringify({ lockfileVersion: 3, packages })
}

const status = 'Package: base\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.0\n\n'
const layers: readonly Buffer[] = await Promise.all([
  makeTar([
    { name: 'etc/os-release', content: 'ID=debian\nVERSION_ID="12"\n' },
    { name: 'var/lib/dpkg/status', content: status },
    { name: 'srv/package-lock.json', content: lock('gone') },
  ]),
  makeTar([{ name: 'srv/package-lock.json', content: lock('left') }]),
])
/** Above what stays in memory, and not to be packed. */
const bulk = await makeTar([{ name: 'bulk', content: randomBytes(9 * 1024 * 1024) }])
const docker = await tarOf(dockerFiles({ layers }))
const tree = await makeTar([{ name: 'shop/package-lock.json', content: lock('left', 'right') }])

const sent: readonly (readonly [string, Buffer, 'image' | 'archive'])[] = [
  ['docker.tar', docker, 'image'],
  ['docker.tar.gz', gzipSync(docker), 'image'],
  ['oci.tar', await tarOf(ociFiles([{ layers, packing: 'zstd' }])), 'image'],
  ['large.tar', await tarOf(dockerFiles({ layers: [...layers, bulk] })), 'image'],
  ['large.tar.gz', gzipSync(await tarOf(ociFiles([{ layers: [...layers, bulk] }])), { level: 1 }), 'image'],
  ['tree.tar', tree, 'archive'],
  ['tree.tar.gz', gzipSync(tree), 'archive'],
  ['tree.tar.zst', storeZstd(tree), 'archive'],
  ['large-tree.tar', Buffer.concat([bulk.subarray(0, -1024), tree]), 'archive'],
  ['tree.zip', rawZip([{ name: 'shop/package-lock.json', data: lock('left') }]), 'archive'],
]

const base = '/api/orgs/alpha/products'

async function upload(server: TestServer, name: string, bytes: Uint8Array) {
  const path = `${base}/shop/releases/1/uploads?name=${encodeURIComponent(name)}`
  const response = await server.as('owner').send('POST', path, bytes)
  const value = (await response.json()) as Record<string, unknown>
  return { status: response.status, value }
}

describeStores('archives and images', (stores) => {
  async function start(): Promise<TestServer> {
    const server = await createTestServer({ store: await stores.open(), settings: { dataDir: folder } })
    await server.as('owner').send('POST', base, { name: 'Shop', version: '1' })
    return server
  }

  function leftOver(): readonly string[] {
    const spool = join(folder, 'spool')
    return existsSync(spool) ? readdirSync(spool) : []
  }

  test('each gives what the command line gives', async () => {
    for (const [name, bytes, kind] of sent) {
      const server = await start()
      const taken = await upload(server, name, bytes)
      expect(taken, name).toMatchObject({
        status: 202,
        value: { upload: { kind, digest: sha256Hex(bytes), size: bytes.length } },
      })
      expect(leftOver()).toEqual([])
      await runJobs(server.kernel, server.alpha, [analyseJob])
      const page = await server.as('owner').get(`${base}/shop/releases/1/components?sort=name`)
      const { rows } = (await page.json()) as { rows: { purl: string }[] }
      const path = join(folder, name)
      writeFileSync(path, bytes)
      const { components } = await readPath(path)
      const wanted = components.filter(({ isFirstParty }) => !isFirstParty).map(({ purl }) => purl)
      expect(rows.map(({ purl }) => purl).toSorted(), name).toEqual([...wanted].sort())
      expect(wanted.length, name).toBeGreaterThan(0)
    }
  })

  test('an image is not kept, is the same when it comes again, and is read again from what was found', async () => {
    const server = await start()
    await upload(server, 'docker.tar', docker)
    const blobs = await server.alpha.db
      .selectFrom('blob')
      .select('digest')
      .where('org_id', '=', server.alpha.id)
      .execute()
    expect(blobs.map(({ digest }) => digest)).not.toContain(sha256Hex(docker))
    expect((await upload(server, 'docker.tar', docker)).value['isNew']).toBe(false)
    const other = await tarOf(dockerFiles({ layers: layers.slice(0, 1) }))
    expect((await upload(server, 'docker.tar', other)).value['isNew']).toBe(true)
    await runJobs(server.kernel, server.alpha, [analyseJob])
    await server.as('owner').send('POST', `${base}/shop/releases/1/analyse`)
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const page = await server.as('owner').get(`${base}/shop/releases/1/components?sort=name`)
    const { rows } = (await page.json()) as { rows: { name: string }[] }
    expect(rows.map(({ name }) => name)).toEqual(['debian/base', 'gone'])
  })

  test('broken, foreign and too large ones are refused, and one with a lost layer is partial', async () => {
    const server = await start()
    const refused = async (name: string, bytes: Uint8Array): Promise<string> => {
      const { status: code, value } = await upload(server, name, bytes)
      return `${code} ${String(value['code'])}`
    }
    expect(await refused('cut.tar', docker.subarray(0, docker.length - 3000))).toBe('422 ARCHIVE_REFUSED')
    expect(await refused('cut.tgz', gzipSync(docker).subarray(0, 200))).toBe('422 ARCHIVE_REFUSED')
    expect(await refused('noise.bin', randomBytes(9 * 1024 * 1024))).toBe('422 UPLOAD_UNKNOWN')
    expect(await refused('huge.bin', Buffer.alloc(70 * 1024 * 1024, 'x'))).toBe('413 TOO_LARGE')
    const files = dockerFiles({ layers })
    const [first = ''] = [...files.keys()].filter((name) => name.endsWith('layer.tar'))
    const lossy = await tarOf(new Map([...files].filter(([name]) => name !== first)))
    expect((await upload(server, 'lossy.tar', lossy)).status).toBe(202)
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const list = await server.as('owner').get(`${base}/shop/releases/1/uploads`)
    const { rows } = (await list.json()) as { rows: { name: string; report: { status: string } }[] }
    expect(rows.map(({ name, report }) => [name, report.status])).toEqual([['lossy.tar', 'partial']])
    const summary: unknown = await (await server.as('owner').get(`${base}/shop/releases/1/inventory`)).json()
    expect(summary).toMatchObject({ components: 1, isAtLeast: true })
    expect(leftOver()).toEqual([])
  })
})
