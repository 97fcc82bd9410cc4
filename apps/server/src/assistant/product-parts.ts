/** What is searched of one product, for one caller: kept until something in the organisation changes. */
import type { ProductText, Tongue } from '@occtet/toolkit/assistant'
import { sha256Hex } from '@occtet/toolkit/base'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { currentName, findProduct, findRelease } from '../products/find.ts'
import { viewOf } from '../triage/rows.ts'
import { findingAsked, openFindings } from './finding-texts.ts'
import type { PartWanted } from './search.ts'
import { requirementAsked, type SelfAssessmentWanted, selfAssessmentTexts } from './self-assessment.ts'
import { words } from './words.ts'

export interface ProductAsked {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
  readonly language: Tongue
  readonly product: ProductRow
  /** Undefined: the product has none yet. */
  readonly release: ReleaseRow | undefined
}

/** Undefined: there is no such product or release, or the caller may not see it; which of them is not told. */
export async function findAsked(
  at: Omit<ProductAsked, 'product' | 'release'>,
  slug: string,
  version = currentName,
): Promise<ProductAsked | undefined> {
  const { org, caller } = at
  if (caller.products !== undefined && !caller.products.has(slug)) return undefined
  const product = await findProduct(org, slug)
  if (product === undefined) return undefined
  const release = await findRelease(org, product, version)
  return release === undefined && version !== currentName ? undefined : { ...at, product, release }
}

export async function productPart(asked: ProductAsked): Promise<PartWanted> {
  const { org, caller, now, language, product, release } = asked
  const name = JSON.stringify([product.id, release?.id ?? null, language, now.slice(0, 10)])
  const { texts, key } = await org.untilChange(
    `assistant ${viewOf(caller)} ${name}`,
    async () => withKey(product, await textsOf(asked)),
    (made) => made.texts.length,
  )
  return { key, read: async () => Promise.resolve({ kind: 'product', product: product.slug, texts }) }
}

/** Undefined: there is no such finding or requirement, or the caller may not see it. */
export async function askedPart(
  asked: ProductAsked,
  about: { readonly kind: 'finding' | 'requirement'; readonly id: string },
): Promise<PartWanted | undefined> {
  const text =
    about.kind === 'finding' ? await aboutFinding(asked, about.id) : await aboutRequirement(asked, about.id)
  if (text === undefined) return undefined
  const { slug } = asked.product
  return {
    key: sha256Hex(JSON.stringify(['asked', slug, text])),
    read: async () => Promise.resolve({ kind: 'asked', product: slug, text }),
  }
}

async function aboutFinding(asked: ProductAsked, key: string): Promise<ProductText | undefined> {
  const { org, caller, release, language } = asked
  return release === undefined ? undefined : findingAsked(org, caller, { release, language, key })
}

async function aboutRequirement(asked: ProductAsked, id: string): Promise<ProductText | undefined> {
  return mayReadPrivate(asked.caller) ? requirementAsked(asked.org, wantedOf(asked), id) : undefined
}

function mayReadPrivate({ permissions }: Caller): boolean {
  return permissions.has('private.read')
}

function wantedOf({ product, release, language, now }: ProductAsked): SelfAssessmentWanted {
  return { product: product.slug, release: release?.version, lang: language, mode: 'full', now }
}

interface KeyedTexts {
  readonly key: string
  readonly texts: readonly ProductText[]
}

function withKey({ slug }: ProductRow, texts: readonly ProductText[]): KeyedTexts {
  return { texts, key: sha256Hex(JSON.stringify(['product', slug, texts])) }
}

async function textsOf(asked: ProductAsked): Promise<readonly ProductText[]> {
  const { org, caller } = asked
  return [
    ...(await releaseTexts(asked)),
    ...(mayReadPrivate(caller) ? await selfAssessmentTexts(org, wantedOf(asked)) : []),
  ]
}

/** Nothing known is said as such: no release, no look at it, or more than is searched. */
async function releaseTexts(asked: ProductAsked): Promise<readonly ProductText[]> {
  const { org, caller, product, release, language } = asked
  const say = words[language].release
  const title = say.title(product.name, release?.version ?? '').trim()
  const tell = (text: string): ProductText => ({
    kind: 'fact',
    id: 'findings',
    title,
    text,
    names: say.asks,
  })
  if (release === undefined) return [tell(say.none(product.name))]
  // Sources can be looked at without anybody knowing what is inside: that is no look at findings.
  if (release.findings_digest === null || release.analysed_at === null) return [tell(say.unread)]
  const { all, open, texts } = await openFindings(org, caller, { release, language })
  const counts = say.counts(release.analysed_at.slice(0, 10), { all, open, searched: texts.length })
  return [tell(open > texts.length ? `${counts} ${say.rest(open, texts.length)}` : counts), ...texts]
}
