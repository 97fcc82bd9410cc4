/** The re-check of all releases in use: what ran out with the day, then packages of which the advisory data says something else. */
import { hasFeddb, openPrints, type RecheckStore, recheckProduct, renewState } from '@occtet/toolkit/adapters'
import { createPathFinder } from '@occtet/toolkit/inventory'
import type { FindingsReport } from '@occtet/toolkit/model'
import { readStored } from '../inventory/stored-json.ts'
import type { JobContext, JobKind, Kernel, OrgId, OrgScope } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import { readSummary } from '../products/view.ts'
import { dataOf, enqueueAnalysis, findById } from './analyse-job.ts'
import { openData } from './analyse.ts'
import type { StoredInventory } from './model.ts'
import { listLive } from './list-live.ts'
import { renewDay } from './renew-day.ts'
import { reviewsDigest } from './reviews.ts'
import { saveRematch } from './save-analysis.ts'
import type { Watched } from './watched.ts'

export const recheckKind = 'recheck'

export const recheckJob: JobKind = {
  kind: recheckKind,
  run: async (job) => {
    const ranOut = await renewDay(job)
    const place = dataOf(job)
    if (!hasFeddb(place.feddbDir)) return { looked: 0, changed: 0, ranOut }
    const { store } = openData(place)
    const prints = openPrints(place.feddbDir)
    try {
      const releases = await listLive(job.org)
      const reviews = reviewsDigest(store, place.reviewPolicy)
      let changed = 0
      for (const [at, id] of releases.entries()) {
        job.signal.throwIfAborted()
        job.progress('matching', at, releases.length)
        if (await recheckRelease(job, id, { store, prints, reviews })) changed++
      }
      return { looked: releases.length, changed, ranOut }
    } finally {
      prints.close()
      store.close()
    }
  },
}

/** Whether its findings were looked at anew. */
async function recheckRelease(job: JobContext, id: string, now: RecheckStore): Promise<boolean> {
  const { org } = job
  const found = await findById(org, id)
  const summary = found && (await readSummary(org, id))
  if (found === undefined || summary === undefined) return false
  if (summary.watch === undefined) {
    // It was matched with the advisories that ship with the program: now there is more.
    await org.change(async (change) => enqueueAnalysis(change, found))
    return true
  }
  const watched = await readStored<Watched>(org, summary.watch)
  const inventory = await readStored<StoredInventory>(org, found.release.inventory_digest)
  const findings = await readStored<FindingsReport>(org, found.release.findings_digest)
  if (watched === undefined || inventory === undefined || findings === undefined) return false
  const outcome = recheckProduct(
    {
      product: watched.product,
      content: () => ({ findings, inventory, records: watched.records }),
      pathsTo: (content) => createPathFinder(content.inventory, 10),
    },
    now,
  )
  const data = { root: now.store.snapshot.root, asOf: now.store.asOf, isThin: false }
  if (outcome.kind === 'unchanged') {
    await markSeen(org, found, data)
    return false
  }
  const product = { ...watched.product, ...renewState(watched.product, outcome.content, now) }
  const watch: Watched = { product, records: outcome.content.records }
  const { report } = outcome
  await org.change(async (change) =>
    saveRematch(org, change, { found, report, inventory, data, watch, now: job.now() }),
  )
  return true
}

/** Nothing is said anew of its packages, so that what was found holds for the new data too. */
async function markSeen(
  org: OrgScope,
  { release }: FoundRelease,
  { root, asOf }: { readonly root: string; readonly asOf: string },
): Promise<void> {
  if (release.feddb_root === root && release.feddb_as_of === asOf) return
  await org.change(async (change) =>
    change.db
      .updateTable('release')
      .set({ feddb_root: root, feddb_as_of: asOf })
      .where('org_id', '=', org.id)
      .where('id', '=', release.id)
      .execute(),
  )
}

/** Asks for a re-check of every organisation but the sample; one that waits already is enough. */
export async function askForRechecks(kernel: Kernel): Promise<void> {
  const orgs = await kernel.db
    .selectFrom('org')
    .select('id')
    .where('is_sample', '=', 0)
    .orderBy('id')
    .execute()
  for (const { id } of orgs) {
    const org = await kernel.openOrg(id as OrgId)
    await org?.change(async (change) => change.enqueue({ kind: recheckKind, input: null, key: recheckKind }))
  }
}
