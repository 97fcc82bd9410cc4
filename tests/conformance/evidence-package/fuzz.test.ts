/** Random damage with a new list of files: nothing throws, and what is called proven is what was recorded. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodePlatform } from '../../../packages/toolkit/src/adapters/evidence-package/index.ts'
import {
  type PackageFiles,
  type PackageResult,
  readPageData,
  verifyEvidencePackage,
} from '../../../packages/toolkit/src/evidence-package/index.ts'
import { policy } from '../../../packages/toolkit/src/evidence-package/testing/sample.ts'
import { DEFAULT_AT, listCases, relist } from './cases.ts'

const [whole] = await listCases()
if (whole === undefined) throw new Error('no case')
const good = whole.files
const names = [...good.keys()].filter((path) => path !== 'manifest.json')

function verify(files: PackageFiles): Promise<PackageResult> {
  return verifyEvidencePackage(files, { platform: nodePlatform, at: DEFAULT_AT, policy })
}

const original = await verify(good)

/** Everything that a proven record shows, and its times no earlier, must be the original's. */
function assertTrue(result: PackageResult): void {
  for (const { state, index, content, notAfter } of result.records) {
    if (state !== 'proven') continue
    const known = original.records.find((record) => record.index === index)
    // Names may be taken out of a package, never exchanged.
    expect({ ...content, disclosed: [], withheld: 0, sentence: '' }).toEqual({
      ...known?.content,
      disclosed: [],
      withheld: 0,
      sentence: '',
    })
    for (const shown of content?.disclosed ?? []) expect(known?.content?.disclosed).toContainEqual(shown)
    if (notAfter !== undefined) expect(notAfter.time >= (known?.notAfter?.time ?? '')).toBe(true)
  }
}

const edit = fc.record({
  path: fc.constantFrom(...names),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'double', 'swap', 'drop', 'junk'),
  value: fc.integer({ min: 1, max: 255 }),
  other: fc.constantFrom(...names),
})

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

function apply(
  files: Map<string, Uint8Array>,
  { path, at, kind, value, other }: Edit,
): Map<string, Uint8Array> {
  const bytes = files.get(path) ?? new Uint8Array()
  const place = Math.floor(bytes.length * at)
  switch (kind) {
    case 'flip':
      return bytes.length === 0 ? files : files.set(path, bytes.with(place, (bytes[place] ?? 0) ^ value))
    case 'cut':
      return files.set(path, bytes.slice(0, place))
    case 'double':
      return files.set(path, new Uint8Array([...bytes, ...bytes.slice(place)]))
    case 'swap':
      return files.set(path, files.get(other) ?? bytes).set(other, bytes)
    case 'drop':
      files.delete(path)
      return files
    case 'junk':
      return files.set(path, new Uint8Array(value).fill(value))
    default:
      return kind satisfies never
  }
}

test('no damage makes it throw, or lets it call something proven that was not recorded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      const files = relist(edits.reduce(apply, new Map(good)))
      assertTrue(await verify(files))
    }),
    { numRuns: 250 },
  )
})

test('files of random bytes under the names of a package are refused', async () => {
  const random = fc.dictionary(
    fc.constantFrom(...good.keys(), 'events/1.json', 'x'),
    fc.uint8Array({ maxLength: 60 }),
  )
  await fc.assert(
    fc.asyncProperty(random, async (files) => {
      expect((await verify(new Map(Object.entries(files)))).verdict.kind).toBe('invalid')
    }),
  )
})

test('data of a page that is none of ours is none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = readPageData(value)
      if (read !== undefined)
        expect([...read.keys()].every((path) => names.includes(path) || path !== '')).toBe(true)
    }),
  )
  expect([readPageData(null), readPageData({ '../x': '' }), readPageData({ 'README.txt': '?' })]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(readPageData({ 'README.txt': 'eA==' })?.get('README.txt')).toEqual(new Uint8Array([120]))
})
