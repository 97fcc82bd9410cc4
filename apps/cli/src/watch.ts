/** After a check: the product goes on the list of those that a re-check looks at. */
import {
  openPrints,
  type Prints,
  readReviewPolicy,
  readStatements,
  watchProduct,
} from '@occtet/toolkit/adapters'
import { ALL_REVIEWS, type AdvisoryStore } from '@occtet/toolkit/advisories'
import { sha256Hex } from '@occtet/toolkit/base'
import type { FindingsReport, Inventory, Purl } from '@occtet/toolkit/model'
import type { AdvisoryData } from './advisory-data.ts'
import { select } from './commands/inventory.ts'
import { type Context, feddbFolder, privateFolder } from './context.ts'
import { plain } from './layout.ts'
import { embargoFolder, reviewPolicyPath } from './reviews.ts'

export interface Watching {
  readonly dir: string
  /** The whole one. */
  readonly inventory: Inventory
  /** `--production`: development dependencies are left out. */
  readonly production: boolean
  readonly findings: FindingsReport
  readonly data: AdvisoryData
  /** `--db`. */
  readonly db: string | undefined
}

/**
 * The starter set gets no updates, so nothing is watched on it. A list that cannot be written is said, and stops nothing:
 * the check itself is done.
 */
export function rememberCheck(context: Context, watching: Watching): void {
  const { dir, inventory, production, findings: report, data, db } = watching
  if (data.kind !== 'feddb') return
  let prints: Prints | undefined
  try {
    prints = openPrints(feddbFolder(context, db))
    // Somebody imported meanwhile: what was matched is not what the digests would say.
    if (prints.root !== data.store.snapshot.root) return
    const reviews = reviewsDigest(context, data.store)
    watchProduct(
      privateFolder(context),
      { dir, inventory, excluded: leftOut(inventory, production), report, now: context.now(), reviews },
      { store: data.store, prints },
    )
  } catch (cause) {
    const isDisk = cause instanceof Error && ['CaseStoreError', 'WatchError'].includes(cause.name)
    if (!isDisk) throw cause
    context.say(`not watched for updates: ${plain(cause.message)}\n`)
  } finally {
    prints?.close()
  }
}

function leftOut(inventory: Inventory, production: boolean): readonly Purl[] {
  const kept = new Set(
    select(inventory, { firstParty: false, production }).components.map(({ purl }) => purl),
  )
  const others = inventory.components.filter(({ purl, isFirstParty }) => !isFirstParty && !kept.has(purl))
  return others.map(({ purl }) => purl)
}

/** Over whom this machine listens to, and all they said; empty where it listens to nobody. */
export function reviewsDigest(context: Context, store: Pick<AdvisoryStore, 'signalsOf'>): string {
  const policy = readReviewPolicy(reviewPolicyPath(context))
  if (policy === undefined || policy.reviewers.length === 0) return ''
  const said = store.signalsOf(ALL_REVIEWS).map(({ digest }) => digest)
  return sha256Hex(JSON.stringify([policy, said.sort(), readStatements(embargoFolder(context))]))
}
