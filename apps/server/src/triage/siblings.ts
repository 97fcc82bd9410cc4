/** The same flaw in the same package in other products: what a decision of the organisation would reach. */
import type { Finding, Purl } from '@occtet/toolkit/model'
import { parsePurl } from '@occtet/toolkit/model'
import { packageOf } from '@occtet/toolkit/vex'
import type { OrgRows } from './org-rows.ts'

export interface Sibling {
  readonly slug: string
  readonly productName: string
  readonly release: string
  readonly purl: Purl
  readonly key: string
}

/** In current releases; by product and key. The finding itself is among them. */
export async function findSiblings(
  rows: OrgRows,
  finding: Pick<Finding, 'purl' | 'group' | 'aliases'>,
): Promise<readonly Sibling[]> {
  const names = new Set([finding.group, ...finding.aliases])
  const own = packageOf(finding.purl)
  return (await selectNamed(rows, { own, names: [...names] })).flatMap((row) => {
    const purl = parsePurl(row.purl)
    const isNamed = names.has(row.advisory) || row.aliases.split(' ').some((name) => names.has(name))
    if (!purl.ok || !isNamed || packageOf(purl.value) !== own) return []
    const { slug, product_name: productName, version: release, key } = row
    return [{ slug, productName, release, purl: purl.value, key }]
  })
}

/** Purls of one package begin alike, so that an index finds them among the findings of a thousand products: bare, `@`, `?`, `#`. */
async function selectNamed(
  { db, id }: OrgRows,
  { own, names }: { readonly own: Purl; readonly names: readonly string[] },
) {
  const [bare = own] = own.split(/[@?#]/)
  return db
    .selectFrom('finding')
    .innerJoin('release', (join) =>
      join.onRef('release.org_id', '=', 'finding.org_id').onRef('release.id', '=', 'finding.release_id'),
    )
    .innerJoin('product', (join) =>
      join.onRef('product.org_id', '=', 'finding.org_id').onRef('product.id', '=', 'finding.product_id'),
    )
    .select(['product.slug as slug', 'product.name as product_name', 'release.version as version'])
    .select(['finding.purl as purl', 'finding.key as key'])
    .select(['finding.advisory as advisory', 'finding.aliases as aliases'])
    .where('finding.org_id', '=', id)
    .where((where) =>
      where.or([
        where.and([where('finding.purl', '>=', `${bare}?`), where('finding.purl', '<', `${bare}A`)]),
        where.and([where('finding.purl', '>=', `${bare}#`), where('finding.purl', '<', `${bare}$`)]),
        where('finding.purl', '=', bare),
      ]),
    )
    .where('release.is_current', '=', 1)
    .where('product.archived_at', 'is', null)
    .where((where) =>
      where.or([
        where('finding.advisory', 'in', names),
        ...names.slice(0, 20).map((name) => where('finding.aliases', 'like', `% ${escapeLike(name)} %`)),
      ]),
    )
    .orderBy('product.slug')
    .orderBy('finding.key')
    .execute()
}

/** Only narrows what is read; names are compared exactly afterwards. */
function escapeLike(name: string): string {
  return name.replaceAll('%', '_')
}
