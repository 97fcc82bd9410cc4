/** What the owner of a product wants to be public, as it was saved; everything is off until then. */
import { type AnswerOf, type publicRoutes } from '@occtet/contract/api'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import type { ProductRow } from '../db/tables/products.ts'

export type Wishes = AnswerOf<(typeof publicRoutes)['public.settings']>['wishes']

export interface Page {
  readonly wishes: Wishes
  readonly version: number
}

export interface Rows {
  readonly id: string
  readonly db: Kysely<Tables>
}

export async function readPage({ id, db }: Rows, product: Pick<ProductRow, 'id'>): Promise<Page> {
  const row = await db
    .selectFrom('public_page')
    .select(['wishes', 'version'])
    .where('org_id', '=', id)
    .where('product_id', '=', product.id)
    .executeTakeFirst()
  return row === undefined
    ? { wishes: allOff, version: 0 }
    : { wishes: JSON.parse(row.wishes) as Wishes, version: row.version }
}

export const allOff: Wishes = {
  isOn: false,
  parts: {
    securityTxt: false,
    policy: false,
    reports: false,
    csaf: false,
    vex: false,
    sbom: false,
    support: false,
    attestations: false,
    verify: false,
  },
  publisher: { name: '' },
  contacts: [],
  policyText: { en: '', de: '' },
  acknowledgeDays: 5,
}
