/** What the pages of papers share: types of the contract, and where a gap can be closed. Pure. */
import type { AnswerOf, documentRoutes } from '@occtet/contract/api'
import type { documentWords } from '@occtet/ui'
import type { WordsOf } from '../../app/language.tsx'
import type { Place } from '../../app/paths.ts'

export type Preview = AnswerOf<(typeof documentRoutes)['documents.preview']>
export type Version = AnswerOf<(typeof documentRoutes)['documents.versions']>['rows'][number]
export type PaperRow = AnswerOf<(typeof documentRoutes)['documents.list']>['papers'][number]
export type Missing = Preview['missing'][number]
export type Target = Missing['targets'][number]
export type Block = Preview['sections'][number]['blocks'][number]
export type Statement = Extract<Block, { kind: 'statement' }>['statement']
export type Mark = Extract<Statement, { kind: 'said' }>['marks'][number]
export type DocumentWords = WordsOf<typeof documentWords>

export interface At {
  readonly org: string
  readonly product: string
  readonly release: string
}

/** Undefined: it is closed here, or on the paper itself. */
export function placeOf(target: Target, params: At): Place | undefined {
  const { org, product } = params
  switch (target.kind) {
    case 'question':
      return { page: 'question', params: { ...params, id: target.id } }
    case 'scope':
      return { page: 'scope', params }
    case 'risk':
      return { page: 'plan', params, search: { view: 'risk' } }
    case 'diligence':
      return { page: 'plan', params, search: { view: 'diligence' } }
    case 'inventory':
      return { page: 'add', params: { org }, search: { product } }
    case 'profile':
    case 'paper':
      return undefined
    default:
      return target satisfies never
  }
}

/** Members of the product file that can be filled in here. */
export function fillable(part: Missing): readonly string[] {
  return part.targets.flatMap((target) => (target.kind === 'profile' ? [target.field] : []))
}

export function answerOf(t: DocumentWords, preview: Preview, versions: readonly Version[]): string {
  const n = preview.missing.filter(({ isMandatory }) => isMandatory).length
  const newest = versions[0]
  if (newest?.signature !== undefined) return t('answer.signed', { n: newest.number })
  if (n === 0) return t(preview.isSigned ? 'answer.ready' : 'answer.readyPlain')
  return t(preview.isSigned ? 'answer.missing' : 'answer.missingPlain', { n })
}
