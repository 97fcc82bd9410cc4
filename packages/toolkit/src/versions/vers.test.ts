/** VERS: canonical text, lenient text, containment and simplification. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRows } from './testing/rows.ts'
import { formatVers, normalizeVers, parseVers } from './vers.ts'
import { containsVersion, satisfiesVers, simplifyVers } from './vers-contains.ts'

describe('parseVers', () => {
  test.each(readRows('vers.txt'))('%s', (row) => {
    const [expected, text = ''] = row.split(' | ')
    const vers = parseVers(text)
    expect(vers.ok ? 'ok' : vers.error.code).toBe(expected)
    if (vers.ok) expect(formatVers(vers.value)).toBe(text)
  })

  test('decodes once, and encodes what VERS needs for itself', () => {
    const vers = {
      kind: 'constraints',
      scheme: 'generic',
      constraints: [{ comparator: '=', version: '1 |ü!*%' }],
    } as const
    expect(formatVers(vers)).toBe('vers:generic/1%20%7C%C3%BC%21%2A%25')
    expect(parseVers('vers:npm/1.0%252F0')).toMatchObject({
      value: { constraints: [{ version: '1.0%2F0' }] },
    })
  })

  test('any text gives a range or an error', () => {
    const body = fc.string({
      unit: fc.constantFrom('vers:', 'npm/', '1', '.', '|', '<', '>', '=', '!', '*', '%', '0', ' ', 'ü'),
    })
    fc.assert(
      fc.property(body, (text) => {
        for (const one of [text, `vers:npm/${text}`]) {
          const strict = parseVers(one)
          const lenient = normalizeVers(one)
          if (strict.ok) {
            expect(formatVers(strict.value)).toBe(one)
            if (strict.value.kind === 'constraints' && strict.value.constraints.length > 1)
              expect(lenient).toEqual(strict)
          }
        }
      }),
      { numRuns: 400, seed: 20_263 },
    )
  })
})

const lenient: readonly (readonly [text: string, normal: string])[] = [
  ['VERS:NPM/>=2.0.0|<1.0.0', 'vers:npm/<1.0.0|>=2.0.0'],
  ['vers:npm/ 1.0.0 | 2.0.0 |', 'vers:npm/1.0.0|2.0.0'],
  ['vers:npm/1.0.0|1.0.0', 'vers:npm/1.0.0'],
  ['vers:npm/=1.0.0', 'vers:npm/1.0.0'],
  ['vers:deb/>=1%3A2', 'vers:deb/>=1:2'],
  ['vers:npm/*', 'vers:npm/*'],
]

test.each(lenient)('normalizeVers turns %s into %s', (text, normal) => {
  const vers = normalizeVers(text)
  expect(vers.ok && formatVers(vers.value)).toBe(normal)
})

const containment: readonly (readonly [vers: string, inside: string, outside: string])[] = [
  ['vers:npm/1.0.0|2.0.0', '1.0.0 2.0.0 v1.0.0', '1.5.0 3.0.0'],
  ['vers:npm/>=1.0.0', '1.0.0 9.0.0', '0.9.0'],
  ['vers:npm/<1.0.0', '0.9.0 1.0.0-rc.1', '1.0.0 2.0.0'],
  ['vers:npm/<=1.0.0', '1.0.0', '1.0.1'],
  ['vers:npm/>1.0.0', '1.0.1', '1.0.0'],
  ['vers:npm/>=1.0.0|<2.0.0', '1.0.0 1.9.9', '0.9.9 2.0.0'],
  ['vers:npm/<1.0.0|>=2.0.0', '0.1.0 2.0.0 9.0.0', '1.0.0 1.5.0'],
  ['vers:npm/<1.0.0|>=2.0.0|<3.0.0|>4.0.0', '0.9.0 2.0.0 4.0.1', '1.0.0 3.0.0 4.0.0'],
  ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.4.0 1.6.0', '1.5.0 2.0.0'],
  ['vers:npm/!=1.5.0', '1.4.0 9.0.0', '1.5.0'],
  ['vers:npm/!=1.0.0|!=2.0.0', '1.5.0 3.0.0', '1.0.0 2.0.0'],
  ['vers:npm/1.0.0|>=2.0.0|<3.0.0', '1.0.0 2.5.0', '1.5.0 0.9.0 3.0.0'],
  ['vers:npm/>=1.0.0|>2.0.0', '1.0.0 2.0.0 3.0.0', '0.9.0'],
  ['vers:npm/<1.0.0|<=2.0.0', '0.1.0 1.0.0 2.0.0', '2.0.1'],
  ['vers:npm/*', '0.0.1 9.9.9', ''],
  ['vers:all/*', 'anything 1', ''],
  ['vers:none/*', '', 'anything 1'],
  ['vers:pypi/>=1.0|<2.0', '1.0.0 1.9 2.0rc1', '2.0 1.0rc1'],
  ['vers:deb/>=1:2.3-1|<1:2.4', '1:2.3-1 1:2.3.9', '2.3 1:2.4'],
]

test.each(containment)('%s holds %s but not %s', (vers, inside, outside) => {
  const words = (text: string) => text.split(' ').filter((word) => word !== '')
  expect(words(inside).filter((version) => !holds(vers, version))).toEqual([])
  expect(words(outside).filter((version) => holds(vers, version) !== false)).toEqual([])
})

function holds(vers: string, version: string): boolean | undefined {
  const answer = satisfiesVers(vers, version)
  return answer.ok ? answer.value : undefined
}

test('what cannot be read is an error, not a no', () => {
  expect(satisfiesVers('vers:npm/>=1.0.0', 'main')).toMatchObject({ error: { code: 'VERSION_UNPARSABLE' } })
  expect(satisfiesVers('vers:npm/>=main', '1.0.0')).toMatchObject({ error: { code: 'VERSION_UNPARSABLE' } })
  expect(satisfiesVers('vers:nosuch/1', '1')).toMatchObject({ error: { code: 'SCHEME_UNKNOWN' } })
  expect(satisfiesVers('1.0', '1')).toMatchObject({ error: { code: 'VERS_INVALID' } })
  expect(satisfiesVers('vers:npm/*', 'main')).toMatchObject({ error: { code: 'VERSION_UNPARSABLE' } })
})

const simplified: readonly (readonly [text: string, short: string])[] = [
  ['vers:npm/>=1.0.0|>=2.0.0', 'vers:npm/>=1.0.0'],
  ['vers:npm/<1.0.0|<=2.0.0', 'vers:npm/<=2.0.0'],
  ['vers:npm/1.0.0|<2.0.0', 'vers:npm/<2.0.0'],
  ['vers:npm/>=1.0.0|1.5.0|<2.0.0', 'vers:npm/>=1.0.0|<2.0.0'],
  ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', 'vers:npm/>=1.0.0|!=1.5.0|<2.0.0'],
  ['vers:npm/1.0.0|2.0.0|>3.0.0|4.0.0', 'vers:npm/1.0.0|2.0.0|>3.0.0'],
  ['vers:npm/1.0|1.0.0', 'vers:npm/1.0'],
  ['vers:npm/1.0.0|<1.0.0', 'vers:npm/<=1.0.0'],
  ['vers:npm/>1.0.0|1.0.0', 'vers:npm/>=1.0.0'],
  ['vers:npm/1.0.0|>=1.0.0|1.2.0', 'vers:npm/>=1.0.0'],
  ['vers:npm/*', 'vers:npm/*'],
]

test.each(simplified)('%s is as good as %s', (text, short) => {
  const vers = normalizeVers(text)
  const result = vers.ok ? simplifyVers(vers.value) : vers
  expect(result.ok && formatVers(result.value)).toBe(short)
})

test('simplifying never changes what a range holds', () => {
  const number = fc.integer({ min: 0, max: 6 })
  const constraint = fc
    .tuple(fc.constantFrom('', '<', '<=', '>', '>='), number)
    .map(([sign, version]) => `${sign}${version}`)
  fc.assert(
    fc.property(fc.array(constraint, { minLength: 1, maxLength: 6 }), number, (parts, version) => {
      const vers = normalizeVers(`vers:intdot/${parts.join('|')}`)
      if (!vers.ok) throw new Error(vers.error.message)
      const short = simplifyVers(vers.value)
      if (!short.ok) throw new Error(short.error.message)
      expect(containsVersion(short.value, `${version}`)).toEqual(containsVersion(vers.value, `${version}`))
      expect(simplifyVers(short.value)).toEqual(short)
    }),
    { numRuns: 500, seed: 20_264 },
  )
})
