/** Files of a product, out and in. */
import type { AnswerOf, exchangeRoutes } from '@occtet/contract/api'
import { sha256Hex } from '@occtet/toolkit/base'
import { parseDecision } from '@occtet/toolkit/vex'
import { readBlob, writeBlob } from '../db/blobs.ts'
import { listProductFiles, type ProductFile, writeProductFile } from '../db/product-files.ts'
import type { ProductRow } from '../db/tables/products.ts'
import type { ExchangeImportRow } from '../db/tables/public.ts'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Change, Handlers, OrgScope, Reply } from '../kernel/model.ts'
import { makeId } from '../kernel/secrets.ts'
import { addSeconds } from '../kernel/time.ts'
import { toAnswer } from '../knowledge/plain.ts'
import { findProduct } from '../products/find.ts'
import { afterImport } from './after-import.ts'
import { type IncomingFile, packProduct, readProductArchive } from './archive.ts'
import { keyOf, planImport } from './plan.ts'

type Refusal = Extract<Reply<never>, { readonly kind: 'refused' }>
type ImportView = AnswerOf<(typeof exchangeRoutes)['exchange.upload']>

const DAY = 24 * 60 * 60

/** An import can bring such a decision into the public folder: until its day is past it leaves with the private files only. */
function isEmbargoed({ path, text }: ProductFile, now: string): boolean {
  const read = path.startsWith('decisions/') ? parseDecision(text) : undefined
  return read?.ok === true && (read.value.embargoUntil ?? '') >= now.slice(0, 10)
}

