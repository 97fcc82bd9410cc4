/** Decision files: the same again after a round trip, fit for review, and refused with a line where they are wrong. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import type { DecisionEntry, DecisionRecord } from '../model.ts'
import { formatDecision, parseDecision } from './file.ts'
import { decisionSchema } from './file-shape.ts'
import { standingOf } from './standing.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fourEyes,
  investigating,
  notAffected,
  view,
} from './testing/sample.ts'
import { addEntry } from './transitions.ts'
import { isCleanText } from './verdict.ts'

function read(source: string): DecisionRecord {
  const record = parseDecision(source)
  if (!record.ok) throw new Error(`${record.error.line} ${record.error.field}: ${record.error.message}`)
  return record.value
}

function withEntries(record: DecisionRecord, entries: readonly DecisionEntry[]): DecisionRecord {
  return entries.reduce((whole, entry) => {
    const next = addEntry(whole, entry)
    if (!next.ok) throw new Error(next.error.code)
    return next.value
  }, record)
}

const long =
  'The template module is only loaded by the build.\n\nSee the import search: no file of src/ names it.\n  - and no setting does'

const full = withEntries(
  decided(
    {
      policy: fourEyes,
      reason: long,
      versions: 'vers:npm/<4.17.21',
      embargoUntil: '2026-12-01',
      expires: 'next-release',
      proposal: 'NOT_IMPORTED',
      document: { id: 'https://example.org/vex/1', author: 'Supplier', digest: '3'.repeat(64) },
    },
    {
      finding: findingOf({ affectedPaths: ['template'] }),
      verdict: {
        ...notAffected,
        analysis: 'code_not_reachable',
        impact: 'Never loaded.',
        responses: ['will_not_fix', 'update'],
      },
    },
  ),
  [
    { kind: 'note', at: '2026-11-23T08:00:00+01:00', by: 'developer', reason: 'asked the maintainers' },
    { kind: 'confirm', at: '2026-11-23T09:00:00Z', by: 'security lead' },
    { kind: 'revoke', at: '2026-11-24T09:00:00.5Z', by: 'security lead', reason: 'loaded by the new page' },
  ],
)

const samples: readonly [string, DecisionRecord][] = [
  ['all members', full],
  ['affected', decided({}, { verdict: affected })],
  ['accepted', decided({ scope: 'organisation' }, { verdict: accepted })],
  [
    'looked into',
    decided({ scope: 'release-range', releases: 'vers:semver/>=2.0.0' }, { verdict: investigating }),
  ],
  [
    'few facts',
    decided(
      { scope: 'finding' },
      { finding: findingOf({ matched: [], severity: [], aliases: [], records: [] }) },
    ),
  ],
]

describe('round trip', () => {
  test.each(samples)('%s', (_title, record) => {
    const source = formatDecision(record)
    expect(read(source)).toEqual(record)
    expect(formatDecision(read(source))).toBe(source)
  })

  test('any text that a decision may hold', () => {
    const any = fc
      .oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({
          unit: fc.constantFrom(...Array.from('ab \n\t:#-"\'|>&*%@`{}[],?!~=0\\é\u00a0\u2028\ufeff😀')),
        }),
      )
      .map((text) => text.trim())
      .filter(isCleanText)
    fc.assert(
      fc.property(any, any, (reason, action) => {
        const record = decided(
          { reason, by: reason.split('\n')[0]?.trim() || 'x' },
          { verdict: { ...affected, action } },
        )
        const source = formatDecision(record)
        expect(read(source)).toEqual(record)
        // Another reader of YAML sees the same words.
        const other = load(source) as { entries: { reason: string; verdict: { action: string } }[] }
        expect(other.entries[0]).toMatchObject({ reason, verdict: { action } })
      }),
      { numRuns: 1000 },
    )
  })

  test('what people write by hand is read, and written our way', () => {
    const source = formatDecision(decided()).replace(
      /reason: .*\n/,
      'reason: |\n      By hand,\n      in two lines.\n',
    )
    const record = read(source)
    expect(record.entries[0]?.reason).toBe('By hand,\nin two lines.')
    const once = formatDecision(record)
    expect(formatDecision(read(once))).toBe(once)
  })
})

describe('in a pull request', () => {
  test('the file reads like this', () => {
    expect(formatDecision(full)).toBe(
      readFileSync(new URL('./testdata/GHSA-35jh-r3h4-6jhm.lodash.yaml', import.meta.url), 'utf8'),
    )
  })

  test('an entry more is lines added and none changed', () => {
    const before = decided()
    const after = withEntries(before, [
      { kind: 'note', at: '2026-11-23T08:00:00Z', by: 'developer', reason: 'asked' },
    ])
    expect(formatDecision(after).startsWith(formatDecision(before))).toBe(true)
  })
})

describe('what is wrong is told with its line', () => {
  const source = formatDecision(full)
  const lineOf = (text: string) => source.split('\n').findIndex((line) => line.includes(text)) + 1
  const rows: [string, string, string, string, string][] = [
    ['another schema', 'occtet.decision/1', 'occtet.decision/2', 'schema', 'schema:'],
    [
      'an id that leads elsewhere',
      'id: GHSA-35jh-r3h4-6jhm.lodash',
      'id: ../lodash',
      'id',
      'id: GHSA-35jh-r3h4-6jhm.lodash',
    ],
    [
      'a component with a version',
      'component: pkg:npm/lodash',
      'component: pkg:npm/lodash@1',
      'component',
      'component:',
    ],
    [
      'a component that is no purl',
      'component: pkg:npm/lodash',
      'component: lodash',
      'component',
      'component:',
    ],
    ['no product', '  product: gateway\n  versions', '  versions', 'holds.product', 'scope: component'],
    [
      'a product of the organisation',
      'scope: component',
      'scope: organisation',
      'holds.product',
      '  product: gateway',
    ],
    ['releases missing', 'scope: component', 'scope: release-range', 'holds.releases', 'scope: component'],
    ['a range that is none', 'vers:npm/<4.17.21', '<4', 'holds.versions', 'versions:'],
    ['an embargo until no day', '2026-12-01', '2026-02-30', 'embargoUntil', 'embargoUntil'],
    [
      'a time of no day',
      '2026-11-22T13:00:00Z',
      '2026-11-31T13:00:00Z',
      'entries[0].at',
      '2026-11-22T13:00:00Z',
    ],
    [
      'a status without what it needs',
      'status: not_affected',
      'status: affected',
      'entries[0].verdict.justification',
      ' justification:',
    ],
    [
      'two justifications that disagree',
      'analysis: code_not_reachable',
      'analysis: protected_at_runtime',
      'entries[0].verdict.analysis',
      'analysis:',
    ],
    [
      'a word that is none',
      'justification: vulnerable_code_not_in_execute_path',
      'justification: not_used',
      'entries[0].verdict.justification',
      ' justification:',
    ],
    ['for ever', "expires: '2027-11-23'", "expires: '9999-12-31'", 'entries[0].expires', 'expires:'],
    ['until before', "expires: '2027-11-23'", "expires: '2026-01-01'", 'entries[0].expires', 'expires:'],
    ['until no release', 'release: 2.0.0\n', '\n', 'entries[0].untilNextRelease', 'untilNextRelease'],
    [
      'another package',
      'purl: pkg:npm/lodash@4.17.20',
      'purl: pkg:npm/lodash-es@4.17.20',
      'entries[0].basis.purl',
      'purl: pkg',
    ],
    [
      'confirmed by the decider',
      'by: security lead',
      'by: " Developer"',
      'entries[2].by',
      'by: security lead',
    ],
    [
      'confirmed without need',
      'needsConfirmation: true',
      'needsConfirmation: false',
      'entries[2].kind',
      'kind: confirm',
    ],
    ['revoked twice', 'kind: confirm', 'kind: revoke\n    reason: x', 'entries[3].kind', 'kind: revoke'],
    ['no decision first', 'kind: import', 'kind: wish', 'entries[0].kind', 'kind: import'],
    [
      'a name that is not known',
      'needsConfirmation: true',
      'needsConfirmation: true\n    confirmed: true',
      'entries[0].confirmed',
      'proposal',
    ],
    ['a digest that is none', '3'.repeat(64), '3'.repeat(63), 'entries[0].document.digest', '3'.repeat(64)],
  ]
  test.each(rows)('%s', (_title, from, to, field, at) => {
    expect(source).toContain(from)
    const record = parseDecision(source.replace(from, to))
    if (record.ok) throw new Error('it was read')
    expect(record.error.field).toBe(field)
    const shift = to.split('\n').length - from.split('\n').length
    const line = lineOf(at)
    expect([line, line + shift]).toContain(record.error.line)
  })

  test('an empty history, and a history that begins in the middle', () => {
    const none = parseDecision(formatDecision({ ...full, entries: [] }))
    expect(none.ok ? 'read' : none.error.field).toBe('entries')
    const middle = parseDecision(formatDecision({ ...full, entries: full.entries.slice(1) }))
    expect(middle.ok ? 'read' : middle.error.field).toBe('entries[0].kind')
  })

  test('no text makes it throw, and what it reads it writes', () => {
    const lines = source.split('\n')
    const broken = fc
      .array(
        fc.tuple(
          fc.nat(lines.length - 1),
          fc.constantFrom('', '---', '- x', ': :', '&a [*a]', '  kind: note', '\u0000'),
        ),
        { maxLength: 3 },
      )
      .map((cuts) => {
        const changed = [...lines]
        for (const [at, text] of cuts) changed[at] = text
        return changed.join('\n')
      })
    fc.assert(
      fc.property(fc.oneof(broken, fc.string()), (text) => {
        const record = parseDecision(text)
        if (record.ok) expect(parseDecision(formatDecision(record.value))).toEqual(record)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the JSON schema', () => {
  const validate = new Ajv2020({ strict: true }).compile(decisionSchema())

  test.each(samples)('takes %s', (_title, record) => {
    expect([validate(load(formatDecision(record))), validate.errors]).toEqual([true, null])
  })

  test('refuses what the reader refuses by shape', () => {
    const value = JSON.parse(JSON.stringify(full)) as { entries: { kind: string }[]; schema: string }
    expect(validate({ ...value, schema: 'x' })).toBe(false)
    expect(validate({ ...value, entries: [{ ...value.entries[0], kind: 'confirm' }] })).toBe(false)
    expect(validate({ ...value, extra: 1 })).toBe(false)
  })
})

test('a decision read from its file stands as it stood before', () => {
  const waiting = decided({ policy: fourEyes })
  for (const record of [decided(), waiting, full]) {
    const again = standingOf(read(formatDecision(record)), findingOf(), view)
    expect(again).toEqual(standingOf(record, findingOf(), view))
  }
})

test('the example of docs/reference/files.md is read, and written as it stands there', () => {
  const page = readFileSync(new URL('../../../../../docs/reference/files.md', import.meta.url), 'utf8')
  const example = /```yaml decision\n([^`]*)```/.exec(page)?.[1] ?? ''
  const record = read(example)
  expect(formatDecision(record).replace(/^#.*\n/, '')).toBe(example)
  expect(standingOf(record, findingOf(), { ...view, release: '3.1.0' }).state.phase).toBe('decided')
})
