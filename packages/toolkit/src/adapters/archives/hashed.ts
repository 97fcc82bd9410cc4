/** Digests of bytes as they stream by. */
import { createHash, type Hash } from 'node:crypto'
import type { Pieces } from './unpack.ts'

export interface Hashed {
  /** Whoever stops early does not stop the source: `finish` reads what is left. */
  readonly pieces: Pieces
  /** The digest of all the bytes, `sha256:HEX` or `sha512:HEX`. */
  readonly finish: () => Promise<string>
}

export function hashed(source: Pieces, algorithm: 'sha256' | 'sha512'): Hashed {
  const hash: Hash = createHash(algorithm)
  const iterator = source[Symbol.asyncIterator]()
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const step = await iterator.next()
    if (step.done !== true) hash.update(step.value)
    return step
  }
  return {
    pieces: { [Symbol.asyncIterator]: () => ({ next }) },
    finish: async () => {
      for (;;) if ((await next()).done === true) break
      return `${algorithm}:${hash.digest('hex')}`
    },
  }
}
