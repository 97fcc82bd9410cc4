/** A command loads what it uses: code that is bundled beside it costs every start. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cliFolder } from '../cli.ts'

const chunks = join(cliFolder, 'dist/chunks')

/** Texts of a command's chunk and of all that it imports at once, by file name. */
function loadedBy(command: string): ReadonlyMap<string, string> {
  const loaded = new Map<string, string>()
  const own = readdirSync(chunks).filter((name) => new RegExp(`^${command}-[A-Z0-9]{8}\\.js$`).test(name))
  const waiting = [...own]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (loaded.has(name)) continue
    const text = readFileSync(join(chunks, name), 'utf8')
    loaded.set(name, text)
    for (const [, next = ''] of text.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) waiting.push(next)
  }
  return loaded
}

function sizeOf(loaded: ReadonlyMap<string, string>): number {
  return [...loaded.values()].reduce((sum, text) => sum + text.length, 0)
}

/** Bytes: about one and a half times what they were when this was written; through the doors it was 2.2 MB each. */
test.each([
  ['purl', 250_000],
  ['version', 250_000],
  ['db', 1_200_000],
])('%s', (command, most) => {
  const size = sizeOf(loadedBy(command))
  expect(size).toBeGreaterThan(2000)
  expect(size).toBeLessThan(most)
})

test('questions of the CRA are loaded by its commands only', () => {
  const has = (command: string): boolean =>
    [...loadedBy(command).values()].some((text) => text.includes('"Annex I Part II'))
  expect(has('cra-assess')).toBe(true)
  expect(has('db')).toBe(false)
})
