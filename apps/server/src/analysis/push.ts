/** What a CI job found with the command line: product and release by name, made where the token may. */
import type { AnswerOf, uploadRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Call, Change, OrgScope, Reply } from '../kernel/model.ts'
import { createProduct, createRelease, toSlug } from '../products/create.ts'
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
  const { caller, now } = named
  const version = named.version === currentName ? undefined : named.version
  const author = { actor: toActor(caller), now }
  const mayCreate = named.mayCreate && caller.permissions.has('products.write')
  const slug = toSlug(named.product)
  if (slug === undefined)
    return err(refuse(422, 'NAME_UNUSABLE', 'the product name has no Latin letters or digits'))
  if (caller.products !== undefined && !caller.products.has(slug)) return err(unknownProduct)
  const rows = { id: org.id, db: change.db }
  const known = await findProduct(rows, slug)
  if (known === undefined && (!mayCreate || caller.products !== undefined)) return err(unknownProduct)
  const product =
    known === undefined ? await createProduct(org, change, { name: named.product, slug, author }) : ok(known)
  if (!product.ok) return product
  const release = await findRelease(rows, product.value, version ?? currentName)
  if (release !== undefined) return ok({ product: product.value, release })
  if (!mayCreate) return err(unknownProduct)
  const made = await createRelease(org, change, {
    product: product.value,
    version: version ?? 'unversioned',
    isCurrent: true,
    author,
  })
  return made.ok ? ok({ product: product.value, release: made.value }) : made
}

export async function takePush({
  org,
  query,
  body,
  caller,
  kernel,
  now,
}: Call<PushRoute>): Promise<PushReply> {
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
  const { slug } = found.product
  const path = `/o/${org.slug}/p/${slug}/r/${encodeURIComponent(found.release.version)}/inventory`
  return {
    kind: 'value',
    value: {
      organisation: org.slug,
      product: slug,
      release: found.release.version,
      isNew: upload.isNew,
      ...(upload.job === undefined ? {} : { job: upload.job }),
      page: `${kernel.settings.publicUrl}${path}`,
      recorded: await done.recorded(),
    },
  }
}
