/** The file form of split-view evidence: JSON that anybody can store, send and check years later. */
import { err, formatCanonicalJson, ok, parseJson, type Result } from '../../base/index.ts'
import { formatBase64, parseBase64 } from '../bytes.ts'
import { HASH_BYTES } from '../hashing.ts'
import type { SplitView } from './split-view.ts'

export interface SplitViewFile extends SplitView {
  /** Keys of the log, as text (C2SP signed-note); a hint: use those that you trust, or check these by other means. */
  readonly verifierKeys: readonly string[]
}

export interface SplitViewFileError {
  readonly code: 'SPLIT_VIEW_MALFORMED'
  readonly message: string
}

const FORMAT = 'occtet-split-view/v1'
const MAX_FILE_LETTERS = 512 * 1024
const MAX_HASHES = 63

export function formatSplitView({ older, newer, otherRoot, proof, verifierKeys }: SplitViewFile): string {
  const file = {
    format: FORMAT,
    verifierKeys: [...verifierKeys],
    checkpointA: older,
    checkpointB: newer,
    otherRoot: formatBase64(otherRoot),
    consistencyProof: proof.map(formatBase64),
  }
  return `${formatCanonicalJson(file)}\n`
}

/** At most 512 Ki letters. What it gives is unchecked: `verifySplitView` decides. */
export function parseSplitView(text: string): Result<SplitViewFile, SplitViewFileError> {
  if (text.length > MAX_FILE_LETTERS) return malformed(`at most ${MAX_FILE_LETTERS} letters`)
  const parsed = parseJson(text)
  const file = parsed.ok ? toMembers(parsed.value.value) : undefined
  if (file?.['format'] !== FORMAT) return malformed(`JSON of format ${FORMAT}`)
  const otherRoot = toHash(file['otherRoot'])
  const proof = toHashes(file['consistencyProof'])
  if (otherRoot === undefined || proof === undefined) {
    return malformed(`otherRoot and at most ${MAX_HASHES} hashes of consistencyProof in base64`)
  }
  const { verifierKeys, checkpointA, checkpointB } = file
  if (!isTexts(verifierKeys) || typeof checkpointA !== 'string' || typeof checkpointB !== 'string') {
    return malformed('verifierKeys, checkpointA and checkpointB as text')
  }
  return ok({ verifierKeys, older: checkpointA, newer: checkpointB, otherRoot, proof })
}

type Members = Readonly<Record<string, unknown>>

function toMembers(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null ? (value as Members) : undefined
}

function toHashes(texts: unknown): readonly Uint8Array[] | undefined {
  if (!isTexts(texts) || texts.length > MAX_HASHES) return undefined
  const hashes = texts.map(toHash).filter((hash) => hash !== undefined)
  return hashes.length === texts.length ? hashes : undefined
}

function toHash(text: unknown): Uint8Array | undefined {
  const bytes = typeof text === 'string' ? parseBase64(text) : undefined
  return bytes?.length === HASH_BYTES ? bytes : undefined
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function malformed(expected: string): Result<never, SplitViewFileError> {
  return err({ code: 'SPLIT_VIEW_MALFORMED', message: `expected ${expected}` })
}
