/** What lies among advisories and is none: each known by its own words, and no advisory taken for it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findStranger, listStrangers } from './strangers.ts'
import { samples } from './sources/testing/samples.ts'

const rows: readonly (readonly [id: string, path: string, text: string])[] = [
  ['openvex', 'a.json', '{"@context": "https://openvex.dev/ns/v0.2.0", "statements": []}'],
  ['openvex', 'a.json', '{"@context": "https://openvex.dev/ns", "statements": []}'],
  ['cyclonedx-vex', 'vex.json', '{"bomFormat": "CycloneDX", "vulnerabilities": []}'],
  ['cyclonedx-bom', 'bom.json', '{"bomFormat": "CycloneDX", "components": []}'],
  ['html', 'ALAS-1', '\n<!DOCTYPE html>\n<html>'],
  ['html', 'ALAS-1', '<html lang="en">'],
  ['csaf-lists', 'changes.csv', '"2031/a.json","2031-01-01T00:00:00Z"'],
  ['csaf-lists', 'white/index.txt', '2031/a.json\n2031/b.json\n'],
  ['csaf-lists', 'aggregator.json', '{"aggregator": {}, "aggregator_version": "2.0"}'],
  ['csaf-lists', 'provider-metadata.json', '{"distributions": [], "public_openpgp_keys": []}'],
  ['csaf-lists', 'feed.json', '{"feed": {"id": "a", "link": [{"rel": "self"}]}}'],
  ['csaf-lists', 'service.json', '{"service": {"workspace": []}}'],
  ['csaf-lists', 'category.json', '{"categories": {"category": []}}'],
  ['osv-index', 'all.json', '[{"id": "EX-1", "modified": "2031-01-01T00:00:00Z"}]'],
  ['osv-index', 'modified_id.csv', '2031-01-01T00:00:00.5Z,EX-1\n'],
  ['osv-index', 'found.csv', 'id,modified,found_in\nEX-1,2031-01-01T00:00:00Z,here\n'],
  ['schemas', 'a.json', '{"$schema": "https://json-schema.org/draft/2020-12/schema"}'],
  ['schemas', 'context.json', '{"xsd": "http://www.w3.org/2001/XMLSchema#"}'],
  ['signatures', 'a.json.asc', '-----BEGIN PGP SIGNATURE-----\n'],
  ['signatures', 'a.json.sha512', `${'0'.repeat(128)}  a.json\n`],
  ['links', 'context.json', 'ns/v0.2.0/context.json'],
  ['read-me', 'sub/README.md', '# Data'],
]

test.each(rows)('%s: %s', (id, path, text) => {
  expect(findStranger({ path, text })?.id).toBe(id)
})

test('each form has a row, a title and a reason', () => {
  expect(
    listStrangers()
      .map(({ id }) => id)
      .filter((id) => !rows.some(([known]) => known === id)),
  ).toEqual([])
  expect(listStrangers().filter(({ title, reason }) => title === '' || reason === '')).toEqual([])
})

test('no sample of an advisory is a stranger', () => {
  expect(samples.filter(([, file]) => findStranger(file) !== undefined)).toEqual([])
})

test.each([
  ['x.json', '{"id": "EX-1"}'],
  ['x.json', '{"vulnerabilities": []}'],
  ['x.txt', 'one word'],
  ['x.csv', 'a,b,c'],
  ['x', '<xml/>'],
])('what nobody knows stays unknown: %s %s', (path, text) => {
  expect(findStranger({ path, text })).toBeUndefined()
})

test('no text takes long, and none throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a.json', 'index.txt', 'changes.csv', 'a'),
      (text, path) => {
        findStranger({ path, text })
      },
    ),
    { numRuns: 200, seed: 5 },
  )
  const start = performance.now()
  for (const part of ['a/', 'a', '<html', '{"feed": {', '0'])
    findStranger({ path: 'a.json', text: part.repeat(200_000) })
  expect(performance.now() - start).toBeLessThan(2000)
})
