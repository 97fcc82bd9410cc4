/** Parts are read where the engine does not know them, a few at a time, and once for as long as they stay the same. */
import { expect, it } from 'vitest'
import { createEngine, type EngineQuestion } from './engine.ts'
import { type PartWanted, searchAnswer } from './search.ts'

function partsOf(texts: Readonly<Record<string, string>>, read: string[]): readonly PartWanted[] {
  return Object.entries(texts).map(([name, text]) => ({
    key: `${name} ${text}`,
    read: async () => {
      read.push(name)
      return Promise.resolve({ kind: 'document', name, text })
    },
  }))
}

it('reads what is new alone, and finds nothing in what is gone', async () => {
  const engine = createEngine()
  const asked: EngineQuestion[] = []
  const search = async (question: EngineQuestion): Promise<ReturnType<typeof engine>> => {
    asked.push(question)
    return Promise.resolve(engine(question))
  }
  const read: string[] = []
  const answer = async (texts: Readonly<Record<string, string>>) =>
    (
      await searchAnswer(
        { parts: partsOf(texts, read), question: 'zwackelmann valve', language: 'en' },
        search,
      )
    ).answer
  const long = 'Something something something. '.repeat(34_000)
  const texts = { a: long, b: `${long}!`, c: 'The zwackelmann valve is red.' }
  expect((await answer(texts)).answer[0]?.text).toContain('red')
  expect(read).toEqual(['a', 'b', 'c'])
  expect(asked.map(({ sources }) => [...sources.keys()].map((key) => key[0]))).toEqual([
    [],
    ['a'],
    ['b'],
    ['c'],
  ])
  await answer(texts)
  expect(read).toEqual(['a', 'b', 'c'])
  expect((await answer({ ...texts, c: 'The zwackelmann valve is blue.' })).answer[0]?.text).toContain('blue')
  expect(read).toEqual(['a', 'b', 'c', 'c'])
  const { c: _, ...rest } = texts
  expect(JSON.stringify(await answer(rest))).not.toMatch(/"document"/)
  expect(read).toEqual(['a', 'b', 'c', 'c'])
}, 60_000)

it('sends everything where the engine keeps nothing', async () => {
  const read: string[] = []
  const parts = partsOf({ a: 'The zwackelmann valve is red.', b: 'Another text.' }, read)
  const wanted = { parts, question: 'zwackelmann valve', language: 'en' } as const
  const { answer } = await searchAnswer(wanted, async (question) => Promise.resolve(createEngine()(question)))
  expect(answer.answer[0]?.text).toContain('red')
}, 60_000)

it('leaves out what was removed meanwhile, and finds it when it is there again', async () => {
  const engine = createEngine()
  const [part] = partsOf({ a: 'The zwackelmann valve is red.' }, [])
  const asked = { question: 'zwackelmann valve', language: 'en' } as const
  const search = async (question: EngineQuestion) => Promise.resolve(engine(question))
  const gone = { key: part!.key, read: async () => Promise.resolve(undefined) }
  expect(JSON.stringify(await searchAnswer({ ...asked, parts: [gone] }, search))).not.toMatch(/"document"/)
  const { answer: again } = await searchAnswer({ ...asked, parts: [part!] }, search)
  expect(again.answer[0]?.text).toContain('red')
}, 60_000)
