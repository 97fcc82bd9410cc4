/** Small files of a product beside its profile: risk, diligence, plan, saved assessments; read whole, written durably. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compareCodeUnits, err, ok, type Result } from '../base/index.ts'
import type { FileError, ProductProfile } from '../cra/index.ts'
import { makePrivateFolder, placeDurably, withCaseLock } from './cases-files.ts'
import type { Announce, Announcement } from './outbox/model.ts'
import type { ProductFileProblem } from './product-files.ts'
import { readTextFile } from './text-file.ts'

const largest = 4 * 1024 * 1024

/** Where a record lies, and the private folder of its product, which holds the lock. */
export interface RecordPlace {
  readonly path: string
  readonly privateFolder: string
}

export interface RecordForm<T> {
  readonly parse: (source: string) => Result<T, FileError>
  readonly format: (value: T) => string
  /** Names the events of a change. */
  readonly announce?: Announce<T> | undefined
}

export type RecordName = 'risk.yaml' | 'diligence.yaml' | 'plan.yaml'

/** In `.occtet/` where the profile says that answers are tracked, else in the private folder of the product. */
export function recordPath(
  name: RecordName,
  place: { dir: string; profile: ProductProfile; privateRoot: string },
): string {
  const { dir, profile, privateRoot } = place
  return profile.answers === 'tracked' ? join(dir, '.occtet', name) : join(privateRoot, profile.id, name)
}

/** Undefined where the file is not there. */
export function readRecordFile<T>(
  path: string,
  parse: (source: string) => Result<T, FileError>,
): Result<T | undefined, ProductFileProblem> {
  if (!existsSync(path)) return ok(undefined)
  const source = readTextFile(path, largest)
  if (!source.ok) return source
  const parsed = parse(source.value)
  if (parsed.ok) return parsed
  const { code, line, field, message } = parsed.error
  return err({ code, message: `${path}:${line}: ${field === '' ? '' : `${field}: `}${message}` })
}

/** Durable when it returns; a kill at any moment leaves the old file or the new one. Throws CaseStoreError. */
export function writeRecordFile(path: string, text: string, announcement?: Announcement): void {
  const folder = dirname(path)
  if (folder.endsWith('.occtet')) mkdirSync(folder, { recursive: true })
  else makePrivateFolder(folder)
  placeDurably(path, text, { mode: 0o600, announcement })
}

/** False where the file is there already, which is left as it is. Throws CaseStoreError. */
export async function createRecordFile(
  place: RecordPlace,
  text: string,
  announce?: Announce<string>,
): Promise<boolean> {
  return withCaseLock(place.privateFolder, (assertHeld) => {
    if (existsSync(place.path)) return false
    assertHeld()
    writeRecordFile(place.path, text, announce?.(text, undefined))
    return true
  })
}

/**
 * Changes what lies on the disk now, whoever wrote it meanwhile; commands that run at once wait for each other. A change
 * that the file could not give back (`ENTRY_INVALID`) is not written. Throws CaseStoreError.
 */
export async function updateRecordFile<T>(
  place: RecordPlace,
  form: RecordForm<T>,
  change: (before: T | undefined) => T,
): Promise<Result<T, ProductFileProblem | { readonly code: 'ENTRY_INVALID'; readonly message: string }>> {
  return withCaseLock(place.privateFolder, (assertHeld) => {
    const before = readRecordFile(place.path, form.parse)
    if (!before.ok) return before
    const text = form.format(change(before.value))
    const after = form.parse(text)
    if (!after.ok) {
      return err({ code: 'ENTRY_INVALID', message: `${after.error.field}: ${after.error.message}` })
    }
    assertHeld()
    writeRecordFile(place.path, text, form.announce?.(after.value, before.value))
    return after
  })
}

/** Names of the saved assessments of a product, oldest first: they begin with their time. */
export function listAssessments(privateRoot: string, product: string): readonly string[] {
  const folder = join(privateRoot, product, 'assessments')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^\d{8}T\d{6}Z-[a-z-]+\.json$/.test(name))
    .sort(compareCodeUnits)
    .map((name) => join(folder, name))
}

/** `at`: RFC 3339, UTC, whole seconds. */
export function assessmentPath(
  privateRoot: string,
  product: string,
  saved: { at: string; label: string },
): string {
  const time = saved.at.replaceAll(/[-:]/g, '')
  return join(privateRoot, product, 'assessments', `${time}-${saved.label}.json`)
}
