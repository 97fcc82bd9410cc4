/** Moves over JSON bytes value by value: finds where each ends and what it holds, and leaves the judging to JSON.parse. */
import { limits } from '../../base/index.ts'
import type { ByteSource } from './byte-source.ts'

/** Why a value could not be passed: the bytes end inside it, it nests too deep, or it is larger than may be held. */
export type SkipFailure = 'cut' | 'deep' | 'large'

export const byte = {
  newline: 10,
  quote: 34,
  comma: 44,
  colon: 58,
  open: 91,
  backslash: 92,
  close: 93,
  brace: 123,
  unbrace: 125,
} as const

const end = -1

const plainByte = 0
const markByte = 1
const colonByte = 2
const lineByte = 3

/** What a byte outside strings means for the place where a value ends. */
const kinds = new Uint8Array(256)
for (const code of [byte.quote, byte.open, byte.close, byte.brace, byte.unbrace]) kinds[code] = markByte
kinds[byte.colon] = colonByte
kinds[byte.newline] = lineByte

/** A window over the source that slides forward; `mark` keeps what lies behind it. Has the lifetime of one pass. */
export class JsonCursor {
  /** 1-based line of the next byte, seen from where the pass began. */
  line: number
  /** Names (that is, colons outside strings) in the value that was passed last. */
  names = 0
  readonly #pieces: Iterator<Uint8Array>
  #window = new Uint8Array(0)
  #at = 0
  /** Offset of the window's first byte in the source. */
  #base: number
  /** Index in the window of the first byte that must stay; -1 for none. */
  #mark = end

  constructor(source: ByteSource, from: { start: number; end: number; line: number }) {
    this.#pieces = source.read(from.start, from.end)[Symbol.iterator]()
    this.#base = from.start
    this.line = from.line
  }

  /** Offset of the next byte in the source. */
  get offset(): number {
    return this.#base + this.#at
  }

  /** The next byte that is no white space, without passing it; -1 at the end. */
  peek(): number {
    for (;;) {
      while (this.#at < this.#window.length) {
        const code = this.#window[this.#at] ?? end
        if (code === byte.newline) this.line++
        else if (code !== 32 && code !== 13 && code !== 9) return code
        this.#at++
      }
      if (this.#more() !== undefined) return end
    }
  }

  /** Passes the byte that `peek` has shown. */
  step(): void {
    this.#at++
  }

  /** Passes a byte-order mark, if the bytes begin with one. */
  skipMark(): void {
    while (this.#window.length < 3 && this.#more() === undefined);
    const [a, b, c] = this.#window
    if (a === 0xef && b === 0xbb && c === 0xbf) this.#at = 3
  }

  /** From here on bytes are kept until `take`. */
  mark(): void {
    this.#mark = this.#at
  }

  /** The kept bytes; valid until the cursor moves. */
  take(): Uint8Array {
    const taken = this.#window.subarray(Math.max(0, this.#mark), this.#at)
    this.#mark = end
    return taken
  }

  /** Passes one value; `depth` is how deep its place is nested already. */
  skip(depth: number): SkipFailure | undefined {
    this.names = 0
    const first = this.peek()
    if (first === byte.quote) return this.#skipString()
    if (first !== byte.brace && first !== byte.open) return this.#skipScalar()
    return this.#skipNested({ above: depth, depth })
  }

  /** Passes what is left of the object or array that the cursor stands in, to behind its end; `depth` is that of its place. */
  skipRest(depth: number): SkipFailure | undefined {
    return this.#skipNested({ above: depth, depth: depth + 1 })
  }

  #skipScalar(): SkipFailure | undefined {
    for (;;) {
      while (this.#at < this.#window.length) {
        const code = this.#window[this.#at] ?? end
        if (code <= 32 || code === byte.comma || code === byte.close || code === byte.unbrace)
          return undefined
        this.#at++
      }
      const failure = this.#more()
      if (failure !== undefined) return failure === 'cut' ? undefined : failure
    }
  }

  #skipNested(from: { above: number; depth: number }): SkipFailure | undefined {
    let { depth } = from
    for (;;) {
      const code = this.#nextMark()
      if (code === end) {
        const failure = this.#more()
        if (failure !== undefined) return failure
      } else if (code === byte.quote) {
        const failure = this.#skipString()
        if (failure !== undefined) return failure
      } else if (code === byte.brace || code === byte.open) {
        if (++depth > limits.nesting) return 'deep'
      } else if (--depth === from.above) return undefined
    }
  }

  /** Passes a bracket or stops at a quote, and counts colons and lines on the way; -1 at the end of the window. */
  #nextMark(): number {
    const window = this.#window
    const { length } = window
    for (let at = this.#at; at < length; at++) {
      const kind = kinds[window[at] ?? 0]
      if (kind === plainByte) continue
      if (kind === lineByte) this.line++
      else if (kind === colonByte) this.names++
      else {
        const code = window[at] ?? end
        this.#at = code === byte.quote ? at : at + 1
        return code
      }
    }
    this.#at = length
    return end
  }

  /** From the opening quote to behind the closing one. A string that the window cuts is looked at again when more is there. */
  #skipString(): SkipFailure | undefined {
    for (;;) {
      const window = this.#window
      const { length } = window
      for (let at = this.#at + 1; at < length; at++) {
        const code = window[at]
        if (code === byte.backslash) at++
        else if (code === byte.quote) {
          this.#at = at + 1
          return undefined
        }
      }
      const failure = this.#more()
      if (failure !== undefined) return failure
    }
  }

  /** Adds to the window and drops what nobody needs. What is kept doubles, so no cost is quadratic. */
  #more(): SkipFailure | undefined {
    const keepFrom = this.#mark === end ? this.#at : this.#mark
    const left = this.#window.length - keepFrom
    if (left > limits.fileBytes) return 'large'
    const next = this.#pieces.next()
    if (next.done === true) return 'cut'
    let window = new Uint8Array(left + Math.max(left, next.value.length))
    window.set(this.#window.subarray(keepFrom))
    let length = left
    for (let piece: IteratorResult<Uint8Array> = next; piece.done !== true; piece = this.#pieces.next()) {
      window = withRoom(window, length + piece.value.length)
      window.set(piece.value, length)
      length += piece.value.length
      if (length >= 2 * left) break
    }
    this.#base += keepFrom
    this.#at -= keepFrom
    if (this.#mark !== end) this.#mark = 0
    this.#window = window.subarray(0, length)
    return undefined
  }
}

function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes
  const larger = new Uint8Array(length)
  larger.set(bytes)
  return larger
}
