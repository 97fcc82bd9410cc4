/** New products and releases. A product begins with its profile, so that every paper knows its name. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import { formatProfile, parseProfile } from '@occtet/toolkit/cra'
import type { EventDraft } from '@occtet/toolkit/ledger'
import { fit } from '../analysis/events.ts'
import { readProductFile, writeProductFile } from '../db/product-files.ts'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import { currentName, findProduct, findRelease } from './find.ts'
import { newId, newReleaseId } from './new-id.ts'
import { type Refused, refuse } from './refuse.ts'

type Org = Pick<OrgScope, 'id'>

export interface Author {
  readonly actor: EventDraft['actor']
  /** RFC 3339. */
  readonly now: string
}

/** Lower-case letters, digits and `-`; undefined where nothing is left of the name. */
export function toSlug(name: string): string | undefined {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '')
  return plain === '' ? undefined : plain
}

export interface NewProduct {
  readonly name: string
  /** Undefined: made from the name. */
  readonly slug: string | undefined
  readonly author: Author
}

export async function createProduct(
  org: Org,
  change: Change,
  { name, slug, author }: NewProduct,
): Promise<Result<ProductRow, Refused>> {
  const own = slug ?? toSlug(name)
  if (own === undefined)
    return err(refuse(422, 'NAME_UNUSABLE', 'the name has no Latin letters or digits; give a slug too'))
  const rows = { id: org.id, db: change.db }
  if ((await findProduct(rows, own)) !== undefined)
    return err(refuse(409, 'PRODUCT_EXISTS', `there is a product ${own} already`))
  const { actor, now } = author
  const product: ProductRow = {
    org_id: org.id,
    id: newId(),
    slug: own,
    name,
    created_at: now,
    archived_at: null,
  }
  await change.db.insertInto('product').values(product).execute()
  await writeFirstProfile(org, change, product)
  change.record({
    type: 'product.registered',
    product: own,
    actor,
    subject: [],
    data: { name: fit(name, 256) },
  })
  return ok(product)
}

async function writeFirstProfile(org: Org, change: Change, product: ProductRow): Promise<void> {
  const { id, slug, name, created_at: now } = product
  const text = formatProfile({ schema: 'occtet.product/1', id: slug, product: { name }, facts: {} })
  await writeProductFile(org, change, { product: id, place: 'tracked', path: 'product.yaml', text, now })
}

export const reservedVersion: Refused = refuse(
  422,
  'VERSION_RESERVED',
  `${currentName} names the current release; choose another version`,
)

export interface NewRelease {
  readonly version: string
  readonly releasedAt?: string | undefined
  readonly isCurrent?: boolean | undefined
  readonly author: Author
}

/** The first release is the current one, whatever was asked. */
export async function createRelease(
  org: Org,
  change: Change,
  { product, version, releasedAt, isCurrent, author }: NewRelease & { readonly product: ProductRow },
): Promise<Result<ReleaseRow, Refused>> {
  if (version === currentName) return err(reservedVersion)
  const rows = { id: org.id, db: change.db }
  if ((await findRelease(rows, product, version)) !== undefined)
    return err(refuse(409, 'RELEASE_EXISTS', `${product.slug} has a release ${version} already`))
  const before = await findRelease(rows, product, currentName)
  const becomesCurrent = isCurrent === true || before === undefined
  if (becomesCurrent) await clearCurrent(org, change, product)
  const release: ReleaseRow = {
    org_id: org.id,
    id: newReleaseId(),
    product_id: product.id,
    version,
    released_at: releasedAt ?? null,
    created_at: author.now,
    is_current: becomesCurrent ? 1 : 0,
    inventory_digest: null,
    findings_digest: null,
    evidence_digest: null,
    analysed_at: null,
    feddb_root: null,
    feddb_as_of: null,
  }
  await change.db.insertInto('release').values(release).execute()
  if (releasedAt !== undefined) change.record(releasedEvent(product, { version, releasedAt, author }))
  return ok(release)
}

export interface ReleaseWish {
  readonly releasedAt?: string | null | undefined
  readonly isCurrent?: true | undefined
}

export async function changeRelease(
  org: Org,
  change: Change,
  {
    product,
    release,
    wish,
    author,
  }: {
    readonly product: ProductRow
    readonly release: ReleaseRow
    readonly wish: ReleaseWish
    readonly author: Author
  },
): Promise<void> {
  const { releasedAt, isCurrent } = wish
  if (isCurrent === true) await clearCurrent(org, change, product)
  const columns = {
    ...(releasedAt === undefined ? {} : { released_at: releasedAt }),
    ...(isCurrent === true ? { is_current: 1 } : {}),
  }
  if (Object.keys(columns).length > 0) {
    await change.db
      .updateTable('release')
      .set(columns)
      .where('org_id', '=', org.id)
      .where('id', '=', release.id)
      .execute()
  }
  if (typeof releasedAt === 'string' && releasedAt !== release.released_at)
    change.record(releasedEvent(product, { version: release.version, releasedAt, author }))
}

/** One current release per product: the old one goes first. */
async function clearCurrent(org: Org, change: Change, product: ProductRow): Promise<void> {
  await change.db
    .updateTable('release')
    .set({ is_current: 0 })
    .where('org_id', '=', org.id)
    .where('product_id', '=', product.id)
    .where('is_current', '=', 1)
    .execute()
}

function releasedEvent(
  product: ProductRow,
  {
    version,
    releasedAt,
    author,
  }: { readonly version: string; readonly releasedAt: string; readonly author: Author },
): EventDraft {
  return {
    type: 'product.version.released',
    product: product.slug,
    actor: author.actor,
    subject: [],
    data: { version: fit(version, 256), releasedAt: new Date(releasedAt).toISOString() },
  }
}

export interface ProductWish {
  readonly name?: string | undefined
  readonly isArchived?: boolean | undefined
}

/** A new name stands in the profile too: that file is what papers read. */
export async function changeProduct(
  org: Org,
  change: Change,
  { product, wish, now }: { readonly product: ProductRow; readonly wish: ProductWish; readonly now: string },
): Promise<void> {
  const { name, isArchived } = wish
  const columns = {
    ...(name === undefined ? {} : { name }),
    ...(isArchived === undefined ? {} : { archived_at: isArchived ? (product.archived_at ?? now) : null }),
  }
  if (Object.keys(columns).length === 0) return
  await change.db
    .updateTable('product')
    .set(columns)
    .where('org_id', '=', org.id)
    .where('id', '=', product.id)
    .execute()
  if (name !== undefined) await renameProfile(org, change, { product, name, now })
}

async function renameProfile(
  org: Org,
  change: Change,
  { product, name, now }: { readonly product: ProductRow; readonly name: string; readonly now: string },
): Promise<void> {
  const at = { product: product.id, place: 'tracked', path: 'product.yaml' } as const
  const file = await readProductFile(org, change, at)
  const profile = file === undefined ? undefined : parseProfile(file.text)
  if (profile?.ok !== true) return
  const { value } = profile
  const text = formatProfile({ ...value, product: { ...value.product, name } })
  await writeProductFile(org, change, { ...at, text, now })
}
