/** Where a purl keeps parts of its version apart, they are put together before anything is compared. */
import { expect, test } from 'vitest'
import { createMemoryStore } from '../advisories/index.ts'
import { parsePurl } from '../model/index.ts'
import { assessPurl } from './assess.ts'

const record = {
  id: 'RHSA-TEST',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'Red Hat:enterprise_linux:6', name: 'bind' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '32:9.8.2-0.68.el6' }] }],
    },
  ],
}

test.each([
  ['pkg:rpm/redhat/bind@9.8.2-0.68.el6?epoch=32', 0],
  ['pkg:rpm/redhat/bind@9.8.2-0.67.el6?epoch=32', 1],
  ['pkg:rpm/redhat/bind@32:9.8.2-0.68.el6', 0],
  ['pkg:rpm/redhat/bind@9.8.2-0.68.el6?epoch=31', 1],
])('%s has %i hits: the epoch of an RPM is a qualifier', (text, hits) => {
  const store = createMemoryStore(
    [{ name: 'feed', ecosystem: 'Red Hat', asOf: '2026-11-20T00:00:00Z', records: [JSON.stringify(record)] }],
    () => Date.parse('2026-11-22T00:00:00Z'),
  )
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(text)
  expect(assessPurl(store, purl.value).hits.length).toBe(hits)
})

const commit = '51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf'

test.each([
  [`pkg:golang/example.org/lib@${commit}`, 'VERSION_UNPARSABLE', 1],
  [`pkg:golang/example.org/quiet@${commit}`, 'VERSION_UNPARSABLE', 0],
  ['pkg:golang/example.org/lib@v1.2.3', undefined, 0],
])('%s: a commit is no release after the fixed one', (text, reason, unclear) => {
  const fixed = {
    id: 'GO-TEST',
    modified: '2026-01-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'Go', name: 'example.org/lib' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.3' }] }],
      },
    ],
  }
  const store = createMemoryStore(
    [{ name: 'feed', ecosystem: 'Go', asOf: '2026-11-20T00:00:00Z', records: [JSON.stringify(fixed)] }],
    () => Date.parse('2026-11-22T00:00:00Z'),
  )
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(text)
  const found = assessPurl(store, purl.value)
  expect(found.unknown?.reason).toBe(reason)
  expect([found.hits.length, found.unclear.length]).toEqual([0, unclear])
})
