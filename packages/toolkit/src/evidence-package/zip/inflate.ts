/** Inflates one entry of an archive, and stops as soon as it is larger than it says (RFC 1951). */
import { Inflate } from 'fflate'

/** Small steps: deflate grows at most about a thousandfold, so no step unpacks more than a few megabytes. */
const STEP = 4096

/** Undefined where the data is no deflate stream, or does not unpack to exactly `size` bytes. */
export function inflateExactly(packed: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size)
  let at = 0
  const stream = new Inflate((chunk) => {
    if (at + chunk.length <= size) out.set(chunk, at)
    at += chunk.length
  })
  for (let from = 0; from < packed.length && at <= size; from += STEP) {
    const to = Math.min(from + STEP, packed.length)
    if (!push(stream, packed.subarray(from, to), to === packed.length)) return undefined
  }
  return at === size ? out : undefined
}

/** False where it is no deflate stream, or ends too early: fflate throws on both, and both are the sender's fault. */
function push(stream: Inflate, bytes: Uint8Array, isLast: boolean): boolean {
  try {
    stream.push(bytes, isLast)
    return true
  } catch (cause) {
    if (cause instanceof Error) return false
    throw cause
  }
}
