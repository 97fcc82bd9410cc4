/** Vectors that have no score are refused by name; those that have one are scored whole. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CvssVersion, metricsOf } from './metrics.ts'
import { scoreCvss } from './score.ts'

const V2 = 'AV:N/AC:L/Au:N/C:P/I:P/A:P'
const V31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'

test('wrong vectors are refused by name', () => {
  const rows: readonly (readonly [vector: string, code: string])[] = [
    ['', 'CVSS_VERSION_UNKNOWN'],
    ['7.5', 'CVSS_VERSION_UNKNOWN'],
    [V31.replace('3.1', '3.2'), 'CVSS_VERSION_UNKNOWN'],
    [V31.replace('CVSS', 'cvss'), 'CVSS_METRIC_UNKNOWN'],
    [`CVSS:2.0/${V2}`, 'CVSS_VERSION_UNKNOWN'],
    [`${V31}/${'E:X/'.repeat(300)}`, 'CVSS_VERSION_UNKNOWN'],
    ['high', 'CVSS_METRIC_UNKNOWN'],
    [`(${V2})`, 'CVSS_VERSION_UNKNOWN'],
    [`${V31}/`, 'CVSS_METRIC_UNKNOWN'],
    [`${V31}/XX:N`, 'CVSS_METRIC_UNKNOWN'],
    [`${V31}/__proto__:N`, 'CVSS_METRIC_UNKNOWN'],
    [`${V31}/AT:N`, 'CVSS_METRIC_UNKNOWN'],
    [`${V31} `, 'CVSS_VALUE_UNKNOWN'],
    [V31.replace('A:H', 'A:C'), 'CVSS_VALUE_UNKNOWN'],
    [V31.replace('A:H', 'A:h'), 'CVSS_VALUE_UNKNOWN'],
    [V31.replace('A:H', 'A:'), 'CVSS_VALUE_UNKNOWN'],
    [V31.replace('/A:H', ''), 'CVSS_METRIC_MISSING'],
    [V2.replace('AV:N/', ''), 'CVSS_METRIC_MISSING'],
    [V4.replace('/SA:N', ''), 'CVSS_METRIC_MISSING'],
    ['CVSS:4.0/', 'CVSS_METRIC_UNKNOWN'],
    [`${V31}/A:H`, 'CVSS_METRIC_DUPLICATE'],
    [`${V2}/E:ND/E:ND`, 'CVSS_METRIC_DUPLICATE'],
    [V4.replace('AV:N/AC:L', 'AC:L/AV:N'), 'CVSS_ORDER_WRONG'],
    [`${V4}/CR:H/E:A`, 'CVSS_ORDER_WRONG'],
  ]
  const found = rows.map(([vector]) => {
    const scored = scoreCvss(vector)
    return [vector, scored.ok ? scored.value.score : scored.error.code]
  })
  expect(found).toEqual(rows)
})

test('scores, severities and groups', () => {
  expect(scoreCvss(V2)).toEqual({
    ok: true,
    value: { version: '2.0', base: 7.5, temporal: 7.5, environmental: 7.5, score: 7.5, severity: 'high' },
  })
  expect(scoreCvss(`${V31}/E:U`)).toEqual({
    ok: true,
    value: { version: '3.1', base: 9.8, temporal: 9, environmental: 9, score: 9.8, severity: 'critical' },
  })
  expect(scoreCvss(`${V4}/E:U/U:Red`)).toEqual({
    ok: true,
    value: { version: '4.0', base: 9.3, score: 8.1, severity: 'high' },
  })
  const none = scoreCvss('CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:N/A:N')
  expect(none.ok && [none.value.score, none.value.severity]).toEqual([0, 'none'])
})

test('the order of metrics does not change a score before 4.0', () => {
  const parts = V31.slice('CVSS:3.1/'.length).split('/')
  fc.assert(
    fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
      expect(scoreCvss(`CVSS:3.1/${shuffled.join('/')}`)).toEqual(scoreCvss(V31))
    }),
    { numRuns: 50 },
  )
})

test('an equation of 2.0 that falls below zero scores 0, as Red Hat’s cvss library has it', () => {
  const low = 'AV:L/AC:H/Au:M/C:N/I:P/A:N/IR:L'
  const environmental = (vector: string) => {
    const scored = scoreCvss(vector)
    return scored.ok && scored.value.environmental
  }
  expect(environmental(`${low}/E:U/RL:OF/CR:L/AR:L`)).toBe(0)
  expect(environmental(`${low}/CDP:H/TD:H`)).toBe(4.9)
})

test('every well-formed vector has a score from 0 to 10 with one decimal', () => {
  const versions: readonly CvssVersion[] = ['2.0', '3.0', '3.1', '4.0']
  const vectors = fc.oneof(...versions.map(vectorsOf))
  fc.assert(
    fc.property(vectors, (vector) => {
      const scored = scoreCvss(vector)
      if (!scored.ok) throw new Error(`${vector}: ${scored.error.message}`)
      const { base, score, temporal = 0, environmental = 0 } = scored.value
      for (const number of [base, score, temporal, environmental]) {
        expect(number >= 0 && number <= 10 && Number(number.toFixed(1)) === number).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})

/** Base metrics always, each other one or not. */
function vectorsOf(version: CvssVersion): fc.Arbitrary<string> {
  const parts = [...metricsOf[version].values()].map(({ key, group, values }) => {
    const given = fc.constantFrom(...values).map((value) => `${key}:${value}`)
    return group === 'base' ? given : fc.oneof(given, fc.constant(''))
  })
  const prefix = version === '2.0' ? [] : [`CVSS:${version}`]
  return fc.tuple(...parts).map((texts) => [...prefix, ...texts.filter((text) => text !== '')].join('/'))
}
