import { expect, test } from 'vitest'
import { ecosystems } from './ecosystems/index.ts'
import { memoryTree } from './file-tree.ts'
import { compileFormats } from './formats.ts'
import { readInventory } from './read-inventory.ts'
import { unsupportedFormats } from './unsupported.ts'

/** A file name that each pattern of the table stands for. */
const names = unsupportedFormats.flatMap(({ files }) => files.map((file) => file.replace('*', 'any')))

test('no format of the table is read', () => {
  const readers = compileFormats({ ecosystems, unsupported: [] })
  const read = names.flatMap((name) => readers.find(name).ecosystems.map((one) => `${name}: ${one.id}`))
  expect(read).toEqual([])
})

test('no name and no id stands there twice, and none is that of a reader', () => {
  const ids = [...unsupportedFormats, ...ecosystems].map(({ id }) => id)
  expect(ids.length).toBe(new Set(ids).size)
  expect(names.length).toBe(new Set(names).size)
})

test('each of them is reported with a hint, never ignored', () => {
  const silent = names.filter((name) => {
    const { files, issues } = readInventory(memoryTree({ [name]: '' }), { name: 'x' })
    return files[0]?.status !== 'unsupported' || issues[0]?.hint === undefined
  })
  expect(silent).toEqual([])
})
