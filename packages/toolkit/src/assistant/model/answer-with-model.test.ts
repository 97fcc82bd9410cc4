import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answered } from '../answer.ts'
import type { Passage } from '../passage.ts'
import { parseReference } from '../reference.ts'
import { type AnswerEvent, answerWithModel } from './answer-with-model.ts'
import {
  type LanguageModel,
  type ModelEnd,
  ModelFailure,
  type ModelPiece,
  type ModelRequest,
} from './port.ts'

const early: Passage = passage(
  'Art. 14(2)(a)',
  'Early warning',
  'The manufacturer sends an early warning within 24 hours of becoming aware that a vulnerability is actively exploited. It does not have to be complete.',
)
const penalty: Passage = passage(
  'Art. 64(2)',
  'Fines',
  'Breaches of Annex I, Art. 13 and Art. 14 cost up to 15 000 000 EUR or 2.5 % of the worldwide annual turnover, whichever is higher.',
)

function passage(ref: string, title: string, text: string): Passage {
  const reference = parseReference(ref)
  if (reference === undefined) throw new Error(ref)
  return {
    id: `guidance/${ref}/en`,
    source: 'guidance',
    ref: reference,
    also: [],
    language: 'en',
    title,
    text,
  }
}

const answered: Answered = {
  question: 'How fast is the early warning due?',
  language: 'en',
  passages: [],
  status: 'answered',
  answer: [{ text: early.text, citations: [{ id: early.id, source: 'guidance' }] }],
}

function saying(lines: readonly string[], end: ModelEnd = { kind: 'end', reason: 'stop' }): LanguageModel {
  return {
    name: 'scripted',
    host: 'localhost',
    async *complete() {
      for (const line of lines) yield { kind: 'text', text: `${line}\n` }
      yield end
    },
  }
}

async function run(model: LanguageModel): Promise<{
  readonly statements: readonly string[]
  readonly done: Extract<AnswerEvent, { kind: 'done' }>
}> {
  const statements: string[] = []
  const given = { model, passages: [early, penalty], signal: new AbortController().signal }
  for await (const event of answerWithModel(answered, given)) {
    if (event.kind === 'done') return { statements, done: event }
    statements.push(event.statement.text)
  }
  throw new Error('it never ended')
}

async function* failing(code: ModelFailure['code']): AsyncGenerator<ModelPiece> {
  await Promise.reject(new ModelFailure(code, 'it failed'))
  yield { kind: 'end', reason: 'stop' }
}

function line(text: string, ...passages: number[]): string {
  return JSON.stringify({ text, passages })
}

describe('sentences that the passages carry', () => {
  test('are kept with their citations, in order, and are the answer', async () => {
    const { statements, done } = await run(
      saying([
        line('The early warning is due within 24 hours of becoming aware.', 1),
        line('The early warning does not have to be complete.', 1),
        line('A breach of Art. 14 can cost up to 15,000,000 EUR or 2.5 % of the annual turnover.', 2),
      ]),
    )
    expect(statements).toHaveLength(3)
    expect(done.answer.answer.map(({ citations }) => citations.map(({ ref }) => ref))).toEqual([
      ['Art. 14(2)(a)'],
      ['Art. 14(2)(a)'],
      ['Art. 64(2)'],
    ])
    expect(done.report).toMatchObject({ outcome: 'used', dropped: [], promptVersion: 'answer/1' })
    expect(done.report.inputDigest).toMatch(/^[0-9a-f]{64}$/)
    expect(done.report.sentPassages).toEqual([early.id, penalty.id])
  })
})

