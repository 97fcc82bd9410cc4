import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareInstants, dayOf, isStrictInstant, parseInstant } from '../instant.ts'
import type { Node } from '../node.ts'
import { findContradictions, scoreVector, scoreWhole } from './cvss.ts'
import { readCpe } from './cpe.ts'
import { cweVersionOn, findWeakness, namesOfWeakness, newestCwe } from './cwe.ts'
import { findLanguageFault, findPrivateSubtag } from './language.ts'
import { claimsToBeListed, isDeprecated, isListed, readLicenseExpression } from './licenses.ts'
import { remediationsAgainstStatus, remediationsTogether } from './remediation-tables.ts'
import { findDecisionPoint, parseNamespace } from './ssvc.ts'
import {
  includesVersion,
  isOpenAbove,
  overlaps,
  readRange,
  registeredTypes,
  singleVersionOf,
} from './version-range.ts'

test.each<[text: string, isStrict: boolean, seconds: number | undefined]>([
  ['1970-01-01T00:00:01Z', true, 1],
  ['1970-01-01T01:00:01+01:00', true, 1],
  ['1969-12-31T23:59:59.25Z', true, -1],
  ['2024-02-29T00:00:00Z', true, 1709164800],
  ['1970-01-01t00:00:01z', false, 1],
  ['1969-12-31T23:59:60Z', false, 0],
  ['2023-02-29T00:00:00Z', false, undefined],
  ['1900-02-29T00:00:00Z', false, undefined],
  ['2024-13-01T00:00:00Z', false, undefined],
  ['2024-01-01 00:00:00Z', false, undefined],
  ['2024-01-01T00:00:00', false, undefined],
  ['2024-01-01T24:00:00Z', false, undefined],
  ['2024-01-01T00:00:00+24:00', false, undefined],
  ['2024-01-01T00:00:00+00:10:21', false, undefined],
  ['2024-01-01T00:00:00,5Z', false, undefined],
  ['0050-01-01T00:00:00Z', true, -60589296000],
])('the time %s', (text, isStrict, seconds) => {
  expect([isStrictInstant(text), parseInstant(text)?.seconds]).toEqual([isStrict, seconds])
})

test.each([
  ['2024-01-21T10:00:00.000Z', '2024-01-21T10:00:00.00010Z', -1],
  ['2024-01-21T10:00:00.1Z', '2024-01-21T10:00:00.100000000000Z', 0],
  ['2024-01-23T10:00:00+12:00', '2024-01-22T10:00:00-12:45', -1],
  ['2024-01-21T10:00:00.9Z', '2024-01-21T10:00:00.10Z', 1],
])('%s against %s', (a, b, order) => {
  const [left, right] = [parseInstant(a), parseInstant(b)]
  if (left === undefined || right === undefined) throw new Error('both are times')
  expect([Math.sign(compareInstants(left, right)), Math.sign(compareInstants(right, left))]).toEqual([
    order,
    -order || 0,
  ])
})

test('the day is that of UTC', () => {
  expect(dayOf({ seconds: 1706054400 - 1, fraction: '' })).toBe('2024-01-23')
})

test.each<[string, boolean]>([
  ['en', true],
  ['EN-us', true],
  ['de-DE-1996', true],
  ['zh-cmn-Hans-CN', true],
  ['sr-Latn-RS', true],
  ['es-419', true],
  ['i-default', true],
  ['x-own', true],
  ['qtx', true],
  ['en-u-ca-gregory', true],
  ['EZ', false],
  ['jp', false],
  ['en-XY-', false],
  ['de-cmn', false],
  ['en-Qqqq', false],
  ['de-1996-1996', false],
  ['en-a-bb-a-cc', false],
  ['', false],
])('the language %s', (text, isValid) => {
  expect(findLanguageFault(text) === undefined).toBe(isValid)
})

test.each([
  ['qtx', 'qtx'],
  ['en-Qaax', 'qaax'],
  ['en-ZZ', 'zz'],
  ['de-x-own', 'x'],
  ['x-own', 'x'],
  ['de-DE', undefined],
])('the private subtag of %s', (text, subtag) => {
  expect(findPrivateSubtag(text)).toBe(subtag)
})

