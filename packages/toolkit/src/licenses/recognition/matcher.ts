/** Runs a compiled template over the words of a text: all ways at once, in one pass, whatever the text. */
import { numberAt } from './number-at.ts'
import { code, firstCode, isGap } from './program.ts'
import { flag } from './word-flags.ts'

/** Words of a text as numbers of the vocabulary (0: not in it), with what each may stand for. */
export interface WordRow {
  readonly ids: Uint16Array
  readonly flags: Uint8Array
}

export interface Span {
  /** Index of the first word. */
  readonly start: number
  /** Index behind the last word. */
  readonly end: number
  /** Words compared and found equal. */
  readonly literals: number
}

/** State of all threads; a cell holds at most one, the one with most words compared. */
class Threads {
  readonly mark: Int32Array
  readonly start: Int32Array
  readonly literals: Int32Array
  readonly left: Int32Array
  readonly list: Int32Array
  count = 0
  step = 0

  constructor(size: number) {
    this.mark = new Int32Array(size)
    this.start = new Int32Array(size)
    this.literals = new Int32Array(size)
    this.left = new Int32Array(size)
    this.list = new Int32Array(size)
  }

  reset(step: number): void {
    this.count = 0
    this.step = step
  }

  /** False where the cell already holds a thread as good; only words and gaps wait for the next word. */
  put({ cell, start, literals }: Thread, left: number, doesWait: boolean): boolean {
    if (this.mark[cell] === this.step) {
      const gain = literals - numberAt(this.literals, cell)
      if (gain < 0 || (gain === 0 && left <= numberAt(this.left, cell))) return false
    } else if (doesWait) this.list[this.count++] = cell
    this.mark[cell] = this.step
    this.start[cell] = start
    this.literals[cell] = literals
    this.left[cell] = left
    return true
  }
}

interface Run {
  readonly cells: Uint16Array
  readonly reach: number
  best: Span | undefined
  at: number
}

let current = new Threads(0)
let next = new Threads(0)
let stepCounter = 0

/**
 * The span with most words compared that begins at a word of `from..latest` and ends behind word `reach`, or undefined. Time grows with the
 * words read times the threads alive; a hostile text cannot make more threads than the template has cells.
 */
export function matchProgram(
  cells: Uint16Array,
  row: WordRow,
  { from, latest, reach }: { readonly from: number; readonly latest: number; readonly reach: number },
): Span | undefined {
  if (current.mark.length <= cells.length) {
    current = new Threads(cells.length + 1)
    next = new Threads(cells.length + 1)
    stepCounter = 0
  }
  const run: Run = { cells, reach, best: undefined, at: from }
  current.reset(++stepCounter)
  for (let at = from; at < row.ids.length; at++) {
    run.at = at
    if (at <= latest) spawn(run, current, { cell: 0, start: at, literals: 0, left: -1 })
    if (current.count === 0 && at >= latest) break
    advance(run, row, at)
  }
  return run.best
}

function advance(run: Run, row: WordRow, at: number): void {
  const seen = { word: numberAt(row.ids, at), flags: numberAt(row.flags, at) }
  next.reset(++stepCounter)
  run.at = at + 1
  for (let index = 0; index < current.count; index++) step(run, numberAt(current.list, index), seen)
  const swap = current
  current = next
  next = swap
}

function step(
  run: Run,
  cell: number,
  { word, flags }: { readonly word: number; readonly flags: number },
): void {
  const start = numberAt(current.start, cell)
  const literals = numberAt(current.literals, cell)
  const value = numberAt(run.cells, cell)
  if (value < firstCode) {
    if (value === word) spawn(run, next, { cell: cell + 1, start, literals: literals + 1, left: -1 })
    return
  }
  const left = numberAt(current.left, cell)
  if (left > 0 && takes(value, flags)) spawn(run, next, { cell, start, literals, left: left - 1 })
}

function takes(gap: number, flags: number): boolean {
  if (gap === code.bullet) return (flags & flag.bullet) !== 0
  return (flags & (gap === code.copyright ? flag.weighty : flag.weighty | flag.exception)) === 0
}

interface Thread {
  readonly cell: number
  readonly start: number
  readonly literals: number
  /** Words that the gap may still take; -1 where the thread just arrives. */
  readonly left: number
}

/** Follows jumps and choices until a word or a gap; `left` is -1 where a gap is entered anew. */
function spawn(run: Run, threads: Threads, thread: Thread): void {
  const { cell, start, literals } = thread
  if (cell >= run.cells.length) return accept(run, thread)
  const value = numberAt(run.cells, cell)
  const operand = numberAt(run.cells, cell + 1)
  const left = thread.left < 0 && isGap(value) ? operand : thread.left
  if (!threads.put(thread, left, value < firstCode || isGap(value))) return
  if (value < firstCode) return
  const isSkip = value === code.jump
  if (!isSkip) spawn(run, threads, { cell: cell + 2, start, literals, left: -1 })
  if (!isGap(value)) spawn(run, threads, { cell: cell + 2 + operand, start, literals, left: -1 })
}

function accept(run: Run, { start, literals }: Thread): void {
  const isBetter = run.best === undefined || literals > run.best.literals
  if (isBetter && run.at > run.reach) run.best = { start, end: run.at, literals }
}
