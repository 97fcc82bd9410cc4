/** Pasted fingerprints and keys: what counts as one, and what is told instead. */
import { expect, test } from 'vitest'
import { findDifferingGroups, readKeyInput } from './key-input.ts'

const hex = '6bfb1f7c'.repeat(8)
const groups = hex.match(/.{4}/g) ?? []
const key = 'log.example/x+6c67e860+AakBAAAA+/8='

test.each([
  ['plain', hex],
  ['capital', hex.toUpperCase()],
  ['groups', groups.join(' ')],
  ['two lines', `${groups.slice(0, 8).join(' ')}\r\n  ${groups.slice(8).join(' ')}\n`],
  ['dashes', groups.join('-')],
  ['long dashes', groups.join(' – ')],
  ['colons', (hex.match(/../g) ?? []).join(':')],
  ['quotes', `„${hex}“`],
  ['SHA-256:', `SHA-256: ${hex}`],
  ['two labels', `Fingerprint: SHA256 ${groups.join(' ')}`],
  ['German label', `Fingerabdruck: ${hex}`],
])('a fingerprint with %s', (_name, typed) => {
  expect(readKeyInput(typed)).toEqual({ kind: 'fingerprint', hex })
})

test.each([
  ['plain', key],
  ['log', `log ${key}`],
  ['verifier key', `Verifier key: ${key}`],
  ['quotes', `"${key}"`],
  ['words after it', `log ${key} the key of our log`],
  ['a line break inside', `${key.slice(0, 20)}\n${key.slice(20)}`],
])('a key with %s', (_name, typed) => {
  expect(readKeyInput(typed)).toEqual({ kind: 'key', text: key })
})

test('what is neither is told apart: nothing, a wrong length, something else, two keys', () => {
  expect(['', '  \n', '""', 'SHA-256: '].map((typed) => readKeyInput(typed).kind)).not.toContain(
    'fingerprint',
  )
  expect(readKeyInput(' ')).toEqual({ kind: 'empty' })
  expect(readKeyInput(hex.slice(0, 60))).toEqual({ kind: 'length', signs: 60 })
  expect(readKeyInput(`${hex}0`)).toEqual({ kind: 'length', signs: 65 })
  expect(readKeyInput(`${hex.slice(0, 63)}g`)).toEqual({ kind: 'none' })
  expect(readKeyInput(`${key} other${key}`)).toEqual({ kind: 'none' })
})

test('groups that differ are counted from 1', () => {
  expect(findDifferingGroups(hex, hex)).toEqual([])
  expect(findDifferingGroups(`0${hex.slice(1, 63)}0`, hex)).toEqual([1, 16])
})
