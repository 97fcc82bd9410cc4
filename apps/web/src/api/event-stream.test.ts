import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEvents, takeEvents } from './event-stream.ts'

async function read(pieces: readonly Uint8Array[]): Promise<readonly string[]> {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  const found: string[] = []
  for await (const event of readEvents(body)) found.push(event)
  return found
}

test.each([
  { text: 'retry: 2000\n\n: \n\ndata: {"a":1}\n\n', events: ['{"a":1}'], left: '' },
  { text: 'data: 1\n\ndata: 2\n\nda', events: ['1', '2'], left: 'da' },
  { text: 'data: one\r\ndata: two\r\n\r\n', events: ['one\ntwo'], left: '' },
  { text: 'data:bare\n\n', events: ['bare'], left: '' },
  { text: 'event: end\nid: 7\n\n', events: [], left: '' },
])('$text', ({ text, events, left }) => {
  expect(takeEvents(text)).toEqual({ events, left })
})

test('wherever the bytes are cut, the events are the same', async () => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 7 }), async (values, size) => {
      const bytes = new TextEncoder().encode(
        values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join(''),
      )
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.slice(at * size, (at + 1) * size),
      )
      expect((await read(pieces)).map((data) => JSON.parse(data) as string)).toEqual(values)
    }),
  )
})

test('an event that the end cuts off is no event', async () => {
  expect(await read([new TextEncoder().encode('data: 1\n\ndata: 2')])).toEqual(['1'])
})
