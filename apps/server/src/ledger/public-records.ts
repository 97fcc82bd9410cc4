/** The page that checks files, with the records of those that a product has published in it: it asks nobody, and neither does its reader. */
import { buildEvidencePackage, paths } from '@occtet/toolkit/evidence-package'
import type { StoredEvent } from '@occtet/toolkit/adapters'
import { listPublic, policyOf, toRecord } from './package.ts'
import { isPrivate } from './rows.ts'
import type { LedgerView } from './view.ts'

export interface PublicRecords {
  readonly product: string
  /** SHA-256 of all files that were ever published, lower-case hex. Records that name none of them stay inside. */
  readonly digests: ReadonlySet<string>
  readonly now: string
  /** The page that checks packages. */
  readonly page: string
}

/** Kinds of records that say that something was published, or taken back. */
const types: readonly string[] = ['advisory.published', 'vex.issued', 'document.issued', 'config.changed']
/** A page that is larger helps nobody: the newest count. */
const MOST = 500

/** Undefined where it cannot be laid out. Names of people stay digests; the keys of the log come along. */
export function fillVerifierPage(
  view: LedgerView,
  { product, digests, now, page }: PublicRecords,
): string | undefined {
  const life = listPublic(view)
  const events = choosePublished(view, product, digests).filter((index) => !life.includes(index))
  const built = buildEvidencePackage({
    createdAt: now,
    title: product,
    policy: policyOf(view),
    checkpoint: view.note,
    olderCheckpoints: [],
    records: [...life, ...events].map((index) => toRecord(view, index)),
    attestations: [],
    timestamps: [],
    artefacts: [],
    page,
  })
  const bytes = built.ok ? built.value.get(paths.page) : undefined
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

/** Oldest first; of too many the newest. */
function choosePublished(
  { source, checkpoint }: LedgerView,
  product: string,
  digests: ReadonlySet<string>,
): readonly bigint[] {
  const found: bigint[] = []
  let cursor: bigint | undefined
  do {
    const page = source.events({
      order: 'newest',
      limit: 1000,
      product,
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(
      ...page.events
        .filter((stored) => stored.index < checkpoint.size && isPublished(stored, digests))
        .map(({ index }) => index),
    )
    cursor = page.next
  } while (cursor !== undefined && found.length < MOST)
  return found.slice(0, MOST).toReversed()
}

/** Every digest in it is one of a published file: nothing else is told along with it. */
function isPublished(stored: StoredEvent, digests: ReadonlySet<string>): boolean {
  if (!('event' in stored) || isPrivate(stored)) return false
  const { type, subject } = stored.event
  return (
    types.includes(type) &&
    subject.length > 0 &&
    subject.every(({ digest: { sha256 } }) => sha256 !== undefined && digests.has(sha256))
  )
}