describe('sentences that they do not carry', () => {
  test.each([
    ['another figure', line('The early warning is due within 48 hours of becoming aware.', 1), 'NUMBER'],
    [
      'a figure in letters',
      line('The early warning is due within three hours of becoming aware.', 1),
      'NUMBER',
    ],
    ['the figure of another passage', line('The early warning costs up to 15 000 000 EUR.', 1), 'NUMBER'],
    ['a provision from nowhere', line('The early warning of Art. 16 is due within 24 hours.', 1), 'NUMBER'],
    ['a provision in words', line('The early warning under Annex V is due within 24 hours.', 1), 'REFERENCE'],
    ['no such passage', line('The early warning is due within 24 hours.', 7), 'PASSAGE_UNKNOWN'],
    [
      'the opposite',
      line('The manufacturer sends no early warning within 24 hours of becoming aware.', 1),
      'NEGATION',
    ],
    ['other words', line('Bananas ripen in dark wooden boxes beside apples.', 1), 'WORDS'],
    ['a promise', line('The manufacturer is compliant within 24 hours of the early warning.', 1), 'PROMISE'],
    ['a link', line('The early warning within 24 hours: https://evil.example/a', 1), 'MARKUP'],
    ['an address', line('Send the early warning within 24 hours to a@evil.example', 1), 'MARKUP'],
    ['HTML', line('<img src=x onerror=alert(1)> early warning within 24 hours', 1), 'MARKUP'],
    ['Markdown', line('**early warning** within 24 hours', 1), 'MARKUP'],
    ['hidden signs', line('The early warning\u202e is due within 24 hours', 1), 'MARKUP'],
    ['prose without JSON', 'The early warning is due within 24 hours.', 'SHAPE'],
    ['a list', '[1,2]', 'SHAPE'],
    ['no passage', '{"text":"The early warning is due within 24 hours.","passages":[]}', 'SHAPE'],
    ['wrong types', '{"text":7,"passages":["1"]}', 'SHAPE'],
    ['half a line', '{"text":"The early warning', 'SHAPE'],
    ['a sentence without end', line('early warning '.repeat(100), 1), 'SHAPE'],
  ])('%s is dropped, and the passages stay the answer', async (_, said, reason) => {
    const { statements, done } = await run(saying([said]))
    expect(statements).toEqual([])
    expect(done.answer.answer).toEqual(answered.answer)
    expect(done.report.outcome).toBe('nothing-left')
    expect(done.report.dropped.map((dropped) => dropped.reason)).toEqual([reason])
  })

  test('whatever a model says, each shown sentence has a passage that was sent, and no markup', async () => {
    const word = fc.constantFrom(
      'early',
      'warning',
      '24',
      'hours',
      'https://x.example',
      '<b>',
      'not',
      'Art. 9',
      '{',
      '"',
    )
    const anyLine = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(fc.array(word, { maxLength: 12 }), fc.array(fc.integer({ min: -2, max: 5 }), { maxLength: 3 }))
        .map(([words, passages]) => line(words.join(' '), ...passages)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 8 }), async (lines) => {
        const { done } = await run(saying(lines))
        for (const { text, citations } of done.answer.answer) {
          expect(citations.length).toBeGreaterThan(0)
          for (const { id } of citations) expect([early.id, penalty.id]).toContain(id)
          expect(text).not.toMatch(/[<>]|:\/\//)
        }
      }),
    )
  })
})

describe('a model that misbehaves', () => {
  test('talks without end: what passed before stays, and the report says so', async () => {
    const model: LanguageModel = {
      ...saying([]),
      async *complete() {
        yield {
          kind: 'text',
          text: `${line('The early warning is due within 24 hours of becoming aware.', 1)}\n`,
        }
        for (;;) yield { kind: 'text', text: 'bla bla bla '.repeat(100) }
      },
    }
    const { statements, done } = await run(model)
    expect(statements).toHaveLength(1)
    expect(done.report).toMatchObject({ outcome: 'used', failure: { code: 'MODEL_TOO_LONG' } })
  })

  test('more than eight sentences: the rest is not shown', async () => {
    const said = line('The early warning is due within 24 hours of becoming aware.', 1)
    expect((await run(saying(Array.from({ length: 30 }, () => said)))).statements).toHaveLength(8)
  })

  test.each(['MODEL_TIMEOUT', 'MODEL_UNREACHABLE', 'MODEL_REFUSED'] as const)(
    '%s: the passages answer',
    async (code) => {
      const model: LanguageModel = {
        ...saying([]),
        complete: () => failing(code),
      }
      const { done } = await run(model)
      expect(done.answer).toEqual(answered)
      expect(done.report).toMatchObject({ outcome: 'failed', failure: { code, message: 'it failed' } })
    },
  )

  test('asks for a tool: nothing is run, the report says how it ended', async () => {
    const { done } = await run(saying([], { kind: 'end', reason: 'tool' }))
    expect(done.report).toMatchObject({ outcome: 'nothing-left', end: { reason: 'tool' } })
  })
})

describe('what is sent', () => {
  test('the rules as the system, question and passages as one JSON object of the user', async () => {
    const sent: ModelRequest[] = []
    const model: LanguageModel = {
      ...saying([]),
      async *complete(request) {
        sent.push(request)
        yield { kind: 'end', reason: 'stop' }
      },
    }
    await run(model)
    expect(sent[0]?.messages).toMatchSnapshot()
  })
})
