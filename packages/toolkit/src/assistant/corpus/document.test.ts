import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Passage } from '../passage.ts'
import { documentEntries } from './document.ts'

function passagesOf(text: string): readonly Passage[] {
  return documentEntries({ name: 'notes.md', text }).entries.flatMap(({ means }) =>
    means.kind === 'passage' ? means.passages : [],
  )
}

describe('a document of the user', () => {
  test('is cut at its headings; paragraphs are joined', () => {
    const text = '# Updates\n\nUpdates are signed.\n\nThey are checked at boot.\n\nBackups\n\nEach night.'
    expect(passagesOf(text).map(({ title, text: body }) => [title, body])).toEqual([
      ['notes.md: Updates', 'Updates are signed. They are checked at boot.'],
      ['notes.md: Backups', 'Each night.'],
    ])
  })

  test('never stands for a provision, whatever its headings say', () => {
    const text = '# Art. 14(2)(a)\n\nGateways need not report.\n\n## Article 13\n\nNothing is due.'
    for (const { ref, also, source } of passagesOf(text)) {
      expect({ ref, also, source }).toEqual({ ref: undefined, also: [], source: 'document' })
    }
  })

  test('loses nothing but white space and headings marks, and no passage is long', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3000 }), { maxLength: 6 }), (paragraphs) => {
        const text = paragraphs.join('\n\n')
        const passages = passagesOf(text)
        for (const { text: body } of passages) expect(body.length).toBeLessThanOrEqual(1900)
        const letters = (of: string): string => of.replace(/[\s#]/g, '')
        const kept = letters(passages.map(({ title, text: body }) => title + body).join(''))
        for (const word of text
          .split(/\s+/)
          .filter((one) => one.length > 0 && one.length < 80 && !one.startsWith('#'))) {
          expect(kept).toContain(letters(word))
        }
      }),
    )
  })

  test('the same text has the same ids', () => {
    expect(passagesOf('One.\n\nTwo.').map(({ id }) => id)).toEqual(
      passagesOf('One.\n\nTwo.').map(({ id }) => id),
    )
  })
})
