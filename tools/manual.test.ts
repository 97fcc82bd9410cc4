import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualPassages } from './manual.ts'
import { root } from './sources.ts'

const passages = manualPassages()

test('each has an id of its own, words, and a place that is there', () => {
  expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length)
  for (const { id, title, text, place } of passages) {
    const [path = '', anchor] = place.split('#')
    expect([id, title.trim() !== '', text.trim() !== '', text.includes('](')]).toEqual([
      id,
      true,
      true,
      false,
    ])
    const page = readFileSync(join(root, path), 'utf8')
    if (anchor !== undefined) expect(headingsOf(page), place).toContain(anchor)
  }
})

test('every command of the program has a passage', () => {
  const commands =
    readFileSync(join(root, 'docs/reference/commands.md'), 'utf8').match(/^## occtet .+$/gm) ?? []
  const titles = new Set(passages.map(({ title }) => title))
  expect(commands.length).toBeGreaterThan(100)
  expect(commands.filter((line) => !titles.has(line.slice(3)))).toEqual([])
})

/** Anchors as the viewer of the repository makes them. */
function headingsOf(page: string): readonly string[] {
  return (page.match(/^#+ .+$/gm) ?? []).map((line) =>
    line
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
