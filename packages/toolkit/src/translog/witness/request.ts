/** The body of an add-checkpoint request (C2SP tlog-witness, section "add-checkpoint"). Reads and writes; verifies nothing. */
import { err, ok, type Result } from '../../base/index.ts'
import { decodeStrictUtf8, formatBase64, parseBase64 } from '../bytes.ts'
import { parseDecimal } from '../decimal.ts'
import { HASH_BYTES } from '../hashing.ts'

export interface AddCheckpoint {
  /** Size of the tree that the witness is believed to have cosigned last; zero for none. */
  readonly oldSize: bigint
  /** Consistency proof from that size to the checkpoint's; at most 63 hashes. */
  readonly proof: readonly Uint8Array[]
  /** The whole signed note. */
  readonly note: string
}

export interface AddCheckpointError {
  readonly code: 'REQUEST_MALFORMED'
  readonly message: string
}

/** No proof between sizes below 2^63 has more. */
const MAX_PROOF_HASHES = 63

/** The line `old <size>`, the hashes of the proof, an empty line, the note. */
export function parseAddCheckpoint(body: Uint8Array): Result<AddCheckpoint, AddCheckpointError> {
  const text = decodeStrictUtf8(body)
  if (text === undefined) return malformed('valid UTF-8')
  const end = text.indexOf('\n\n')
  if (end < 0) return malformed('an empty line before the checkpoint')
  const [first = '', ...lines] = text.slice(0, end).split('\n')
  const oldSize = first.startsWith('old ') ? parseDecimal(first.slice('old '.length)) : undefined
  if (oldSize === undefined) return malformed('"old" and a decimal size below 2^63 in the first line')
  if (lines.length > MAX_PROOF_HASHES) return malformed(`at most ${MAX_PROOF_HASHES} hashes`)
  const proof: Uint8Array[] = []
  for (const line of lines) {
    const hash = parseBase64(line)
    if (hash?.length !== HASH_BYTES)
      return malformed(`${HASH_BYTES} bytes in base64 in each line of the proof`)
    proof.push(hash)
  }
  return ok({ oldSize, proof, note: text.slice(end + 2) })
}

/** Of values that `parseAddCheckpoint` could give. */
export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${formatBase64(hash)}\n`).join('')}\n${note}`
}

function malformed(expected: string): Result<never, AddCheckpointError> {
  return err({ code: 'REQUEST_MALFORMED', message: `expected ${expected}` })
}
