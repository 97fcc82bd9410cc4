/** The drill: a server at work is backed up, the backup is restored elsewhere, and everything goes on there. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { checkEvents, checkLedgerFolder } from '@occtet/toolkit/adapters'
import { expect, test } from 'vitest'
import { describeStores, type StoreMaker } from '../../../../tests/postgres.ts'
import { openOrgScope } from '../db/org-scope.ts'
import { openStore, type StorePlace } from '../db/open.ts'
import type { OrgId } from '../kernel/model.ts'
import { orgLedgerHome } from '../ledger/home.ts'
import { startLedgers } from '../ledger/ledgers.ts'
import { writeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'

const now = '2026-11-22T12:00:00Z'
const id = 'org-a' as OrgId
const origin = 'example.org/ledger/a'

/** Adds products, each with its event, and waits until the log has them. */
async function work(place: StorePlace, names: readonly string[]): Promise<void> {
  const store = await openStore(place)
  const ledgers = startLedgers({
    db: store.db,
    settings: { dataDir: place.dataDir, isOffline: true },
    log: (entry) => console.error(entry),
  })
  const after = { wakeJobs: () => undefined, wakeLedger: ledgers.wake, recorded: ledgers.recorded }
  await store.db
    .insertInto('org')
    .values({ id, slug: 'a', name: 'A', ledger_origin: origin, is_sample: 0, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const org = (await openOrgScope({ store, clock: Date.now, after }, id))!
  for (const name of names) {
    await org.change(async (change) => {
      const row = { org_id: id, id: name, slug: name, name, created_at: now, archived_at: null }
      await change.db.insertInto('product').values(row).execute()
      await change.db
        .insertInto('blob')
        .values({ org_id: id, digest: name, bytes: Buffer.from([0, 255, 1]), created_at: now })
        .execute()
      change.record({
        type: 'assessment.started',
        actor: { kind: 'service', who: { name: 'test' } },
        product: name,
        data: { assessment: name },
      })
    })
  }
  await ledgers.stop()
  await store.close()
}

async function look(
  place: StorePlace,
): Promise<{ products: readonly string[]; blob: readonly number[]; events: number }> {
  const store = await openStore(place)
  const products = await store.db.selectFrom('product').select('slug').orderBy('slug').execute()
  const blob = await store.db.selectFrom('blob').select('bytes').executeTakeFirstOrThrow()
  const waiting = await store.db.selectFrom('outbox').select('seq').where('log_index', 'is', null).execute()
  expect(waiting).toEqual([])
  await store.close()
  const home = orgLedgerHome(place.dataDir, id, origin)
  const log = checkLedgerFolder({ dir: home.log.dir, seenPath: home.log.seenPath })
  expect(log.faults).toEqual([])
  const events = await checkEvents(home)
  expect(events.faults).toEqual([])
  return { products: products.map(({ slug }) => slug), blob: [...blob.bytes], events: Number(log.size) }
}

function backupPath(): string {
  return join(mkdtempSync(join(tmpdir(), 'occtet-backup-')), 'all.occtet')
}

describeStores('backup', (stores: StoreMaker) => {
  test('what was there is there again, in the same engine, and the ledger goes on', async () => {
    const place = await stores.place()
    await work(place, ['one', 'two'])
    const before = await look(place)
    const to = backupPath()
    const report = await writeBackup(place, { to, now })
    expect(report.files).toBeGreaterThan(5)
    expect(statSync(to).mode & 0o777).toBe(0o600)
    expect(readdirSync(place.dataDir).filter((name) => name.startsWith('copy-'))).toEqual([])

    const empty = await stores.place()
    const restored = await restoreBackup(empty, to)
    expect(restored).toMatchObject({
      ok: true,
      value: { createdAt: now, rows: report.rows, files: report.files },
    })
    expect(await look(empty)).toEqual(before)
    await work(empty, ['three'])
    const later = await look(empty)
    expect(later.products).toEqual(['one', 'three', 'two'])
    expect(later.events).toBe(before.events + 1)
  })

  test('an embedded database moves to this one', async () => {
    const embedded = { dataDir: mkdtempSync(join(tmpdir(), 'occtet-embedded-')), database: undefined }
    await work(embedded, ['one'])
    const to = backupPath()
    await writeBackup(embedded, { to, now })
    const place = await stores.place()
    expect((await restoreBackup(place, to)).ok).toBe(true)
    expect(await look(place)).toEqual(await look(embedded))
  })

  test('a place in use is left as it is', async () => {
    const place = await stores.place()
    await work(place, ['one'])
    const to = backupPath()
    await writeBackup(place, { to, now })
    expect(await restoreBackup(place, to)).toMatchObject({ ok: false, error: { code: 'PLACE_USED' } })
    expect((await look(place)).products).toEqual(['one'])
  })
})

async function freshBackup(): Promise<{ to: string; lines: string[] }> {
  const place = { dataDir: mkdtempSync(join(tmpdir(), 'occtet-embedded-')), database: undefined }
  await work(place, ['one'])
  const to = backupPath()
  await writeBackup(place, { to, now })
  return { to, lines: gunzipSync(readFileSync(to)).toString().trimEnd().split('\n') }
}

test.each([
  ['a changed row', (lines: string[]) => lines.map((line) => line.replace('"one"', '"two"'))],
  ['a missing row', (lines: string[]) => lines.filter((line) => !line.includes('"table":"product"'))],
  ['no end', (lines: string[]) => lines.slice(0, -1)],
  [
    'a path that leads out',
    (lines: string[]) => lines.map((line) => line.replace('"path":"secrets/', '"path":"secrets/../../')),
  ],
  [
    'a step that nobody knows',
    (lines: string[]) => lines.map((line) => line.replace('"001-core"', '"999-later"')),
  ],
  ['something else', () => ['hello']],
])('%s is refused, and nothing is written', async (_, change) => {
  const { to, lines } = await freshBackup()
  writeFileSync(to, gzipSync(change(lines).join('\n')))
  const empty = join(mkdtempSync(join(tmpdir(), 'occtet-empty-')), 'data')
  const restored = await restoreBackup({ dataDir: empty, database: undefined }, to)
  expect(restored.ok).toBe(false)
  expect(existsSync(empty)).toBe(false)
})

test('half a file is refused', async () => {
  const { to } = await freshBackup()
  writeFileSync(to, readFileSync(to).subarray(0, 900))
  const empty = join(mkdtempSync(join(tmpdir(), 'occtet-empty-')), 'data')
  expect(await restoreBackup({ dataDir: empty, database: undefined }, to)).toMatchObject({
    ok: false,
    error: { code: 'BACKUP_INVALID' },
  })
})
