/** Whether every public record of the log is in the package: a withdrawn key cannot be left out unnoticed. */
import { err, ok, type Result, sha256 } from '../../base/index.ts'
import { MAX_LEDGER_ENTRY_BYTES, parseLedgerEntry } from '../../ledger/index.ts'
import { hashLeaf, rootOf } from '../../translog/index.ts'
import { MAX_LEAVES, paths } from '../layout.ts'
import type { Check, InvalidReason, PackageFiles } from '../model.ts'
import { failed, type Fault, open, passed } from './checks.ts'
import type { OpenedLog } from './log.ts'

export interface Completeness {
  readonly check: Check
  /** All leaves are here, they are the tree that was signed, and none that everybody may read is missing. */
  readonly isComplete: boolean
  readonly reason?: InvalidReason
  readonly where?: string
}

/** `shown`: places of the public records in the package, each checked by itself. */
export function checkLeaves(
  files: PackageFiles,
  { newest }: OpenedLog,
  shown: ReadonlySet<bigint>,
): Completeness {
  const bytes = files.get(paths.leaves)
  if (bytes === undefined) {
    const fault = { code: 'LEAVES_ABSENT', message: 'the package does not carry all leaves of the log' }
    return { check: open('leaves', fault), isComplete: false }
  }
  const leaves = readLeaves(bytes)
  if (!leaves.ok) return wrong(leaves.error, { reason: 'FILE_CHANGED', where: paths.leaves })
  const root = rootOf(
    sha256,
    leaves.value.map((leaf) => hashLeaf(sha256, leaf)),
  )
  const isSigned = BigInt(leaves.value.length) === newest.size && areEqual(root, newest.root)
  if (!isSigned) {
    const message = 'the leaves in the package are not those that the log signed'
    return wrong({ code: 'LEAVES_DIFFER', message }, { reason: 'FILE_CHANGED', where: paths.leaves })
  }
  const readable = leaves.value.flatMap((leaf, at) => (isPublic(leaf) ? [BigInt(at)] : []))
  const missing = readable.find((index) => !shown.has(index))
  if (missing !== undefined) {
    const message = `record ${missing} is for everybody, and is not in the package`
    return wrong(
      { code: 'PUBLIC_RECORD_MISSING', message },
      { reason: 'FILE_MISSING', where: `keys/${missing}.json` },
    )
  }
  return {
    check: passed('leaves', { public: String(readable.length), size: String(newest.size) }),
    isComplete: true,
  }
}

function wrong(fault: Fault, told: { readonly reason: InvalidReason; readonly where: string }): Completeness {
  return { check: failed('leaves', fault), isComplete: false, ...told }
}

/** As an entry bundle of any length (C2SP tlog-tiles, "Log Entries"): two bytes of length, big end first, then the entry. */
export function readLeaves(bytes: Uint8Array): Result<readonly Uint8Array[], Fault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const leaves: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const length = at + 2 <= bytes.length ? view.getUint16(at) : 0
    const end = at + 2 + length
    if (
      length === 0 ||
      length > MAX_LEDGER_ENTRY_BYTES ||
      end > bytes.length ||
      leaves.length >= MAX_LEAVES
    ) {
      return err({ code: 'LEAVES_MALFORMED', message: `expected a leaf at byte ${at}` })
    }
    leaves.push(bytes.subarray(at + 2, end))
    at = end
  }
  return ok(leaves)
}

export function formatLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(leaves.reduce((sum, { length }) => sum + 2 + length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const leaf of leaves) {
    view.setUint16(at, leaf.length)
    bytes.set(leaf, at + 2)
    at += 2 + leaf.length
  }
  return bytes
}

/** What cannot be read is nobody's public record; the log's own check names it. */
function isPublic(leaf: Uint8Array): boolean {
  const entry = parseLedgerEntry(leaf)
  return entry.ok && entry.value.kind === 'public'
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
