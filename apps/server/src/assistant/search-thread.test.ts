/** The thread that questions are searched on: in turn, and gone only for the one it ended over. */
import { expect, it } from 'vitest'
import type { EngineQuestion } from './engine.ts'
import { type Search, SearchFailure, searchOnThread } from './search-thread.ts'

/** Answers with the number of questions that it had; ends over `end` and `throw`. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    let count = 0
    parentPort.on('message', ({ question }) => {
      if (question === 'end') return parentPort.close()
      if (question === 'throw') throw new Error('x')
      count++
      parentPort.postMessage(
        question === 'fail' ? { kind: 'failed', message: 'no' } : { kind: 'done', answer: { kind: 'missing', keys: [question, String(count)] } },
      )
    })`)}`,
)

async function said(search: Search, question: string): Promise<readonly string[] | string> {
  const asked: EngineQuestion = { keys: [], question, language: 'en', sources: new Map() }
  try {
    const answer = await search(asked)
    return answer.kind === 'missing' ? answer.keys : 'answered'
  } catch (cause) {
    expect(cause).toBeInstanceOf(SearchFailure)
    return 'failed'
  }
}

it('answers each question in turn, on a new thread after one that ended', async () => {
  const search = searchOnThread(entry)
  const questions = ['a', 'b', 'end', 'c', 'throw', 'd', 'fail', 'e']
  const answers = await Promise.all(questions.map(async (question) => said(search, question)))
  expect(answers).toEqual([
    ['a', '1'],
    ['b', '2'],
    'failed',
    ['c', '1'],
    'failed',
    ['d', '1'],
    'failed',
    ['e', '1'],
  ])
  expect(await said(search, 'f')).toEqual(['f', '2'])
  expect(await said(search, 'end')).toBe('failed')
  expect(await said(search, 'g')).toEqual(['g', '1'])
})

it('refuses what would wait too long', async () => {
  const search = searchOnThread(entry)
  const answers = await Promise.all(Array.from({ length: 40 }, async (_, at) => said(search, `${at}`)))
  // One is searched, 32 wait.
  expect(answers.filter((one) => one === 'failed')).toHaveLength(7)
  expect(answers[32]).toEqual(['32', '33'])
})
