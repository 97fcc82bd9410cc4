import { describe, expect, test } from 'vitest'
import { nvd } from './nvd.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

const context = { source: 'nvd', digest: 'd'.repeat(64), now: Date.UTC(2032, 0, 1) }

describe('nvd', () => {
  testSourceContract(nvd)

  test('keeps ratings per rater, and neither packages nor signals', () => {
    const [deferred] = readSample(nvd)
    expect(deferred).toEqual({
      id: 'CVE-2031-60001',
      aliases: [],
      modified: '2031-02-02T10:15:09.123',
      isWithdrawn: false,
      claims: [],
      unnamedEntries: 0,
      signals: [],
      facts: {
        status: 'disputed',
        details: 'The lid opens.',
        published: '2031-02-01T10:15:09.123',
        modified: '2031-02-02T10:15:09.123',
        severity: [
          {
            type: 'CVSS_V4',
            score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
            by: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
          },
          { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', by: 'nist.example' },
          { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P/I:P/A:P', by: 'nist.example' },
        ],
        weaknesses: ['CWE-79'],
        references: [{ url: 'https://example.org/lid', type: 'Vendor Advisory' }],
        upstream: [],
        related: [],
      },
    })
  })

  test('a rejected record is withdrawn; a deferred one stands', () => {
    const [deferred, rejected] = readSample(nvd, { edit: (text) => text.replace('disputed', 'other') })
    expect([deferred?.facts.status, deferred?.isWithdrawn]).toEqual(['published', false])
    expect([rejected?.facts.status, rejected?.isWithdrawn, rejected?.facts.withdrawn]).toEqual([
      'rejected',
      true,
      '2031-02-02T10:15:09.123',
    ])
  })

  test('dates without a zone are UTC wherever the test runs', () => {
    const text = '{"id":"CVE-2031-60001","vulnStatus":"Analyzed","lastModified":"2031-02-02T10:15:09.123"}'
    const record = nvd.read({ path: 'x', text }, context)
    expect(record.ok && record.value.newest).toBe(Date.UTC(2031, 1, 2, 10, 15, 9, 123))
  })

  test.each([
    ['{"cve":{"id":"CVE-1","vulnStatus":"x"}}', 'NO_ID'],
    ['{"resultsPerPage":0}', 'NOT_A_RECORD'],
    ['7', 'NOT_A_RECORD'],
    ['{"cve":', 'NOT_JSON'],
  ])('drops %s: %s', (text, error) => {
    expect(nvd.read({ path: 'x.json', text }, context)).toEqual({ ok: false, error })
  })

  test('an empty page has no records, and a page cut off says so', () => {
    const piecesOf = (text: string) =>
      [...(nvd.split?.({ path: 'p', text }) ?? [])].map((piece) => piece.text)
    expect(piecesOf('{"format":"NVD_CVE","vulnerabilities":[]}')).toEqual([])
    expect(piecesOf('{"vulnerabilities":[{"cve":{}},{"cv')).toEqual(['{"cve":{}}', '{"cv', ''])
  })
})
