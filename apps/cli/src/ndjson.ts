/** Lines in, lines out: one answer per line of standard input, in order, errors included as answers (design 10.8). */
import { limits } from '@occtet/toolkit/base'
import type { Context } from './context.ts'

export interface LineError {
  readonly input: string
  readonly ok: false
  readonly error: { readonly code: string; readonly message: string }
}

/** Each line without its line end; an over-long line is given as its first bytes with `isTooLong`. */
export async function* readLines(
  stdin: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly text: string; readonly isTooLong: boolean }> {
  let rest: Uint8Array = new Uint8Array(0)
  let isTooLong = false
  for await (const chunk of stdin) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield lineOf(rest, chunk.subarray(start, end), isTooLong)
      rest = new Uint8Array(0)
      isTooLong = false
      start = end + 1
    }
    const tail = chunk.subarray(start)
    if (rest.length + tail.length > limits.lineBytes) isTooLong = true
    rest = isTooLong ? join(rest.subarray(0, 80), tail.subarray(0, 80)).subarray(0, 80) : join(rest, tail)
  }
  if (rest.length > 0 || isTooLong) yield lineOf(rest, new Uint8Array(0), isTooLong)
}

/** Answers each non-empty line with one JSON value; writes in blocks, so that a slow reader costs little. */
export async function answerLines(context: Context, answer: (line: string) => unknown): Promise<void> {
  let block: string[] = []
  for await (const line of readLines(context.stdin)) {
    if (!line.isTooLong && line.text.trim() === '') continue
    block.push(JSON.stringify(line.isTooLong ? tooLong(line.text) : answer(line.text)))
    if (block.length >= 256) {
      context.out(`${block.join('\n')}\n`)
      block = []
      await context.drain()
    }
  }
  if (block.length > 0) context.out(`${block.join('\n')}\n`)
}

function tooLong(head: string): LineError {
  const message = `a line of input is longer than ${limits.lineBytes / 1024} KiB`
  return { input: head.slice(0, 80), ok: false, error: { code: 'INPUT_TOO_LONG', message } }
}

function lineOf(
  head: Uint8Array,
  tail: Uint8Array,
  wasTooLong: boolean,
): { text: string; isTooLong: boolean } {
  const isTooLong = wasTooLong || head.length + tail.length > limits.lineBytes
  const bytes = isTooLong ? join(head, tail.subarray(0, 80)).subarray(0, 80) : join(head, tail)
  return { text: new TextDecoder().decode(bytes).replace(/\r$/, ''), isTooLong }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b.slice()
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
