import { describe, expect, test } from 'vitest'
import { kev } from './kev.ts'
import { testSourceContract } from './testing/contract.ts'

const context = { source: 'cisa-kev', digest: 'd'.repeat(64), now: Date.UTC(2026, 0, 1) }

const entry = {
  cveID: 'CVE-2025-48384',
  vendorProject: 'Git',
  product: 'Git',
  vulnerabilityName: 'Git "Link" Following, Vulnerability',
  dateAdded: '2025-08-25',
  shortDescription: 'First line.\nSecond line.',
  requiredAction: 'Apply mitigations.',
  dueDate: '2025-09-15',
  knownRansomwareCampaignUse: 'Known',
  notes: 'https://example.org/a ; https://example.org/b',
  cwes: ['CWE-59', 'CWE-436'],
}
const head = Object.keys(entry).join(',')
const row = Object.values(entry)
  .map((cell) => `"${(Array.isArray(cell) ? cell.join(', ') : cell).replaceAll('"', '""')}"`)
  .join(',')

const catalogue = JSON.stringify({ count: 2, vulnerabilities: [entry, { ...entry, cveID: 'CVE-2025-1234' }] })
const table = `\uFEFF${head}\r\n${row}\r\n${row.replace('48384', '1234')}\r\n`

function recordsOf(path: string, text: string) {
  return [...(kev.split?.({ path, text }) ?? [])].map((file) => kev.read(file, context))
}

describe('kev', () => {
  testSourceContract(kev)

  test('reads the same from JSON and CSV', () => {
    const told = [recordsOf('kev.json', catalogue), recordsOf('kev.csv', table)].map((records) =>
      records.map((record) => (record.ok ? [record.value, record.value.facts()] : record.error)),
    )
    expect(JSON.stringify(told[1])).toBe(JSON.stringify(told[0]))
    expect(told[0]).toMatchObject([
      [
        {
          id: 'CVE-2025-48384',
          newest: Date.UTC(2025, 7, 25),
          signals: [
            {
              kind: 'kev',
              id: 'CVE-2025-48384',
              catalogue: 'cisa',
              date: '2025-08-25',
              added: '2025-08-25',
              due: '2025-09-15',
              ransomware: 'known',
            },
          ],
        },
        {
          title: entry.vulnerabilityName,
          details: 'First line.\nSecond line.\n\nApply mitigations.',
          weaknesses: ['CWE-59', 'CWE-436'],
          references: [{ url: 'https://example.org/a' }, { url: 'https://example.org/b' }],
        },
      ],
      [{ id: 'CVE-2025-1234' }, {}],
    ])
  })

  test.each([
    ['a list cut off between entries', `{"vulnerabilities":[${JSON.stringify(entry)},`, ['ok', 'NOT_JSON']],
    ['a list cut off after an entry', `{"vulnerabilities":[${JSON.stringify(entry)}`, ['ok', 'NOT_JSON']],
    [
      'an entry cut off',
      `{"vulnerabilities":[${JSON.stringify(entry).slice(0, 40)}`,
      ['NOT_JSON', 'NOT_JSON'],
    ],
    ['no CVE', '{"vulnerabilities":[{"cveID":"EUVD-2024-1"}]}', ['NO_ID']],
    ['no object', '{"vulnerabilities":[7]}', ['NOT_A_RECORD']],
    ['a row too short', `${head}\n${row}\nCVE-2025-1234,Git\n`, ['ok', 'BAD_DATA']],
    ['an open quote', `${head}\nCVE-2025-1234,"Git\n${row.replaceAll('"', '')}\n`, ['BAD_DATA']],
    ['not JSON at all', 'cveID', ['NOT_JSON']],
  ])('counts %s', (_, text, expected) => {
    const outcomes = recordsOf('kev', text).map((record) => (record.ok ? 'ok' : record.error))
    expect(outcomes).toEqual(expected)
  })

  test('says unknown where ransomware is not told, and leaves out dates that are none', () => {
    const { knownRansomwareCampaignUse: _, ...rest } = entry
    const text = JSON.stringify({
      ...rest,
      cveID: 'cve-2025-48384',
      dateAdded: 'soon',
      dueDate: '2025-13-45',
    })
    const record = kev.read({ path: 'x', text }, context)
    expect(record.ok ? record.value.signals : record).toEqual([
      {
        kind: 'kev',
        id: 'CVE-2025-48384',
        source: 'cisa-kev',
        record: 'CVE-2025-48384',
        digest: context.digest,
        catalogue: 'cisa',
        ransomware: 'unknown',
      },
    ])
  })

  test('recognises both forms, and no CVE record with a catalogue date', () => {
    const texts = [catalogue, table, '{"content":{"dateAdded":"2025-01-01"}}', 'cve,epss,percentile\n']
    expect(texts.map((text) => kev.recognises({ path: 'x', text }))).toEqual([true, true, false, false])
  })
})
