/** `<artefact>.intoto.jsonl` on disk. */
import { readFileSync, statSync } from 'node:fs'
import { type BundleLine, type DsseEnvelope, formatBundle, parseBundle } from '../../attestations/index.ts'
import { limits } from '../../base/index.ts'
import { placeDurably } from '../cases-files.ts'
import type { Announcement } from '../outbox/index.ts'
import { AttestationFileError, toFileError } from './errors.ts'

/** Undefined where there is no file. Lines that are no envelope are among the answers. */
export function readBundleFile(path: string): readonly BundleLine[] | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  if (stat.size > limits.fileBytes) {
    throw new AttestationFileError('FILE_UNREADABLE', `${path}: expected at most ${limits.fileBytes} bytes`)
  }
  const lines = parseBundle(readBytes(path))
  if (!lines.ok) throw new AttestationFileError('BUNDLE_BROKEN', `${path}: ${lines.error.message}`)
  return lines.value
}

/**
 * Adds envelopes that are not there yet; the file is replaced as a whole, durably, or stays as it was. What is announced is
 * recorded exactly if the file comes to its place.
 */
export function addToBundleFile(
  path: string,
  envelopes: readonly DsseEnvelope[],
  announcement?: Announcement,
): void {
  const known = (readBundleFile(path) ?? []).map(({ line, envelope }) => {
    if (envelope.ok) return envelope.value
    const message = `${path}, line ${line}: ${envelope.error.message}`
    throw new AttestationFileError('BUNDLE_BROKEN', message)
  })
  const text = formatBundle([...known, ...envelopes])
  try {
    placeDurably(path, text, { mode: 0o644, announcement })
  } catch (cause) {
    throw toFileError('FILE_UNWRITABLE', path, cause)
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw toFileError('FILE_UNREADABLE', path, cause)
  }
}
