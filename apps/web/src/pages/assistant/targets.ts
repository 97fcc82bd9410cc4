/** Where a source that an answer names can be read: a page of ours, its own words in place, or nowhere but here. */
import type { Place } from '../../app/paths.ts'

export interface Source {
  readonly ref?: string | undefined
  readonly id: string
  readonly source: string
}

/** The product whose pages a source may lead to; undefined: none is known. */
export interface Around {
  readonly org: string
  readonly product: string | undefined
  readonly release: string | undefined
}

export type Target =
  | { readonly kind: 'requirement' | 'question' | 'triage'; readonly place: Place }
  /** Our own words on a provision, shown in place. */
  | { readonly kind: 'words' }
  | { readonly kind: 'none' }

const partOne = /^Annex I, Part I, point \((1|2)\)(?:\(([a-m])\))?$/
const partTwo = /^Annex I, Part II, point \(([1-8])\)$/

/** The id of the one of the 22 that a provision is, to the letter: a parent is none of them. */
export function requirementOf(ref: string): string | undefined {
  const [, number, letter] = partOne.exec(ref) ?? []
  if (number === '1') return letter === undefined ? 'ECR-I-1' : undefined
  if (number === '2') return letter === undefined ? undefined : `ECR-I-2${letter}`
  const [, point] = partTwo.exec(ref) ?? []
  return point === undefined ? undefined : `ECR-II-${point}`
}

export function targetOf({ ref, id, source }: Source, around: Around): Target {
  const { org, product, release = 'current' } = around
  const at = product === undefined ? undefined : { org, product, release }
  const requirement = ref === undefined ? undefined : requirementOf(ref)
  if (requirement !== undefined && at !== undefined && source !== 'document') {
    return { kind: 'requirement', place: { page: 'requirement', params: { ...at, ref: requirement } } }
  }
  const own = at === undefined ? undefined : ownPage(id, at)
  if (own !== undefined) return own
  return ref !== undefined && (source === 'guidance' || source === 'catalogue')
    ? { kind: 'words' }
    : { kind: 'none' }
}

/** Ids begin as the server makes them: `questionnaire/A1/en`, `product/SLUG/answer/A1`, `product/SLUG/finding/PURL#ADVISORY`. */
function ownPage(
  id: string,
  at: { readonly org: string; readonly product: string; readonly release: string },
): Target | undefined {
  const inProduct = id.startsWith(`product/${at.product}/`) ? id.slice(`product/${at.product}/`.length) : ''
  const question = /^questionnaire\/([^/]+)/.exec(id)?.[1] ?? /^answer\/(.+)$/.exec(inProduct)?.[1]
  if (question !== undefined) {
    return { kind: 'question', place: { page: 'question', params: { ...at, id: question } } }
  }
  const key = /^finding\/(.+)$/.exec(inProduct)?.[1]
  if (key === undefined) return undefined
  const search = { product: at.product, q: key.split('#').at(-1) }
  return { kind: 'triage', place: { page: 'triage', params: { org: at.org }, search } }
}
