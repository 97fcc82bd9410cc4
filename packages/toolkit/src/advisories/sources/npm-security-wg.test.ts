/** The Node.js working group: packages, Node.js itself, and what does not touch it. */
import { expect, test } from 'vitest'
import { npmSecurityWg } from './npm-security-wg.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(npmSecurityWg)

test('a package has npm ranges and the versions that repair it', () => {
  const [record] = readSample(npmSecurityWg)
  expect(record).toMatchObject({ id: 'NSWG-ECO-7001', aliases: ['CVE-2031-30001'], modified: '2031-01-03' })
  expect(record?.claims).toMatchObject([
    {
      ecosystem: 'npm',
      name: '@acme/clock',
      published: '2031-01-02',
      ranges: [{ notation: 'npm', says: 'affected', ranges: ['>= 0.2.0 <= 0.9.6 || ~0.8.0-pre'] }],
      patched: ['1.0.1', '0.9.7-rc.1'],
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.0/AV:N/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L' }],
    },
  ])
})

test.each(['"<0.0.0"', 'null'])('patched %s names no version', (patched) => {
  const [record] = readSample(npmSecurityWg, {
    edit: (text) => text.replace('">=1.0.1 || 0.9.7-rc.1"', patched),
  })
  expect(record?.claims).toHaveLength(1)
  expect(record?.claims[0]).not.toHaveProperty('patched')
})

test('Node.js itself is no package of npm', () => {
  const [record] = readSample(npmSecurityWg, { at: 1 })
  expect(record).toMatchObject({ id: 'NSWG-COR-41', aliases: ['CVE-2031-30002', 'CVE-2031-30003'] })
  expect(record?.claims).toMatchObject([
    {
      ecosystem: 'Node.js',
      name: 'node',
      severity: [{ type: 'QUALITATIVE', score: 'medium' }],
      patched: ['90.1.2', '92.0.1'],
    },
  ])
  expect(readSample(npmSecurityWg, { at: 1, path: 'store' })[0]?.id).toBe('CVE-2031-30002')
})

test('a score without its first word is a vector', () => {
  const edit = (text: string): string => text.replace('"severity"', '"cvss": "3.0/AV:N/AC:H", "severity"')
  expect(readSample(npmSecurityWg, { at: 1, edit })[0]?.facts.severity).toEqual([
    { type: 'CVSS_V3', score: 'CVSS:3.0/AV:N/AC:H' },
  ])
})

test('what does not touch Node.js is kept without a claim, by its number', () => {
  expect(readSample(npmSecurityWg, { at: 2 })).toMatchObject([
    { id: 'NSWG-DEP-7', aliases: ['CVE-2031-30004'], claims: [], unnamedEntries: 0 },
  ])
})

test('an index that repeats the files beside it is no record', () => {
  const edit = (text: string): string => `{"7001": ${text}}`
  const options = { path: 'vuln/npm/index.json', edit }
  expect(readSample(npmSecurityWg, options)).toEqual([undefined])
})