test.each<[string, readonly string[] | undefined]>([
  ['MIT', ['MIT']],
  [
    'MIT OR (Apache-2.0 and GPL-2.0-only WITH Classpath-exception-2.0)',
    ['MIT', 'Apache-2.0', 'GPL-2.0-only', 'Classpath-exception-2.0'],
  ],
  ['GPL-2.0+', ['GPL-2.0+']],
  ['LicenseRef-example.org-Own-1.0', ['LicenseRef-example.org-Own-1.0']],
  ['MIT WITH AdditionRef-example.org-own', ['MIT', 'AdditionRef-example.org-own']],
  ['LicenseRef-own', undefined],
  ['LicenseRef-a-b+', undefined],
  ['DocumentRef-a:LicenseRef-b-c', undefined],
  ['licenseref-a-b', undefined],
  ['MIT And MIT', undefined],
  ['(MIT) WITH Classpath-exception-2.0', undefined],
  ['(MIT', undefined],
  ['MIT)', undefined],
  ['MIT OR', undefined],
  ['', undefined],
  ['MIT MIT', undefined],
])('the license expression %s', (text, ids) => {
  const reading = readLicenseExpression(text)
  expect(reading.kind === 'read' ? reading.tokens.map(({ id }) => id) : undefined).toEqual(ids)
})

test.each<[id: string, kind: 'license' | 'exception', listed: boolean, deprecated: boolean, claims: boolean]>(
  [
    ['MIT', 'license', true, false, true],
    ['GFDL-1.1', 'license', true, true, true],
    ['GPL-2.0+', 'license', true, true, true],
    ['Nokia-Qt-exception-1.1', 'exception', true, true, true],
    ['Classpath-exception-2.0', 'exception', true, false, true],
    ['Classpath-exception-2.0', 'license', false, false, true],
    ['LicenseRef-scancode-public-domain', 'license', true, false, true],
    ['LicenseRef-scancode-aop-pd', 'license', true, true, true],
    ['LicenseRef-scancode-no-such', 'license', false, false, true],
    ['LicenseRef-example.org-own', 'license', false, false, false],
    ['Nonesuch', 'license', false, false, true],
  ],
)('the identifier %s as %s', (id, kind, listed, deprecated, claims) => {
  const token = { id, kind }
  expect([isListed(token), isDeprecated(token), claimsToBeListed(token)]).toEqual([
    listed,
    deprecated,
    claims,
  ])
})

test('CWE: names, versions and mapping notes', () => {
  expect(findWeakness('CWE-79', '4.13')).toMatchObject({
    kind: 'found',
    weakness: { isDeprecated: false, usage: 'Allowed' },
  })
  expect(findWeakness('CWE-20', '4.13')).toMatchObject({ weakness: { usage: 'Discouraged' } })
  expect(findWeakness('CWE-1419', '4.12')).toEqual({ kind: 'absent' })
  expect(findWeakness('CWE-1008', '4.13')).toEqual({ kind: 'absent' })
  expect(findWeakness('CWE-79', '4.99')).toEqual({ kind: 'later_version' })
  expect(findWeakness('CWE-79', '5.0')).toEqual({ kind: 'later_version' })
  expect(findWeakness('CWE-79', '3.9')).toEqual({ kind: 'no_version' })
  expect(findWeakness('__proto__', '4.13')).toEqual({ kind: 'absent' })
  expect(namesOfWeakness('CWE-1192').length).toBeGreaterThan(1)
  expect([cweVersionOn('2024-01-21'), cweVersionOn('2000-01-01'), cweVersionOn('2999-01-01')]).toEqual([
    '4.13',
    undefined,
    newestCwe.version,
  ])
})

test.each([
  ['ssvc', 'registered', false, false],
  ['nist#800-30', 'registered', false, false],
  ['ssvc//.example.test#x', 'registered', true, false],
  ['ssvc//.example.test$en-GB', 'registered', true, false],
  ['ssvc//.example.test$de-DE', 'registered', true, true],
  ['ssvc/pl-PL', 'registered', true, true],
  ['ssvc//.example.test#x/de-DE', 'registered', true, true],
  ['test', 'reserved', false, false],
  ['invalid', 'forbidden', false, false],
  ['x_example.test#t', 'unregistered', false, false],
  ['other', 'unknown', false, false],
] as const)('the namespace %s', (full, kind, hasExtension, isTranslated) => {
  expect(parseNamespace(full)).toMatchObject({ kind, hasExtension, isTranslated })
})

