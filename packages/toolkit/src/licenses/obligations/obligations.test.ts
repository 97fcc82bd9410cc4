import { expect, test } from 'vitest'
import { parseLicenseExpression } from '../../model/index.ts'
import { findListedLicense, openCatalogue } from '../recognition/catalogue.ts'
import { openStandardTexts } from '../recognition/standard-texts.ts'
import { compatibilityFacts } from './compatibility.ts'
import { compatibilityOf, obligationsIn, obligationsOf } from './obligations.ts'
import { licenseClasses, table } from './table.ts'
import { terms } from './terms.ts'

const rows = Object.keys(table).map((id) => ({ id, own: obligationsOf(id) }))

test('every row is a current license of the list, has known terms, each once', () => {
  for (const { id, own } of rows) {
    expect(findListedLicense(id)?.isDeprecated, id).toBe(false)
    if (own.kind !== 'known') throw new Error(id)
    expect(licenseClasses).toContain(own.class)
    const codes = own.terms.map((term) => term.code)
    expect(new Set(codes).size, id).toBe(codes.length)
    expect(own.terms.every((term) => term.section.length > 0)).toBe(true)
  }
})

test('at least sixty OSI licenses are in it', () => {
  const osi = rows.filter(({ id }) => findListedLicense(id)?.isOsiApproved === true)
  console.log(`obligations: ${rows.length} licenses, ${osi.length} of them OSI-approved`)
  expect(osi.length).toBeGreaterThanOrEqual(60)
})

test('a numbered section that is cited stands in the text', () => {
  const missing = rows.flatMap(({ id, own }) => {
    const text = openStandardTexts().get(id) ?? ''
    if (own.kind !== 'known') return []
    return own.terms.flatMap(({ code, section }) => {
      const number = /^(?:PSF )?(?:§|Art\. )?(\d+)/.exec(section)?.[1]
      const isThere = number === undefined || new RegExp(`(?:^|\\W)${number}(?:\\W|$)`, 'm').test(text)
      return isThere ? [] : [`${id} ${code} ${section}`]
    })
  })
  expect(missing).toEqual([])
})

test('a heading that is cited stands in the text', () => {
  const missing = rows.flatMap(({ id, own }) => {
    const text = (openStandardTexts().get(id) ?? '').toLowerCase()
    if (own.kind !== 'known') return []
    return own.terms.flatMap(({ section }) => {
      const heading = /^"(.+)"$/.exec(section)?.[1]?.toLowerCase()
      return heading === undefined || text.includes(heading) ? [] : [`${id} ${section}`]
    })
  })
  expect(missing).toEqual([])
})

test('every term is used by some license', () => {
  const used = new Set(
    rows.flatMap(({ own }) => (own.kind === 'known' ? own.terms.map((term) => term.code) : [])),
  )
  expect(Object.keys(terms).filter((code) => !used.has(code as never))).toEqual([])
})

test('Apache-2.0 asks for the NOTICE file in §4(d)', () => {
  const own = obligationsOf('Apache-2.0')
  expect(own.kind === 'known' && own.terms).toContainEqual({
    code: 'include-notice-file',
    kind: 'condition',
    text: 'Pass on the contents of the NOTICE file.',
    section: '§4(d)',
  })
})

test('what is not in the table is unknown, and old names are read', () => {
  expect(obligationsOf('Vim')).toEqual({ kind: 'unknown', id: 'Vim' })
  expect(obligationsOf('LicenseRef-own')).toEqual({ kind: 'unknown', id: 'LicenseRef-own' })
  expect(obligationsOf('GPL-2.0+')).toMatchObject({ kind: 'known', id: 'GPL-2.0-or-later' })
  const parsed = parseLicenseExpression('MIT OR (MIT AND GPL-2.0 WITH Classpath-exception-2.0)')
  if (!parsed.ok) throw new Error('parse')
  expect(obligationsIn(parsed.value)).toMatchObject([
    { id: 'MIT', class: 'permissive' },
    { id: 'GPL-2.0-only', class: 'strong-copyleft', exception: 'Classpath-exception-2.0' },
  ])
})

test('compatibility is what a source says, and unknown otherwise', () => {
  expect(compatibilityOf('Apache-2.0', 'GPL-2.0-or-later').map((fact) => fact.isCompatible)).toEqual([false])
  expect(compatibilityOf('Apache-2.0', 'GPL-3.0-only').map((fact) => fact.isCompatible)).toEqual([true])
  expect(compatibilityOf('EUPL-1.2', 'MPL-2.0')[0]?.source).toBe('EUPL-1.2, appendix and Art. 5')
  expect(compatibilityOf('MIT', 'EUPL-1.2')).toEqual([])
  const ids = new Set(openCatalogue().licenses.keys())
  expect(compatibilityFacts.flatMap((fact) => [fact.id, fact.within]).filter((id) => !ids.has(id))).toEqual(
    [],
  )
})
