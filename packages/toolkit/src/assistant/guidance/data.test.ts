import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { guidanceFiles } from './files.ts'
import { readGuidance, readMoreAsks, readMoreRefusalAsks, readRefusals } from './read.ts'

const folder = join(import.meta.dirname, 'data')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
const moreAsks = names.filter((name) => name.startsWith('asks-'))
const moreRefusalAsks = names.filter((name) => name.startsWith('refusal-asks-'))
const noGuidance = ['refusals.json', ...moreAsks, ...moreRefusalAsks]
const guidance = names.filter((name) => !noGuidance.includes(name))

function json(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

const refs = guidance.flatMap((name) => readGuidance(name, json(name)).map(({ ref }) => ref))

describe.each(guidance)('%s', (name) => {
  test('has its shape; each passage is short, in two languages, and asked for in several ways', () => {
    for (const { ref, text, title, asks } of readGuidance(name, json(name))) {
      for (const language of ['en', 'de'] as const) {
        expect(text[language].length, `${ref} ${language}`).toBeLessThanOrEqual(900)
        expect(title[language].length, `${ref} ${language}`).toBeLessThanOrEqual(120)
        expect(asks[language].length, `${ref} ${language}`).toBeGreaterThanOrEqual(3)
        expect(new Set(asks[language]).size, `${ref} ${language}`).toBe(asks[language].length)
      }
    }
  })
})

describe('all files', () => {
  test('no provision has two passages', () => {
    expect(refs.filter((ref, index) => refs.indexOf(ref) !== index)).toEqual([])
  })

  test.each(moreAsks)('%s: each provision has a passage', (name) => {
    for (const { ref } of readMoreAsks(name, json(name))) expect(refs).toContain(ref)
  })

  test.each(moreRefusalAsks)('%s: each kind is one that is refused', (name) => {
    const ids = readRefusals('refusals.json', json('refusals.json')).map(({ id }) => id)
    for (const { id } of readMoreRefusalAsks(name, json(name))) expect(ids).toContain(id)
  })

  test('every file is read', () => {
    expect([...guidanceFiles].sort()).toEqual(names)
  })

  test('refusals have their shape and their own ids', () => {
    const refusals = readRefusals('refusals.json', json('refusals.json'))
    const ids = refusals.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, asks } of refusals) {
      expect(asks.en.length, id).toBeGreaterThanOrEqual(5)
      expect(asks.de.length, id).toBeGreaterThanOrEqual(5)
    }
  })
})
