/** An answer in a model's words as a stream: each sentence once it has passed its check, then the whole, whatever happens. */
import type { AnswerOf, assistantModelRoutes } from '@occtet/contract/api'
import { type AnswerEvent, answerPromptVersion, answerWithModel } from '@occtet/toolkit/assistant'
import { sha256Hex } from '@occtet/toolkit/base'
import type { AssistantModelRow } from '../../db/tables/assistant.ts'
import { toAnswer } from '../../knowledge/plain.ts'
import type { SentAnswer } from './disclose.ts'
import type { Acting } from './model-store.ts'
import { type Used, useModel } from './use-model.ts'

export type Worded = AnswerOf<(typeof assistantModelRoutes)['assistant.word']>

interface Listener {
  readonly send: (value: Worded) => Promise<void>
  /** The client is gone: the model is asked no further. */
  readonly signal: AbortSignal
}

interface Asked {
  readonly row: AssistantModelRow
  readonly sent: SentAnswer
}

export async function streamWords(at: Acting, asked: Asked, { send, signal }: Listener): Promise<void> {
  const { row, sent } = asked
  const { answer, passages, request } = sent
  const use = { row, request, promptVersion: answerPromptVersion }
  const used = await useModel(at, use, async (model) => {
    for await (const event of answerWithModel(answer, { model, passages, signal })) {
      if (event.kind === 'done')
        return { value: event, outcome: signal.aborted ? 'stopped' : event.report.outcome }
      await send(toAnswer<Worded>({ kind: 'statement', ...event.statement }))
    }
    throw new Error('an answer without an end')
  })
  await send(used.kind === 'used' ? doneWith(used.value) : notAsked(asked, used))
}

function doneWith({ answer, report }: Extract<AnswerEvent, { readonly kind: 'done' }>): Worded {
  return toAnswer<Worded>({ kind: 'done', answer: { ...answer, model: report } })
}

/** Others were quicker, between the first look and now: nothing was sent, and the passages are the answer. */
function notAsked(
  { row, sent: { answer, request } }: Asked,
  { code, message }: Extract<Used<never>, { readonly kind: 'refused' }>,
): Worded {
  const model = {
    model: row.name,
    host: new URL(row.url).host,
    promptVersion: answerPromptVersion,
    inputDigest: sha256Hex(JSON.stringify(request.messages)),
    sentPassages: [],
    outcome: 'failed',
    failure: { code, message },
    dropped: [],
  } as const
  return toAnswer<Worded>({ kind: 'done', answer: { ...answer, model } })
}
