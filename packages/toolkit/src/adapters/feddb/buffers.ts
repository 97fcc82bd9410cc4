/**
 * Large buffers that go from hand to hand within one import. What is given back to malloc, and freed by a garbage
 * collector whenever it likes, is seldom given back to the system: half of the memory was such gaps.
 */

export interface Buffers {
  /** A buffer of at least this length, with anything in it, that shares its memory with no other. */
  readonly take: (length: number) => Buffer<ArrayBuffer>
  /** It must not be used afterwards. */
  readonly give: (buffer: Buffer<ArrayBuffer>) => void
}

const LEAST = 64 * 1024

export function createBuffers(): Buffers {
  const spare = new Map<number, Buffer<ArrayBuffer>[]>()
  return {
    take: (length) => {
      const size = sizeFor(length)
      return spare.get(size)?.pop() ?? Buffer.allocUnsafeSlow(size)
    },
    give: (buffer) => {
      const own = spare.get(buffer.length) ?? []
      spare.set(buffer.length, own)
      own.push(buffer)
    },
  }
}

/** Few sizes, so that a buffer fits again: powers of two. */
export function sizeFor(length: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(LEAST, length)))
}
