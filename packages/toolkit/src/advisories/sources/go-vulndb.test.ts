/** Go's own reports: modules, renamed ones, versions that Go cannot select. */
import { expect, test } from 'vitest'
import { goVulndb } from './go-vulndb.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(goVulndb)

test('each module is a claim; without versions all of it is affected', () => {
  const [record] = readSample(goVulndb)
  expect(record).toMatchObject({
    id: 'GO-2031-0001',
    aliases: ['CVE-2031-60004', 'CVE-2031-60003', 'GHSA-8888-9999-2222'],
    facts: {
      title: 'Lamp goes out in net/lamp',
      details: 'At night.',
      weaknesses: ['CWE-201'],
      references: [{ url: 'https://example.org/cl/1' }, { url: 'https://example.org/post' }],
    },
  })
  expect(record?.claims.map(({ ecosystem, name, ranges }) => [ecosystem, name, ranges])).toEqual([
    [
      'Go',
      'stdlib',
      [
        {
          type: 'SEMVER',
          events: [
            { introduced: '0' },
            { fixed: '1.22.10' },
            { introduced: '1.23.0-0' },
            { fixed: '1.23.5' },
          ],
        },
      ],
    ],
    ['Go', 'example.org/Acme/lamp', [{ type: 'SEMVER', events: [{ introduced: '0' }] }]],
  ])
})

test('a withdrawn report is one', () => {
  const [record] = readSample(goVulndb, { edit: (text) => `withdrawn: 2031-09-01T00:00:00Z\n${text}` })
  expect(record).toMatchObject({ isWithdrawn: true, facts: { withdrawn: '2031-09-01T00:00:00Z' } })
})

test('an excluded report names no module, and is kept for its ids', () => {
  const edit = (text: string): string => text.replace(/^modules:\n(?: .*\n)*/m, 'excluded: NOT_GO_CODE\n')
  expect(readSample(goVulndb, { edit })).toMatchObject([{ id: 'GO-2031-0001', claims: [] }])
})
