/** Texts that are made to harm: each is answered quickly, with one clear reason. */
import { expect, test } from 'vitest'
import { readSbom } from '../read/read-sbom.ts'

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const terms = 'http://spdx.org/rdf/terms#'

test.each([
  [
    'text without end',
    `SPDXVersion: SPDX-2.3\nPackageName: <text>${'a'.repeat(5_000_000)}`,
    'error SYNTAX_INVALID 2',
  ],
  ['alias bomb', 'spdxVersion: SPDX-2.3\na: &a [x, x]\nb: [*a, *a]\n', 'error SYNTAX_INVALID 2'],
  ['YAML tag', 'spdxVersion: !!js/function x\n', 'error SYNTAX_INVALID 1'],
  ['document type', '<!DOCTYPE a [<!ENTITY x "y">]><Document>&x;</Document>', 'error SYNTAX_INVALID 1'],
  [
    'a line of 100 MB',
    `SPDXVersion: SPDX-2.3\nPackageName: ${'a'.repeat(100_000_000)}`,
    'warning ENTRY_UNREADABLE 2',
  ],
])('%s', (_, text, issue) => {
  const [first] = readSbom(text, 'x').issues
  expect(`${first?.level} ${first?.code} ${first?.line}`).toBe(issue)
})

test('nodes of RDF that lead to themselves end', () => {
  const circle = '<CreationInfo r:nodeID="a"><created r:nodeID="a"/></CreationInfo>'
  const set = '<ConjunctiveLicenseSet r:nodeID="b"><member r:nodeID="b"/></ConjunctiveLicenseSet>'
  const document = `<SpdxDocument r:about="http://a#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion><creationInfo r:nodeID="a"/><dataLicense r:nodeID="b"/></SpdxDocument>`
  const text = `<r:RDF xmlns:r="${rdf}" xmlns="${terms}">${document}${circle}${set}</r:RDF>`
  expect(readSbom(text, 'x').value.formatVersion).toBe('SPDX-2.3')
})
