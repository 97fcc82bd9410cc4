/** What a CI job found with the command line: product and release by name, made where the token may. */
import type { AnswerOf, uploadRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Call, Change, OrgScope, Reply } from '../kernel/model.ts'
import type { ProductRow } from '../db/tables/products.ts'
import { type Author, changeRelease, createProduct, createRelease, toSlug } from '../products/create.ts'
import { findProduct, findRelease, currentName, type FoundRelease } from '../products/find.ts'
import { type Refused, refuse } from '../products/refuse.ts'
import { acceptUpload } from './accept-upload.ts'
import { readBundle } from './check-bundle.ts'

type PushRoute = (typeof uploadRoutes)['push.check']
type PushReply = Reply<AnswerOf<PushRoute>>

export interface NamedRelease {
  /** Name or slug. */
  readonly product: string
  /** Undefined: the current release. */
  readonly version: string | undefined
  readonly mayCreate: boolean
  /** True: it becomes the current one. False: it does not where there is another. Undefined: only a new one does. */
  readonly isLatest?: boolean | undefined
  readonly caller: Caller
  readonly now: string
}

export const unknownProduct: Refused = refuse(
  404,
  'PRODUCT_UNKNOWN',
  'there is no such product or release, or the token may not see or make it',
)

/** A token that is bound to products finds only those, and makes none. */
export async function findOrCreate(
  org: Pick<OrgScope, 'id'>,
  change: Change,
  named: NamedRelease,
): Promise<Result<FoundRelease, Refused>> {
  const { caller, now, isLatest } = named
  const version = named.version === currentName ? undefined : named.version
  const author = { actor: toActor(caller), now }
  const mayCreate = named.mayCreate && caller.permissions.has('products.write')
  const product = await findOrCreateProduct(org, change, { named, mayCreate, author })
  if (!product.ok) return product
  const release = { product: product.value, version, mayCreate, isLatest, author }
  const found = await findOrCreateRelease(org, change, release)
  return found.ok ? ok(await followLatest(org, change, { found: found.value, named })) : found
}

async function findOrCreateProduct(
  org: Pick<OrgScope, 'id'>,
  change: Change,
  {
    named,
    mayCreate,
    author,
  }: { readonly named: NamedRelease; readonly mayCreate: boolean; readonly author: Author },
): Promise<Result<ProductRow, Refused>> {
  const { caller, product: name } = named
  const slug = toSlug(name)
  if (slug === undefined)
    return err(refuse(422, 'NAME_UNUSABLE', 'the product name has no Latin letters or digits'))
  if (caller.products?.has(slug) === false) return err(unknownProduct)
  const known = await findProduct({ id: org.id, db: change.db }, slug)
  if (known !== undefined) return isCalled(known, name) ? ok(known) : err(otherName(known))
  if (!mayCreate || caller.products !== undefined) return err(unknownProduct)
  return createProduct(org, change, { name, slug, author })
}

/** Names that differ in case and separators only are one; "C++ app" and "C app" give the same slug and are two. */
export function isCalled({ slug, name }: ProductRow, asked: string): boolean {
  const fold = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .trim()
      .replaceAll(/[\s._/-]+/gu, '-')
  return fold(asked) === fold(name) || fold(asked) === slug
}

function otherName({ slug, name }: ProductRow): Refused {
  const message = `the product ${slug} is called ${name}: name it so, or make a product of your own`
  return refuse(422, 'NAME_UNUSABLE', message)
}

interface WantedRelease {
  readonly product: ProductRow
  /** Undefined: the current one. */
  readonly version: string | undefined
  readonly mayCreate: boolean
  readonly isLatest: boolean | undefined
  readonly author: Author
}

async function findOrCreateRelease(
  org: Pick<OrgScope, 'id'>,
  change: Change,
  { product, version, mayCreate, isLatest, author }: WantedRelease,
): Promise<Result<FoundRelease, Refused>> {
  const release = await findRelease({ id: org.id, db: change.db }, product, version ?? currentName)
  if (release !== undefined) return ok({ product, release })
  if (!mayCreate) return err(unknownProduct)
  const made = await createRelease(org, change, {
    product,
    version: version ?? 'unversioned',
    isCurrent: isLatest !== false,
    author,
  })
  return made.ok ? ok({ product, release: made.value }) : made
}

/** Which release is the current one is a matter of the product: who may not change products only uploads. */
export async function followLatest(
  org: Pick<OrgScope, 'id'>,
  change: Change,
  {
    found,
    named,
  }: { readonly found: FoundRelease; readonly named: Pick<NamedRelease, 'isLatest' | 'caller' | 'now'> },
): Promise<FoundRelease> {
  const { product, release } = found
  const { isLatest, caller, now } = named
  if (isLatest !== true || release.is_current === 1 || !caller.permissions.has('products.write')) return found
  const author = { actor: toActor(caller), now }
  await changeRelease(org, change, { product, release, wish: { isCurrent: true }, author })
  return { product, release: { ...release, is_current: 1 } }
}

export async function takePush(call: Call<PushRoute>): Promise<PushReply> {
  const { org, query, body, caller, kernel, now } = call
  const bundle = readBundle(body)
  if (!bundle.ok) return refuse(422, 'CHECK_INVALID', bundle.error.message)
  const done = await org.change(async (change) => {
    const found = await findOrCreate(org, change, {
      product: query.product,
      version: query.version,
      mayCreate: query.create === 'yes',
      caller,
      now,
    })
    if (!found.ok) return found
    const upload = await acceptUpload(org, change, {
      found: found.value,
      kind: 'check',
      name: 'occtet-check.json',
      bytes: body,
      now,
    })
    return ok({ found: found.value, upload })
  })
  if (!done.value.ok) return done.value.error
  const { found, upload } = done.value.value
  return {
    kind: 'value',
    value: {
      organisation: org.slug,
      product: found.product.slug,
      release: found.release.version,
      isNew: upload.isNew,
      ...(upload.job === undefined ? {} : { job: upload.job }),
      page: `${kernel.settings.publicUrl}${pathOf(org.slug, found)}`,
      recorded: await done.recorded(),
    },
  }
}

/** The page of the application that shows it. */
function pathOf(org: string, { product, release }: FoundRelease): string {
  return `/o/${org}/p/${product.slug}/r/${encodeURIComponent(release.version)}/inventory`
}
