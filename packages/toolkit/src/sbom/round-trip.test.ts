import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCycloneDx } from './cyclonedx/write.ts'
import { readSbom } from './read/read-sbom.ts'
import type { Sbom, SbomInput } from './sbom.ts'
import { writeSpdx } from './spdx/write.ts'
import { anyInventory, fullInventory, meta } from './testing/inventories.ts'

const formats = [
  ['CycloneDX', writeCycloneDx],
  ['SPDX', writeSpdx],
] as const

function asInventory({ format, formatVersion, unidentified, ...inventory }: Sbom): object {
  expect([format, formatVersion, unidentified]).toContainEqual([])
  return inventory
}

test.each(formats)('%s keeps every fact of an inventory', (_, write) => {
  const read = readSbom(write(fullInventory, meta), 'sbom.json')
  expect(read.issues).toEqual([])
  expect(asInventory(read.value)).toEqual(fullInventory)
})

test.each(formats)('%s: write, read, write is a fixed point', (_, write) => {
  fc.assert(
    fc.property(anyInventory, (inventory) => {
      const first = write(inventory, meta)
      const read = readSbom(first, 'sbom.json')
      expect(read.issues.filter(({ level }) => level !== 'note')).toEqual([])
      expect(write(read.value, meta)).toBe(first)
    }),
  )
})

test('converted from one format to the other, an inventory stays the same', () => {
  fc.assert(
    fc.property(anyInventory, (inventory) => {
      const first = writeCycloneDx(inventory, meta)
      const viaSpdx = readSbom(writeSpdx(readSbom(first, 'a.json').value, meta), 'b.json').value
      expect(writeCycloneDx(viaSpdx, meta)).toBe(first)
    }),
  )
})

test.each(formats)('%s keeps components without a purl and their edges', (_, write) => {
  const input: SbomInput = {
    ...fullInventory,
    unidentified: [
      {
        ref: 'unidentified:1',
        name: 'firmware blob',
        version: '7',
        line: 12,
        reason: 'it has no purl',
        dependsOn: ['pkg:npm/plugin@3.0.0'],
        dependents: ['product'],
      },
    ],
  }
  const first = write(input, meta)
  const read = readSbom(first, 'sbom.json')
  expect(read.value.unidentified).toEqual(input.unidentified)
  expect(write(read.value, meta)).toBe(first)
})

test('serial number and namespace follow the content', () => {
  const [a, b] = [fullInventory, { ...fullInventory, version: '2' }].map((input) =>
    writeCycloneDx(input, meta),
  )
  const serial = (text: string | undefined): unknown => /"serialNumber": "([^"]+)"/.exec(text ?? '')?.[1]
  expect(serial(a)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(serial(a)).not.toBe(serial(b))
  expect(writeSpdx(fullInventory, meta)).not.toBe(writeSpdx({ ...fullInventory, name: 'x' }, meta))
  expect(() => writeSpdx(fullInventory, { ...meta, timestamp: 'today' })).toThrow(/RFC 3339/)
})
