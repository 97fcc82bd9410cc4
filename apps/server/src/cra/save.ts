/** Changes of answers and profile: one transaction writes the files, keeps the standing and tells the ledger. */
import { sha256Hex } from '@occtet/toolkit/base'
import {
  answerEvents,
  formatAnswersFile,
  formatProfile,
  profileEvents,
  type ProductProfile,
  type QuestionnaireAnswer,
  toEntry,
} from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import { writeProductFile } from '../db/product-files.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { Caller, Change, OrgScope } from '../kernel/model.ts'
import { keepStanding } from './kept.ts'
import { isRefused, type Loaded, loadCra, placeOf, type Refused, refuse, type Wanted } from './load.ts'

export interface Changing {
  readonly org: OrgScope
  readonly change: Change
  readonly caller: Caller
  readonly loaded: Loaded
}

export function rowsIn({ org, change }: Pick<Changing, 'org' | 'change'>): OrgRows {
  return { id: org.id, db: change.db }
}

/** A person changed something meanwhile; the page fetches what stands there now and shows both. */
export const conflict = refuse(409, 'CONFLICT', 'somebody else changed this in between')

/**
 * Whether somebody else answered this question since the page was shown. Others may have answered other questions
 * meanwhile: that is no conflict.
 */
async function isOvertaken(
  { org, change, loaded }: Changing,
  question: string,
  version: number,
): Promise<boolean> {
  const { state, product } = loaded
  if (state.version === version) return false
  const answer = state.answers.get(question)
  const row = await change.db
    .selectFrom('cra_answer')
    .select(['version', 'digest'])
    .where('org_id', '=', org.id)
    .where('product_id', '=', product.id)
    .where('question', '=', question)
    .executeTakeFirst()
  if (answer === undefined) return row !== undefined && row.version > version
  if (row === undefined || row.digest !== digestOf(answer)) return true
  return row.version > version
}

function digestOf(answer: QuestionnaireAnswer): string {
  return sha256Hex(JSON.stringify(toEntry(answer)))
}

export interface NewAnswer {
  readonly answer: QuestionnaireAnswer
  /** Of the file of answers, as the page showed it. */
  readonly version: number
  /** With the facts that the answer lays down or takes back. */
  readonly profile: ProductProfile
}

/** Nothing is written where it refuses. */
export async function saveAnswer(at: Changing, given: NewAnswer): Promise<Refused | undefined> {
  const { org, change, loaded } = at
  const { answer, profile } = given
  const { product, state } = loaded
  if (await isOvertaken(at, answer.question, given.version)) return conflict
  const answers = new Map(state.answers).set(answer.question, answer)
  await saveProfile(at, profile)
  const version = await writeProductFile(org, change, {
    product: product.id,
    place: placeOf(profile),
    path: 'answers.yaml',
    text: formatAnswersFile({ product: profile.id, answers }),
    expected: state.version,
    now: state.now,
  })
  if (version === 'CONFLICT') return conflict
  await noteVersion(at, answer, version)
  for (const event of answerEvents(profile.id, answers, state.answers)) change.record(event)
  return undefined
}

async function noteVersion({ org, change, loaded }: Changing, answer: QuestionnaireAnswer, version: number) {
  const digest = digestOf(answer)
  await change.db
    .insertInto('cra_answer')
    .values({ org_id: org.id, product_id: loaded.product.id, question: answer.question, version, digest })
    .onConflict((clash) =>
      clash.columns(['org_id', 'product_id', 'question']).doUpdateSet({ version, digest }),
    )
    .execute()
}

/** Writes the profile only where it says something else. The ledger hears of it, as of one written by the command line. */
export async function saveProfile(
  { org, change, caller, loaded }: Changing,
  profile: ProductProfile,
): Promise<void> {
  const { product, state, hasProfile } = loaded
  const text = formatProfile(profile)
  if (hasProfile && text === formatProfile(state.profile)) return
  await writeProductFile(org, change, {
    product: product.id,
    place: 'tracked',
    path: 'product.yaml',
    text,
    now: state.now,
  })
  for (const event of profileEvents(profile, personActor(nameOf(caller)))) change.record(event)
}

export function nameOf({ name, id }: Caller): string {
  return name.trim() === '' ? id || 'local' : name
}

/** What stands after the change, kept for the trend. Figures are those of the full questionnaire, whatever was shown. */
export async function reloadAndKeep(at: Changing, wanted: Wanted): Promise<Loaded | Refused> {
  const rows = rowsIn(at)
  const full = await loadCra(rows, { ...wanted, mode: 'full' })
  if (isRefused(full)) return full
  await keepStanding(rows, full, full.state)
  return wanted.mode === 'quick' ? loadCra(rows, wanted) : full
}
