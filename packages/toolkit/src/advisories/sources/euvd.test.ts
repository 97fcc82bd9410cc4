/** No sample of the EUVD lies in the shared data: the samples are constructed from its published form. */
import { describe, expect, test } from 'vitest'
import { euvd } from './euvd.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

const context = { source: 'euvd', digest: 'd'.repeat(64), now: Date.UTC(2032, 0, 1) }

function read(entry: object) {
  const record = euvd.read({ path: 'x', text: JSON.stringify({ id: 'EUVD-2031-1', ...entry }) }, context)
  if (!record.ok) throw new Error(record.error)
  return record.value
}

describe('euvd', () => {
  testSourceContract(euvd)

  test('lists come as lines, zeros are unknown, dates have no zone', () => {
    const [rated, unrated] = readSample(euvd)
    expect(rated).toEqual({
      id: 'EUVD-2031-60001',
      aliases: ['CVE-2031-60001', 'GHSA-2222-3333-4444'],
      modified: '2031-02-02T15:32:33Z',
      isWithdrawn: false,
      claims: [],
      unnamedEntries: 1,
      signals: [
        {
          kind: 'kev',
          id: 'CVE-2031-60001',
          source: 'test',
          record: 'EUVD-2031-60001',
          digest: 'd',
          catalogue: 'eu',
          ransomware: 'unknown',
          date: '2031-02-03',
          added: '2031-02-03',
        },
      ],
      facts: {
        status: 'published',
        title: 'The lid opens.',
        details: 'The lid opens.\nAlways.',
        published: 'Feb 1, 2031, 12:00:09 AM',
        modified: 'Feb 2, 2031, 3:32:33 PM',
        severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', by: 'acme' }],
        weaknesses: [],
        references: [{ url: 'https://example.org/lid' }, { url: 'https://example.org/steam' }],
        upstream: [],
        related: [],
      },
    })
    expect(unrated).toMatchObject({ modified: '2031-02-02T12:30:00Z', signals: [], facts: { severity: [] } })
  })

  test.each([
    ['Jan 31, 2030, 12:00:00 AM', Date.UTC(2030, 0, 31)],
    ['Dec 9, 2030, 12:59:59 PM', Date.UTC(2030, 11, 9, 12, 59, 59)],
    ['Dec 9, 2030, 11:59:59\u202FPM', Date.UTC(2030, 11, 9, 23, 59, 59)],
    ['2030-12-09T01:02:03', Date.UTC(2030, 11, 9, 1, 2, 3)],
    ['Foo 9, 2030, 11:59:59 PM', undefined],
    ['Dec 99, 2030, 11:59:59 PM', undefined],
    ['yesterday', undefined],
  ])('%s', (dateUpdated, newest) => {
    expect(read({ dateUpdated }).newest).toBe(newest)
  })

  test('an exploited flaw with two CVEs is named by its own id, and without a readable date all the same', () => {
    const aliases = 'CVE-2031-60001\nCVE-2031-60002\n'
    const told = read({ aliases, exploitedSince: 'long ago' })
    expect(told.signals).toMatchObject([{ kind: 'kev', id: 'EUVD-2031-1', record: 'EUVD-2031-1' }])
    expect(told.signals[0]).not.toHaveProperty('added')
    expect(read({ exploited: true }).signals).toHaveLength(1)
    expect(read({ exploited: false, exploitedSince: '' }).signals).toEqual([])
  })

  test.each([
    ['[', 'NOT_JSON'],
    ['"EUVD-2031-1"', 'NOT_A_RECORD'],
    ['{"id":"CVE-2031-60001"}', 'NO_ID'],
  ])('drops %s: %s', (text, error) => {
    expect(euvd.read({ path: 'x.json', text }, context)).toEqual({ ok: false, error })
  })
})
