import { expect, test } from 'vitest'
import { parsePurl } from '../../model/index.ts'
import { createPackageTexts } from '../package-texts.ts'
import { openStandardTexts } from '../recognition/standard-texts.ts'
import { detectLicenses } from './detect.ts'
import type { DetectedLicense } from './facts.ts'
import { resolveLicense } from './resolve.ts'

function detect(...ids: readonly string[]): readonly DetectedLicense[] {
  const parsed = parsePurl('pkg:npm/a@1')
  if (!parsed.ok) throw new Error('purl')
  const files = ids.map((id, index) => ({
    path: `LICENSE-${index}`,
    text: openStandardTexts().get(id) ?? id,
  }))
  return detectLicenses(createPackageTexts({ 'pkg:npm/a@1': files }), parsed.value)
}

const source = 'package.json'

test('a conclusion outranks a declaration, and says that it differs', () => {
  const concluded = {
    expression: 'MIT',
    by: 'legal',
    at: '2026-01-01T00:00:00Z',
    reason: 'asked',
    source: 'mail',
  }
  expect(resolveLicense({ declared: [{ text: 'ISC', source }], detected: [], concluded })).toEqual({
    effective: 'MIT',
    basis: 'concluded',
    conflicts: [{ kind: 'concluded-differs', concluded: 'MIT', declared: { text: 'ISC', source } }],
    unread: [],
  })
})

test('declared MIT, text says GPL-3.0: shown', () => {
  const resolved = resolveLicense({ declared: [{ text: 'MIT', source }], detected: detect('GPL-3.0-only') })
  expect(resolved).toMatchObject({ effective: 'MIT', basis: 'declared' })
  expect(resolved.conflicts).toMatchObject([
    { kind: 'text-not-named', expression: 'MIT', detected: { id: 'GPL-3.0-only', path: 'LICENSE-0' } },
  ])
})

test.each([
  ['MIT', ['MIT']],
  ['GPL-2.0-or-later', ['GPL-2.0-only']],
  ['GPL-2.0+', ['GPL-3.0-only']],
  ['MIT OR Apache-2.0', ['MIT', 'Apache-2.0']],
  ['Apache-2.0 WITH LLVM-exception', ['Apache-2.0', 'LLVM-exception']],
])('%s and texts of %j agree', (text, ids) => {
  expect(resolveLicense({ declared: [{ text, source }], detected: detect(...ids) }).conflicts).toEqual([])
})

test('a name is no expression: not used, but proposed', () => {
  expect(resolveLicense({ declared: [{ text: 'BSD', source }], detected: [] })).toEqual({
    effective: undefined,
    basis: 'unknown',
    conflicts: [],
    unread: [
      {
        text: 'BSD',
        source,
        reading: {
          kind: 'proposals',
          reason: 'AMBIGUOUS_NAME',
          candidates: ['BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause'],
        },
      },
    ],
  })
})

test('without a declaration, texts count: all of them, and no half ones', () => {
  expect(resolveLicense({ declared: [], detected: detect('MIT', 'BSD-3-Clause') })).toMatchObject({
    effective: 'MIT AND BSD-3-Clause',
    basis: 'detected',
  })
  const text = openStandardTexts().get('Apache-2.0') ?? ''
  const half = resolveLicense({ declared: [], detected: detect(text.slice(0, text.length / 2)) })
  expect(half).toMatchObject({ effective: undefined, basis: 'unknown' })
})

test('a tag says what the text cannot', () => {
  const gpl = openStandardTexts().get('GPL-2.0-only') ?? ''
  const detected = detect('SPDX-License-Identifier: GPL-2.0-or-later', gpl)
  expect(resolveLicense({ declared: [], detected }).effective).toBe('GPL-2.0-or-later')
})

test('nothing known is an answer', () => {
  expect(resolveLicense({ declared: [], detected: [] })).toEqual({
    effective: undefined,
    basis: 'unknown',
    conflicts: [],
    unread: [],
  })
})

test('two declarations that differ both apply, and are shown; an unreadable conclusion does not count', () => {
  const declared = [
    { text: 'MIT', source },
    { text: 'ISC', source: 'sbom.json' },
  ]
  const concluded = { expression: 'as agreed', by: 'a', at: '2026-01-01T00:00:00Z', reason: 'r', source: 's' }
  const resolved = resolveLicense({ declared, detected: [], concluded })
  expect(resolved.effective).toBe('MIT AND ISC')
  expect(resolved.conflicts.map((conflict) => conflict.kind)).toEqual([
    'conclusion-unreadable',
    'declarations-differ',
  ])
})
