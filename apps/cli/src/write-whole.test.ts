/** A file that cannot be written is named, and nothing is left beside it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CommandFailure } from './failure.ts'
import { writeWhole } from './write-whole.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-write-'))
afterAll(() => rmSync(folder, { recursive: true }))

function failureOf(path: string): CommandFailure {
  try {
    writeWhole(path, 'text')
  } catch (cause) {
    if (cause instanceof CommandFailure) return cause
    throw cause
  }
  throw new Error('it was written')
}

test('a folder in its place, or no folder to write in: exit 5, with the path', () => {
  const taken = join(folder, 'taken')
  mkdirSync(join(taken, 'inner'), { recursive: true })
  const missing = join(folder, 'missing', 'file')
  for (const path of [taken, missing]) {
    const { exitCode, message } = failureOf(path)
    expect([exitCode, message.startsWith(`${path} was not written: `)]).toEqual([5, true])
  }
  expect(readdirSync(folder)).toEqual(['taken'])
})

test('what can be written is there whole', () => {
  const path = join(folder, 'file')
  writeWhole(path, 'first')
  writeWhole(path, 'second')
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['second', ['file', 'taken']])
})
