import { describe, expect, test } from 'vitest'
import { epss } from './epss.ts'
import { testSourceContract } from './testing/contract.ts'

const context = { source: 'epss', digest: 'd'.repeat(64), now: Date.UTC(2026, 8, 1) }
const comment = '#model_version:v2026.06.15,score_date:2026-08-21T12:00:00Z'
const head = 'cve,epss,percentile'

function recordsOf(text: string, path = 'epss.csv') {
  return [...(epss.split?.({ path, text }) ?? [])].map((file) => epss.read(file, context))
}

describe('epss', () => {
  testSourceContract(epss)

  test('cuts 4,000 rows at a time and keeps the head on each run', () => {
    const rows = Array.from({ length: 9001 }, (_, at) => `CVE-2024-${10_000 + at},0.5,0.25`)
    const records = recordsOf([comment, head, ...rows, ''].join('\n'))
    const told = records.map((record) => (record.ok ? record.value : undefined))
    expect(told.map((record) => [record?.id, record?.signals.length, record?.unnamedEntries])).toEqual([
      ['EPSS-2026-08-21-CVE-2024-10000', 4000, 0],
      ['EPSS-2026-08-21-CVE-2024-14000', 4000, 0],
      ['EPSS-2026-08-21-CVE-2024-18000', 1001, 0],
    ])
    expect(told[2]?.signals.at(-1)).toEqual({
      kind: 'epss',
      id: 'CVE-2024-19000',
      source: 'epss',
      record: 'EPSS-2026-08-21-CVE-2024-18000',
      digest: context.digest,
      date: '2026-08-21T12:00:00Z',
      score: 0.5,
      percentile: 0.25,
    })
    expect(told[0]?.newest).toBe(Date.UTC(2026, 7, 21, 12))
  })

  test.each([
    [`${comment}\r\n${head}\r\nCVE-2024-1234,4e-05,1\r\n`, 'epss.csv', '2026-08-21T12:00:00Z', 0.00004],
    [`${comment.replace('Z', '+0000')}\n${head}\nCVE-2024-1234,0,0`, 'x', '2026-08-21T12:00:00+00:00', 0],
    [`${head}\nCVE-2024-1234,.5,0\n`, 'epss_scores-2026-08-20.csv', '2026-08-20', 0.5],
    ['\uFEFFpercentile, CVE ,EPSS\n0,cve-2024-1234,0.1\n', 'x.csv', undefined, 0.1],
  ])('reads %j', (text, path, date, score) => {
    const [record] = recordsOf(text, path)
    const signal = record?.ok === true ? record.value.signals[0] : undefined
    expect(signal).toMatchObject({ id: 'CVE-2024-1234', score })
    expect(signal?.date).toBe(date)
  })

  test('counts every row that cannot be read', () => {
    const bad = [
      'CVE-2024-1,0.5,0.5',
      'CVE-2024-1234',
      'CVE-2024-1234,0.5',
      'CVE-2024-1234,1.5,0.5',
      'CVE-2024-1234,-0.5,0.5',
      'CVE-2024-1234,NaN,0.5',
      'CVE-2024-1234,0x1,0.5',
      'CVE-2024-1234,,0.5',
      'GHSA-aaaa-bbbb-cccc,0.5,0.5',
      ',,,,',
    ]
    const [record] = recordsOf([comment, head, 'CVE-2024-1234,0.5,0.5', ...bad].join('\n'))
    expect(record?.ok === true && [record.value.signals.length, record.value.unnamedEntries]).toEqual([
      1,
      bad.length,
    ])
    expect(recordsOf([head, ...bad].join('\n'))).toEqual([{ ok: false, error: 'BAD_DATA' }])
  })

  test.each([
    ['', 'NOT_A_RECORD'],
    ['cve,score\nCVE-2024-1234,1\n', 'NOT_A_RECORD'],
    [`#${'x'.repeat(5000)}\n${head}\nCVE-2024-1234,1,1\n`, 'NOT_A_RECORD'],
  ])('refuses %.20j', (text, error) => {
    expect(recordsOf(text)).toEqual([{ ok: false, error }])
    expect(epss.recognises({ path: 'epss.csv', text })).toBe(false)
  })
})
