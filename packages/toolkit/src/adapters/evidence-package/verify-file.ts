/** Evidence packages on disk: opened and verified from one file. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Result } from '../../base/index.ts'
import {
  type PackageFiles,
  type PackageResult,
  packageLimits,
  readPackageZip,
  refusePackage,
  type VerifyOptions,
  verifyEvidencePackage,
  type ZipError,
} from '../../evidence-package/index.ts'
import { nodePlatform } from './platform.ts'

/** A file could not be read: nothing is said about what it holds. */
export class EvidenceFileError extends Error {
  readonly code = 'FILE_UNREADABLE'

  constructor(path: string, cause: unknown) {
    super(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

export interface EvidenceFileOptions
  extends Omit<VerifyOptions, 'platform' | 'artefacts' | 'withoutArtefacts'> {
  /** Paths of documents that the reader has. */
  readonly artefacts?: readonly string[]
}

/** The same answer as the page gives. Throws EvidenceFileError for a file of the reader; a bad archive is an answer. */
export async function verifyEvidenceFile(
  path: string,
  { artefacts = [], ...options }: EvidenceFileOptions,
): Promise<PackageResult> {
  const given = artefacts.map((file) => ({ name: basename(file), bytes: readBytes(file) }))
  const files = readEvidenceFile(path)
  if (!files.ok) return refusePackage(files.error, options)
  return await verifyEvidencePackage(files.value, { ...options, artefacts: given, platform: nodePlatform })
}

/** Throws EvidenceFileError; what the archive is worth is a value. */
export function readEvidenceFile(path: string): Result<PackageFiles, ZipError> {
  const size = guard(path, () => statSync(path).size)
  if (size > packageLimits.zipBytes) {
    const message = `expected at most ${packageLimits.zipBytes} bytes, found ${size}`
    return { ok: false, error: { code: 'ZIP_TOO_LARGE', message } }
  }
  return readPackageZip(readBytes(path))
}

function readBytes(path: string): Uint8Array {
  return new Uint8Array(guard(path, () => readFileSync(path)))
}

function guard<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new EvidenceFileError(path, cause)
  }
}
