import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NoticeComponent, openStandardTexts } from '../../licenses/index.ts'
import { writeNotices } from './write-notices.ts'

const mit = openStandardTexts().get('MIT') ?? ''

function withText(name: string, text: string, path = 'LICENSE', declared = 'MIT'): NoticeComponent {
  return {
    name,
    facts: { declared: [{ text: declared, source: 'package.json' }], detected: [] },
    texts: [{ path, text }],
  }
}

const holder = (text: string, who: string): string => text.replace('<year> <copyright holders>', who)

const a = withText('pkg:npm/a@1', holder(mit, '2019 Ada'))
const b = withText('pkg:npm/b@2', holder(mit, '2020-2024 Bo & Sons').replaceAll('\n', '\r\n'))
const bare: NoticeComponent = {
  name: 'pkg:npm/bare@1',
  facts: { declared: [{ text: 'ISC', source: 'package.json' }], detected: [] },
  texts: [],
}
const lost: NoticeComponent = { name: 'pkg:npm/lost@1', facts: { declared: [], detected: [] }, texts: [] }

test('components under the same words share one text, each with its copyright line', () => {
  const text = writeNotices([b, a], { format: 'text', product: 'Thing' })
  expect(text).toContain('Third-party notices of Thing\n\n2 components, 1 text.')
  expect(text.split('Permission is hereby granted')).toHaveLength(2)
  expect(text).toContain('  pkg:npm/a@1\n    Copyright (c) 2019 Ada\n')
  expect(text).toContain('  pkg:npm/b@2\n    Copyright (c) 2020-2024 Bo & Sons\n')
  expect(text).not.toContain('NOT COMPLETE')
})

test('without a text of its own, the standard text stands in, and that is said', () => {
  const text = writeNotices([bare], { format: 'text' })
  expect(text).toContain('ISC License (ISC)')
  expect(text).toContain('this is the standard text of the SPDX License List')
  expect(text).toContain('(no copyright line found)')
  expect(text).not.toContain('Internet Systems Consortium')
  const gnu = { ...bare, facts: { declared: [{ text: 'GPL-3.0-only', source: 'x' }], detected: [] } }
  expect(writeNotices([gnu], { format: 'text' })).toContain('Copyright © 2007 Free Software Foundation')
})

test('a component without a known license comes first and loud', () => {
  const named: NoticeComponent = {
    ...lost,
    name: 'pkg:npm/z@1',
    facts: { declared: [{ text: 'BSD', source: 'x' }], detected: [] },
  }
  const text = writeNotices([a, lost, named], { format: 'text' })
  expect(text.indexOf('!!! NOT COMPLETE: 2 components need a person')).toBeGreaterThan(0)
  expect(text.indexOf('!!! NOT COMPLETE')).toBeLessThan(text.indexOf('MIT License (MIT)'))
  expect(text).toContain('No license is known. Nothing declares one')
  expect(text).toContain('Declared, but not readable as a license: "BSD".')
  const page = writeNotices([lost], { format: 'html' })
  expect(page).toContain('<section class="gaps"')
})

test('a license of its own without a text is a gap; what a file holds and nobody declared is said', () => {
  const own = { ...bare, facts: { declared: [{ text: 'LicenseRef-own', source: 'x' }], detected: [] } }
  expect(writeNotices([own], { format: 'text' })).toContain('The text of LicenseRef-own was not found')
  const detected = [
    {
      id: 'GPL-3.0-only',
      alsoNamed: [],
      kind: 'full-text',
      confidence: 'exact',
      path: 'COPYING',
      lines: { start: 1, end: 9 },
    } as const,
  ]
  const liar = { ...a, facts: { ...a.facts, detected } }
  expect(writeNotices([liar], { format: 'text' })).toContain(
    'Counted as MIT, but a file in it holds GPL-3.0-only.',
  )
})

test('a NOTICE file is passed on whole, and so is a file that says more than its license', () => {
  const notice = withText(
    'pkg:maven/x/y@1',
    'Thing\nCopyright 2020 Somebody\nIncludes software of others.',
    'NOTICE',
    'Apache-2.0',
  )
  const text = writeNotices([notice], { format: 'text' })
  expect(text).toContain('Includes software of others.')
  expect(text).toContain('Apache License 2.0 (Apache-2.0)')
  const more = `${mit}\n\n${'This product also embeds a table of words that stands under terms of its maker. '.repeat(6)}`
  expect(writeNotices([withText('pkg:npm/m@1', more)], { format: 'text' })).toContain(
    'stands under terms of its maker',
  )
})

test('dual licensing: one text of the two is enough', () => {
  const text = writeNotices([withText('pkg:cargo/x@1', mit, 'LICENSE-MIT', 'MIT OR Apache-2.0')], {
    format: 'text',
  })
  expect(text).not.toContain('Apache License')
  const both = writeNotices([withText('pkg:cargo/x@1', mit, 'LICENSE-MIT', 'MIT AND ISC')], {
    format: 'text',
  })
  expect(both).toContain('ISC License (ISC)')
})

test('markup in names, texts and copyright lines is text', () => {
  const evil = withText('pkg:npm/<script>@1', `${holder(mit, '2020 <img src=x onerror=alert(1)>')}\u202e`)
  const page = writeNotices([evil], { format: 'html', product: '"><script>' })
  expect(page).not.toMatch(/<script|<img/)
  expect(page).not.toContain('\u202e')
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

test('a page has one h1, a language, sections with headings and no scripts', () => {
  const page = writeNotices([a, b, bare, lost], { format: 'html' })
  expect(page).toMatch(/<html lang="en">/)
  expect(page.match(/<h1>/g)).toHaveLength(1)
  expect(page).not.toMatch(/<script|https?:\/\/[^"<]*\.(?:js|css)/)
  const headings = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].map((match) => match[1])
  for (const id of headings) expect(page).toContain(`id="${id ?? ''}"`)
})

test('the order of components changes no byte', () => {
  const all = [a, b, bare, lost]
  const first = writeNotices(all, { format: 'html' })
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(writeNotices(shuffled, { format: 'html' })).toBe(first)
    }),
    { numRuns: 10 },
  )
})
