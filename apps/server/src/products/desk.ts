/** Everything known of one release, for triage, licences, CRA and papers; each part is read when it is asked for. */
import {
  type CraStatus,
  type ProductProfile,
  type QuestionnaireAnswer,
  type RepoFiles,
} from '@occtet/toolkit/cra'
import { buildPurl, type FindingsReport, type Inventory, type Purl, parsePurl } from '@occtet/toolkit/model'
import type { DecisionRecord, VexSubject } from '@occtet/toolkit/vex'
import { readSourceFiles } from '../analysis/source-files.ts'
import { readProductFile } from '../db/product-files.ts'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import { type OrgRows, readStored, readStoredEvidence } from '../inventory/stored-json.ts'
import { readDecisionFiles } from './decision-files.ts'
import { findReleaseOf, type FoundRelease } from './find.ts'
import { parseAnswers, parseProfile } from './parsed-files.ts'

/** A part that is undefined was never looked at: say "unknown", never zero. */
export interface ReleaseDesk {
  readonly product: ProductRow
  readonly release: ReleaseRow
  readonly subject: VexSubject
  /** Undefined where the product has no `product.yaml` yet, or one that cannot be read. */
  readonly profile: () => Promise<ProductProfile | undefined>
  readonly inventory: () => Promise<Inventory | undefined>
  /** In the order of the queue, without decisions. */
  readonly findings: () => Promise<FindingsReport | undefined>
  /** Decisions of the product and the organisation, from their files; with those that could not be read. */
  readonly decisions: () => Promise<{
    readonly records: readonly DecisionRecord[]
    readonly broken: readonly string[]
  }>
  readonly answers: () => Promise<ReadonlyMap<string, QuestionnaireAnswer>>
  readonly evidence: () => Promise<CraStatus | undefined>
  /** Of an uploaded archive or a connected folder. */
  readonly files: () => Promise<RepoFiles | undefined>
}

/**
 * Undefined where there is no such product or release. `version`: as the maker writes it, or `current`. Parts are read at
 * most once per desk; within a change, hand in `{ id: org.id, db: change.db }`.
 */
export async function openReleaseDesk(
  rows: OrgRows,
  productSlug: string,
  version: string,
): Promise<ReleaseDesk | undefined> {
  const found = await findReleaseOf(rows, productSlug, version)
  return found === undefined ? undefined : openDesk(rows, found)
}

/** For rows that are at hand already. */
export async function openDesk(rows: OrgRows, { product, release }: FoundRelease): Promise<ReleaseDesk> {
  const profile = await readProfile(rows, product)
  return {
    product,
    release,
    subject: subjectOf({ product, release }, profile),
    profile: async () => Promise.resolve(profile),
    inventory: once(async () => readStored<Inventory>(rows, release.inventory_digest)),
    findings: once(async () => readStored<FindingsReport>(rows, release.findings_digest)),
    decisions: once(async () => readDecisionFiles(rows, product)),
    answers: once(async () => readAnswers(rows, product, profile)),
    evidence: once(async () => readStoredEvidence(rows, release.evidence_digest)),
    files: once(async () => readSourceFiles(rows, release)),
  }
}

async function readProfile(rows: OrgRows, product: ProductRow): Promise<ProductProfile | undefined> {
  const file = await readProductFile(rows, rows, {
    product: product.id,
    place: 'tracked',
    path: 'product.yaml',
  })
  const parsed = file === undefined ? undefined : parseProfile(file.text)
  return parsed?.ok === true ? parsed.value : undefined
}

async function readAnswers(
  rows: OrgRows,
  product: ProductRow,
  profile: ProductProfile | undefined,
): Promise<ReadonlyMap<string, QuestionnaireAnswer>> {
  const place = profile?.answers === 'tracked' ? 'tracked' : 'private'
  const file = await readProductFile(rows, rows, { product: product.id, place, path: 'answers.yaml' })
  const parsed = file === undefined ? undefined : parseAnswers(file.text)
  return parsed?.ok === true ? parsed.value.answers : new Map()
}

/** The release counts, not the version that the profile states. */
export function subjectOf(
  { product, release }: FoundRelease,
  profile: ProductProfile | undefined,
): VexSubject {
  const name = profile?.product.name ?? product.name
  const { version } = release
  const supplier = profile?.manufacturer?.name
  return {
    id: profile?.id ?? product.slug,
    name,
    version,
    purl: purlOf(profile?.product.purl, { slug: product.slug, name, version }),
    ...(supplier === undefined ? {} : { supplier }),
  }
}

function purlOf(
  stated: string | undefined,
  { slug, name, version }: { readonly slug: string; readonly name: string; readonly version: string },
): Purl {
  const parsed = stated === undefined ? undefined : parsePurl(stated)
  if (parsed?.ok === true) return parsed.value
  for (const own of [name, slug]) {
    const built = buildPurl({ type: 'generic', name: own, version })
    if (built.ok) return built.value
  }
  throw new Error('a product whose slug gives no purl')
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined
  return async () => (reading ??= read())
}
