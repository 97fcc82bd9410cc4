/** The assistant over HTTP: what the caller may see is gathered, searched, and answered with citations; or refused. */
import type { AnswerOf, assistantRoutes } from '@occtet/contract/api'
import { mostAssistantDocumentBytes } from '@occtet/contract/api'
import { guessTongue } from '@occtet/toolkit/assistant'
import type { Handlers } from '../kernel/model.ts'
import { toAnswer } from '../knowledge/plain.ts'
import {
  addDocument,
  listDocuments,
  mostBytes,
  mostDocuments,
  removeDocument,
  toDocumentView,
} from './documents.ts'
import { gather } from './gather.ts'
import { findAnswer } from './search.ts'

type Routes = typeof assistantRoutes

export const assistantHandlers: Handlers<Routes> = {
  'assistant.ask': async ({ org, caller, now, body }) => {
    const language = body.language ?? guessTongue(body.question)
    const parts = await gather({ org, caller, now, language }, body)
    if ('kind' in parts) return parts
    const found = await findAnswer({ parts, question: body.question, language })
    if ('kind' in found) return found
    return { kind: 'value', value: toAnswer<AnswerOf<Routes['assistant.ask']>>(found.answer) }
  },
  'assistant.documents': async ({ org }) => ({
    kind: 'value',
    value: {
      documents: (await listDocuments(org)).map(toDocumentView),
      limits: { documents: mostDocuments, bytes: mostBytes, documentBytes: mostAssistantDocumentBytes },
    },
  }),
  'assistant.add': async ({ org, caller, now, query, body }) => {
    const added = await addDocument({ org, caller, now }, { name: query.name, bytes: body })
    if ('kind' in added) return added
    if (!added.value.ok) return added.value.error
    return { kind: 'value', value: { document: added.value.value, recorded: await added.recorded() } }
  },
  'assistant.remove': async ({ org, caller, now, params }) => {
    const removed = await removeDocument({ org, caller, now }, params.document)
    if (!removed.value.ok) return removed.value.error
    return { kind: 'value', value: { recorded: await removed.recorded() } }
  },
}
