/** Which advisories a run rests on: the FedDB, else the starter set, and what was said about it. */
import { createInterface } from 'node:readline/promises'
import { hasFeddb, openFeddb } from '@occtet/toolkit/adapters'
import {
  type AdvisoryStore,
  DEFAULT_MAX_AGE_DAYS,
  openStarterSet,
  osvEcosystemsOf,
} from '@occtet/toolkit/advisories'
import type { Inventory } from '@occtet/toolkit/model'
import { splitPurl } from '@occtet/toolkit/model'
import { type Context, feddbFolder } from './context.ts'
import { numberOption, type Options, textOption } from './options.ts'
import { withReviews } from './reviews.ts'

export interface AdvisoryData {
  readonly kind: 'feddb' | 'starter-set'
  readonly store: AdvisoryStore
}

export interface DataWishes {
  readonly db: string | undefined
  readonly maxAgeDays: number
  readonly isOffline: boolean
  readonly download: boolean
  readonly mirror: string | undefined
}

/** OSV ecosystems of the third-party components, sorted: what a download has to fetch. */
export function ecosystemsIn(inventory: Inventory): readonly string[] {
  const types = new Set(
    inventory.components
      .filter((component) => !component.isFirstParty)
      .map(({ purl }) => splitPurl(purl).type),
  )
  return [...new Set([...types].flatMap((type) => osvEcosystemsOf(type)))].sort()
}

export async function openAdvisoryData(
  context: Context,
  inventory: Inventory,
  wishes: DataWishes,
): Promise<AdvisoryData> {
  const folder = feddbFolder(context, wishes.db)
  if (!hasFeddb(folder) || wishes.download) await offerDownload(context, { folder, inventory, wishes })
  if (hasFeddb(folder)) {
    const store = openFeddb(folder, clockOf(context), wishes.maxAgeDays)
    return { kind: 'feddb', store: withReviews(context, store) }
  }
  return { kind: 'starter-set', store: openStarterSet(clockOf(context), wishes.maxAgeDays) }
}

/** What this machine has, by `--db` and `--max-age`; nothing is fetched. */
export async function openLocalData(
  context: Context,
  inventory: Inventory,
  options: Options,
): Promise<AdvisoryData> {
  return openAdvisoryData(context, inventory, {
    db: textOption(options, 'db'),
    maxAgeDays: numberOption(options, 'maxAge') ?? DEFAULT_MAX_AGE_DAYS,
    isOffline: true,
    download: false,
    mirror: undefined,
  })
}

export function clockOf(context: Context): () => number {
  return () => Date.parse(context.now())
}

interface Offer {
  readonly folder: string
  readonly inventory: Inventory
  readonly wishes: DataWishes
}

async function offerDownload(context: Context, offer: Offer): Promise<void> {
  const { wishes, folder } = offer
  const ecosystems = ecosystemsIn(offer.inventory)
  if (wishes.isOffline || ecosystems.length === 0) return
  if (!wishes.download && !(await agrees(context, ecosystems))) return
  const { syncOsv } = await import('./sync.ts')
  await syncOsv(context, { folder, ecosystems, mirror: wishes.mirror })
}

/** Nothing goes over the network unasked: without a terminal the user asks with --download or `db sync`. */
async function agrees(context: Context, ecosystems: readonly string[]): Promise<boolean> {
  const names = ecosystems.join(', ')
  if (!context.isInteractive) {
    context.say(
      `No FedDB on this machine. To fetch the public OSV data for ${names}: occtet check --download\n`,
    )
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(
    `No FedDB on this machine. Fetch the public OSV data for ${names}? [Y/n] `,
  )
  terminal.close()
  return /^(y|yes|j|ja)?$/i.test(answer.trim())
}
