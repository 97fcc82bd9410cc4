/** Proof of a fork in a file of its own, for whoever has to be convinced. */
import { join } from 'node:path'
import { sha256, sha256Hex } from '../../../base/index.ts'
import {
  formatSplitView,
  formatVerifierKey,
  openCheckpoint,
  type SplitView,
  type Verifier,
  verifySplitView,
} from '../../../translog/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { replaceFile } from '../store.ts'

export interface EvidencePlace {
  readonly disk: LedgerDisk
  readonly dir: string
  readonly origin: string
  readonly verifiers: readonly Verifier[]
}

/** Durable when it returns; gives the file's name, the same for the same fork. Writes nothing that does not convince. */
export async function writeEvidence(
  { disk, dir, origin, verifiers }: EvidencePlace,
  evidence: SplitView,
): Promise<string> {
  const proven = verifySplitView(sha256, evidence, (note) => openCheckpoint(note, origin, verifiers))
  if (!proven.ok) throw new Error(`evidence that proves nothing: ${proven.error.message}`)
  const { older, newer } = proven.value
  const verifierKeys = verifiers
    .filter(({ key }) => key.name === origin)
    .map(({ key }) => formatVerifierKey(key))
  // Of two trees of one size, either may be called the older one.
  const texts = [older.note.text, newer.note.text].sort()
  const name = `fork-${sha256Hex(texts.join('\n')).slice(0, 16)}.json`
  const path = join(dir, name)
  if (disk.read(path) === undefined) {
    await replaceFile(disk, { path, bytes: Buffer.from(formatSplitView({ ...evidence, verifierKeys })) })
  }
  return name
}
