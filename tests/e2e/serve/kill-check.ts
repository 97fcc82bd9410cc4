/** What is left of a server after kills: its work goes on to the end, its database is whole, its ledgers verify. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  jobRoutes,
  ledgerRoutes,
  productRoutes,
  uploadRoutes,
} from '../../../packages/contract/src/api/index.ts'
import { openSqlite } from '../../../apps/server/src/db/sqlite-engine.ts'
import { orgLedgerHome } from '../../../apps/server/src/ledger/home.ts'
import { checkLog, readEvents } from '../../../apps/server/src/ledger/testing/read-log.ts'
import { occtet } from '../../cli.ts'
import { ask, type Asker, send } from './api.ts'
import { org } from './kill-writes.ts'

export interface Work {
  /** Jobs by how they ended: `done`, `failed ATTEMPTS_USED_UP`. */
  readonly jobs: ReadonlyMap<string, number>
  /** Where an evidence package lies. */
  readonly packagePath: string
  /** The log's own key. */
  readonly key: string
  readonly problems: readonly string[]
}

export interface AtRest {
  readonly jobs: ReadonlyMap<string, number>
  /** Of the organisation's ledger, by type; an edited profile is a registration with its digest. */
  readonly events: ReadonlyMap<string, number>
  /** Of database, logs and evidence package. */
  readonly faults: readonly unknown[]
}

/** Waits until nothing is under way; every upload has then to be in the inventory of its product. */
export async function checkWork(asker: Asker, products: readonly string[]): Promise<Work> {
  await idle(asker)
  const problems: string[] = []
  for (const product of products) {
    // Jobs that were killed three times are given up, and told; a person starts them anew.
    await ask(asker, uploadRoutes['releases.analyse'], { params: { org, product, release: '1' } }).catch(
      () => undefined,
    )
    await idle(asker)
    const { rows } = await ask(asker, uploadRoutes['uploads.list'], {
      params: { org, product, release: '1' },
      query: { limit: '500' },
    })
    const { counts } = await ask(asker, productRoutes['releases.show'], {
      params: { org, product, release: '1' },
    })
    if ((counts.components ?? 0) !== rows.length) {
      problems.push(`${product}: ${rows.length} uploads, ${counts.components ?? 'unknown'} components`)
    }
  }
  const { rows: samples } = await ask(asker, productRoutes['products.list'], {
    params: { org: 'sample' },
    query: {},
  })
  if (samples.length !== 1) problems.push(`${samples.length} sample products`)
  const head = await ask(asker, ledgerRoutes['ledger.head'], { params: { org } })
  const packagePath = join(mkdtempSync(join(tmpdir(), 'occtet-package-')), 'package.zip')
  const answer = await send(asker, ledgerRoutes['ledger.package'], { params: { org }, query: {} })
  if (!answer.ok) problems.push(`the evidence package: ${answer.status} ${await answer.text()}`)
  else writeFileSync(packagePath, new Uint8Array(await answer.arrayBuffer()))
  return { jobs: await listJobs(asker), packagePath, key: head.state === 'on' ? head.key : '', problems }
}

/** No job waits or runs, and the ledger has everything. */
async function idle(asker: Asker): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    const head = await ask(asker, ledgerRoutes['ledger.head'], { params: { org } })
    const jobs = await listJobs(asker)
    const isIdle = !jobs.has('queued') && !jobs.has('running')
    if (isIdle && head.state === 'on' && head.pending === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the server does not come to rest')
}

async function listJobs(asker: Asker): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  let cursor: string | undefined
  do {
    const page = await ask(asker, jobRoutes['jobs.list'], {
      params: { org },
      query: { limit: '500', ...(cursor === undefined ? {} : { cursor }) },
    })
    for (const { state, error } of page.rows) {
      const end = error === undefined ? state : `${state} ${error.code}`
      counts.set(end, (counts.get(end) ?? 0) + 1)
    }
    cursor = page.next
  } while (cursor !== undefined)
  return counts
}

/** When the server has stopped. */
export async function checkAtRest(dataDir: string, work: Work, isEmbedded: boolean): Promise<AtRest> {
  const faults: unknown[] = [...work.problems]
  if (isEmbedded) {
    const database = await openSqlite(join(dataDir, 'occtet.db'))
    const rows: unknown = database.prepare('pragma integrity_check').all()
    if (JSON.stringify(rows) !== '[{"integrity_check":"ok"}]') faults.push(rows)
    const foreign: readonly unknown[] = database.prepare('pragma foreign_key_check').all()
    faults.push(...foreign)
    database.close()
  }
  const events = new Map<string, number>()
  const [origin = ''] = work.key.split('+')
  for (const id of readdirSync(join(dataDir, 'ledger'))) {
    const home = orgLedgerHome(dataDir, id, `localhost/ledger/${id}`)
    faults.push(...(await checkLog(home)))
    if (!origin.endsWith(id)) continue
    for (const { type, data } of readEvents(home)) {
      const name = 'profileSha256' in data ? `${type} with profile` : type
      events.set(name, (events.get(name) ?? 0) + 1)
    }
  }
  const verified = occtet(['ledger', 'verify', work.packagePath, '--key', work.key])
  if (verified.code !== 0) faults.push(verified)
  return { jobs: work.jobs, events, faults }
}
