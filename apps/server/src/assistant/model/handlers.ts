/** The organisation's model over HTTP: set, removed, shown without its key; what it would get; and answers in its words. */
import type { AnswerOf, assistantModelRoutes } from '@occtet/contract/api'
import type { Call, Handlers } from '../../kernel/model.ts'
import { toAnswer } from '../../knowledge/plain.ts'
import { refuse } from '../../products/refuse.ts'
import { mostTokens, readTokens } from './budget.ts'
import { disclose, findObstacle, forbidden, notSet, searchFor } from './disclose.ts'
import { rulesOf } from './model-address.ts'
import { readModel, removeModel, setModel, toModelView } from './model-store.ts'
import { crowded, isCrowded, overBudget } from './use-model.ts'
import { streamWords } from './word.ts'

type Routes = typeof assistantModelRoutes

export const assistantModelHandlers: Handlers<Routes> = {
  'assistant.model': async ({ org, now, kernel }) => {
    const row = await readModel(org)
    const { allowsPrivate } = rulesOf(kernel)
    if (row === undefined) return { kind: 'value', value: { model: null, allowsPrivate } }
    const tokens = await readTokens(org, now)
    return { kind: 'value', value: { model: toModelView(row, tokens), allowsPrivate } }
  },
  'assistant.setModel': async (call) => {
    const set = await setModel(call, call.body)
    if ('kind' in set) return set
    if (!set.value.ok) return set.value.error
    const tokens = await readTokens(call.org, call.now)
    const model = toModelView(set.value.value, tokens)
    return { kind: 'value', value: { model, recorded: await set.recorded() } }
  },
  'assistant.removeModel': async (call) => {
    const removed = await removeModel(call)
    if (!removed.value.ok) return removed.value.error
    return { kind: 'value', value: { recorded: await removed.recorded() } }
  },
  'assistant.preview': async (call) => {
    const row = await readModel(call.org)
    if (row === undefined) return notSet
    const searched = await searchFor(call, row, call.body)
    if ('kind' in searched) return searched
    const { sent } = searched
    if (sent === undefined) return { kind: 'value', value: { kind: 'nothing' } }
    const ids = sent.passages.map(({ id }) => id)
    const disclosure = await disclose(call, row, { request: sent.request, ids })
    return { kind: 'value', value: { kind: 'would-send', disclosure } }
  },
  'assistant.word': async (call) => word(call),
}

async function word(call: Call<Routes['assistant.word']>): ReturnType<Handlers<Routes>['assistant.word']> {
  const row = await readModel(call.org)
  if (row === undefined) return notSet
  if (row.send === 'never') return forbidden
  const { sent: agreed, ...wish } = call.body
  const searched = await searchFor(call, row, wish)
  if ('kind' in searched) return searched
  const { answer, sent } = searched
  if (sent === undefined) {
    const done = toAnswer<AnswerOf<Routes['assistant.word']>>({ kind: 'done', answer })
    return { kind: 'events', stream: async (send) => send(done) }
  }
  const obstacle = findObstacle(row, sent.request, agreed)
  if (obstacle !== undefined) return obstacle
  const used = await readTokens(call.org, call.now)
  if (used + mostTokens(sent.request) > row.monthly_tokens)
    return refuse(409, overBudget.code, overBudget.message)
  if (isCrowded(call)) return refuse(503, crowded.code, crowded.message)
  return {
    kind: 'events',
    stream: async (send, signal) => streamWords(call, { row, sent }, { send, signal }),
  }
}
