/** The text of a checkpoint: origin, tree size and root hash (C2SP tlog-checkpoint, section "Note text"). Verifies nothing. */
import { err, ok, type Result } from '../base/index.ts'
import { areEqual, formatBase64, parseBase64 } from './bytes.ts'
import { NUMBER_END, parseDecimal } from './decimal.ts'
import { HASH_BYTES } from './hashing.ts'

export interface Checkpoint {
  /** Names the log; never empty. */
  readonly origin: string
  /** Below 2^63. */
  readonly size: bigint
  /** 32 bytes; the hash of nothing for the empty tree. */
  readonly root: Uint8Array
  /** Lines without meaning to us; we write none. */
  readonly extensions: readonly string[]
}

export interface CheckpointError {
  readonly code: 'CHECKPOINT_MALFORMED' | 'CHECKPOINT_SIZE_INVALID' | 'CHECKPOINT_ROOT_INVALID'
  readonly message: string
}

/** SHA-256 of nothing (RFC 6962, section 2.1). */
const EMPTY_ROOT = parseBase64('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=') ?? new Uint8Array()

export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointError> {
  const lines = text.split('\n')
  const end = lines.pop()
  const [origin, decimal, base64, ...extensions] = lines
  if (end !== '' || base64 === undefined || lines.includes('')) {
    return fault(
      'CHECKPOINT_MALFORMED',
      'expected three lines or more, none of them empty, each with a line feed',
    )
  }
  const size = parseDecimal(decimal ?? '')
  if (size === undefined) return fault('CHECKPOINT_SIZE_INVALID', 'expected a decimal tree size below 2^63')
  const root = parseBase64(base64)
  if (root?.length !== HASH_BYTES) {
    return fault('CHECKPOINT_ROOT_INVALID', `expected ${HASH_BYTES} bytes in base64 as root hash`)
  }
  if (size === 0n && !areEqual(root, EMPTY_ROOT)) {
    return fault('CHECKPOINT_ROOT_INVALID', 'expected the hash of nothing as root of the empty tree')
  }
  return ok({ origin: origin ?? '', size, root, extensions })
}

/** Refuses what `parseCheckpoint` would not give back. */
export function formatCheckpoint(checkpoint: Checkpoint): Result<string, CheckpointError> {
  const { origin, size, root, extensions } = checkpoint
  if (size < 0n || size >= NUMBER_END) {
    return fault('CHECKPOINT_SIZE_INVALID', 'expected a tree size from 0 to below 2^63')
  }
  const text = `${[origin, size, formatBase64(root), ...extensions].join('\n')}\n`
  const parsed = parseCheckpoint(text)
  if (!parsed.ok) return parsed
  const isSame = parsed.value.origin === origin && parsed.value.extensions.length === extensions.length
  return isSame ? ok(text) : fault('CHECKPOINT_MALFORMED', 'expected no line feed in the origin')
}

function fault(code: CheckpointError['code'], message: string): Result<never, CheckpointError> {
  return err({ code, message })
}
