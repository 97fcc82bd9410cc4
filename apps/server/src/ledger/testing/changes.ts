/** A process that changes things as fast as it can, until it is killed: each change a row and its event. */
import { randomUUID } from 'node:crypto'
import { openOrgScope } from '../../db/org-scope.ts'
import { openStore } from '../../db/open.ts'
import type { OrgId } from '../../kernel/model.ts'
import { startLedgers } from '../ledgers.ts'

const [dataDir = '', database = ''] = process.argv.slice(2)
const orgs = ['org-a', 'org-b'] as OrgId[]

const store = await openStore({ dataDir, database: database === '' ? undefined : database })
const ledgers = startLedgers({
  db: store.db,
  settings: { dataDir, isOffline: true },
  log: (entry) => process.stderr.write(`${JSON.stringify(entry)}\n`),
  interval: 200,
})
const after = { wakeJobs: () => undefined, wakeLedger: ledgers.wake, recorded: ledgers.recorded }

async function work(id: OrgId): Promise<never> {
  const org = await openOrgScope({ store, clock: Date.now, after }, id)
  if (org === undefined) throw new Error('no organisation')
  for (;;) {
    const product = randomUUID()
    const { recorded } = await org.change(async (change) => {
      const created_at = new Date().toISOString()
      const row = { org_id: org.id, id: product, slug: product, name: 'x', created_at, archived_at: null }
      await change.db.insertInto('product').values(row).execute()
      change.record({
        type: 'assessment.started',
        actor: { kind: 'service', who: { name: 'test' } },
        product,
        data: { assessment: product },
      })
    })
    // Acknowledged: from here on it may not be lost.
    process.stdout.write(`changed ${org.id} ${product}\n`)
    const { state } = await recorded()
    if (state === 'recorded') process.stdout.write(`recorded ${org.id} ${product}\n`)
  }
}

await Promise.all(orgs.flatMap((id) => [work(id), work(id)]))
