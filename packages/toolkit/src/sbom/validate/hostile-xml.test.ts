/** XML that was written to harm: one clear answer, and soon. */
import { expect, test } from 'vitest'
import { readSbom } from '../read/read-sbom.ts'
import { validateSbom } from './validate-sbom.ts'

const namespace = 'http://cyclonedx.org/schema/bom/1.6'

function bom(inside: string, before = ''): string {
  return `<?xml version="1.0"?>\n${before}<bom xmlns="${namespace}" version="1">${inside}</bom>`
}

const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
  '',
)
const nested = (levels: number): string =>
  `${'<components><component type="library"><name>a</name>'.repeat(levels)}${'</component></components>'.repeat(levels)}`

test.each<[what: string, text: string, code: string]>([
  ['a billion laughs', bom('&l9;', `<!DOCTYPE bom [<!ENTITY l0 "ha">${laughs}]>`), 'FORMAT_UNSUPPORTED'],
  [
    'an external entity',
    bom('&x;', '<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    'FORMAT_UNSUPPORTED',
  ],
  ['an external DTD', bom('', '<!DOCTYPE bom SYSTEM "http://127.0.0.1:1/a.dtd">'), 'FORMAT_UNSUPPORTED'],
  ['an unknown entity', bom('&x;'), 'SYNTAX_INVALID'],
  ['deep nesting', bom(nested(150)), 'NESTING_TOO_DEEP'],
  ['ten thousand levels', '<a>'.repeat(10_000), 'NESTING_TOO_DEEP'],
  [
    'many attributes',
    `<bom ${Array.from({ length: 200_000 }, (_, at) => `a${at}="b"`).join(' ')}/>`,
    'SYNTAX_INVALID',
  ],
  ['an end in the middle', bom('<components>').slice(0, -3), 'SYNTAX_INVALID'],
  ['text behind the end', `${bom('')}<a/>`, 'SYNTAX_INVALID'],
  ['no namespace', '<bom version="1"/>', 'FORMAT_UNSUPPORTED'],
  ['an unbound prefix', '<x:bom version="1"/>', 'SYNTAX_INVALID'],
  ['other XML', '<html/>', 'FORMAT_UNSUPPORTED'],
  ['a version to come', '<bom xmlns="http://cyclonedx.org/schema/bom/9.9"/>', 'FORMAT_VERSION_UNSUPPORTED'],
])('%s', async (_, text, code) => {
  const start = Date.now()
  const { isValid, violations } = await validateSbom(text)
  expect([isValid, violations.map((violation) => violation.code)]).toEqual([false, [code]])
  const read = readSbom(text, 'bom.xml')
  expect(read.issues.length).toBeGreaterThan(0)
  expect(read.value.components).toEqual([])
  expect(Date.now() - start).toBeLessThan(5000)
})

test('an XInclude is an element of another namespace and nothing else', async () => {
  const include =
    '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
  expect(JSON.stringify(readSbom(bom(include), 'bom.xml'))).not.toContain('root:')
  expect(JSON.stringify(await validateSbom(bom(include)))).not.toContain('root:')
})

test('a declared encoding does not change what was decoded already', async () => {
  const text = bom('<components><component type="library"><name>é</name></component></components>')
  const declared = text.replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
  expect((await validateSbom(declared)).violations).toEqual([])
  expect(readSbom(declared, 'bom.xml').value.unidentified.map(({ name }) => name)).toEqual(['é'])
})

test('a hundred million letters of attributes are refused before they are read', async () => {
  const { violations } = await validateSbom(`<bom a="${'b'.repeat(100_000_000)}"/>`)
  expect(violations.map(({ code }) => code)).toEqual(['FILE_TOO_LARGE'])
})

test('the words that would do are named', async () => {
  const text = bom('<components><component type="thing"><name>a</name></component></components>')
  const { violations } = await validateSbom(text)
  expect(violations[0]?.message).toMatch(/'thing' is not an element of the set \{'application', /)
})

test('places of the XML schema are named as people name them', async () => {
  const text = bom(
    '<components>\n<component type="library"><name>a</name></component>\n<component/></components>',
  )
  const { schema, violations } = await validateSbom(text)
  expect(schema).toBe('cyclonedx-1.6')
  expect(violations).toContainEqual({
    code: 'SCHEMA',
    line: 4,
    pointer: '/bom/components/component[2]',
    message: "Element 'component': The attribute 'type' is required but missing.",
  })
})