export const exchangeHandlers: Handlers<typeof exchangeRoutes> = {
  'exchange.export': async ({ params, query, org, caller, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const withPrivate = query.private === 'yes'
    if (withPrivate && !caller.permissions.has('private.read')) return notAllowed
    const files = await listProductFiles(org, org, {
      product: product.id,
      ...(withPrivate ? {} : { place: 'tracked' }),
    })
    const bytes = packProduct(
      product.slug,
      withPrivate ? files : files.filter((file) => !isEmbargoed(file, now)),
    )
    if (withPrivate) await recordExport(org, caller, { product, bytes })
    return { kind: 'file', name: `${product.slug}-occtet.zip`, media: 'application/zip', bytes }
  },
  'exchange.upload': async ({ params, body, org, caller, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const read = await readProductArchive(body, product.slug)
    if (!read.ok) return { kind: 'refused', status: 400, ...read.error }
    const hasPrivate = caller.permissions.has('private.read')
    if (!hasPrivate && read.value.files.some(({ place }) => place === 'private')) return notAllowed
    const row = {
      id: makeId(),
      product_id: product.id,
      has_private: hasPrivate ? 1 : 0,
      received_at: now,
      until: addSeconds(now, DAY),
    }
    await org.change(async (change) => {
      await change.db
        .deleteFrom('exchange_import')
        .where('org_id', '=', org.id)
        .where('until', '<=', now)
        .execute()
      const digest = await writeBlob(org, change, { bytes: body, now })
      await change.db
        .insertInto('exchange_import')
        .values({ org_id: org.id, digest, ...row })
        .execute()
    })
    const found = await openImport(org, product, { id: row.id, now, caller })
    return found === undefined ? missing : { kind: 'value', value: found.view }
  },
  'exchange.show': async ({ params, org, caller, now }) => {
    const product = await findProduct(org, params.product)
    const found =
      product === undefined ? undefined : await openImport(org, product, { id: params.import, now, caller })
    return found === undefined ? missing : { kind: 'value', value: found.view }
  },
  'exchange.apply': async ({ params, body, org, caller, now, kernel }) => {
    const product = await findProduct(org, params.product)
    const found =
      product === undefined ? undefined : await openImport(org, product, { id: params.import, now, caller })
    if (product === undefined || found === undefined) return missing
    const taken = new Set(body.take.map(keyOf))
    const kept = new Set(body.keep.map(keyOf))
    const done = await org.change(async (change) => {
      // Looked at again inside: what was shown may have changed meanwhile.
      const plan = planImport(await listProductFiles(org, change, { product: product.id }), found.incoming)
      const open = plan.filter(
        (one) => one.kind === 'conflict' && taken.has(keyOf(one)) === kept.has(keyOf(one)),
      )
      if (open.length > 0) return undefined
      const wanted = new Set(
        plan
          .filter(({ kind }) => kind === 'new' || kind === 'conflict')
          .map(keyOf)
          .filter((key) => !kept.has(key)),
      )
      const files = found.incoming.files.filter((file) => wanted.has(keyOf(file)))
      await takeOver(org, change, { product, files, now, caller, digest: found.row.digest })
      await change.db
        .deleteFrom('exchange_import')
        .where('org_id', '=', org.id)
        .where('id', '=', found.row.id)
        .execute()
      await afterImport({ id: org.id, db: change.db }, product, now)
      return { written: files.length, kept: kept.size }
    })
    if (done.value === undefined)
      return {
        kind: 'refused',
        status: 409,
        code: 'CONFLICT_OPEN',
        message: 'expected a choice for each file that both sides have',
      }
    kernel.log({ level: 'info', what: 'exchange.applied', org: org.id, files: done.value.written })
    return { kind: 'value', value: { ...done.value, recorded: await done.recorded() } }
  },
}

const missing: Refusal = {
  kind: 'refused',
  status: 404,
  code: 'NOT_FOUND',
  message: 'there is no such thing',
}
const notAllowed: Refusal = {
  kind: 'refused',
  status: 403,
  code: 'PRIVATE_NOT_ALLOWED',
  message: 'expected the permission private.read',
}

interface Asked {
  readonly id: string
  readonly now: string
  readonly caller: Caller
}

/** Undefined where it is over, of another product, or was uploaded by somebody who may see more than the caller. */
async function openImport(org: OrgScope, product: ProductRow, { id, now, caller }: Asked) {
  const row = await org.db
    .selectFrom('exchange_import')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('id', '=', id)
    .where('product_id', '=', product.id)
    .where('until', '>', now)
    .executeTakeFirst()
  if (row === undefined || (row.has_private === 1 && !caller.permissions.has('private.read')))
    return undefined
  const bytes = await readBlob(org, org, row.digest)
  const incoming = bytes === undefined ? undefined : await readProductArchive(bytes, product.slug)
  if (incoming?.ok !== true) return undefined
  const place = caller.permissions.has('private.read') ? {} : { place: 'tracked' as const }
  const here = await listProductFiles(org, org, { product: product.id, ...place })
  return {
    row,
    incoming: incoming.value,
    view: toView(row, planImport(here, incoming.value), incoming.value),
  }
}

function toView(
  row: ExchangeImportRow,
  changes: ReturnType<typeof planImport>,
  {
    ignored,
    skipped,
    namedProduct,
  }: {
    readonly ignored: number
    readonly skipped: readonly { readonly path: string; readonly reason: string }[]
    readonly namedProduct?: string
  },
): ImportView {
  return toAnswer<ImportView>({
    id: row.id,
    ...(namedProduct === undefined ? {} : { namedProduct }),
    receivedAt: row.received_at,
    until: row.until,
    changes,
    ignored,
    issues: skipped.map(({ path, reason }) => ({ code: 'ENTRY_SKIPPED', path, message: reason })),
  })
}

interface TakenOver {
  readonly product: ProductRow
  readonly files: readonly IncomingFile[]
  readonly now: string
  readonly caller: Caller
  readonly digest: string
}

async function takeOver(
  org: OrgScope,
  change: Change,
  { product, files, now, caller, digest }: TakenOver,
): Promise<void> {
  for (const file of files) await writeProductFile(org, change, { product: product.id, ...file, now })
  if (files.length === 0) return
  change.record({
    type: 'config.changed',
    actor: toActor(caller),
    product: product.slug,
    data: { setting: `product files taken over (${files.length})`, sha256: digest },
  })
}

async function recordExport(
  org: OrgScope,
  caller: Caller,
  { product, bytes }: { readonly product: ProductRow; readonly bytes: Uint8Array },
): Promise<void> {
  await org.change(async (change) => {
    change.record({
      type: 'access.exported',
      actor: toActor(caller),
      product: product.slug,
      data: { what: 'files of the product, private ones too', packageSha256: sha256Hex(bytes) },
    })
    await Promise.resolve()
  })
}
