/** The FedDB that all pages of one server read: opened once, renewed when a newer snapshot is there, curated by reviewers. */
import { hasFeddb, openFeddb } from '@occtet/toolkit/adapters'
import { type AdvisoryStore, openStarterSet } from '@occtet/toolkit/advisories'
import { reviewPolicyPath, withReviews } from '../analysis/reviews.ts'
import { StoreLease } from '../feddb/index.ts'
import type { Kernel } from '../kernel/model.ts'

const leases = new WeakMap<Kernel, StoreLease>()

/** What is asked while nothing was ever loaded: it knows of nobody, and says so. */
export type Loaded = 'feddb' | 'nothing'

/**
 * One snapshot for all of `work`. Without a FedDB the store is the starter set, which is too small to prove anything.
 * Trusted: whoever can write the FedDB's folder decides which advisories exist.
 */
export async function withStore<T>(
  kernel: Kernel,
  work: (store: AdvisoryStore, loaded: Loaded) => Promise<T> | T,
): Promise<T> {
  const loaded: Loaded = hasFeddb(kernel.settings.feddbDir) ? 'feddb' : 'nothing'
  if (loaded === 'nothing') {
    return work(starterOf(kernel), loaded)
  }
  return leaseOf(kernel).use(async (store) => work(withReviews(store, reviewPolicyPath(kernel)), loaded))
}

/** When the server stops. */
export function closeStore(kernel: Kernel): void {
  leases.get(kernel)?.close()
  leases.delete(kernel)
}

export function clockOf(kernel: Kernel): () => number {
  return () => Date.parse(kernel.now())
}

const starters = new WeakMap<Kernel, AdvisoryStore>()

/** It ships with the program and never changes: read once. */
function starterOf(kernel: Kernel): AdvisoryStore {
  const store = starters.get(kernel) ?? openStarterSet(clockOf(kernel), kernel.settings.maxAgeDays)
  starters.set(kernel, store)
  return store
}

function leaseOf(kernel: Kernel): StoreLease {
  const known = leases.get(kernel)
  if (known !== undefined) return known
  const { feddbDir, maxAgeDays } = kernel.settings
  const lease = new StoreLease({
    openStore: () => openFeddb(feddbDir, clockOf(kernel), maxAgeDays),
    snapshotDir: feddbDir,
  })
  leases.set(kernel, lease)
  return lease
}
