/** Descriptions of files: what is read, what is refused with its line, and that writing gives the same again. */
import { expect, test } from 'vitest'
import { type Spec, text, toJsonSchema } from './file-spec.ts'
import { lineOfField, readBySpec } from './read-spec.ts'
import { writeBySpec } from './write-spec.ts'

const spec: Spec = {
  kind: 'object',
  required: ['steps'],
  members: {
    note: text,
    at: { kind: 'text', form: 'moment' },
    digest: { kind: 'text', form: 'sha256' },
    steps: {
      kind: 'list',
      item: {
        kind: 'variants',
        tag: 'kind',
        of: {
          walk: { kind: 'object', required: ['to'], members: { to: text, note: text } },
          wait: { kind: 'object', members: { note: text } },
        },
      },
    },
  },
}

const good = 'steps:\n  - kind: walk\n    to: home\n    note: slowly\n  - kind: wait\n'

test('variants are read by their tag and written tag first', () => {
  const read = readBySpec(good, spec)
  expect(read).toEqual({
    ok: true,
    value: { steps: [{ kind: 'walk', to: 'home', note: 'slowly' }, { kind: 'wait' }] },
  })
  const mixed = { steps: [{ note: 'slowly', to: 'home', kind: 'walk' }, { kind: 'wait' }] }
  expect(writeBySpec(mixed, spec, [])).toBe(good)
})

const rows: [string, string, string, number, string][] = [
  ['another variant', 'steps:\n  - kind: run\n', 'FILE_VALUE_INVALID', 2, 'steps[0].kind'],
  ['a name of the other object', 'steps:\n  - kind: constructor\n', 'FILE_VALUE_INVALID', 2, 'steps[0].kind'],
  ['no tag', 'steps:\n  - to: home\n', 'FILE_MEMBER_MISSING', 2, 'steps[0].kind'],
  [
    'a member of another variant',
    'steps:\n  - kind: wait\n    to: x\n',
    'FILE_MEMBER_UNKNOWN',
    3,
    'steps[0].to',
  ],
  ['a member missing', 'steps:\n  - kind: walk\n', 'FILE_MEMBER_MISSING', 2, 'steps[0].to'],
  ['no object', 'steps:\n  - walk\n', 'FILE_VALUE_INVALID', 2, 'steps[0]'],
  ['a name twice', 'note: a\nsteps: []\nnote: b\n', 'FILE_VALUE_INVALID', 3, 'note'],
  [
    'a name twice inside',
    'steps:\n  - kind: wait\n    kind: walk\n    to: x\n',
    'FILE_VALUE_INVALID',
    3,
    'steps[0].kind',
  ],
  ['a second document', 'steps: []\n---\nsteps: []\n', 'FILE_NOT_YAML', 2, ''],
  ['an end of document', 'steps: []\n...\nnote: x\n', 'FILE_NOT_YAML', 2, ''],
  [
    'a merge conflict',
    'steps: []\n<<<<<<< ours\nnote: a\n=======\nnote: b\n>>>>>>> theirs\n',
    'FILE_NOT_YAML',
    1,
    '',
  ],
  ['a time without offset', 'steps: []\nat: 2026-11-22T09:00:00\n', 'FILE_VALUE_INVALID', 2, 'at'],
  ['a time of a 25th hour', 'steps: []\nat: 2026-11-22T25:00:00Z\n', 'FILE_VALUE_INVALID', 2, 'at'],
  ['a short digest', 'steps: []\ndigest: abc\n', 'FILE_VALUE_INVALID', 2, 'digest'],
]

test.each(rows)('%s is refused with its line', (_title, source, code, line, field) => {
  const read = readBySpec(source, spec)
  expect(read.ok ? 'read' : { ...read.error, message: '' }).toEqual({ code, line, field, message: '' })
})

test('markers at the start, comments and merge keys are no fault', () => {
  expect(readBySpec('# head\n---\nsteps: []\nnote: |\n  ---\n  ...\n', spec).ok).toBe(true)
  const merged = 'steps:\n  - &a\n    kind: walk\n    to: home\n  - <<: *a\n    to: elsewhere\n'
  expect(readBySpec(merged, spec)).toMatchObject({
    ok: true,
    value: { steps: [{}, { kind: 'walk', to: 'elsewhere' }] },
  })
  for (const at of ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.5+01:00']) {
    expect(readBySpec(`steps: []\nat: ${at}\n`, spec).ok).toBe(true)
  }
})

test('the line of a place, or of what is around it', () => {
  const lines = ['steps', 'steps[0].to', 'steps[1].kind', 'steps[1].to', 'steps[7].to', 'note'].map((field) =>
    lineOfField(good, field),
  )
  expect(lines).toEqual([2, 3, 5, 5, 2, 1])
  expect(lineOfField('a: [', 'a')).toBe(1)
})

test('the JSON schema knows the variants', () => {
  const { properties } = toJsonSchema(spec) as { properties: { steps: { items: { oneOf: unknown[] } } } }
  expect(properties.steps.items.oneOf).toMatchObject([
    { properties: { kind: { enum: ['walk'] } }, required: ['kind', 'to'], additionalProperties: false },
    { properties: { kind: { enum: ['wait'] } }, required: ['kind'] },
  ])
})
