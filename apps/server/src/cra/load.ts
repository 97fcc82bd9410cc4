/** Reads what the self-assessment of a product rests on: its small files, and the evidence of one release. */
import { ok, type Result } from '@occtet/toolkit/base'
import { type FileError, type Language, type Mode, type ProductProfile } from '@occtet/toolkit/cra'
import { type ProductFile, readProductFile } from '../db/product-files.ts'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import { type OrgRows, readStoredEvidence } from '../inventory/stored-json.ts'
import { currentName, findProduct, findRelease } from '../products/find.ts'
import { parseAnswers, parsePlanFile, parseProfile, parseRiskFile } from '../products/parsed-files.ts'
import { type AssessedState, assessKept, type CraState } from './state.ts'

export interface Wanted {
  readonly product: string
  /** A version, or `current`. */
  readonly release?: string | undefined
  readonly lang?: Language | undefined
  readonly mode?: Mode | undefined
  /** RFC 3339, UTC. */
  readonly now: string
}

export interface Loaded {
  readonly product: ProductRow
  /** Undefined: the product has none, and nobody asked for one by its name. */
  readonly release: ReleaseRow | undefined
  readonly state: AssessedState
  /** False: `product.yaml` is not there yet, and `state.profile` says only the name. */
  readonly hasProfile: boolean
  readonly profileVersion: number
}

/** A refusal as `Reply` carries it. */
export interface Refused {
  readonly kind: 'refused'
  readonly status: number
  readonly code: string
  readonly message: string
}

export function refuse(status: number, code: string, message: string): Refused {
  return { kind: 'refused', status, code, message }
}

export function isRefused(value: object): value is Refused {
  return 'kind' in value && value.kind === 'refused'
}

/** Where a file cannot be read, nothing is assessed: half of the answers would be another assessment. */
export async function loadCra(rows: OrgRows, wanted: Wanted): Promise<Loaded | Refused> {
  const product = await findProduct(rows, wanted.product)
  if (product === undefined) return refuse(404, 'NOT_FOUND', 'no such product')
  const release = await findRelease(rows, product, wanted.release ?? currentName)
  if (release === undefined && wanted.release !== undefined && wanted.release !== currentName) {
    return refuse(404, 'NOT_FOUND', 'no such release')
  }
  const texts = await selectFiles(rows, product)
  const profile = parseFile(texts, { place: 'tracked', path: 'product.yaml' }, parseProfile)
  if (isRefused(profile)) return profile
  const files = readFiles(texts, profile.value ?? emptyProfile(product))
  if (isRefused(files)) return files
  const { texts: said, ...read } = files
  const state = assessKept(
    {
      ...read,
      ...(await evidenceOf(rows, release)),
      product: product.slug,
      productName: product.name,
      now: wanted.now,
      ...manner(wanted),
    },
    [...said, profile.text ?? [product.slug, product.name], release?.evidence_digest ?? null],
  )
  return { product, release, state, hasProfile: profile.value !== undefined, profileVersion: profile.version }
}

/** English and the whole questionnaire, unless something else is asked for. */
function manner({ lang = 'en', mode = 'full' }: Wanted): Pick<CraState, 'language' | 'mode'> {
  return { language: lang, mode }
}

async function evidenceOf(
  rows: OrgRows,
  release: ReleaseRow | undefined,
): Promise<Pick<CraState, 'release' | 'evidence' | 'evidenceAt'>> {
  const evidence = await readStoredEvidence(rows, release?.evidence_digest ?? null)
  const isRead = evidence !== undefined
  return {
    release: release?.version,
    evidence,
    evidenceAt: isRead ? (release?.analysed_at ?? undefined) : undefined,
  }
}

export function emptyProfile({ slug, name }: ProductRow): ProductProfile {
  return { schema: 'occtet.product/1', id: slug, product: { name }, facts: {} }
}

type Files = Pick<
  CraState,
  'profile' | 'answers' | 'version' | 'plan' | 'planVersion' | 'risk' | 'riskVersion'
>

const loadedPaths = ['product.yaml', 'answers.yaml', 'plan.yaml', 'risk.yaml'] as const

/** In one query, of both places. */
async function selectFiles({ db, id }: OrgRows, product: ProductRow): Promise<readonly ProductFile[]> {
  return db
    .selectFrom('product_file')
    .select(['place', 'path', 'text', 'version', 'updated_at'])
    .where('org_id', '=', id)
    .where('product_id', '=', product.id)
    .where('place', 'in', ['tracked', 'private'])
    .where('path', 'in', loadedPaths)
    .execute()
}

/** `texts`: what the assessment is made from. */
function readFiles(
  files: readonly ProductFile[],
  profile: ProductProfile,
): (Files & { readonly texts: readonly (string | null)[] }) | Refused {
  const place = placeOf(profile)
  const answers = parseFile(files, { place, path: 'answers.yaml' }, parseAnswers)
  if (isRefused(answers)) return answers
  const plan = parseFile(files, { place, path: 'plan.yaml' }, parsePlanFile)
  if (isRefused(plan)) return plan
  const risk = parseFile(files, { place, path: 'risk.yaml' }, parseRiskFile)
  if (isRefused(risk)) return risk
  return {
    profile,
    answers: answers.value?.answers ?? new Map(),
    version: answers.version,
    plan: plan.value,
    planVersion: plan.version,
    risk: risk.value,
    riskVersion: risk.version,
    texts: [answers.text ?? null, plan.text ?? null],
  }
}

/** Where answers, plan, risk and diligence lie, as the profile says. */
export function placeOf({ answers }: ProductProfile): ProductFile['place'] {
  return answers === 'tracked' ? 'tracked' : 'private'
}

const codes: Readonly<Record<string, string>> = {
  'product.yaml': 'PROFILE_INVALID',
  'answers.yaml': 'ANSWERS_INVALID',
  'plan.yaml': 'PLAN_INVALID',
  'risk.yaml': 'RISK_INVALID',
  'diligence.yaml': 'DILIGENCE_INVALID',
}

export interface ReadFile<T> {
  readonly value: T | undefined
  /** Undefined: there is none. */
  readonly text: string | undefined
  /** 0: there is none. */
  readonly version: number
}

type FileAt = Pick<ProductFile, 'place' | 'path'>
type Parse<T> = (source: string) => Result<T, FileError>

export async function readFile<T>(
  rows: OrgRows,
  { product, ...at }: FileAt & { readonly product: ProductRow },
  parse: Parse<T>,
): Promise<ReadFile<T> | Refused> {
  const file = await readProductFile(rows, rows, { ...at, product: product.id })
  return parseFile(file === undefined ? [] : [file], at, parse)
}

function parseFile<T>(files: readonly ProductFile[], at: FileAt, parse: Parse<T>): ReadFile<T> | Refused {
  const file = files.find(({ place, path }) => place === at.place && path === at.path)
  const parsed: Result<T | undefined, FileError> = file === undefined ? ok(undefined) : parse(file.text)
  if (parsed.ok) return { value: parsed.value, text: file?.text, version: file?.version ?? 0 }
  const { line, field, message } = parsed.error
  const where = `${at.path}, line ${line}${field === '' ? '' : `, ${field}`}`
  return refuse(422, codes[at.path] ?? 'FILE_INVALID', `${where}: ${message}`)
}
