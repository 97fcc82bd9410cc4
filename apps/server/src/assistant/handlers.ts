/** The assistant over HTTP: what the caller may see is gathered, searched, and answered with citations; or refused. */
import type { AnswerOf, assistantRoutes, BodyOf } from '@occtet/contract/api'
import { mostAssistantDocumentBytes } from '@occtet/contract/api'
import { guessTongue, type Tongue } from '@occtet/toolkit/assistant'
import { questionnaire } from '@occtet/toolkit/cra'
import type { Caller, Handlers, OrgScope } from '../kernel/model.ts'
import { toAnswer } from '../knowledge/plain.ts'
import { missing, refuse, type Refused } from '../products/refuse.ts'
import {
  addDocument,
  listDocuments,
  mostBytes,
  mostDocuments,
  readDocument,
  removeDocument,
  toDocumentView,
} from './documents.ts'
import { askedPart, findAsked, productPart } from './product-parts.ts'
import { type PartWanted, searchAnswer } from './search.ts'
import { SearchFailure } from './search-thread.ts'

type Routes = typeof assistantRoutes

export const assistantHandlers: Handlers<Routes> = {
  'assistant.ask': async ({ org, caller, now, body }) => {
    const language = body.language ?? guessTongue(body.question)
    const parts = await gather({ org, caller, now, language }, body)
    if ('kind' in parts) return parts
    try {
      const answer = await searchAnswer({ parts, question: body.question, language })
      return { kind: 'value', value: toAnswer<AnswerOf<Routes['assistant.ask']>>(answer) }
    } catch (cause) {
      if (cause instanceof SearchFailure) return refuse(503, 'BUSY', cause.message)
      throw cause
    }
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

interface Asking {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
  readonly language: Tongue
}

type Wish = BodyOf<Routes['assistant.ask']>

/** Everything that this caller may see and asked for. The law is always searched, and no part. */
async function gather(at: Asking, wish: Wish): Promise<readonly PartWanted[] | Refused> {
  const { about } = wish
  const isQuestion = about?.kind === 'question'
  if (isQuestion && !questionnaire.questions.has(about.id)) return missing
  const shared = [...(await documentParts(at)), ...(isQuestion ? [questionPart(about.id)] : [])]
  if (wish.product !== undefined) return gatherProduct(at, { ...wish, product: wish.product, shared })
  return wish.release === undefined && (about === undefined || isQuestion) ? shared : productNeeded
}

interface ProductWish extends Pick<Wish, 'release' | 'about'> {
  readonly product: string
  readonly shared: readonly PartWanted[]
}

async function gatherProduct(
  at: Asking,
  { product, release, about, shared }: ProductWish,
): Promise<readonly PartWanted[] | Refused> {
  const asked = await findAsked(at, product, release)
  if (asked === undefined) return missing
  const parts = [...shared, await productPart(asked)]
  if (about === undefined || about.kind === 'question') return parts
  const own = await askedPart(asked, { kind: about.kind, id: about.id })
  return own === undefined ? missing : [...parts, own]
}

const productNeeded = refuse(
  422,
  'PRODUCT_NEEDED',
  'a release, a finding or a requirement is one of a product',
)

/** Whoever is bound to products sees nothing of the whole organisation, so none of its documents. */
async function documentParts({ org, caller }: Asking): Promise<readonly PartWanted[]> {
  if (caller.products !== undefined) return []
  return (await listDocuments(org)).map(({ digest, name }) => ({
    key: JSON.stringify(['document', digest, name]),
    read: async () => {
      const text = await readDocument(org, digest)
      return text === undefined ? undefined : { kind: 'document', name, text }
    },
  }))
}

function questionPart(id: string): PartWanted {
  return {
    key: JSON.stringify(['question', id]),
    read: async () => Promise.resolve({ kind: 'question', id }),
  }
}
