/** Escaping holds for whatever text comes in. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip, escapeHtml, html, rawHtml, showHidden } from './html.ts'

test('text that is put into a template stays text', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['<b>', '&lt;b&gt;'],
    [`"'&`, '&quot;&#39;&amp;'],
    ['a\u202eb', 'a[U+202E]b'],
    ['\u0000\u001b[31m', '[U+0000][U+001B][31m'],
    ['\u2066x\u2069', '[U+2066]x[U+2069]'],
    ['\ud800', '\ufffd'],
    ['schön 漢字 😀', 'schön 漢字 😀'],
  ]
  expect(rows.map(([text]) => html`${text}`.html)).toEqual(rows.map(([, escaped]) => escaped))
})

test('lists, numbers and markup are joined; undefined and false vanish', () => {
  expect(html`<p>${['a', html`<i>${1}</i>`, undefined, false]}</p>${rawHtml('<hr>')}`.html).toBe(
    '<p>a<i>1</i></p><hr>',
  )
})

test('no text whatsoever leaves a quoted attribute or starts an element', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // oxlint-disable-next-line no-control-regex -- no control character may be left
      expect(escapeHtml(text)).not.toMatch(/[<>"'\u0000\u202e]/)
    }),
  )
})

test('cutting never splits a surrogate pair and never lengthens', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
      const cut = clip(text, most)
      expect(cut.length).toBeLessThanOrEqual(Math.max(text.length, most + 1))
      expect(showHidden(cut).includes('\ufffd')).toBe(showHidden(text).slice(0, most).includes('\ufffd'))
    }),
  )
})
