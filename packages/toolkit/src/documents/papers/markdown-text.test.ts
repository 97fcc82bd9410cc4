import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { escapeMarkdown } from './markdown-text.ts'

const rows = [
  ['plain text, 1.2.3 (a-b)', 'plain text, 1.2.3 (a-b)'],
  ['# heading', '\\# heading'],
  ['a # b', 'a # b'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['4.2.0', '4.2.0'],
  ['[x](y) ![i](j)', '\\[x\\](y) \\!\\[i\\](j)'],
  ['a|b `c` *d* _e_', 'a\\|b \\`c\\` \\*d\\* \\_e\\_'],
  ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
  ['https://e.example www.e.example', 'https&#58;//e.example www&#46;e.example'],
  ['a@b.example', 'a&#64;b.example'],
  ['two\nlines', 'two lines'],
  ['\\', '\\\\'],
] as const

test.each(rows)('%j becomes %j', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped)
})

test('no text keeps a line break, a bare tag sign or an unguarded pipe', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const escaped = escapeMarkdown(text)
      expect(escaped).not.toMatch(/[\n\r<>]/)
      for (const match of escaped.matchAll(/[|`*_[\]~]/g)) {
        const before = escaped.slice(0, match.index)
        const slashes = /\\*$/.exec(before)?.[0].length ?? 0
        expect(slashes % 2).toBe(1)
      }
    }),
  )
})
