/**
 * Following a node over loopback: the first sync, and the one after 1 % of its records have changed.
 *
 *     npx tsx benchmarks/feddb-sync.ts [TIMES]
 */
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  importSources,
  openKeyFile,
  publishFeddb,
  type SyncReport,
  syncFeddb,
} from '../packages/toolkit/src/adapters/feddb/index.ts'
import { sharedPath } from '../tests/shared.ts'
import { changeArchives, multiplyArchives } from './feddb-data.ts'
import { bundleWorker } from './feddb-measure.ts'

const times = Number(process.argv[2] ?? 1)
const work = mkdtempSync(join(tmpdir(), 'occtet-bench-'))
const node = join(work, 'node')
const server = createServer((request, response) => {
  const path = join(node, request.url ?? '/')
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-length': size })
  return void createReadStream(path).pipe(response)
})
try {
  const before = multiplyArchives(sharedPath('data/osv'), times)
  const after = join(work, 'changed')
  changeArchives(before, after, 0.01)
  const options = { dir: node, clock: Date.now, workerUrl: await bundleWorker(work) }
  const signers = [openKeyFile(join(work, 'node.key'), 'node.example/feddb')] as const
  await importSources([before], options)
  const { keys } = publishFeddb({ dir: node, signers: [...signers], now: '2026-11-22T00:00:00Z' })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const follow = async (name: string): Promise<SyncReport & { ms: number }> => {
    const start = performance.now()
    const report = await syncFeddb({ dir: join(work, name), address, keys, clock: Date.now })
    return { ...report, ms: performance.now() - start }
  }
  const full = await follow('follower')
  await importSources([after], options)
  publishFeddb({ dir: node, signers: [...signers], now: '2026-11-23T00:00:00Z' })
  const delta = await follow('follower')
  const fresh = await follow('fresh')
  if (fresh.root !== delta.root) throw new Error('following gives another root than a full sync')
  const line = (name: string, { fetchedBytes, fetchedSegments, ms }: typeof full): string =>
    `${name}  ${(fetchedBytes / 1e6).toFixed(2)} MB in ${fetchedSegments} segments, ${ms.toFixed(0)} ms`
  console.log(line('first sync ', full))
  console.log(line('after 1 %  ', delta))
  console.log(
    `ratio        bytes ${((100 * delta.fetchedBytes) / full.fetchedBytes).toFixed(2)} %, time ${((100 * delta.ms) / full.ms).toFixed(1)} %`,
  )
} finally {
  server.close()
  rmSync(work, { recursive: true, force: true })
}
