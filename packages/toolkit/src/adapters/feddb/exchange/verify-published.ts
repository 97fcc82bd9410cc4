/** Checks a published folder offline (a mirror, a stick): signature, log, manifest, every segment. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../../base/index.ts'
import { findEntryFaults, findTileFaults } from '../../../translog/index.ts'
import { guard, names } from '../files.ts'
import { type VerifyReport, verifyManifest } from '../verify.ts'
import { ExchangeError } from './errors.ts'
import { openSigned, originOf } from './history.ts'
import { openSignedManifest } from './signed-manifest.ts'
import { CHECKPOINT, readLastEntry, readTiles } from './snapshot-log.ts'

export interface PublishedReport extends VerifyReport {
  readonly origin: string
  /** Snapshots in the log. */
  readonly snapshots: number
  readonly published: string
}

/** `keys`: those that the user trusts. Throws ExchangeError when the signature or the log does not hold. */
export async function verifyPublished(folder: string, keys: readonly string[]): Promise<PublishedReport> {
  const path = join(folder, CHECKPOINT)
  if (!existsSync(path))
    throw new ExchangeError('NOT_A_NODE', `${folder}: no checkpoint of a FedDB lies there`)
  const note = guard(path, () => readFileSync(path, 'utf8'))
  const here = { address: folder }
  const origin = originOf(here, note)
  const checkpoint = openSigned(here, note, { origin, keys })
  const read = readTiles(folder)
  const log = { size: checkpoint.size, root: checkpoint.root, read }
  const faults = [...findTileFaults(sha256, log), ...findEntryFaults(sha256, log)]
  const entry = readLastEntry(read, checkpoint.size)
  if (!entry.ok) throw new ExchangeError('TAMPERED', `${folder}: ${entry.error.message}`)
  const manifestPath = join(folder, names.manifests, entry.value.manifest)
  const text = guard(manifestPath, () => readFileSync(manifestPath, 'utf8'))
  const manifest = openSignedManifest(text, entry.value, manifestPath)
  const report = await verifyManifest(
    folder,
    manifest,
    faults.map(({ message }) => `the log: ${message}`),
  )
  return { ...report, origin, snapshots: Number(checkpoint.size), published: entry.value.time }
}
