/** Our orders against the reference libraries of npm and Python, on versions that both sides read. */
import { compare as comparePep440, explain } from '@renovatebot/pep440'
import fc from 'fast-check'
import { compare as compareNpm, satisfies, valid } from 'semver'
import { expect, test } from 'vitest'
import { satisfiesNative } from './native/native-range.ts'
import { parseNativeRange } from './native/registry.ts'
import { compareVersions } from './registry.ts'
import { formatPypiVersion } from './schemes/pypi.ts'

const number = fc.constantFrom('0', '1', '2', '9', '10', '11', '4294967296')
const identifier = fc.constantFrom('0', '1', '10', 'alpha', 'beta', 'rc', 'rc1', 'x-y', 'A')
const numbers = fc.array(number, { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.'))
const pre = fc
  .array(identifier, { maxLength: 3 })
  .map((parts) => (parts.length === 0 ? '' : `-${parts.join('.')}`))
const npmVersion = fc.tuple(numbers, pre, fc.constantFrom('', '', '+b1')).map((parts) => parts.join(''))

test('npm: the order of node-semver', () => {
  fc.assert(
    fc.property(npmVersion, npmVersion, (a, b) => {
      expect(valid(a)).not.toBeNull()
      expect(compareVersions('npm', a, b)).toEqual({ ok: true, value: compareNpm(a, b) })
    }),
    { numRuns: 1000, seed: 20_266 },
  )
})

const pypiTail = fc.constantFrom(
  '',
  'a1',
  '.alpha',
  'b2',
  'rc10',
  '-pre',
  '.post1',
  '-3',
  'r4',
  '.dev5',
  'a1.dev2',
  'b.post1',
  '+abc.1',
  '+1',
  'rc1.post2.dev3',
)
const pypiRelease = fc.array(number, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'))
const pypiVersion = fc
  .tuple(fc.constantFrom('', '', 'v', '1!'), pypiRelease, pypiTail)
  .map((parts) => parts.join(''))

test('pypi: the order and the normal form of PEP 440', () => {
  fc.assert(
    fc.property(pypiVersion, pypiVersion, (a, b) => {
      const expected = Math.sign(comparePep440(a, b))
      expect(compareVersions('pypi', a, b)).toEqual({ ok: true, value: expected })
      expect(comparePep440(formatPypiVersion(a) ?? '', a)).toBe(0)
      expect(explain(a)?.epoch).toBe(a.includes('!') ? 1 : 0)
    }),
    { numRuns: 1000, seed: 20_267 },
  )
})

const small = fc.constantFrom('0', '1', '2', '3')
const partial = fc
  .array(small, { minLength: 1, maxLength: 3 })
  .chain((parts) =>
    fc.constantFrom(parts.join('.'), parts.length < 3 ? `${parts.join('.')}.x` : parts.join('.')),
  )
const comparator = fc
  .tuple(fc.constantFrom('', '=', '<', '<=', '>', '>=', '~', '^'), partial)
  .map((parts) => parts.join(''))
const npmRange = fc
  .array(fc.array(comparator, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
  .map((alternatives) => alternatives.map((terms) => terms.join(' ')).join(' || '))
const smallVersion = fc.array(small, { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.'))

test('npm: ranges hold what node-semver says they hold', () => {
  fc.assert(
    fc.property(npmRange, smallVersion, fc.constantFrom('', '-rc.1'), (text, release, tail) => {
      const version = `${release}${tail}`
      const range = parseNativeRange('npm', text)
      const answer = range.ok ? satisfiesNative(range.value, version) : range
      expect([text, version, answer]).toEqual([
        text,
        version,
        { ok: true, value: satisfies(version, text, { includePrerelease: true }) },
      ])
    }),
    { numRuns: 1500, seed: 20_268 },
  )
})
