/** An evidence package of the log, or of one product: one file that others check without this server. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packEvidence } from '@occtet/toolkit/adapters'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { buildEvidencePackage, MAX_LEAVES, type RecordPart } from '@occtet/toolkit/evidence-package'
import { parseLedgerEntry, type SealedEvent } from '@occtet/toolkit/ledger'
import { policyPath } from './home.ts'
import { isPrivate } from './rows.ts'
import type { LedgerView } from './view.ts'

/** More would be no package but a copy of the log. */
const MOST_EVENTS = 5000

export interface PackageError {
  readonly code: 'TOO_MANY_EVENTS'
  readonly message: string
}

export interface PackageWish {
  /** Absent: events of every product. */
  readonly product: string | undefined
  /** RFC 3339. */
  readonly now: string
}

/**
 * Keys and the life of the log come along by themselves. Left out: what concerns a case or is kept back, and the names of
 * people, which stay digests. Proofs lead to the checkpoint of `view`.
 */
export function makePackage(
  view: LedgerView,
  { product, now }: PackageWish,
): Result<Uint8Array, PackageError> {
  const life = listPublic(view)
  const events = chooseEvents(view, product).filter((index) => !life.includes(index))
  if (events.length > MOST_EVENTS) {
    return err({ code: 'TOO_MANY_EVENTS', message: `more than ${MOST_EVENTS} events: choose a product` })
  }
  const { size } = view.checkpoint
  const page = verifierPage()
  const built = buildEvidencePackage({
    createdAt: now,
    title: `${product ?? view.source.origin}: ${events.length} ${events.length === 1 ? 'record' : 'records'}, ${life.length} of the log`,
    policy: policyOf(view),
    checkpoint: view.note,
    olderCheckpoints: [],
    ...(size > BigInt(MAX_LEAVES) ? {} : { leaves: [...view.log.entries(view.checkpoint, 0n, size)] }),
    records: [...life, ...events].map((index) => toRecord(view, index)),
    attestations: [],
    timestamps: [],
    artefacts: [],
    ...(page === undefined ? {} : { page }),
  })
  if (!built.ok) throw new Error(`a package of our own: ${built.error.message}`)
  return ok(packEvidence(built.value))
}

/** What the organisation asks of its witnesses; without any, its own key alone. */
export function policyOf({ home, key }: LedgerView): string {
  const path = policyPath(home)
  return existsSync(path) ? readFileSync(path, 'utf8') : `log ${key}\nquorum none\n`
}

/** One too many at most: that tells that there are more. */
function chooseEvents({ source }: LedgerView, product: string | undefined): readonly bigint[] {
  const found: bigint[] = []
  let cursor: bigint | undefined
  do {
    const page = source.events({
      order: 'oldest',
      limit: 1000,
      ...(product === undefined ? {} : { product }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...page.events.filter((stored) => !isPrivate(stored)).map(({ index }) => index))
    cursor = page.next
  } while (cursor !== undefined && found.length <= MOST_EVENTS + MAX_LEAVES)
  return found
}

/** From the log itself: an older vault may not know all of it. */
export function listPublic({ log, checkpoint }: LedgerView): readonly bigint[] {
  return [...log.entries(checkpoint, 0n, checkpoint.size)].flatMap((entry, at) =>
    isPublicEntry(entry) ? [BigInt(at)] : [],
  )
}

function isPublicEntry(entry: Uint8Array): boolean {
  const parsed = parseLedgerEntry(entry)
  return parsed.ok && parsed.value.kind === 'public'
}

export function toRecord({ source, log }: LedgerView, index: bigint): RecordPart {
  const { entry, proof } = log.prove(index)
  if (isPublicEntry(entry)) return { kind: 'public', index, entry, proof }
  const sealed = source.open(index)
  if (sealed === undefined) return { kind: 'closed', index, entry, proof }
  const { envelope, salt } = sealed
  return { kind: 'event', index, envelope, salt, disclosures: keptOf(sealed), proof }
}

/** The name of a program is not personal. */
function keptOf({ event, disclosures }: SealedEvent): SealedEvent['disclosures'] {
  return event.actor.kind === 'service' ? disclosures.filter(({ name }) => name === 'actor') : []
}

/** Beside the built program; undefined in a run from the sources: the package is then checked with `occtet ledger verify`. */
function verifierPage(): string | undefined {
  for (const place of ['./verify.html', '../verify.html']) {
    const path = fileURLToPath(new URL(place, import.meta.url))
    if (existsSync(path)) return readFileSync(path, 'utf8')
  }
  return undefined
}
