/** Which releases of ours contain a package, as far as the caller may see their products. */
import { corePurl, type Purl, splitPurl } from '@occtet/toolkit/model'
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { Tables } from '../db/tables/index.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'

export interface Containing {
  readonly product: string
  readonly productName: string
  readonly release: string
  readonly isCurrent: boolean
  readonly purl: string
  readonly version: string | null
  readonly scope: string
  readonly isDirect: boolean
}

export interface OursQuestion {
  readonly packages: readonly Purl[]
  readonly caller: Caller
  readonly limit: number
  /** Of the last row of the page before. */
  readonly after?: readonly [product: string, release: string, purl: string]
}

/** By product, release, purl. Several versions of a package in one release are several rows. */
export async function findContaining(org: OrgScope, question: OursQuestion): Promise<readonly Containing[]> {
  const cores = [...new Set(question.packages.map(corePurl))]
  if (cores.length === 0) return []
  const rows = await selectComponents(org, question, cores)
  return rows.map(({ is_current, is_direct, ...row }) => ({
    ...row,
    isCurrent: is_current === 1,
    isDirect: is_direct === 1,
  }))
}

async function selectComponents(org: OrgScope, question: OursQuestion, cores: readonly Purl[]) {
  const { caller, limit, after } = question
  let query = org.db
    .selectFrom('component')
    .innerJoin('release', (join) =>
      join.onRef('release.org_id', '=', 'component.org_id').onRef('release.id', '=', 'component.release_id'),
    )
    .innerJoin('product', (join) =>
      join.onRef('product.org_id', '=', 'release.org_id').onRef('product.id', '=', 'release.product_id'),
    )
    .where('component.org_id', '=', org.id)
    .where('release.org_id', '=', org.id)
    .where('product.org_id', '=', org.id)
    .where('product.archived_at', 'is', null)
    .where((where) => isOneOf(where, cores))
  if (caller.products !== undefined) {
    const seen = [...caller.products]
    if (seen.length === 0) return []
    query = query.where('product.slug', 'in', seen)
  }
  if (after !== undefined) query = query.where((where) => isBehind(where, after))
  return query
    .select([
      'product.slug as product',
      'product.name as productName',
      'release.version as release',
      'release.is_current',
      'component.purl as purl',
      'component.version as version',
      'component.scope as scope',
      'component.is_direct',
    ])
    .distinct()
    .orderBy('product.slug')
    .orderBy('release.version')
    .orderBy('component.purl')
    .limit(limit)
    .execute()
}

type Where<T extends 'component' | 'product' | 'release'> = ExpressionBuilder<Tables, T>

/** The package itself, and all its versions and qualifiers: `@` and `?` sort right behind the name. */
function isOneOf(where: Where<'component'>, cores: readonly Purl[]): Expression<SqlBool> {
  return where.or(
    cores.flatMap((core) => [
      where('component.purl', '=', core),
      where.and([where('component.purl', '>=', `${core}@`), where('component.purl', '<', `${core}A`)]),
      where.and([where('component.purl', '>=', `${core}?`), where('component.purl', '<', `${core}@`)]),
    ]),
  )
}

function isBehind(
  where: Where<'component' | 'product' | 'release'>,
  [product, release, purl]: NonNullable<OursQuestion['after']>,
): Expression<SqlBool> {
  return where.or([
    where('product.slug', '>', product),
    where.and([where('product.slug', '=', product), where('release.version', '>', release)]),
    where.and([
      where('product.slug', '=', product),
      where('release.version', '=', release),
      where('component.purl', '>', purl),
    ]),
  ])
}

/** The purls of our components whose name holds the text; at most so many, without their versions. */
export async function findNamed(
  org: OrgScope,
  caller: Caller,
  { name, limit }: { readonly name: string; readonly limit: number },
): Promise<readonly Purl[]> {
  const pattern = `%${name.toLowerCase().replaceAll(/[\\%_]/g, (found) => `\\${found}`)}%`
  let query = org.db
    .selectFrom('component')
    .innerJoin('release', (join) =>
      join.onRef('release.org_id', '=', 'component.org_id').onRef('release.id', '=', 'component.release_id'),
    )
    .innerJoin('product', (join) =>
      join.onRef('product.org_id', '=', 'release.org_id').onRef('product.id', '=', 'release.product_id'),
    )
    .where('component.org_id', '=', org.id)
    .where('release.org_id', '=', org.id)
    .where('product.org_id', '=', org.id)
    .where((eb) => sqlLike(eb.fn<string>('lower', ['component.purl']), pattern))
  if (caller.products !== undefined) query = query.where('product.slug', 'in', ['', ...caller.products])
  const rows = await query
    .select('component.purl')
    .distinct()
    .orderBy('component.purl')
    .limit(limit * 4)
    .execute()
  return [...new Set(rows.map(({ purl }) => corePurl(purl as Purl)))]
    .filter((purl) => {
      const { namespace, name: own } = splitPurl(purl)
      return `${namespace === undefined ? '' : `${namespace}/`}${own}`
        .toLowerCase()
        .includes(name.toLowerCase())
    })
    .slice(0, limit)
}

/** Both engines: a backslash takes the meaning of `%` and `_` away. */
function sqlLike(value: Expression<string>, pattern: string): Expression<SqlBool> {
  return sql<SqlBool>`${value} like ${pattern} escape '\\'`
}
