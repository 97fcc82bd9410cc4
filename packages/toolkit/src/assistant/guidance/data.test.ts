import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readGuidance, readMoreAsks, readRefusals } from './read.ts'

const folder = join(import.meta.dirname, 'data')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
const moreAsks = names.filter((name) => name.startsWith('asks-'))
const guidance = names.filter((name) => name !== 'refusals.json' && !moreAsks.includes(name))

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
