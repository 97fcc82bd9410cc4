/** The owner's view of the public page: wishes, what keeps a part from being of use, which role of CSAF is fulfilled. */
import type { AnswerOf, PublicPart, publicRoutes } from '@occtet/contract/api'
import { readProductFile } from '../db/product-files.ts'
import type { ProductRow } from '../db/tables/products.ts'
import type { PublicFileRow } from '../db/tables/public.ts'
import { parseProfile } from '@occtet/toolkit/cra'
import type { Kernel, OrgScope } from '../kernel/model.ts'
import { toAnswer } from '../knowledge/plain.ts'
import { pagePath } from './addresses.ts'
import { csafRole, readCsafFacts } from './csaf-role.ts'
import { listFiles } from './files.ts'
import { type Page, readPage } from './page-row.ts'

export type SettingsView = AnswerOf<(typeof publicRoutes)['public.settings']>

export async function showSettings(
  kernel: Kernel,
  org: OrgScope,
  product: ProductRow,
): Promise<SettingsView> {
  const page = await readPage(org, product)
  const files = await listFiles(org, product)
  const live = files.filter(({ withdrawn_at: withdrawn }) => withdrawn === null)
  const open = await org.db
    .selectFrom('vuln_report')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('org_id', '=', org.id)
    .where('product_id', '=', product.id)
    .where('state', '=', 'new')
    .executeTakeFirstOrThrow()
  return toAnswer<SettingsView>({
    ...page,
    url: `${kernel.settings.publicUrl}${pagePath(org.slug, product.slug)}/`,
    missing: findMissing(page, live, await hasSupport(org, product)),
    csaf: csafRole(await readCsafFacts(org, product, { kernel, wishes: page.wishes })),
    files: files.map(toFileView),
    openReports: Number(open.open),
  })
}

async function hasSupport(org: OrgScope, product: ProductRow): Promise<boolean> {
  const file = await readProductFile(org, org, {
    product: product.id,
    place: 'tracked',
    path: 'product.yaml',
  })
  const read = file === undefined ? undefined : parseProfile(file.text)
  return read?.ok === true && read.value.support?.endsAt !== undefined
}

function findMissing(
  { wishes }: Page,
  live: readonly PublicFileRow[],
  isSupportKnown: boolean,
): SettingsView['missing'] {
  const has = (kind: PublicFileRow['kind']): boolean => live.some((file) => file.kind === kind)
  const found: readonly (readonly [PublicPart, string, boolean])[] = [
    ['securityTxt', 'CONTACT_MISSING', wishes.contacts.length === 0 && !wishes.parts.reports],
    ['csaf', 'NO_DOCUMENT', !has('csaf')],
    ['csaf', 'NO_NAMESPACE', wishes.publisher.namespace === undefined],
    ['vex', 'NO_DOCUMENT', !has('vex')],
    ['sbom', 'NO_DOCUMENT', !has('sbom')],
    ['support', 'SUPPORT_UNKNOWN', !isSupportKnown],
    ['attestations', 'NO_DOCUMENT', !has('attestation')],
  ]
  return found.flatMap(([part, code, isMissing]) => (isMissing && wishes.parts[part] ? [{ part, code }] : []))
}

export function toFileView(row: PublicFileRow): SettingsView['files'][number] {
  return {
    id: row.id,
    kind: row.kind,
    path: row.path,
    release: row.release,
    media: row.media,
    size: row.size,
    sha256: row.digest,
    publishedAt: row.published_at,
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
  }
}
