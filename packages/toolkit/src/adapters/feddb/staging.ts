/** Files of any known form, recognised one by one and cut into records; archives of OSV records stay as they are. */
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { findFormat, recogniseFormat, type SourceFile, type SourceFormat } from '../../advisories/index.ts'
import { compareCodeUnits, type Issue, limits } from '../../base/index.ts'
import { FeddbError, reasonOf } from './errors.ts'
import { openFile } from './files.ts'
import type { FoundFile, FoundPath } from './found-files.ts'
import { createSpool, type Spool, type SpoolWriter } from './spool.ts'
import { createStrangers, type Strangers } from './strangers.ts'
import { TarFailure } from './tar-failure.ts'
import { createToldTwice, type ToldTwice } from './told-twice.ts'
import { readZipDirectory } from './zip.ts'
import { unpackEntry } from './zip-entry.ts'

/** Records of one form that lay together: in one archive, or in the plain files of one argument. */
export interface StagedFeed {
  readonly format: string
  /** The archive; undefined for plain files. */
  readonly archive?: string
  readonly spool: Spool
  /** A file of them could not be read. */
  readonly isPartial: boolean
  /** Milliseconds of the newest file's last change. */
  readonly changed: number
}

export interface Staged {
  /** Zip archives of OSV records, to be read where they lie. */
  readonly archives: readonly FoundFile[]
  readonly feeds: readonly StagedFeed[]
  readonly issues: readonly Issue[]
}

export interface StagingOptions {
  /** Id of the format of all files. */
  readonly format?: string
  readonly temporary: (name: string) => string
}

/** Files that are no data (texts, pictures, code) are passed over; data of no known form is an issue. */
export async function stageFiles(found: FoundPath, options: StagingOptions): Promise<Staged> {
  const stage = createStage(options)
  const archives: FoundFile[] = []
  const issues: Issue[] = []
  const twins = createToldTwice()
  for (const file of found.files) twins.note(nameOf(found, file))
  try {
    for (const file of found.files) {
      const outcome = await tryStage(stage, file, {
        name: nameOf(found, file),
        format: options.format,
        twins,
      })
      if (outcome === 'archive') archives.push(file)
      else if (outcome !== undefined) issues.push(outcome)
    }
  } catch (cause) {
    stage.discard()
    throw cause
  }
  const feeds = stage.finish()
  const others = archives.length + feeds.length + issues.length
  issues.push(...stage.strangers.issues(found.argument, others > 0))
  issues.push(...unknownIssues(found, stage.unknown, others + issues.length))
  return { archives, feeds, issues: [...issues, ...toldIssues(found, stage.toldTwice())] }
}

interface Stage {
  readonly put: (file: StagedFile) => void
  /** Paths of data files that no format recognised. */
  readonly unknown: string[]
  /** Files of forms that are known not to be advisories. */
  readonly strangers: Strangers
  /** Files that were left out, because others of the tree say all that they say. */
  readonly toldTwice: () => number
  /** A file could not be read to its end: half an archive is dropped, and what lies loose beside it is partial. */
  readonly lose: (file: FoundFile) => void
  readonly finish: () => readonly StagedFeed[]
  readonly discard: () => void
}

interface StagedFile {
  readonly path: string
  readonly bytes: Buffer
  readonly changed: number
  readonly archive?: string
  /** Of the folder or archive that the file lies in. */
  readonly twins: ToldTwice
}

function createStage(options: StagingOptions): Stage {
  const piles = createPiles(options.temporary)
  const recognise = createRecogniser(options.format)
  const unknown: string[] = []
  const strangers = createStrangers()
  let told = 0
  return {
    ...piles,
    unknown,
    strangers,
    toldTwice: () => told,
    put: ({ path, bytes, changed, archive, twins }) => {
      const file = isUtf8(bytes) ? { path, text: bytes.toString('utf8') } : undefined
      const format = file === undefined ? undefined : recognise(file)
      if (file === undefined || format === undefined) {
        const isKnown = file !== undefined && strangers.note(file)
        if (!isKnown && dataFile.test(path)) unknown.push(path)
        return
      }
      if (twins.isTold(file)) {
        told++
        return
      }
      const pile = piles.pileOf(format, archive)
      pile.changed = Math.max(pile.changed, changed)
      putRecords(pile, file, bytes)
    },
  }
}

