/** One contract for all ecosystems, and the proof that none is missing in the registry. */
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePurl } from '../../model/index.ts'
import { binaryEcosystems } from '../binary-ecosystems.ts'
import { compileFormats } from '../formats.ts'
import { unsupportedFormats } from '../unsupported.ts'
import { ecosystems } from './index.ts'

const nowhere = (): undefined => undefined

/** Small texts in the shape of each family, from which hostile ones are grown. */
const seeds = [
  '{"lockfileVersion":3,"packages":{"":{"name":"a"},"node_modules/b":{"version":"1.0.0"}}}',
  '{"dependencies":{"b":{"version":"1.0.0","requires":{"c":"1"}}},"lockfileVersion":1}',
  '{"packages":{"a":["a@1.0.0","",{},"sha512-AA=="]},"workspaces":{"":{"name":"x"}}}',
  '{"default":{"a":{"version":"==1.0"}},"packages":[{"name":"a/b","version":"1.0"}],"object":{"pins":[]}}',
  "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        version: 1.0.0\npackages:\n  a@1.0.0: {}\n",
  '__metadata:\n  version: 6\n\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n',
  '# yarn lockfile v1\n\na@^1:\n  version "1.0.0"\n  dependencies:\n    b "^1"\n',
  '[[package]]\nname = "a"\nversion = "1.0"\ndependencies = ["b"]\n\n[package.source]\ntype = "git"\n',
  'lock-version = "1.0"\n[[packages]]\nname = "a"\nversion = "1.0"\n',
  'a==1.0 \\\n  --hash=sha256:00\n    # via b\n-r other.txt\nb>=1 ; python_version < "3"\n',
]

const odd = [
  '__proto__',
  'constructor',
  '{{{{',
  '[[[[',
  '"',
  "'",
  '\u0000',
  '\ud800',
  '@',
  '/',
  ':',
  '- ',
  '*a',
  '&a ',
  '%zz',
  '\n\n',
]

/** A seed that was cut, doubled or had something odd put into it. */
const hostile = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.nat(),
    fc.constantFrom(...odd),
    fc.constantFrom('cut', 'insert', 'double'),
  )
  .map(([seed, at, thing, kind]) => {
    const place = at % (seed.length + 1)
    if (kind === 'cut') return seed.slice(0, place)
    if (kind === 'double') return seed.slice(0, place) + seed.slice(place / 2)
    return seed.slice(0, place) + thing + seed.slice(place)
  })

test('the registry holds what every file of this folder exports', async () => {
  const all = [...ecosystems, ...binaryEcosystems]
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => /^[a-z0-9-]+\.ts$/.test(name))
  const missing: string[] = []
  for (const file of files.filter((name) => name !== 'index.ts')) {
    const module: unknown = await import(new URL(file, import.meta.url).href)
    const exported = new Set(typeof module === 'object' && module !== null ? Object.values(module) : [])
    if (!all.some((ecosystem) => exported.has(ecosystem))) missing.push(file)
  }
  expect(missing).toEqual([])
  expect(new Set(all.map((ecosystem) => ecosystem.id)).size).toBe(all.length)
})

test('each file name belongs to one ecosystem, or to several that can tell their texts apart', () => {
  const formats = compileFormats({ ecosystems, unsupported: unsupportedFormats })
  const names = ecosystems.flatMap((ecosystem) => ecosystem.files).map((file) => file.replaceAll('*', 'x'))
  const unclear = names.filter((name) => {
    const claims = formats.find(name).ecosystems
    return claims.length === 0 || (claims.length > 1 && claims.some((one) => one.accepts === undefined))
  })
  expect(unclear).toEqual([])
})

test.each(ecosystems.map((ecosystem) => [ecosystem.id, ecosystem] as const))(
  '%s: no text throws or gives a package without a place; the same text gives the same answer',
  (_, ecosystem) => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ maxLength: 60 })), (text) => {
        const file = { path: `a/${ecosystem.files[0]?.replaceAll('*', 'x') ?? 'file'}`, text }
        const first = ecosystem.parse(file, nowhere)
        expect(ecosystem.parse(file, nowhere)).toEqual(first)
        const lines = text.split('\n').length
        for (const found of first.packages) {
          expect(found.line).toBeGreaterThanOrEqual(1)
          expect(found.line).toBeLessThanOrEqual(lines)
          expect(parsePurl(found.purl)).toEqual({ ok: true, value: found.purl })
        }
        const isClean = first.status === 'parsed'
        expect(isClean && first.issues.some((issue) => issue.level !== 'note')).toBe(false)
        expect(!isClean && first.issues.length === 0).toBe(false)
      }),
      { numRuns: 150, seed: 7 },
    )
  },
)

test.each(ecosystems.map((ecosystem) => [ecosystem.id, ecosystem] as const))(
  '%s: depth and size end in bounded time',
  (_, ecosystem) => {
    const path = ecosystem.files[0]?.replaceAll('*', 'x') ?? 'file'
    const texts = [
      '['.repeat(50_000),
      '{"a":'.repeat(50_000),
      '{"dependencies":{"a":'.repeat(2000),
      'a: '.repeat(50_000),
      '- '.repeat(50_000),
      '<a>'.repeat(50_000),
      `a: &a [x]\n${'b: [*a, *a]\n'.repeat(1000)}`,
      'a = '.repeat(50_000),
      'a.'.repeat(50_000),
      ' '.repeat(200_000),
      `${' '.repeat(100_000)}x`,
      '"'.repeat(100_001),
      `${'a@'.repeat(50_000)}:`,
      '\\\n'.repeat(50_000),
      '# via a\n'.repeat(20_000),
    ]
    const slow: string[] = []
    for (const text of texts) {
      const start = performance.now()
      ecosystem.parse({ path, text }, nowhere)
      const took = performance.now() - start
      if (took > 4000) slow.push(`${text.slice(0, 20)}: ${Math.round(took)} ms`)
    }
    expect(slow).toEqual([])
  },
)
