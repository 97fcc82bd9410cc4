/** Seeded mutations of real lock files: every parser answers with packages and issues, never with an exception. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { ecosystems, memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { seededRandom } from '../../random.ts'

const rounds = Number(process.env['OCCTET_FUZZ_ROUNDS'] ?? 12)
const seed = Number(process.env['OCCTET_FUZZ_SEED'] ?? 20261122)
const largest = 60_000

interface Sample {
  readonly name: string
  readonly bytes: Buffer
}

function findSamples(): readonly Sample[] {
  const root = sharedPath('vectors/lockfiles/')
  const perFormat = new Map<string, Sample[]>()
  for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const format = entry.split('/')[0] ?? ''
    const path = join(root, entry)
    const known = perFormat.get(format) ?? []
    if (
      known.length >= 3 ||
      entry.endsWith('expected.json') ||
      entry.endsWith('index.json') ||
      !existsSync(path)
    )
      continue
    try {
      const bytes = readFileSync(path)
      if (bytes.length > 100 && bytes.length < largest)
        perFormat.set(format, [...known, { name: basename(path), bytes }])
    } catch (cause) {
      if ((cause as { code?: string }).code !== 'EISDIR') throw cause
    }
  }
  return [...perFormat.values()].flat()
}

type Random = () => number

const mutations: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  (bytes, random) => {
    const copy = Buffer.from(bytes)
    for (let flips = 0; flips < 8; flips++)
      copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256)
    return copy
  },
  (bytes, random) => editLines(bytes, random, (lines, at) => lines.splice(at, 1 + Math.floor(random() * 3))),
  (bytes, random) => editLines(bytes, random, (lines, at) => lines.splice(at, 0, ...lines.slice(at, at + 4))),
  (bytes, random) =>
    editLines(bytes, random, (lines, at) => lines.splice(at, 0, `${' '.repeat(at % 40)}${'{['.repeat(300)}`)),
  (bytes, random) =>
    editLines(bytes, random, (lines, at) =>
      lines.splice(at, 0, '"__proto__": {"constructor": null, "__proto__": []},'),
    ),
  (bytes, random) =>
    Buffer.from(
      bytes.toString('latin1').replaceAll(/\d+/g, (digits) => (random() < 0.1 ? '9'.repeat(400) : digits)),
      'latin1',
    ),
]

function editLines(bytes: Buffer, random: Random, edit: (lines: string[], at: number) => unknown): Buffer {
  const lines = bytes.toString('latin1').split('\n')
  edit(lines, Math.floor(random() * lines.length))
  return Buffer.from(lines.join('\n'), 'latin1')
}

describeShared('mutated lock files', () => {
  test(`${rounds} rounds over every format, seed ${seed}`, { timeout: 600_000 }, () => {
    const random = seededRandom(seed)
    const samples = findSamples()
    expect(samples.length).toBeGreaterThan(40)
    const failures: string[] = []
    let packages = 0
    for (const { name, bytes } of samples) {
      for (let round = 0; round < rounds; round++) {
        const mutate = mutations[Math.floor(random() * mutations.length)] ?? ((same: Buffer) => same)
        const mutated = mutate(bytes, random)
        const inventory = readInventory(memoryTree({ [name]: new Uint8Array(mutated) }), {
          name: 'fuzz',
          files: [name],
        })
        packages += inventory.components.length
        const failed = inventory.issues.find((issue) => issue.code === 'PARSER_FAILED')
        if (failed !== undefined) failures.push(`${name} round ${round}: ${failed.message}`)
        if (inventory.files.length === 0 && inventory.issues.length === 0)
          failures.push(`${name} round ${round}: silence`)
      }
    }
    expect(failures).toEqual([])
    // Mutants are still read for what they hold: a parser that gives up at once would leave next to nothing.
    expect(packages).toBeGreaterThan(1000)
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object)
  })

  test('every ecosystem survives bytes that are none of its own', () => {
    const random = seededRandom(seed + 1)
    const failures: string[] = []
    for (const ecosystem of ecosystems) {
      for (let round = 0; round < 4; round++) {
        const text = Array.from({ length: 400 }, () => String.fromCharCode(Math.floor(random() * 127))).join(
          '',
        )
        try {
          ecosystem.parse({ path: 'any', text }, () => undefined)
        } catch (cause) {
          failures.push(`${ecosystem.id}: ${String(cause)}`)
        }
      }
    }
    expect(failures).toEqual([])
  })
})
