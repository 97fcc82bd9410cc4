/** What `db explain` and `db show` print, as reviewed: UPDATE_GOLDEN=1 rewrites. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { formatExplanation } from '../../../apps/cli/src/format-explain.ts'
import { formatShown } from '../../../apps/cli/src/format-show.ts'
import { explainPurl, showAdvisory } from '../../../packages/toolkit/src/matching/index.ts'
import { parsePurl } from '../../../packages/toolkit/src/model/index.ts'
import { cases, now } from './stores.ts'

function explain(name: string): string {
  const given = cases[name]
  const purl = parsePurl(given?.purl ?? '')
  const explained = given === undefined || !purl.ok ? undefined : explainPurl(given.store, purl.value, given.id)
  return explained === undefined ? '' : formatExplanation(explained)
}

function show(name: string): string {
  const given = cases[name]
  return given === undefined ? '' : formatShown(showAdvisory(given.store, given.id, now))
}

function checkGolden(file: string, text: string): void {
  const path = fileURLToPath(new URL(file, import.meta.url))
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text)
  expect(text, file).toBe(readFileSync(path, 'utf8'))
}

test.each(Object.keys(cases))('%s is told as reviewed', (name) => {
  checkGolden(`${name}.explain.txt`, explain(name))
  checkGolden(`${name}.show.txt`, show(name))
})

test('nothing is wider than 80 columns, nor moves the cursor', () => {
  const lines = Object.keys(cases).flatMap((name) => `${explain(name)}${show(name)}`.split('\n'))
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.filter((line) => /[\p{Cc}\p{Cf}]/u.test(line))).toEqual([])
})
