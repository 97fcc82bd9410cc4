/** Which stored versions of records a feed still has. */
import type { KeyedSegment } from '../../advisories/index.ts'
import type { KnownVersion } from './known-records.ts'

export interface KnownMarks {
  readonly mark: (version: KnownVersion) => void
  readonly isMarked: (part: number, block: number, frame: number) => boolean
  /** Blocks of which not all versions were marked. */
  readonly unmarked: (
    part: number,
    range: { readonly from: number; readonly to: number },
  ) => readonly number[]
  /** Takes the block for seen. */
  readonly close: (part: number, block: number) => void
}

const WHOLE = 1
const SOME = 2

/** A byte for each block; most hold one version. `segments`: of records, oldest part first. */
export function createKnownMarks(segments: readonly KeyedSegment[]): KnownMarks {
  const states = segments.map(({ count }) => new Uint8Array(count))
  const frames = new Map<string, Set<number>>()
  const stateOf = (part: number, block: number): number => states[part]?.[block] ?? 0
  const put = (part: number, block: number, state: number): void => {
    const own = states[part]
    if (own !== undefined) own[block] = state
  }
  return {
    mark: ({ part, block, frame, frames: all }) => {
      if (all === 1) {
        put(part, block, WHOLE)
        return
      }
      const key = `${part} ${block}`
      const seen = frames.get(key) ?? new Set<number>()
      frames.set(key, seen.add(frame))
      put(part, block, seen.size === all ? WHOLE : SOME)
    },
    isMarked: (part, block, frame) =>
      stateOf(part, block) === WHOLE || frames.get(`${part} ${block}`)?.has(frame) === true,
    unmarked: (part, { from, to }) => {
      const own = states[part]?.subarray(from, to) ?? []
      const found: number[] = []
      for (const [at, state] of own.entries()) if (state !== WHOLE) found.push(from + at)
      return found
    },
    close: (part, block) => put(part, block, WHOLE),
  }
}
