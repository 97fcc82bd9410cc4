/** Re-check of watched products after an update of the data: what is new, gone or changed, each with its cause. */
import {
  listWatched,
  openFeddb,
  openPrints,
  type Prints,
  readContent,
  type RecheckOutcome,
  recheckProduct,
  type RecheckStore,
  renewState,
  renewWatched,
  type WatchedProduct,
  WatchError,
  watchIdOf,
  writeWatched,
} from '@occtet/toolkit/adapters'
import { createPathFinder } from '@occtet/toolkit/inventory'
import type { Comparison } from '@occtet/toolkit/matching'
import { clockOf } from './advisory-data.ts'
import { type Context, privateFolder } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { withReviews } from './reviews.ts'
import { reviewsDigest } from './watch.ts'

export interface RecheckWishes {
  /** Folders of products; empty for all that are watched. */
  readonly dirs: readonly string[]
  /** Folder of the FedDB. */
  readonly db: string
  readonly maxAgeDays: number
}

interface Named {
  readonly id: string
  readonly name: string
  readonly dir: string
  /** RFC 3339: the run that this one is compared with. */
  readonly since: string
}

export type ProductRecheck =
  | (Named & { readonly status: 'unchanged' })
  /** `matched`: components that were matched again. */
  | (Named & { readonly status: 'matched'; readonly matched: number } & Comparison)
  | { readonly status: 'unreadable'; readonly code: string; readonly message: string }

export interface RecheckReport {
  readonly schema: 'urn:occtet:schema:recheck:1'
  /** Of the newest source. */
  readonly asOf: string
  /** Root of the snapshot. */
  readonly root: string
  readonly products: readonly ProductRecheck[]
}

/** What was found is kept, so that the next re-check tells only what is new since. Throws where nothing, or one of the folders, is not watched. */
export function recheckProducts(context: Context, wishes: RecheckWishes): RecheckReport {
  const home = privateFolder(context)
  const chosen = chooseProducts(home, wishes.dirs)
  const plain = openFeddb(wishes.db, clockOf(context), wishes.maxAgeDays)
  let prints: Prints | undefined
  try {
    prints = openPrints(wishes.db)
    const store = withReviews(context, plain)
    const state: RecheckStore = { store, prints, reviews: reviewsDigest(context, store) }
    const products = chosen.map((one) =>
      one.ok ? recheckOne(context, { home, product: one.value, state }) : toUnreadable(one.error),
    )
    return { schema: 'urn:occtet:schema:recheck:1', asOf: store.asOf, root: prints.root, products }
  } finally {
    prints?.close()
    plain.close()
  }
}

type Listed = ReturnType<typeof listWatched>

function chooseProducts(home: string, dirs: readonly string[]): Listed {
  const watched = listWatched(home)
  if (watched.length === 0) throw notWatched('no product is watched', 'Check one first: occtet check DIR')
  if (dirs.length === 0) return watched
  return dirs.map((dir) => {
    const id = watchIdOf(dir)
    const found = watched.find((one) => one.ok && one.value.id === id)
    if (found === undefined) throw notWatched(`${dir} is not watched`, `Check it first: occtet check ${dir}`)
    return found
  })
}

function notWatched(message: string, hint: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.inputUnreadable, code: 'NOT_WATCHED', message, hint })
}

interface Work {
  readonly home: string
  readonly product: WatchedProduct
  readonly state: RecheckStore
}

function recheckOne(context: Context, { home, product, state }: Work): ProductRecheck {
  try {
    const outcome = recheckProduct(
      {
        product,
        content: () => readContent(home, product),
        pathsTo: ({ inventory }) => createPathFinder(inventory, 10),
      },
      state,
    )
    keep(context, { home, product, state }, outcome)
    const { id, name, dir, checkedAt } = product
    const named: Named = { id, name, dir, since: checkedAt }
    return outcome.kind === 'unchanged'
      ? { ...named, status: 'unchanged' }
      : { ...named, status: 'matched', matched: outcome.matched.length, ...outcome.comparison }
  } catch (cause) {
    // Of one product: the others are still looked at.
    if (cause instanceof WatchError && cause.code === 'WATCH_UNREADABLE') return toUnreadable(cause)
    throw cause
  }
}

function keep(context: Context, { home, product, state }: Work, outcome: RecheckOutcome): void {
  if (outcome.kind === 'matched') {
    const renewed = { ...renewState(product, outcome.content, state), checkedAt: context.now() }
    writeWatched(home, renewed, outcome.content)
    return
  }
  // Nothing is said anew of its packages, so that their digests hold for the new snapshot too.
  if (product.root !== state.prints.root) {
    const { root, layers } = state.prints
    renewWatched(home, { ...product, root, layers })
  }
}

function toUnreadable({ code, message }: WatchError): ProductRecheck {
  return { status: 'unreadable', code, message }
}
