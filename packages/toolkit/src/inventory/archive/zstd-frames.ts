/** The frames of a zstd stream (RFC 8878, section 3.1), followed beside the decoder: it would allocate whatever window a header asks for, and take a cut-off stream for a whole one. */

/** The most that the reference decoder allows without being told to. */
const MOST_WINDOW = 128 * 1024 * 1024
const MOST_BLOCK = 128 * 1024
const MAGIC = 0xfd2fb528
const SKIPPABLE = 0x184d2a50

export interface ZstdFrames {
  /** What is wrong with the bytes, in words. To be asked before the decoder gets them. */
  readonly push: (bytes: Uint8Array) => string | undefined
  /** Whether the stream may end here. */
  readonly isBetweenFrames: () => boolean
}

type Step = 'frame' | 'descriptor' | 'header' | 'block' | 'skipSize' | 'data'

interface State {
  step: Step
  /** Bytes of the next header, gathered over the ends of pieces. */
  readonly head: Uint8Array
  have: number
  need: number
  /** Bytes that are passed over, then `next` with `nextNeed` bytes. */
  rest: number
  next: Step
  nextNeed: number
  hasChecksum: boolean
}

export function createZstdFrames(): ZstdFrames {
  const state: State = {
    step: 'frame',
    head: new Uint8Array(18),
    have: 0,
    need: 4,
    rest: 0,
    next: 'frame',
    nextNeed: 4,
    hasChecksum: false,
  }
  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const left = bytes.length - at
        if (state.step === 'data') {
          const passed = Math.min(left, state.rest)
          at += passed
          state.rest -= passed
          if (state.rest === 0) expect(state, state.next, state.nextNeed)
          continue
        }
        const taken = Math.min(left, state.need - state.have)
        state.head.set(bytes.subarray(at, at + taken), state.have)
        state.have += taken
        at += taken
        if (state.have < state.need) return undefined
        const wrong = advance(state)
        if (wrong !== undefined) return wrong
      }
      return undefined
    },
    isBetweenFrames: () => state.step === 'frame' && state.have === 0,
  }
}

function expect(state: State, step: Step, need: number): void {
  state.step = step
  state.need = need
  state.have = 0
}

function pass(
  state: State,
  { bytes, next, nextNeed }: { bytes: number; next: Step; nextNeed: number },
): void {
  if (bytes === 0) return expect(state, next, nextNeed)
  state.step = 'data'
  state.rest = bytes
  state.next = next
  state.nextNeed = nextNeed
}

function advance(state: State): string | undefined {
  const view = new DataView(state.head.buffer)
  switch (state.step) {
    case 'frame': {
      const magic = view.getUint32(0, true)
      if (magic === MAGIC) expect(state, 'descriptor', 1)
      else if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) expect(state, 'skipSize', 4)
      else return 'expected a frame of zstd, found something else'
      return undefined
    }
    case 'skipSize':
      pass(state, { bytes: view.getUint32(0, true), next: 'frame', nextNeed: 4 })
      return undefined
    case 'descriptor':
      return readDescriptor(state, view)
    case 'header':
      return readFrameHeader(state, view)
    case 'block':
      return readBlockHeader(state, view)
    case 'data':
      return undefined
    default:
      return state.step satisfies never
  }
}

/** The descriptor says how long the header is; it stays the first byte of `head`. */
function readDescriptor(state: State, view: DataView): undefined {
  state.step = 'header'
  state.need = 1 + headerLength(view.getUint8(0))
  state.have = 1
}

function headerLength(flags: number): number {
  const isSingle = (flags & 0x20) !== 0
  return (isSingle ? 0 : 1) + ([0, 1, 2, 4][flags & 3] ?? 0) + sizeLength(flags, isSingle)
}

function sizeLength(flags: number, isSingle: boolean): number {
  return [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0
}

function readFrameHeader(state: State, view: DataView): string | undefined {
  const flags = view.getUint8(0)
  const isSingle = (flags & 0x20) !== 0
  if ((flags & 8) !== 0) return 'its frame header has a reserved bit set'
  if ((flags & 3) !== 0 && dictionaryOf(flags, isSingle, view) !== 0)
    return 'it needs a dictionary that is not in it'
  const window = isSingle ? contentSize(flags, view) : windowSize(view.getUint8(1))
  if (window > MOST_WINDOW) return `it asks for a window of ${window} bytes; at most ${MOST_WINDOW} are given`
  state.hasChecksum = (flags & 4) !== 0
  expect(state, 'block', 3)
  return undefined
}

function dictionaryOf(flags: number, isSingle: boolean, view: DataView): number {
  const at = isSingle ? 1 : 2
  const length = [0, 1, 2, 4][flags & 3] ?? 0
  return length === 1 ? view.getUint8(at) : length === 2 ? view.getUint16(at, true) : view.getUint32(at, true)
}

function windowSize(byte: number): number {
  const base = 2 ** (10 + (byte >> 3))
  return base + (base / 8) * (byte & 7)
}

/** Of a frame whose window is its content. */
function contentSize(flags: number, view: DataView): number {
  const at = 1 + ([0, 1, 2, 4][flags & 3] ?? 0)
  switch (flags >> 6) {
    case 0:
      return view.getUint8(at)
    case 1:
      return view.getUint16(at, true) + 256
    case 2:
      return view.getUint32(at, true)
    default:
      return Number(view.getBigUint64(at, true))
  }
}

function readBlockHeader(state: State, view: DataView): string | undefined {
  const header = view.getUint8(0) | (view.getUint8(1) << 8) | (view.getUint8(2) << 16)
  const kind = (header >> 1) & 3
  const size = header >> 3
  if (kind === 3 || size > MOST_BLOCK) return 'one of its blocks is none of zstd'
  const isLast = (header & 1) !== 0
  const bytes = (kind === 1 ? 1 : size) + (isLast && state.hasChecksum ? 4 : 0)
  pass(state, isLast ? { bytes, next: 'frame', nextNeed: 4 } : { bytes, next: 'block', nextNeed: 3 })
  return undefined
}
