/** Kills a process at work again and again, and says what was acknowledged and what is there. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { openStore, type StorePlace } from '../../db/open.ts'
import { orgLedgerHome } from '../home.ts'
import { startLedgers } from '../ledgers.ts'
import { checkLog, readEvents } from './read-log.ts'

export interface KillRun {
  readonly place: StorePlace
  readonly kills: number
  /** 0 to below 1. */
  readonly random: () => number
}

export interface KillReport {
  /** Acknowledged changes that are not there. */
  readonly lost: readonly string[]
  /** Rows without exactly one event, and events without a row. */
  readonly uneven: readonly string[]
  /** Of the whole check of both logs. */
  readonly faults: readonly unknown[]
  readonly acknowledged: number
  readonly rows: number
  /** What the processes wrote on standard error. */
  readonly said: string
}

const orgs = ['org-a', 'org-b'] as const

export async function runKills({ place, kills, random }: KillRun): Promise<KillReport> {
  await addOrgs(place)
  const acknowledged = new Set<string>()
  let said = ''
  for (let kill = 0; kill < kills; kill++) {
    const { lines, stderr } = await runUntilKilled(place, 30 + random() * 300)
    for (const line of lines) acknowledged.add(line)
    said += stderr
  }
  return compare(place, acknowledged, said)
}

async function addOrgs(place: StorePlace): Promise<void> {
  const store = await openStore(place)
  for (const id of orgs) {
    const row = { id, slug: id, name: id, is_sample: 0, created_at: '2026-11-22T00:00:00Z' }
    await store.db
      .insertInto('org')
      .values({ ...row, ledger_origin: `${id}.example/log` })
      .execute()
  }
  await store.close()
}

/** `delay`: milliseconds from its first acknowledgement, or its start-up, to the kill. */
async function runUntilKilled(
  { dataDir, database }: StorePlace,
  delay: number,
): Promise<{ readonly lines: readonly string[]; readonly stderr: string }> {
  const script = fileURLToPath(new URL('changes.ts', import.meta.url))
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const child = spawn(
    process.execPath,
    ['--conditions=@occtet/source', '--import', tsx, script, dataDir, database ?? ''],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      resolve()
    })
    child.on('exit', () => resolve())
  })
  await begun
  await new Promise((resolve) => setTimeout(resolve, delay))
  await killed(child)
  // A line that was cut off was not acknowledged to anybody.
  const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1)
  return { lines: whole.split('\n').filter((line) => line !== ''), stderr }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.on('close', resolve))
  child.kill('SIGKILL')
  await closed
}

async function compare(
  place: StorePlace,
  acknowledged: ReadonlySet<string>,
  said: string,
): Promise<KillReport> {
  const store = await openStore(place)
  const ledgers = startLedgers({
    db: store.db,
    settings: { dataDir: place.dataDir, isOffline: true },
    log: () => undefined,
    interval: 50,
  })
  for (let tries = 0; tries < 600; tries++) {
    const waiting = await store.db
      .selectFrom('outbox')
      .select('seq')
      .where('log_index', 'is', null)
      .limit(1)
      .execute()
    if (waiting.length === 0) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await ledgers.stop()
  const rows = await store.db.selectFrom('product').select(['org_id', 'id']).execute()
  await store.close()
  const events = new Map<string, number>()
  const faults: unknown[] = []
  for (const org of orgs) {
    const home = orgLedgerHome(place.dataDir, org, `${org}.example/log`)
    for (const { product } of readEvents(home, 'assessment.started')) {
      if (product === undefined) continue
      events.set(`${org} ${product}`, (events.get(`${org} ${product}`) ?? 0) + 1)
    }
    faults.push(...(await checkLog(home)))
  }
  const there = new Set(rows.map(({ org_id, id }) => `${org_id} ${id}`))
  const lost = [...acknowledged].filter((line) => !there.has(line.slice(line.indexOf(' ') + 1)))
  const uneven = [
    ...[...there].filter((key) => events.get(key) !== 1),
    ...[...events.keys()].filter((key) => !there.has(key)),
  ]
  return { lost, uneven, faults, acknowledged: acknowledged.size, rows: rows.length, said }
}
