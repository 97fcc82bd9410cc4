/** Evidence packages on disk: written as one file, opened and verified from one. */
import { readFileSync, statSync } from 'node:fs'
import { decodeUtf8, type Result } from '../../base/index.ts'
import {
  type PackageFiles,
  type PackageResult,
  packageLimits,
  readPackageZip,
  type VerifyOptions,
  verifyEvidencePackage,
  type ZipError,
} from '../../evidence-package/index.ts'
import { parsePemCertificates } from '../../timestamps/index.ts'
import { nodePlatform } from './platform.ts'

/** A file could not be read: nothing is said about what it holds. */
export class EvidenceFileError extends Error {
  readonly code: 'FILE_UNREADABLE' | 'POLICY_UNREADABLE' | 'CERTIFICATES_UNREADABLE'

  constructor(code: EvidenceFileError['code'], message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

export interface EvidenceFileOptions extends Pick<VerifyOptions, 'at' | 'logKey' | 'staleAfterDays'> {
  /** A tlog-policy that the reader got another way. */
  readonly policyPath?: string
  /** PEM certificates of time-stamping authorities that the reader trusts. */
  readonly anchorsPath?: string
}

/** An archive that is refused is a value: the package is bad, not the disk. Throws EvidenceFileError. */
export async function verifyEvidenceFile(
  path: string,
  { policyPath, anchorsPath, ...options }: EvidenceFileOptions,
): Promise<Result<PackageResult, ZipError>> {
  const policy = policyPath === undefined ? undefined : readText(policyPath, 'POLICY_UNREADABLE')
  const anchors = anchorsPath === undefined ? undefined : readAnchors(anchorsPath)
  const files = readEvidenceFile(path)
  if (!files.ok) return files
  const value = await verifyEvidencePackage(files.value, {
    ...options,
    platform: nodePlatform,
    ...(policy === undefined ? {} : { policy }),
    ...(anchors === undefined ? {} : { timestampAnchors: anchors }),
  })
  return { ok: true, value }
}

/** Throws EvidenceFileError; what the archive is worth is a value. */
export function readEvidenceFile(path: string): Result<PackageFiles, ZipError> {
  const size = guard('FILE_UNREADABLE', path, () => statSync(path).size)
  if (size > packageLimits.zipBytes) {
    const message = `expected at most ${packageLimits.zipBytes} bytes, found ${size}`
    return { ok: false, error: { code: 'ZIP_TOO_LARGE', message } }
  }
  return readPackageZip(new Uint8Array(guard('FILE_UNREADABLE', path, () => readFileSync(path))))
}

function readAnchors(path: string): readonly Uint8Array[] {
  const anchors = parsePemCertificates(readText(path, 'CERTIFICATES_UNREADABLE'))
  if (anchors.ok) return anchors.value
  throw new EvidenceFileError('CERTIFICATES_UNREADABLE', `${path}: ${anchors.error.message}`)
}

function readText(path: string, code: EvidenceFileError['code']): string {
  const text = decodeUtf8(guard(code, path, () => readFileSync(path)))
  if (text.ok) return text.value
  throw new EvidenceFileError(code, `${path}: expected UTF-8`)
}

function guard<T>(code: EvidenceFileError['code'], path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new EvidenceFileError(
      code,
      `${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    )
  }
}