/** Of the format that the user named, else of the first that knows the file. */
function createRecogniser(named: string | undefined): (file: SourceFile) => SourceFormat | undefined {
  if (named !== undefined) {
    const format = findFormat(named)
    return () => format
  }
  let last: SourceFormat | undefined
  return (file) => {
    const sample = { path: file.path, text: file.text.slice(0, SAMPLE) }
    // Neighbours mostly have one form.
    if (last?.recognises(sample) === true) return last
    const found = recogniseFormat(sample)
    if (found !== undefined) last = found
    return found
  }
}

interface Pile {
  readonly format: SourceFormat
  readonly archive: string | undefined
  readonly spool: SpoolWriter
  changed: number
}

interface Piles extends Pick<Stage, 'finish' | 'discard' | 'lose'> {
  readonly pileOf: (format: SourceFormat, archive: string | undefined) => Pile
}

function createPiles(temporary: StagingOptions['temporary']): Piles {
  const piles = new Map<string, Pile>()
  let isPartial = false
  return {
    lose: ({ path, kind }) => {
      isPartial ||= kind === 'plain' || kind === 'gzip'
      for (const [key, { archive, spool }] of piles) {
        if (archive !== path) continue
        spool.discard()
        piles.delete(key)
      }
    },
    pileOf: (format, archive) => {
      const key = `${format.id}\0${archive ?? ''}`
      const known = piles.get(key)
      if (known !== undefined) return known
      const spool = createSpool(temporary(`${piles.size}-${format.id}-spool`))
      const pile = { format, archive, spool, changed: 0 }
      piles.set(key, pile)
      return pile
    },
    finish: () =>
      [...piles.values()].map(({ format, archive, spool, changed }) => ({
        format: format.id,
        ...(archive === undefined ? {} : { archive }),
        spool: spool.finish(),
        isPartial: isPartial && archive === undefined,
        changed,
      })),
    discard: () => {
      for (const { spool } of piles.values()) spool.discard()
    },
  }
}

/** Characters that a format looks at to recognise a file. */
const SAMPLE = 1024 * 1024
const dataFile = /\.(?:json|ya?ml|csv|xml|toml|gz)$/i

function putRecords({ format, spool }: Pile, file: SourceFile, bytes: Buffer): void {
  if (format.split === undefined) {
    spool.put(bytes, file.path)
    return
  }
  for (const piece of format.split(file)) {
    spool.put(piece === file ? bytes : Buffer.from(piece.text), piece.path)
  }
}

/** An archive of OSV records is left where it lies. */
async function tryStage(
  stage: Stage,
  file: FoundFile,
  how: { readonly name: string; readonly format: string | undefined; readonly twins: ToldTwice },
): Promise<'archive' | Issue | undefined> {
  try {
    if (file.kind === 'zip' && isOsvArchive(file.path, how.format)) return 'archive'
    await stageFile(stage, file, how)
    return undefined
  } catch (cause) {
    const issue = toIssue(file.path, cause)
    stage.lose(file)
    return issue
  }
}

async function stageFile(
  stage: Stage,
  file: FoundFile,
  { name, twins }: { readonly name: string; readonly twins: ToldTwice },
): Promise<void> {
  if (file.kind === 'tar') return stageTar(stage, file)
  if (file.kind === 'zip') return stageZip(stage, file)
  if (file.bytes > limits.fileBytes) throw new InputRefused('FILE_TOO_LARGE', tooLarge(file.bytes))
  const packed = readFileSync(file.path)
  const bytes = file.kind === 'gzip' ? gunzipSync(packed, { maxOutputLength: limits.fileBytes }) : packed
  stage.put({ path: name.replace(/\.gz$/i, ''), bytes, changed: file.changed, twins })
  return undefined
}

async function stageTar(stage: Stage, file: FoundFile): Promise<void> {
  // Loaded when the first one comes: most imports have none.
  const { readTar } = await import('./tar.ts')
  // Only what came before is known; in the order of names, advisories do.
  const twins = createToldTwice()
  for await (const { name, bytes } of readTar(file.path, limits.fileBytes)) {
    if (bytes === undefined)
      throw new InputRefused('FILE_TOO_LARGE', `${name}: larger than ${limits.fileBytes} bytes`)
    twins.note(name)
    stage.put({ path: name, bytes, changed: file.changed, archive: file.path, twins })
  }
}