test('decision points by namespace, key and version', () => {
  const point = findDecisionPoint('ssvc', 'SI')?.get('2.0.0')
  expect(point?.values.map(([key]) => key)).toEqual(['N', 'M', 'R', 'C'])
  expect(findDecisionPoint('ssvc', 'SIs')).toBeUndefined()
  expect(findDecisionPoint('__proto__', 'toString')).toBeUndefined()
})

test.each<[name: string, notation: string, isGood: boolean, single: string | undefined, isOpen: boolean]>([
  ['vers:npm/>=2.2.0|<2.3.0', 'vers', true, undefined, false],
  ['vers:all/*', 'vers', true, undefined, false],
  ['vers:npm/*', 'vers', false, undefined, false],
  ['vers:all/<1', 'vers', false, undefined, false],
  ['vers:intdot/4.2.0', 'vers', true, '4.2.0', false],
  ['vers:intdot/=4.2.0', 'vers', false, undefined, false],
  ['vers:nosuch/<4|>5|!=6', 'vers', true, undefined, true],
  ['vers:nosuch/<4|>4', 'vers', false, undefined, true],
  ['vers:nosuch/|>4', 'vers', false, undefined, false],
  ['>10.9a|!=10.9c|!=10.9f|<=10.9k', 'vls', true, undefined, false],
  ['<V3.0.29', 'vls', true, undefined, false],
  ['<1.2.0|=4.2.0', 'vls', true, undefined, false],
  ['>=4.2', 'vls', true, undefined, true],
  ['4.2', 'vls', true, '4.2', false],
  ['>=4.2|<=4.2', 'vls', true, '4.2', false],
  ['<= 2', 'vls', false, undefined, false],
  ['all versions', 'vls', false, undefined, false],
  ['*', 'vls', false, undefined, false],
  ['', 'vls', false, undefined, false],
])('the range %s', (name, notation, isGood, single, isOpen) => {
  const range = readRange(name)
  expect([range.notation, range.fault === undefined, singleVersionOf(range), isOpenAbove(range)]).toEqual([
    notation,
    isGood,
    single,
    isOpen,
  ])
})

test.each<[a: string, b: string, shared: boolean | undefined]>([
  ['vers:intdot/>2.1.0|<4.2.0', 'vers:intdot/>1.2.0|<2.4.0', true],
  ['vers:intdot/>2.1.0|<4.2.0', 'vers:intdot/>1.2.0|<=2.1.0', false],
  ['vers:intdot/>=2.1.0|<4.2.0', 'vers:intdot/>1.2.0|<=2.1.0', true],
  ['vers:intdot/<1', 'vers:intdot/<0.5', true],
  ['vers:intdot/<1', 'vers:intdot/>=1', false],
  ['vers:intdot/1|2|3', 'vers:intdot/3|4', true],
  ['vers:intdot/1|2', 'vers:intdot/!=1', true],
  ['vers:intdot/1', 'vers:intdot/!=1', false],
  ['vers:all/*', '<1', true],
  ['<1|>2', '1.5', false],
  ['<3|>3', '3', false],
  ['<3|>3', '>=3|<=3', false],
  ['vers:npm/<1.0.0', 'vers:pypi/<1.0', undefined],
  ['vers:npm/<1.0.0', '<0.5.0', true],
  ['vers:nosuch/<1', '<1', undefined],
  ['all versions', '<1', undefined],
])('%s and %s', (a, b, shared) => {
  const [left, right] = [readRange(a), readRange(b)]
  expect([overlaps(left, right), overlaps(right, left)]).toEqual([shared, shared])
})

test('a version in a range', () => {
  const range = readRange('vers:intdot/>2.1.0|!=2.4.0|<4.2.0')
  expect(['2.4.0', '2.5', '4.2.0', '2.1.0', 'x'].map((version) => includesVersion(range, version))).toEqual([
    false,
    true,
    false,
    false,
    undefined,
  ])
})

