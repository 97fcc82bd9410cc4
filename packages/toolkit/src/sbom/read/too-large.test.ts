/** Texts that are read whole and would need many times their size: refused at once, with the limit and what to do. */
import { expect, test } from 'vitest'
import { limits } from '../../base/index.ts'
import { readBom } from '../document/codecs.ts'
import { readSbom } from './read-sbom.ts'

const xml = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">'
const tagValue = 'SPDXVersion: SPDX-2.3\n'

test.each([
  ['XML', xml, limits.xmlLetters],
  ['tag-value', tagValue, limits.tagValueLetters],
])('%s beyond its limit', (_, start, limit) => {
  const text = `${start}${' '.repeat(limit)}`
  const message = expect.stringContaining(`at most ${limit} letters`) as unknown
  expect(readBom(text, 'x')).toMatchObject({ ok: false, error: { code: 'FILE_TOO_LARGE', message } })
  const { value, issues } = readSbom(text, 'x')
  expect(value.components).toEqual([])
  expect(issues).toContainEqual(expect.objectContaining({ code: 'FILE_TOO_LARGE', level: 'error' }))
})
