/** Proposals of the command line come in as they are: whole, under their own name, and private. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkOf } from './known-files.ts'

const page = readFileSync(new URL('../../../../docs/reference/files.md', import.meta.url), 'utf8')
const example = /```json proposal\n([^`]+)```/.exec(page)?.[1] ?? ''
const path = 'proposals/vex_justification-db45153154c18de65008baaf.json'

test('the example of the reference is taken', () => {
  expect(checkOf('private', path)?.(example)).toBeUndefined()
})

test.each([
  [
    'another proposal under its name',
    example.replace('db45153154c18de65008baaf"', 'aaaaaaaaaaaaaaaaaaaaaaaa"'),
  ],
  ['a shape of its own', example.replace('"release"', '"realease"')],
  ['a kind that is none', example.replace('"kind": "vex_justification"', '"kind": "wish"')],
  ['no JSON', example.slice(0, 100)],
])('is refused: %s', (_, text) => {
  expect(text).not.toBe(example)
  expect(checkOf('private', path)?.(text)).toEqual(expect.any(String))
})

test('no such file in public, nor under a name that is none', () => {
  expect(checkOf('tracked', path)).toBeUndefined()
  expect(checkOf('private', 'proposals/notes.json')).toBeUndefined()
  expect(checkOf('private', 'proposals/vex_justification-db45.json')).toBeUndefined()
})
