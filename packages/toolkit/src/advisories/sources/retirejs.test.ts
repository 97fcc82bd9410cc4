/** RetireJS: one record per flaw of a component, names, bounds, exceptions. */
import { expect, test } from 'vitest'
import { retirejs } from './retirejs.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(retirejs)

test('branches of one flaw are one record, whatever the order of its ids', () => {
  const records = readSample(retirejs)
  expect(records.map((record) => record?.id)).toEqual([
    'retirejs/sundial/CVE-2031-40001+CVE-2031-40002',
    'retirejs/sundial/retid-901',
    expect.stringMatching(/^retirejs\/astrolabe\/text-[0-9a-f]{16}$/),
  ])
  expect(records[0]?.aliases).toEqual(['CVE-2031-40002', 'CVE-2031-40001', 'GHSA-gggg-hhhh-jjjj'])
  expect(records[0]?.claims).toMatchObject([
    {
      ecosystem: 'npm',
      name: 'sundial-js',
      ranges: [
        { type: 'ECOSYSTEM', events: [{ introduced: '1.0' }, { fixed: '1.4.0' }] },
        { type: 'NATIVE', notation: 'npm', says: 'affected', ranges: ['>=2.0.0 <3.0.0 !=2.1.0-fixed'] },
      ],
      summary: 'shadow',
      severity: [
        { type: 'QUALITATIVE', score: 'medium' },
        { type: 'QUALITATIVE', score: 'high' },
      ],
    },
  ])
  expect(records[1]?.claims[0]?.ranges).toEqual([
    { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.5' }] },
  ])
})

test('a component without a name on npm is no package of npm', () => {
  const [, , astrolabe] = readSample(retirejs)
  expect(astrolabe?.claims).toMatchObject([{ ecosystem: 'JavaScript', name: 'astrolabe' }])
  const edit = (text: string): string => text.replace('"npmname": "sundial-js"', '"basePurl": "pkg:npm/sun"')
  expect(readSample(retirejs, { edit })[0]?.claims).toMatchObject([{ ecosystem: 'npm', name: 'sun' }])
})

test('the repository of npm names packages, and its ids are others', () => {
  const [record] = readSample(retirejs, { at: 1 })
  expect(record?.id).toMatch(/^retirejs-npm\/sundial-js\/text-[0-9a-f]{16}$/)
  expect(record?.claims).toMatchObject([{ ecosystem: 'npm', name: 'sundial-js' }])
})

test('without bounds nothing can be told; what is no list is dropped, not forgotten', () => {
  const bare = (text: string): string => text.replace('"atOrAbove": "1.0.0", "below": "1.0.2", ', '')
  const [record] = readSample(retirejs, { at: 1, edit: bare })
  expect(record?.claims[0]?.ranges).toMatchObject([{ notation: 'unstated' }])
  const broken = (text: string): string => text.replace('"vulnerabilities": []', '"vulnerabilities": 7')
  expect(readSample(retirejs, { edit: broken })).toHaveLength(4)
  expect(readSample(retirejs, { edit: broken }).at(-1)).toBeUndefined()
})
