/** What is generated for the assistant is what the guidance, the manual and the questionnaire say today; the names say what to run where not. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { unpackData } from '../packages/toolkit/src/base/index.ts'
import { writePrepared } from '../packages/toolkit/src/assistant/corpus/prepared-file.ts'
import { lawEntries } from '../packages/toolkit/src/assistant/guidance/index.ts'
import { law as packedLaw } from '../packages/toolkit/src/assistant/generated/law.ts'
import { manual as packedManual } from '../packages/toolkit/src/assistant/generated/manual.ts'
import { ranker } from '../packages/toolkit/src/assistant/generated/ranker.ts'
import { prepareEntries } from '../packages/toolkit/src/assistant/search/prepare.ts'
import { createRanker } from '../packages/toolkit/src/assistant/search/ranker.ts'
import { toExamples } from './assistant/examples.ts'
import { manualJson } from './assistant/generated.ts'
import { learn } from './assistant/learn.ts'

const entries = lawEntries()
const law = prepareEntries(entries)

const command = 'npx tsx --conditions=@occtet/source tools/assistant.ts'

function unpack(packed: { readonly bytes: number; readonly packed: string }): string {
  return new TextDecoder().decode(unpackData(packed))
}

describe(`what is generated of the law (${command})`, () => {
  it('is what the texts give', () => {
    expect(unpack(packedLaw) === writePrepared(law, law.known)).toBe(true)
  })

  it('was learned from the same ways of asking', () => {
    const digest = createHash('sha256')
      .update(JSON.stringify(toExamples(entries, law.known)))
      .digest('hex')
    expect(ranker.from).toBe(digest)
  })
})

describe('what is generated of the manual (npx tsx tools/reference.ts)', () => {
  it('is what its pages and the questionnaire give', () => {
    expect(unpack(packedManual) === manualJson(law.known)).toBe(true)
  })
})

describe('learning', () => {
  const examples = ['report within a day', 'report a hole', 'fine of millions', 'a fine by the state'].map(
    (text, at) => ({ features: text.split(' '), entry: at < 2 ? 0 : 1 }),
  )
  const learned = createRanker(learn([...examples, ...examples], 2))

  it('tells apart what it has seen', () => {
    for (const { features, entry } of examples) {
      const logits = learned.rank(features)
      expect(logits[entry]).toBeGreaterThan(logits[1 - entry] ?? 0)
    }
  })

  it('prefers nothing for words that it has not seen', () => {
    const [first, second] = learned.rank(['banana'])
    expect(first).toBeCloseTo(second ?? Number.NaN)
  })

  it('is the same each time', () => {
    expect(learn(examples, 2)).toEqual(learn(examples, 2))
  })
})
