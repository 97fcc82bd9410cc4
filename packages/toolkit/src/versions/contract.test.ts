/** What every scheme promises, whoever wrote it: found by its file, total order, no exception on any text. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findScheme, listSchemes, schemeOfPurlType } from './registry.ts'
import type { VersionScheme } from './scheme.ts'
import { maxVersionLength } from './scheme.ts'
import { readRows } from './testing/rows.ts'

const folder = new URL('./schemes/', import.meta.url)
const words = [
  '0 1 2 9 10 01 007 20240101 99999999999999999999 . . . - - _ + ~ ^ : ! .. --',
  'a b rc alpha beta pre dev post p r m v x go SNAPSHOT final ga sp foo Z T incompatible',
  '-r1 _p1 .dev1 -0 ~rc1 ^git1',
].flatMap((line) => line.split(' '))
const start = fc.constantFrom('0', '1', '1.0', '1.2', '2.0.0', '1.2.3', 'v1', '1:1')
const versionLike = fc
  .tuple(start, fc.array(fc.constantFrom(...words), { maxLength: 5 }))
  .map(([head, tail]) => head + tail.join(''))

const known = readRows('orders.txt').map((line) => line.split(' '))

/** Real versions of the scheme next to made-up ones, so that close neighbours meet. */
function arbitraryVersion(scheme: VersionScheme): fc.Arbitrary<string> {
  const own = known
    .filter(([id]) => id === scheme.id)
    .flatMap(([, ...rest]) => rest.filter((word) => word !== '<' && word !== '='))
  const moment = fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.toISOString())
  const usual = fc.oneof(
    { weight: 2, arbitrary: versionLike },
    { weight: 3, arbitrary: fc.constantFrom(...own) },
  )
  if (scheme.id === 'alpm')
    return fc.tuple(usual, fc.constantFrom('', '-1', '-2', '-10.1')).map((parts) => parts.join(''))
  return scheme.id === 'datetime' ? fc.oneof(moment, fc.constantFrom(...own)) : usual
}

/** pacman lets a version without a release equal every release of it, which no order can hold. */
function isOrdered(scheme: VersionScheme, text: string): boolean {
  return scheme.parse(text).ok && (scheme.id !== 'alpm' || /-\d[\d.]*$/u.test(text))
}

describe('registry', () => {
  test('holds the scheme of every file, sorted by id', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/u, ''))
    expect(listSchemes().map(({ id }) => id)).toEqual(files.toSorted())
  })

  test('no name means two schemes, and all are lower case', () => {
    const names = listSchemes().flatMap(({ id, synonyms }) => [id, ...synonyms])
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([])
  })

  test('finds by id, synonym and in any case; not by a name of the language', () => {
    expect(findScheme('PyPI')?.id).toBe('pypi')
    expect(findScheme('crates.io')?.id).toBe('cargo')
    expect(findScheme('gentoo')?.id).toBe('ebuild')
    expect(schemeOfPurlType('cocoapods')?.id).toBe('gem')
    for (const name of ['', '__proto__', 'constructor', 'toString', 'nosuch'])
      expect(findScheme(name)).toBeUndefined()
  })

  test('the README lists every scheme with its synonyms', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
    const named = listSchemes().filter(({ synonyms }) => synonyms.length > 0)
    const plain = listSchemes().filter(({ synonyms }) => synonyms.length === 0)
    const lines = named.map(({ id, synonyms }) => `${id}: ${synonyms.join(', ')}`)
    lines.push(`without synonyms: ${plain.map(({ id }) => id).join(', ')}`)
    const table = /```text\n([\s\S]*?)\n```/u.exec(readme)?.[1]
    expect(table?.split('\n')).toEqual(lines)
  })
})

describe.each(listSchemes().map((scheme) => [scheme.id, scheme] as const))('%s', (_id, scheme) => {
  test('any text gives a version or an error, never an exception', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      versionLike,
      fc.string({ maxLength: 40 }),
    )
    fc.assert(
      fc.property(text, text, (a, b) => {
        const left = scheme.parseLegacy(a)
        const right = scheme.parseLegacy(b)
        if (left.ok && right.ok) scheme.compare(left.value, right.value)
        expect(scheme.parse(a).ok && !left.ok).toBe(false)
      }),
      { numRuns: 150, seed: 20_261 },
    )
  })

  test('the order is total: reflexive, antisymmetric, transitive', () => {
    const version = arbitraryVersion(scheme)
    let compared = 0
    fc.assert(
      fc.property(fc.array(version, { minLength: 3, maxLength: 6 }), (texts) => {
        const parsed = texts
          .filter((text) => isOrdered(scheme, text))
          .flatMap((text) => {
            const one = scheme.parse(text)
            return one.ok ? [one.value] : []
          })
        const sorted = parsed.toSorted((a, b) => scheme.compare(a, b))
        for (const [index, a] of sorted.entries()) {
          expect(scheme.compare(a, a)).toBe(0)
          for (const b of sorted.slice(index + 1)) {
            const order = scheme.compare(a, b)
            expect(order).toBeLessThanOrEqual(0)
            expect(scheme.compare(b, a) + order).toBe(0)
            compared += 1
          }
        }
      }),
      { numRuns: 250, seed: 20_262 },
    )
    expect(compared).toBeGreaterThan(200)
  })

  test('the longest hostile texts are answered at once', () => {
    const pieces = [
      '1',
      '1.',
      '-',
      '1-',
      '_p',
      'a1',
      '~',
      '.dev',
      '0',
      '+',
      'x.',
      '1_p1',
      'α',
      '\u0000',
      '1:',
      '-r',
      '.x',
    ]
    for (const piece of pieces) {
      const text = `1${piece.repeat(maxVersionLength)}`.slice(0, maxVersionLength)
      for (const one of [text, `${text.slice(1)}!`]) {
        const parsed = scheme.parseLegacy(one)
        if (parsed.ok) expect(scheme.compare(parsed.value, parsed.value)).toBe(0)
      }
    }
  })
})
