/** Reads what the self-assessment of a product rests on: its small files, and the evidence of one release. */
import { ok, type Result } from '@occtet/toolkit/base'
import {
  type FileError,
  type Language,
  type Mode,
  parseAnswersFile,
  parsePlanFile,
  parseProfile,
  parseRiskFile,
  type ProductProfile,
} from '@occtet/toolkit/cra'
import { type ProductFile, readProductFile } from '../db/product-files.ts'
import type { ProductRow, ReleaseRow } from '../db/tables/products.ts'
import { type OrgRows, readStoredEvidence } from '../inventory/stored-json.ts'
import { currentName, findProduct, findRelease } from '../products/find.ts'
import { type AssessedState, assess, type CraState } from './state.ts'

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
  const profile = await readFile(rows, { product, place: 'tracked', path: 'product.yaml' }, parseProfile)
  if (isRefused(profile)) return profile
  const files = await readFiles(rows, product, profile.value ?? emptyProfile(product))
  if (isRefused(files)) return files
  const state = assess({
    ...files,
    ...(await evidenceOf(rows, release)),
    product: product.slug,
    productName: product.name,
    now: wanted.now,
    ...manner(wanted),
  })
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

async function readFiles(
  rows: OrgRows,
  product: ProductRow,
  profile: ProductProfile,
): Promise<Files | Refused> {
  const place = placeOf(profile)
  const answers = await readFile(rows, { product, place, path: 'answers.yaml' }, parseAnswersFile)
  if (isRefused(answers)) return answers
  const plan = await readFile(rows, { product, place, path: 'plan.yaml' }, parsePlanFile)
  if (isRefused(plan)) return plan
  const risk = await readFile(rows, { product, place, path: 'risk.yaml' }, parseRiskFile)
  if (isRefused(risk)) return risk
  return {
    profile,
    answers: answers.value?.answers ?? new Map(),
    version: answers.version,
    plan: plan.value,
    planVersion: plan.version,
    risk: risk.value,
    riskVersion: risk.version,
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
  /** 0: there is none. */
  readonly version: number
}

export async function readFile<T>(
  rows: OrgRows,
  at: { readonly product: ProductRow; readonly place: ProductFile['place']; readonly path: string },
  parse: (source: string) => Result<T, FileError>,
): Promise<ReadFile<T> | Refused> {
  const file = await readProductFile(rows, rows, { ...at, product: at.product.id })
  const parsed: Result<T | undefined, FileError> = file === undefined ? ok(undefined) : parse(file.text)
  if (parsed.ok) return { value: parsed.value, version: file?.version ?? 0 }
  const { line, field, message } = parsed.error
  const where = `${at.path}, line ${line}${field === '' ? '' : `, ${field}`}`
  return refuse(422, codes[at.path] ?? 'FILE_INVALID', `${where}: ${message}`)
}
