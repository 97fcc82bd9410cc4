import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detectSyntax } from '../document/codecs.ts'
import { detectSpdx2Syntax } from '../spdx/read-syntax.ts'
import { validateSbom } from '../validate/validate-sbom.ts'
import { detectFormat } from './detect.ts'
import { lookAtObject } from './look.ts'
import { readSbom } from './read-sbom.ts'

const names = [
  'bomFormat',
  'specVersion',
  'spdxVersion',
  '@context',
  'components',
  'sbom',
  'name',
  '\\u0062omFormat',
]
const texts = ['CycloneDX', '1.6', 'SPDX-2.3', 'https://spdx.org/rdf/3.0.1/x', '', 'a"b\\', '{']
const { value } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(...texts, null, 1.5e3, true, []),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
}))
const anyDocument = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 })

test('a look says of any JSON object what reading it says', () => {
  fc.assert(
    fc.property(anyDocument, fc.constantFrom(undefined, 1), (document, space) => {
      const text = JSON.stringify(document, null, space)
      expect(detectFormat(lookAtObject(text, 0)).kind).toBe(detectFormat(document).kind)
    }),
    { numRuns: 2000 },
  )
  fc.assert(fc.property(fc.string(), (text) => void lookAtObject(`{${text}`, 0)))
})

const late = `{"components":[${Array.from({ length: 2000 }, (_, at) => `{"type":"library","name":"p${at}"}`).join()}],"bomFormat":"CycloneDX","specVersion":"1.6"}`
const comment = `<!-- ${'long > [ '.repeat(10_000)}-->`
const xml = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"/>'
const tagValue = 'SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: a\n'
const rdf = '<rdf:RDF xmlns:rdf="r" xmlns:spdx="http://spdx.org/rdf/terms#"/>'

test.each([
  ['JSON that names its format last', late, 'cyclonedx-json'],
  ['JSON with the last of two names', '{"bomFormat":"x","bomFormat":"CycloneDX"}', 'cyclonedx-json'],
  ['JSON that is broken behind its name', '{"bomFormat":"CycloneDX","components":[', 'cyclonedx-json'],
  ['XML behind a long comment', `\uFEFF<?xml version="1.0"?>\n${comment}\n${xml}`, 'cyclonedx-xml'],
  ['XML behind a document type', `<!DOCTYPE bom [<!ENTITY a "b>">]>${xml}`, 'cyclonedx-xml'],
  ['tag-value behind long comments', `${'# a comment\n'.repeat(10_000)}\n${tagValue}`, 'spdx-tag-value'],
  ['XML with a bom inside', `<html>${xml}</html>`, undefined],
  ['a comment that does not end', '<!-- <bom>', undefined],
  ['other JSON', '{"name":"bomFormat","a":{"bomFormat":"CycloneDX"}}', undefined],
])('%s', (_, text, syntax) => {
  expect(detectSyntax(text)).toBe(syntax)
})

test('what stands late or behind a comment is read and judged as it is elsewhere', async () => {
  expect(readSbom(late, 'a').value.unidentified.length).toBe(2000)
  expect((await validateSbom(`${comment}${xml}`)).schema).toBe('cyclonedx-1.6')
  expect((await validateSbom(`${'# a comment\n'.repeat(1000)}${tagValue}`)).schema).toBe('spdx-2.3')
  expect(detectSpdx2Syntax(`${comment}${rdf}`)).toBe('xml')
})