function stageZip(stage: Stage, file: FoundFile): void {
  const archive = openFile(file.path)
  try {
    const table = readZipDirectory(archive)
    if (!table.ok) throw new InputRefused('FORMAT_UNSUPPORTED', `${table.error.code}: ${table.error.message}`)
    const twins = createToldTwice()
    for (let at = 0; at < table.value.count; at++) twins.note(table.value.nameOf(at))
    for (let at = 0; at < table.value.count; at++) {
      const name = table.value.nameOf(at)
      if (name.endsWith('/')) continue
      const entry = unpackEntry(table.value.columns(at, at + 1), 0, archive.readAt)
      if (typeof entry === 'string') stage.unknown.push(`${name} (${entry})`)
      else stage.put({ path: name, bytes: entry.bytes, changed: file.changed, archive: file.path, twins })
    }
  } finally {
    archive.close()
  }
}

/** Entries that are looked at to tell an archive of OSV records from others. */
const PROBES = 8

/** OSV's own name for an archive, or the first of some entries that any format recognises; a damaged one is left to the import. */
function isOsvArchive(path: string, format: string | undefined): boolean {
  if (format !== undefined) return format === 'osv'
  if (basename(path).toLowerCase() === 'all.zip') return true
  const archive = openFile(path)
  try {
    const table = readZipDirectory(archive)
    if (!table.ok || table.value.count === 0) return true
    const step = Math.max(1, Math.floor(table.value.count / PROBES))
    for (let at = 0; at < table.value.count; at += step) {
      const entry = unpackEntry(table.value.columns(at, at + 1), 0, archive.readAt)
      if (typeof entry === 'string' || !isUtf8(entry.bytes)) continue
      const sample = { path: table.value.nameOf(at), text: entry.bytes.toString('utf8', 0, SAMPLE) }
      const recognised = recogniseFormat(sample)
      if (recognised !== undefined) return recognised.id === 'osv'
    }
    // Records that nobody recognises are counted one by one, with their reasons.
    return true
  } finally {
    archive.close()
  }
}

/** Relative to the argument, so that a path says the same on every machine. */
function nameOf(found: FoundPath, file: FoundFile): string {
  const path = found.isFolder ? relative(found.argument, file.path) : basename(file.path)
  return path.replaceAll('\\', '/')
}

class InputRefused extends Error {
  readonly code: Issue['code']

  constructor(code: Issue['code'], message: string) {
    super(message)
    this.code = code
  }
}

function tooLarge(bytes: number): string {
  return `has ${bytes} bytes; at most ${limits.fileBytes} are read`
}

function toIssue(path: string, cause: unknown): Issue {
  const hint = 'fetch the file again; what is in the store stays as it was'
  if (cause instanceof InputRefused)
    return { code: cause.code, level: 'error', path, message: cause.message, hint }
  if (cause instanceof TarFailure) {
    const code = cause.code === 'TAR_TOO_LARGE' ? 'FILE_TOO_LARGE' : 'FORMAT_UNSUPPORTED'
    return { code, level: 'error', path, message: `${cause.code}: ${cause.message}`, hint }
  }
  if (cause instanceof FeddbError || isInputFault(cause)) {
    return {
      code: 'FILE_UNREADABLE',
      level: 'error',
      path,
      message: `cannot be read: ${reasonOf(cause)}`,
      hint,
    }
  }
  throw cause
}

/** What the disk or zlib say; anything else is our own mistake. */
function isInputFault(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
}

const NAMED = 5

function unknownIssues(found: FoundPath, unknown: readonly string[], others: number): readonly Issue[] {
  const hint =
    'give OSV archives or records, or the files of a source that `occtet db import --help` names; --format says which'
  if (unknown.length === 0 && others > 0) return []
  const names = [...unknown].sort(compareCodeUnits)
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  const what = names.length === 0 ? 'nothing in it' : `${names.slice(0, NAMED).join(', ')}${more}`
  const message = `${what}: of no form that is known here`
  const level = others > 0 ? 'warning' : 'error'
  return [{ code: 'FORMAT_UNSUPPORTED', level, path: found.argument, message, hint }]
}

/** Nothing is lost, but who compares the numbers of files should know. */
function toldIssues(found: FoundPath, count: number): readonly Issue[] {
  if (count === 0) return []
  const message = `${count} files packages/**/advisories.yml are left out: advisories/ has what they say, with ranges`
  return [{ code: 'DUPLICATE_KEY', level: 'note', path: found.argument, message }]
}
