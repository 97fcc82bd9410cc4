/** The files of one product: its profile in `.occtet/`, its answers there or in the private folder. */
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '../base/index.ts'
import {
  type AnswersFile,
  type FileError,
  formatAnswersFile,
  formatProfile,
  type ProductProfile,
  parseAnswersFile,
  parseProfile,
  type QuestionnaireAnswer,
  toEntry,
} from '../cra/index.ts'
import { createDurably, placeDurably, syncFolder, withCaseLock } from './cases-files.ts'
import type { Announce } from './outbox/model.ts'
import { type TextFileError, readTreeText } from './text-file.ts'

/** What is wrong with a file, told with its path, line and field. */
export interface ProductFileProblem {
  readonly code: FileError['code'] | TextFileError['code'] | 'PRODUCT_OTHER'
  readonly message: string
}

/** Small files: beyond this somebody put something else there. */
const largest = 4 * 1024 * 1024

export function profilePath(dir: string): string {
  return join(dir, '.occtet', 'product.yaml')
}

/** Undefined where the folder has no profile. */
export function readProfileFile(dir: string): Result<ProductProfile | undefined, ProductFileProblem> {
  const path = profilePath(dir)
  return existsSync(path) ? readFile(path, parseProfile) : ok(undefined)
}

/** What must never be public, whoever adds files to the folder. */
const ignored = `# Written by \`occtet cra init\`: private files do not belong into version control.
private/
cases/
drills/
*.key
*.tmp
answers-log.ndjson
`

/** Writes a new profile and \`.occtet/.gitignore\`; false where there is a profile already, which is left as it is. */
export function createProfileFile(
  dir: string,
  profile: ProductProfile,
  announce?: Announce<ProductProfile>,
): boolean {
  const path = profilePath(dir)
  mkdirSync(dirname(path), { recursive: true })
  const placing = { mode: 0o644, announcement: announce?.(profile, undefined) }
  if (!createDurably(path, formatProfile(profile), placing)) return false
  const ignore = join(dirname(path), '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, ignored)
  syncFolder(dirname(path))
  return true
}

/** Where a product's answers lie. */
export interface AnswersPlace {
  readonly path: string
  /** Of this machine: who changed what, when; one JSON object per line. */
  readonly log: string
  /** Mode 0700; also holds the lock. */
  readonly privateFolder: string
  readonly isPrivate: boolean
}

/** `privateRoot`: folder of all private product folders on this machine. */
export function answersPlace(dir: string, profile: ProductProfile, privateRoot: string): AnswersPlace {
  const privateFolder = join(privateRoot, profile.id)
  const isPrivate = profile.answers !== 'tracked'
  const path = join(isPrivate ? privateFolder : join(dir, '.occtet'), 'answers.yaml')
  return { path, log: join(privateFolder, 'answers-log.ndjson'), privateFolder, isPrivate }
}

/** No answers yet is no problem; answers of another product are one. */
export function readAnswersFile(
  place: AnswersPlace,
  product: string,
): Result<AnswersFile, ProductFileProblem> {
  if (!existsSync(place.path)) return ok({ product, answers: new Map() })
  const file = readFile(place.path, parseAnswersFile)
  if (file.ok && file.value.product !== product) {
    const message = `${place.path}: holds the answers of the product ${file.value.product}, not of ${product}`
    return err({ code: 'PRODUCT_OTHER', message })
  }
  return file
}

export interface NewAnswers {
  readonly given: readonly QuestionnaireAnswer[]
  readonly announce?: Announce<ReadonlyMap<string, QuestionnaireAnswer>>
}

/**
 * Lays answers over those on the disk, whoever wrote them meanwhile. Durable when it returns; a kill at any moment leaves
 * the old file or the new one, whole. Throws CaseStoreError.
 */
export async function saveAnswers(
  place: AnswersPlace,
  product: string,
  { given, announce }: NewAnswers,
): Promise<Result<AnswersFile, ProductFileProblem>> {
  return withCaseLock(place.privateFolder, (assertHeld) => {
    const before = readAnswersFile(place, product)
    if (!before.ok) return before
    const answers = new Map(before.value.answers)
    // What somebody changed by hand or by a merge is noted first, or it would be lost from the history.
    logChanges(place, answers.values(), true)
    for (const answer of given) answers.set(answer.question, answer)
    const file = { product, answers }
    assertHeld()
    mkdirSync(dirname(place.path), { recursive: true })
    const mode = place.isPrivate ? 0o600 : 0o644
    const announcement = announce?.(answers, before.value.answers)
    placeDurably(place.path, formatAnswersFile(file), { mode, announcement })
    logChanges(place, given, false)
    return readAnswersFile(place, product)
  })
}

/** Adds a line for each answer that the log does not hold as its last word; torn lines of a killed process are closed. */
function logChanges(place: AnswersPlace, answers: Iterable<QuestionnaireAnswer>, isNoticed: boolean): void {
  const text = existsSync(place.log) ? readFileSync(place.log, 'utf8') : ''
  const last = lastWords(text)
  const lines = [...answers].flatMap((answer) => {
    const entry = toEntry(answer)
    if (last.get(answer.question) === JSON.stringify(entry)) return []
    return [JSON.stringify({ question: answer.question, ...(isNoticed ? { noticed: true } : {}), entry })]
  })
  if (lines.length === 0) return
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  appendFileSync(place.log, `${gap}${lines.join('\n')}\n`, { mode: 0o600, flush: true })
  chmodSync(place.log, 0o600)
}

/** By question, the entry as it was written last; lines that are no entry are passed over. */
function lastWords(log: string): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  for (const line of log.split('\n')) {
    const found = readLine(line)
    if (found !== undefined) last.set(found.question, JSON.stringify(found.entry))
  }
  return last
}

function readLine(line: string): { readonly question: string; readonly entry: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('question' in value) || !('entry' in value))
      return undefined
    return typeof value.question === 'string' ? { question: value.question, entry: value.entry } : undefined
  } catch {
    // A line that a killed process left torn: the answers file holds what it should have said.
    return undefined
  }
}

function readFile<T>(
  path: string,
  parse: (source: string) => Result<T, FileError>,
): Result<T, ProductFileProblem> {
  const source = readTreeText(path, largest)
  if (source === undefined) return err({ code: 'FILE_UNREADABLE', message: `${path} is not there any more` })
  if (!source.ok) return source
  const parsed = parse(source.value)
  if (parsed.ok) return parsed
  const { code, line, field, message } = parsed.error
  return err({ code, message: `${path}:${line}: ${field === '' ? '' : `${field}: `}${message}` })
}
