import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toKnownShapes } from './known-properties.ts'

test('the properties that a schema names, through references and choices', () => {
  const root = {
    $id: 'a',
    type: 'object',
    properties: {
      list: { type: 'array', items: { $ref: '#/$defs/item' } },
      open: { type: 'object', properties: { x: {} }, additionalProperties: true },
      other: { oneOf: [{ $ref: 'b' }, { $ref: 'c' }] },
      text: { type: 'string' },
    },
    allOf: [{ anyOf: [{ properties: { more: {} } }] }],
    $defs: { item: { type: 'object', properties: { again: { $ref: '#/$defs/item' } } } },
  }
  const shapes = toKnownShapes(
    new Map<string, Record<string, unknown>>([
      ['a', root],
      ['b', { type: 'object', properties: { y: {} } }],
      ['c', { type: 'object', properties: { y: {} } }],
    ]),
    'a',
  )
  expect(shapes['']).toEqual({
    p: { list: { i: { r: 'a#/$defs/item' } }, more: {}, open: {}, other: { r: 'b' }, text: {} },
  })
  expect(shapes['a#/$defs/item']).toEqual({ p: { again: { r: 'a#/$defs/item' } } })
  expect(shapes['b']).toEqual({ p: { y: {} } })
})

/** The part that the compiler replaces in the pattern of namespaces, and what it puts there. */
const [slow, fast] = [/^(((\.|-))?(([a-z]|[0-9]))+)+$/, /^((\.|-)?[a-z0-9])+$/]

test('the fast part of the SSVC pattern means the same as the slow one', () => {
  const letters = ['a', '1', '.', '-', '#']
  let texts = ['']
  for (let length = 1; length <= 6; length += 1) {
    texts = texts.flatMap((text) => letters.map((letter) => text + letter))
    expect(texts.filter((text) => slow.test(text) !== fast.test(text))).toEqual([])
  }
  const vendored = new URL(
    '../../packages/toolkit/src/csaf/validate/vendor/ssvc-2.0.0.schema.json',
    import.meta.url,
  )
  const generated = new URL(
    '../../packages/toolkit/src/csaf/validate/generated/ssvc-2.0.0.js',
    import.meta.url,
  )
  const part = String.raw`(((\\.|-))?(([a-z]|[0-9]))+)+`
  expect(readFileSync(vendored, 'utf8')).toContain(part)
  expect(readFileSync(generated, 'utf8')).not.toContain(part)
})