test('the registered VERS types are sorted and unique', () => {
  expect([...registeredTypes]).toEqual([...registeredTypes].toSorted())
})

test('both tables of remediations are symmetric where they must be', () => {
  expect(remediationsTogether('vendor_fix', 'no_fix_planned')).toBe('prohibited')
  expect(remediationsTogether('no_fix_planned', 'vendor_fix')).toBe('prohibited')
  expect(remediationsTogether('workaround', 'mitigation')).toBe('allowed')
  expect(remediationsTogether('workaround', 'new')).toBe('allowed')
  expect(remediationsAgainstStatus('vendor_fix', 'not_affected')).toBe('prohibited')
  expect(remediationsAgainstStatus('optional_patch', 'fixed')).toBe('discouraged')
  expect(remediationsAgainstStatus('optional_patch', 'not_affected')).toBe('allowed')
})

test.each<[string, string, string | undefined]>([
  ['cpe:2.3:a:example:a:1\\:2:*:*:de:*:*:*:*', 'version', '1:2'],
  ['cpe:2.3:a:example:a:1:*:*:de:*:*:*:*', 'language', 'de'],
  ['cpe:/a:example:a%2b:1', 'product', 'a+'],
  ['cpe:/a:example:a:1', 'language', '*'],
  ['cpe:2.3:a:b', 'vendor', undefined],
  ['example', 'vendor', undefined],
])('%s has as %s', (text, part, value) => {
  expect(readCpe(text)?.get(part)).toBe(value)
})

function node(fields: Record<string, unknown>): Node {
  return { fields, path: '' }
}

test('CVSS: what the properties add and where they contradict', () => {
  const vectorString = 'CVSS:3.1/AV:L/AC:L/PR:H/UI:R/S:U/C:H/I:H/A:H'
  const fixed = {
    modifiedAvailabilityImpact: 'NONE',
    modifiedConfidentialityImpact: 'NONE',
    modifiedIntegrityImpact: 'NONE',
  }
  expect(scoreWhole('cvss_v3', node({ vectorString, ...fixed }))).toMatchObject({
    base: 6.5,
    environmental: 0,
  })
  expect(scoreVector(node({ vectorString, ...fixed }))).toMatchObject({ base: 6.5 })
  expect(scoreVector(node({ vectorString: 'CVSS:3.1/AV:L' }))).toBeUndefined()
  expect(
    findContradictions('cvss_v3', node({ vectorString, scope: 'CHANGED', attackVector: 'LOCAL' })),
  ).toEqual([{ property: 'scope', given: 'CHANGED', metric: 'S', inVector: 'U' }])
})

/** The words of each schema must be the ones that the tables translate. */
test.each([
  ['2.0', 'cvss_v2'],
  ['3.0', 'cvss_v3'],
  ['3.1', 'cvss_v3'],
  ['4.0', 'cvss_v4'],
] as const)('the table of CVSS %s has every property and word of the schema', (version, member) => {
  const file = new URL(`../vendor/cvss-${version}.schema.json`, import.meta.url)
  const schema = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly properties: Readonly<Record<string, { readonly $ref?: string }>>
    readonly definitions?: Readonly<Record<string, { readonly enum?: readonly string[] }>>
    readonly $defs?: Readonly<Record<string, { readonly enum?: readonly string[] }>>
  }
  const kinds = schema.definitions ?? schema.$defs ?? {}
  let words = 0
  for (const [name, { $ref }] of Object.entries(schema.properties)) {
    const values = kinds[$ref?.split('/').at(-1) ?? '']?.enum
    if (values === undefined || name.endsWith('Severity')) continue
    // A vector in which the metric has a value of no meaning is contradicted by every word.
    const keys =
      'AV AC Au C I A E RL RC CDP TD CR IR AR PR UI S MAV MAC MPR MUI MS MC MI MA AT VC VI VA SC SI SA MAT MVC MVI MVA MSC MSI MSA AU R V RE U'
    const vectorString = keys
      .split(' ')
      .map((key) => `${key}:?`)
      .join('/')
    for (const value of values) {
      words += 1
      expect(
        findContradictions(member, node({ vectorString, [name]: value })),
        `${name} ${value}`,
      ).toHaveLength(1)
    }
  }
  expect(words).toBeGreaterThan(50)
})
