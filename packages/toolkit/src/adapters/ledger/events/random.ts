/** Random bytes from the machine, fetched many at a time: an event takes several small pieces. */
import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 8192

/** Each byte is handed out once, and forgotten here. */
export function createRandom(): (bytes: number) => Uint8Array {
  const pool = new Uint8Array(POOL_BYTES)
  let at = POOL_BYTES
  return (bytes) => {
    if (bytes > POOL_BYTES) return randomFillSync(new Uint8Array(bytes))
    if (at + bytes > POOL_BYTES) {
      randomFillSync(pool)
      at = 0
    }
    const piece = pool.slice(at, at + bytes)
    pool.fill(0, at, at + bytes)
    at += bytes
    return piece
  }
}
