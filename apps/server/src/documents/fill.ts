/** States members of `product.yaml` for papers: read, set, read again, written, told. */
import type { documentRoutes } from '@occtet/contract/api'
import { formatProfile, parseProfile, profileEvents } from '@occtet/toolkit/cra'
import { readProductFile, writeProductFile } from '../db/product-files.ts'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Handler, OrgScope } from '../kernel/model.ts'
import { findProduct } from '../products/find.ts'
import { type PaperField, withMembers } from './product-members.ts'
import { notFound, refuse, type Refused } from './refusals.ts'

export interface FillWish {
  readonly product: string
  readonly fields: Readonly<Partial<Record<PaperField, string>>>
  readonly caller: Caller
  readonly now: string
}

type Reply = Awaited<ReturnType<Handler<(typeof documentRoutes)['documents.fill']>>>

export async function fillMembers(org: OrgScope, wish: FillWish): Promise<Reply> {
  const changed = await org.change(async (change): Promise<Refused | undefined> => {
    const rows = { id: org.id, db: change.db }
    const product = await findProduct(rows, wish.product)
    if (product === undefined) return notFound()
    const place = { product: product.id, place: 'tracked', path: 'product.yaml' } as const
    const file = await readProductFile(rows, change, place)
    if (file === undefined) return refuse(422, 'PROFILE_MISSING', 'the product has no product.yaml yet')
    const before = parseProfile(file.text)
    if (!before.ok)
      return refuse(422, 'FILE_DAMAGED', `product.yaml:${before.error.line}: ${before.error.message}`)
    const after = withMembers(before.value, wish.fields)
    if (!after.ok) {
      const { field, message } = after.error
      return refuse(422, 'FIELD_INVALID', field === '' ? message : `${field}: ${message}`)
    }
    const text = formatProfile(after.value)
    if (text === file.text) return undefined
    await writeProductFile(rows, change, { ...place, text, now: wish.now })
    for (const draft of profileEvents(after.value, toActor(wish.caller))) change.record(draft)
    return undefined
  })
  if (changed.value !== undefined) return changed.value
  return { kind: 'value', value: { recorded: await changed.recorded() } }
}
