import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCycloneDx } from '../cyclonedx/write.ts'
import { readSbom } from '../read/read-sbom.ts'
import { writeSpdx } from '../spdx/write.ts'
import { anyInventory, fullInventory, meta } from '../testing/inventories.ts'
import { toByteSource } from './byte-source.ts'
import { readSbomStream } from './read-stream.ts'

function stream(text: string, piece = 7): ReturnType<typeof readSbomStream> {
  return readSbomStream(toByteSource(new TextEncoder().encode(text), piece), 'sbom.json')
}

function summary(text: string): unknown {
  const { value, issues } = readSbom(text, 'sbom.json')
  return { value, codes: issues.map(({ code, level }) => `${level} ${code}`).sort() }
}

function streamed(text: string, piece?: number): unknown {
  const read = stream(text, piece)
  if (read === undefined) return undefined
  return { value: read.value, codes: read.issues.map(({ code, level }) => `${level} ${code}`).sort() }
}

test('both ways to read give the same, whatever the document and however the bytes are cut', () => {
  fc.assert(
    fc.property(anyInventory, fc.boolean(), fc.integer({ min: 1, max: 400 }), (inventory, isSpdx, piece) => {
      const text = (isSpdx ? writeSpdx : writeCycloneDx)(inventory, meta)
      const { value, issues } = readSbom(text, 'sbom.json')
      expect(stream(text, piece)).toEqual({ value, issues })
    }),
  )
})

const documents = [writeCycloneDx(fullInventory, meta), writeSpdx(fullInventory, meta)]

test('a document with any member exchanged is read in both ways alike', () => {
  fc.assert(
    fc.property(fc.constantFrom(...documents), fc.nat(), fc.jsonValue({ maxDepth: 2 }), (text, at, value) => {
      const changed = exchange(text, at, value)
      const read = streamed(changed)
      if (read !== undefined) expect(read).toEqual(summary(changed))
    }),
  )
})

/** The document with one member, chosen by number, exchanged for any value. */
function exchange(text: string, at: number, by: unknown): string {
  let count = 0
  JSON.parse(text, () => void count++)
  let index = 0
  return JSON.stringify(JSON.parse(text, (_, value: unknown) => (index++ === at % count ? by : value)))
}

test('text that is cut, or changed in one place, is refused or accepted as JSON.parse does it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.nat(),
      fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '\\', '0', ' ', '\n', 'x', '\u0000'),
      (text, at, by) => {
        const place = at % text.length
        const changed = text.slice(0, place) + by + text.slice(place + 1)
        const read = stream(changed, 64)
        const isBroken = read === undefined || read.issues.some(({ level }) => level === 'error')
        const plain = readSbom(changed, 'sbom.json')
        expect(isBroken).toBe(plain.issues.some(({ level }) => level === 'error'))
        if (!isBroken) expect(read?.value).toEqual(plain.value)
      },
    ),
    { numRuns: 600 },
  )
  fc.assert(fc.property(fc.string(), (text) => void stream(`{${text}`)))
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void readSbomStream(toByteSource(bytes, 3), 'x')))
})

const head = '{"bomFormat":"CycloneDX","specVersion":"1.6",'

test.each([
  ['a key twice', `${head}\n"version":1,"version":2}`, ['DUPLICATE_KEY 2']],
  [
    'a key twice in a component',
    `${head}"components":[\n{"name":"a",\n"name":"b","purl":"pkg:npm/b@1"}]}`,
    ['DUPLICATE_KEY 3'],
  ],
  [
    'a list twice: the last one counts',
    `${head}"components":[{"name":"a","purl":"pkg:npm/a@1"}],\n"components":[]}`,
    ['DUPLICATE_KEY 2'],
  ],
  ['text behind', `${head}"version":1}\n{}`, ['SYNTAX_INVALID 2']],
  [
    'too deep in a list',
    `${head}\n"components":[${'['.repeat(199)}${']'.repeat(199)}]}`,
    ['NESTING_TOO_DEEP 2'],
  ],
  ['brackets that do not match', `${head}"components":[\n{]}]}`, ['SYNTAX_INVALID 2']],
  ['a comma too many', `${head}"components":[{"name":"a"},\n]}`, ['SYNTAX_INVALID 2']],
  ['broken in a list that nobody reads', `${head}\n"files":[nul]}`, ['SYNTAX_INVALID 2']],
  ['cut in a list', `${head}\n"components":[{"name"`, ['SYNTAX_INVALID 2']],
])('%s', (_, text, codes) => {
  expect(stream(text)?.issues.map(({ code, line }) => `${code} ${line ?? '-'}`)).toEqual(codes)
})

test('a list that stands twice counts as JSON.parse has it', () => {
  const text = `${head}"components":[{"name":"a","purl":"pkg:npm/a@1"}],"components":[{"name":"b","purl":"pkg:npm/b@1"}]}`
  expect(stream(text)?.value.components.map(({ purl }) => purl)).toEqual(['pkg:npm/b@1'])
})

test('bytes that are no UTF-8 are refused; a byte-order mark at the start is not', () => {
  const broken = new TextEncoder()
    .encode(`${head}"components":[{"name":"a"}]}`)
    .map((code) => (code === 97 ? 0xff : code))
  expect(readSbomStream(toByteSource(broken), 'x')?.issues.map(({ level }) => level)).toEqual(['error'])
  expect(stream(`\uFEFF${head}"version":1}`)?.issues).toEqual([])
  expect(stream('<bom/>')).toBeUndefined()
  expect(stream('{"components":[]}')).toBeUndefined()
})
