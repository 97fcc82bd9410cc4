/** The manifest that a node signed, checked against the entry of its log. */
import { type Manifest, parseManifest, type SnapshotEntry } from '../../../advisories/index.ts'
import { sha256Hex } from '../../../base/index.ts'
import { ExchangeError } from './errors.ts'

/** `where`: for people. Throws ExchangeError TAMPERED unless the text is the one whose digest stands in the log. */
export function openSignedManifest(text: string, entry: SnapshotEntry, where: string): Manifest {
  if (sha256Hex(text) !== entry.digest) {
    throw new ExchangeError('TAMPERED', `${where} is not the manifest that the node signed`)
  }
  const manifest = parseManifest(text, entry.manifest)
  if (!manifest.ok) throw new ExchangeError('TAMPERED', `${where}: ${manifest.error.message}`)
  if (manifest.value.root !== entry.root) {
    throw new ExchangeError('TAMPERED', `${where} has another root than the node signed`)
  }
  return manifest.value
}
