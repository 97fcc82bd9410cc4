/** Attestation bundles: `<artefact>.intoto.jsonl`, one envelope a line (in-toto attestation framework, spec/v1/bundle.md). */
import { err, ok, type Result } from '../base/index.ts'
import { type DsseEnvelope, formatEnvelope, MAX_ENVELOPE_CHARACTERS, parseEnvelope } from './dsse.ts'

export interface BundleLine {
  /** From 1. */
  readonly line: number
  readonly envelope: Result<DsseEnvelope, BundleLineError>
}

export interface BundleLineError {
  readonly code: string
  readonly message: string
}

export interface BundleError {
  readonly code: 'BUNDLE_TOO_LARGE' | 'BUNDLE_NOT_UTF8'
  readonly message: string
}

const MAX_BUNDLE_BYTES = 256 * 1024 * 1024
const MAX_LINES = 10_000

export const BUNDLE_SUFFIX = '.intoto.jsonl'

/** Lines stand alone: a broken one is told, the others are read. Empty lines are skipped. Order means nothing. */
export function parseBundle(bytes: Uint8Array): Result<readonly BundleLine[], BundleError> {
  if (bytes.length > MAX_BUNDLE_BYTES) {
    return err({ code: 'BUNDLE_TOO_LARGE', message: `expected at most ${MAX_BUNDLE_BYTES} bytes` })
  }
  const text = decode(bytes)
  if (text === undefined) return err({ code: 'BUNDLE_NOT_UTF8', message: 'expected valid UTF-8' })
  const lines = text.split('\n').map((line, index) => ({ line: index + 1, text: line.trim() }))
  const filled = lines.filter((line) => line.text !== '')
  if (filled.length > MAX_LINES) {
    return err({ code: 'BUNDLE_TOO_LARGE', message: `expected at most ${MAX_LINES} lines` })
  }
  return ok(filled.map(({ line, text: envelope }) => ({ line, envelope: parseEnvelope(envelope) })))
}

/** Canonical lines, each envelope once, in the order given. */
export function formatBundle(envelopes: readonly DsseEnvelope[]): string {
  const lines = [...new Set(envelopes.map(formatEnvelope))]
  const tooLong = lines.find((line) => line.length > MAX_ENVELOPE_CHARACTERS)
  if (tooLong !== undefined) throw new Error(`an envelope of ${tooLong.length} characters fits in no bundle`)
  return lines.map((line) => `${line}\n`).join('')
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
