/** What a question is searched in: what this caller may see and asked for, not read yet. */
import type { assistantRoutes, BodyOf } from '@occtet/contract/api'
import type { Tongue } from '@occtet/toolkit/assistant'
import { questionnaire } from '@occtet/toolkit/cra'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { missing, refuse, type Refused } from '../products/refuse.ts'
import { listDocuments, readDocument } from './documents.ts'
import { askedPart, findAsked, productPart } from './product-parts.ts'
import type { PartWanted } from './search.ts'

export interface Asking {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
  readonly language: Tongue
}

export type QuestionWish = BodyOf<(typeof assistantRoutes)['assistant.ask']>

/** Everything that this caller may see and asked for. The law is always searched, and no part. */
export async function gather(at: Asking, wish: QuestionWish): Promise<readonly PartWanted[] | Refused> {
  const { about } = wish
  const isQuestion = about?.kind === 'question'
  if (isQuestion && !questionnaire.questions.has(about.id)) return missing
  const shared = [...(await documentParts(at)), ...(isQuestion ? [questionPart(about.id)] : [])]
  if (wish.product !== undefined) return gatherProduct(at, { ...wish, product: wish.product, shared })
  return wish.release === undefined && (about === undefined || isQuestion) ? shared : productNeeded
}

interface ProductWish extends Pick<QuestionWish, 'release' | 'about'> {
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
