/** What comes of a model's words, over HTTP against a scripted endpoint: true sentences stay, false ones go, failures leave the passages. */
import { createModelClient } from '../../packages/toolkit/src/adapters/model/openai-client.ts'
import {
  startScriptedEndpoint,
  type Step,
} from '../../packages/toolkit/src/adapters/model/testing/scripted-endpoint.ts'
import {
  type Answered,
  answerWithModel,
  ask,
  type ModelReport,
  type Passage,
  passagesFor,
  type SearchIndex,
} from '../../packages/toolkit/src/assistant/index.ts'
import type { Question } from './load.ts'

export interface ModelFigures {
  readonly answers: number
  /** True sentences that are shown, of those said. */
  readonly kept: readonly [some: number, all: number]
  /** False sentences that are not shown, of those said, by kind. */
  readonly dropped: Readonly<Record<string, readonly [some: number, all: number]>>
  /** Of the citations of sentences that are shown: those that the labels name. */
  readonly citations: readonly [some: number, all: number]
  /** Failures after which the passages stand as the answer, of those played, by kind. */
  readonly stood: Readonly<Record<string, readonly [some: number, all: number]>>
}

interface Said {
  readonly text: string
  readonly passages: readonly number[]
  /** Absent: it is true. */
  readonly lie?: string
}

/** Asks every question that is answered; each failure is played for some of them. */
export async function measureModel(
  index: SearchIndex,
  questions: readonly Question[],
): Promise<ModelFigures> {
  const counts = new Map<string, [number, number]>()
  const count = (name: string, isGood: boolean): void => {
    const [some, all] = counts.get(name) ?? [0, 0]
    counts.set(name, [some + Number(isGood), all + 1])
  }
  const asked = questions.flatMap((question) => {
    const answer = ask(index, question.question)
    return answer.status === 'answered' ? [{ question, answer }] : []
  })
  for (const [at, { question, answer }] of asked.entries()) {
    const passages = passagesFor(index, answer, ['guidance'])
    const said = sentencesOn(passages)
    const worded = await word(answer, passages, { do: 'stream', texts: said.map(toLine) })
    const shown = new Set(worded.answer.answer.map(({ text }) => text))
    for (const { text, lie } of said) count(lie ?? 'kept', shown.has(text) === (lie === undefined))
    for (const { citations } of worded.answer.answer)
      for (const { ref } of citations) count('citations', question.articles.flat().includes(ref ?? ''))
    const [name, step] = failures[at % failures.length] ?? failures[0]
    const failed = await word(answer, passages, step)
    count(name, failed.report.outcome !== 'used' && failed.answer.answer === answer.answer)
  }
  const read = (name: string): readonly [number, number] => counts.get(name) ?? [0, 0]
  return {
    answers: asked.length,
    kept: read('kept'),
    citations: read('citations'),
    dropped: Object.fromEntries(lies.map(({ name }) => [name, read(name)])),
    stood: Object.fromEntries(failures.map(([name]) => [name, read(name)])),
  }
}

const failures = [
  ['a tool call', { do: 'stream', texts: [], finish: 'tool_calls' }],
  ['malformed lines', { do: 'stream', texts: ['Sure! Here is {"text": '] }],
  ['no JSON at all', { do: 'raw', type: 'application/json', body: '<html>' }],
  ['a status of 500', { do: 'status', status: 500, body: 'broken' }],
  ['a cut line', { do: 'cut', texts: ['{"text":"The'] }],
  ['an answer without end', { do: 'endless', text: 'a'.repeat(4096) }],
  ['silence', { do: 'hang', texts: [] }],
] as const satisfies readonly (readonly [string, Step])[]

/** Each makes a false sentence of a true one; undefined where it cannot. */
const lies: readonly {
  readonly name: string
  readonly make: (said: Said, passages: readonly Passage[]) => Said | undefined
}[] = [
  { name: 'another number', make: (said) => changed(said, /\d+/, '977') },
  { name: 'an invented provision', make: (said) => ({ ...said, text: `${said.text} (Art. 68(99))` }) },
  { name: 'a promise', make: (said) => ({ ...said, text: `${said.text} You are fully compliant.` }) },
  { name: 'a link', make: (said) => ({ ...said, text: `${said.text} See https://example.org` }) },
  { name: 'an unknown passage', make: (said) => ({ ...said, text: `So: ${said.text}`, passages: [99] }) },
  {
    name: 'other words',
    make: (said) => ({ ...said, text: 'Penguins on the southern islands prefer cold fish in winter.' }),
  },
  { name: 'the contrary', make: (said) => changed(said, /\b(must|muss|müssen|may|darf)\b/, '$1 not/nicht') },
]

/** The first sentence of the best passage as it is, and false ones made from it. */
function sentencesOn(passages: readonly Passage[]): readonly Said[] {
  const text = passages[0]?.text.split(/(?<=[.!?])\s+(?=\p{Lu})/u).find(({ length }) => length < 400)
  if (text === undefined || /[[\]<>@|`]|::/.test(text)) return []
  const true_ = { text, passages: [1] }
  const false_ = lies.flatMap(({ name, make }) => {
    const lie = make(true_, passages)
    return lie === undefined ? [] : [{ ...lie, lie: name }]
  })
  return [true_, ...false_]
}

function changed(said: Said, what: RegExp, to: string): Said | undefined {
  const text = said.text.replace(
    what,
    to.replace('not/nicht', /\b(muss|müssen|darf)\b/.test(said.text) ? 'nicht' : 'not'),
  )
  return text === said.text ? undefined : { ...said, text }
}

function toLine({ text, passages }: Said): string {
  return `${JSON.stringify({ text, passages })}\n`
}

async function word(
  answer: Answered,
  passages: readonly Passage[],
  step: Step,
): Promise<{ readonly answer: Answered; readonly report: ModelReport }> {
  const endpoint = await startScriptedEndpoint(() => step)
  const model = createModelClient({ url: endpoint.url, model: 'scripted', idle: 300, whole: 3000 })
  try {
    for await (const event of answerWithModel(answer, {
      model,
      passages,
      signal: new AbortController().signal,
    }))
      if (event.kind === 'done') return event
    throw new Error('an answer of the model has no end')
  } finally {
    await endpoint.close()
  }
}
