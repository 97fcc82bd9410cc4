import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLines } from './ndjson.ts'

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

async function linesOf(text: string, sizes: readonly number[] = []): Promise<string[]> {
  const lines: string[] = []
  for await (const line of readLines(chunksOf(new TextEncoder().encode(text), sizes))) {
    lines.push(line.isTooLong ? `TOO LONG ${line.text.slice(0, 3)}` : line.text)
  }
  return lines
}

test.each([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\r\nb', ['a', 'b']],
  ['\n\n', ['', '']],
  [`${'x'.repeat(65_536)}\nb`, ['x'.repeat(65_536), 'b']],
  [`${'x'.repeat(65_537)}\nb`, ['TOO LONG xxx', 'b']],
  [`b\n${'x'.repeat(200_000)}`, ['b', 'TOO LONG xxx']],
])('lines of %#', async (text, lines) => {
  expect(await linesOf(text)).toEqual(lines)
})

test('however the input is cut into chunks, the lines are the same, also inside a character', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\r', '"') })
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(7), { maxLength: 20 }), async (input, sizes) => {
      expect(await linesOf(input, sizes)).toEqual(await linesOf(input))
    }),
  )
})

test('an endless line costs no memory for its whole length', async () => {
  const chunk = new Uint8Array(1 << 20).fill(120)
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 200; count++) yield chunk
  }
  const lines: boolean[] = []
  for await (const line of readLines(endless())) lines.push(line.isTooLong)
  expect(lines).toEqual([true])
})
