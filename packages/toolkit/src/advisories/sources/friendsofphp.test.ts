/** FriendsOfPHP: branches, ids from paths, repositories, times. */
import { expect, test } from 'vitest'
import { friendsofphp } from './friendsofphp.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(friendsofphp)

test('a version is affected when it fulfils all of one branch', () => {
  const [record] = readSample(friendsofphp)
  expect(record).toMatchObject({ id: 'acme/spoon/2031-05-01-1', aliases: [], isWithdrawn: false })
  expect(record?.claims).toEqual([
    {
      record: 'acme/spoon/2031-05-01-1',
      source: 'test',
      digest: 'd',
      ecosystem: 'Packagist',
      name: 'acme/spoon',
      aliases: [],
      isMalicious: false,
      ranges: [
        {
          type: 'NATIVE',
          notation: 'composer',
          says: 'affected',
          ranges: ['>=1.0.0,<1.10', '>=2.0.0-beta1,<2.3.2-p2'],
        },
      ],
      versions: [],
      severity: [],
      summary: 'Spoon bends',
      published: '2031-05-01T23:30:00+02:00',
    },
  ])
})

test.each([
  ['2031-05-02 07:08:09', '2031-05-02T07:08:09Z'],
  ['2031-05-2 7:08:09', '2031-05-02T07:08:09Z'],
  ['2031-05-02 07:08:09 -0330', '2031-05-02T07:08:09-03:30'],
  ['2031-05-02', '2031-05-02'],
  ['2031-13-02 07:08:09', undefined],
  ['~', undefined],
  ['soon', undefined],
])('the time %s is %s', (written, expected) => {
  const [record] = readSample(friendsofphp, {
    edit: (text) => text.replace(/time: .*/g, `time: ${written}`),
  })
  expect(record?.facts.published).toBe(expected)
})

test('the id is the path below the repository; without a path the CVE or the date stands in', () => {
  const withCve = (text: string): string => text.replace('cve:       ~', 'cve: CVE-2031-10009')
  const idOf = (path: string, edit = (text: string): string => text): string | undefined =>
    readSample(friendsofphp, { path, edit })[0]?.id
  expect(idOf('CVE-2031-10009.yaml', withCve)).toBe('acme/spoon/CVE-2031-10009')
  expect(idOf('store', withCve)).toBe('acme/spoon/CVE-2031-10009')
  expect(idOf('store')).toBe('acme/spoon/2031-05-01')
  expect(readSample(friendsofphp, { edit: withCve })[0]?.aliases).toEqual(['CVE-2031-10009'])
  expect(readSample(friendsofphp, { path: 'GHSA-aaaa-bbbb-cccc.yaml' })[0]?.aliases).toEqual([
    'GHSA-aaaa-bbbb-cccc',
  ])
})

test.each([
  ['false', 'Packagist'],
  ['https://example.org/8', 'Packagist:https://example.org/8'],
])('composer-repository %s is %s', (written, ecosystem) => {
  const [record] = readSample(friendsofphp, { edit: (text) => `${text}composer-repository: ${written}\n` })
  expect(record?.claims[0]?.ecosystem).toBe(ecosystem)
})

test('branches without constraints, and no branches, are unknown and not clean', () => {
  const rangesOf = (edit: (text: string) => string): readonly unknown[] | undefined =>
    readSample(friendsofphp, { edit })[0]?.claims[0]?.ranges
  const unstated = { type: 'NATIVE', notation: 'unstated', says: 'affected', ranges: ['unstated'] }
  expect(rangesOf((text) => text.replace(/versions: .*<1.10'\]/, 'versions: []'))).toEqual([
    unstated,
    { type: 'NATIVE', notation: 'composer', says: 'affected', ranges: ['>=2.0.0-beta1,<2.3.2-p2'] },
  ])
  expect(rangesOf((text) => text.replace(/branches:\n(?: .*\n)*/, 'branches: ~\n'))).toEqual([unstated])
})

test('a reference to another registry names nothing that a purl could find', () => {
  const [record] = readSample(friendsofphp, { edit: (text) => text.replace('composer://', 'pear://') })
  expect(record).toMatchObject({ id: '2031-05-01-1', claims: [], unnamedEntries: 1 })
})
