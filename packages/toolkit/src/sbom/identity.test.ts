import { expect, test } from 'vitest'
import { sha256Hex } from '../base/index.ts'
import { toSealedPieces } from './identity.ts'

const list = [{ a: [1, { b: [] }], c: {} }, { d: 'x\n"y"' }]

test('pieces are the text that JSON.stringify writes, with the digest of the rest in one member', () => {
  const items = { items: () => list }
  const text = [...toSealedPieces({ id: 'urn:', list: items, none: { items: () => [] }, n: 1 }, 'id')].join(
    '',
  )
  const plain = (id: string): string => `${JSON.stringify({ id, list, none: [], n: 1 }, null, 2)}\n`
  const id = (JSON.parse(text) as { id: string }).id
  expect(text).toBe(plain(id))
  expect(id.slice(4, 12)).toBe(sha256Hex(`occtet:sbom\0${plain('urn:')}`).slice(0, 8))
})

test('thousands of items leave in several pieces, each once', () => {
  const many = Array.from({ length: 1000 }, (_, at) => ({ at }))
  const pieces = [...toSealedPieces({ id: 'x', many: { items: () => many } }, 'id')]
  expect(pieces.length).toBeGreaterThan(4)
  expect((JSON.parse(pieces.join('')) as { many: unknown }).many).toEqual(many)
})
