/** Documents that the reader shows: those on record stop being a limit, others change nothing. */
import { expect, test } from 'vitest'
import type { DocumentResult, PackageResult } from '../model.ts'
import { bringDocuments } from './documents.ts'
import { listDocumentLimits } from './limits.ts'

const row = (name: string, change: Partial<DocumentResult> = {}): DocumentResult => ({
  name,
  sha256: name.repeat(64),
  state: 'absent',
  records: ['7'],
  ...change,
})
const documents = [row('a', { isListed: true }), row('b'), row('c'), row('d', { state: 'recorded' })]
const result: PackageResult = {
  verdict: { kind: 'valid' },
  title: '',
  createdAt: '',
  checkedAt: '',
  anchor: { logKey: 'compared', witnesses: 'compared' },
  checks: [],
  records: [],
  attestations: [],
  documents,
  limits: [...listDocumentLimits(documents), { code: 'CONTENT_TRUE', values: {} }],
}

test('a document in the package and one elsewhere are two limits', () => {
  expect(listDocumentLimits(documents)).toEqual([
    { code: 'DOCUMENT_IN_PACKAGE', values: { names: 'a', documents: 1 } },
    { code: 'DOCUMENT_ABSENT', values: { names: 'b, c', documents: 2 } },
  ])
})

test('one that is shown is no longer absent, wherever it was expected', () => {
  const mine = { name: 'copy', state: 'recorded' } as const
  const after = bringDocuments(result, [row('a', mine), row('b', mine)])
  expect(after.documents.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'absent', 'recorded'])
  expect(after.documents[0]).not.toHaveProperty('isListed')
  expect(after.limits).toEqual([
    { code: 'DOCUMENT_ABSENT', values: { names: 'c', documents: 1 } },
    { code: 'CONTENT_TRUE', values: {} },
  ])
})

test('a stranger with the name of a document changes nothing', () => {
  expect(bringDocuments(result, [row('b', { state: 'stranger', sha256: '0'.repeat(64) })])).toEqual(result)
  expect(bringDocuments(result, [])).toBe(result)
})
