/** From a tree of files to the inventory: walk, parse each recognised file, merge. */
import { compareCodeUnits, type Issue } from '../base/index.ts'
import type {
  FileReport,
  Inventory,
  LockedPackage,
  ParsedFile,
  UnidentifiedComponent,
} from '../model/index.ts'
import { splitPurl } from '../model/index.ts'
import type { Ahead } from './archive/ahead.ts'
import { binaryEcosystems } from './binary-ecosystems.ts'
import { matchMagic } from './candidates.ts'
import { type BinaryEcosystem, type Ecosystem, ownOutput } from './ecosystem.ts'
import { ecosystems as allEcosystems } from './ecosystems/index.ts'
import type { FileTree } from './file-tree.ts'
import type { InventoryView } from './folders.ts'
import { compileFormats, type Formats, type UnsupportedFormat } from './formats.ts'
import { type FilePackages, mergeFiles } from './merge.ts'
import { createNear, createTexts, folderOf, resolvePath, type Texts, treeIssue } from './near.ts'
import { groupProducts } from './products/group.ts'
import { findProfiles } from './products/profile.ts'
import { addUnidentified } from './unidentified.ts'
import { unsupportedFormats } from './unsupported.ts'
import { asCopied } from './vendored/copied.ts'
import { type Walked, walkTree } from './walk.ts'

/** Called once for each recognised file, after it was read; the last call has `done` equal to `total`. */
export type OnProgress = (done: number, total: number, path: string) => void

export interface InventoryOptions {
  /** Name of the product where no root manifest states one: that of the scanned folder. */
  readonly name: string
  /** Paths that the user named: only they are read, whatever ignore rules say. */
  readonly files?: readonly string[]
  readonly onProgress?: OnProgress
  /**
   * The user's local Maven repository (`~/.m2/repository`): what parents, BOMs and dependencies outside the tree say is
   * read there. Only where the user asks for it: the same tree would else give another inventory on another machine.
   */
  readonly mavenRepository?: FileTree
  /** `source` by default; `installed` for an image or an unpacked package. */
  readonly view?: InventoryView
  /** What a format of bytes, by its id, found in a file that streamed by; such files are not read again. */
  readonly ahead?: (path: string, format: string) => Ahead | undefined
  /** The registries; others only in tests. */
  readonly ecosystems?: readonly Ecosystem[]
  readonly binaries?: readonly BinaryEcosystem[]
  /** Formats of modules above this one (SBOMs, results of other tools): the port through which they reach the inventory. */
  readonly extra?: readonly Ecosystem[]
}

interface Work {
  readonly tree: FileTree
  readonly ahead: InventoryOptions['ahead']
  readonly extra: readonly Ecosystem[]
  /** Whether the user named the files. */
  readonly isNamed: boolean
  readonly unidentified: UnidentifiedComponent[]
  readonly formats: Formats
  readonly texts: Texts
  readonly files: readonly string[]
  readonly binaries: Walked['binaries']
  readonly reports: FileReport[]
  readonly issues: Issue[]
  readonly parsed: FilePackages[]
  /** Paths that gave packages. */
  readonly read: Set<string>
  /** Executables that state nothing. */
  readonly silent: string[]
}

interface Pending {
  readonly path: string
  readonly text: string
  readonly ecosystem: Ecosystem
}

/**
 * Untrusted: every byte of the tree. Whatever cannot be read is a file report and an issue; the result is the
 * same for the same bytes, in whatever order folders are listed.
 */
export function readInventory(tree: FileTree, options: InventoryOptions): Inventory {
  const extra = options.extra ?? []
  const known = [...(options.ecosystems ?? allEcosystems), ...extra]
  const formats = compileFormats({
    ecosystems: known,
    binaries: options.binaries ?? (options.ecosystems === undefined ? binaryEcosystems : []),
    unsupported: unsupportedFormats,
  })
  const walked =
    options.files === undefined
      ? walkTree(tree, formats, options.view)
      : namedFiles(tree, formats, options.files)
  const work: Work = {
    tree,
    ahead: options.ahead,
    extra,
    isNamed: options.files !== undefined,
    unidentified: [],
    formats,
    texts: createTexts(tree, options.mavenRepository),
    files: walked.files,
    binaries: walked.binaries,
    reports: [...walked.reports],
    issues: [...walked.issues],
    parsed: [],
    read: new Set(),
    silent: [],
  }
  parseAll(work, options.onProgress)
  return finish(work, options.name)
}

/** Whatever the user names may be of any format of bytes. */
function namedFiles(tree: FileTree, formats: Formats, files: readonly string[]): Walked {
  const binaries = new Map<string, readonly BinaryEcosystem[]>()
  for (const path of files) {
    const matched = matchMagic(tree, path, formats.binaries)
    if (matched.ok && matched.value.length > 0) binaries.set(path, matched.value)
  }
  return { files: [...files].sort(compareCodeUnits), binaries, reports: [], issues: [] }
}

/** Files that yield to others come last, when it is known which others were read. */
function parseAll(work: Work, onProgress: OnProgress = () => undefined): void {
  const late: Pending[] = []
  let done = 0
  for (const path of work.files) {
    const pending = openAny(work, path)
    if (pending !== undefined && mayYield(pending)) {
      late.push(pending)
      continue
    }
    if (pending !== undefined && !isSkipped(work, pending)) parseFile(work, pending)
    onProgress(++done, work.files.length, path)
  }
  for (const pending of late) {
    const better = findBetter(work, pending)
    const { path, ecosystem } = pending
    if (better === undefined) parseFile(work, pending)
    else {
      const reason = `${better} states the same packages`
      report(work, { path, ecosystem: ecosystem.id }, { status: 'skipped', reason })
    }
    onProgress(++done, work.files.length, path)
  }
}

/** Files of bytes are read at once; what is returned waits for its parser. */
function openAny(work: Work, path: string): Pending | undefined {
  const binaries = work.binaries.get(path)
  if (binaries === undefined) return openFile(work, path)
  readBinary(work, path, binaries)
  return undefined
}

function mayYield({ ecosystem }: Pending): boolean {
  return ecosystem.yieldsTo !== undefined || ecosystem.coveredBy !== undefined
}

function openFile(work: Work, path: string): Pending | undefined {
  const { ecosystems } = work.formats.find(path)
  const isGuess = ecosystems.every((one) => one.recognised === 'by-content')
  const isAsked = isGuess && (ecosystems.length > 0 || work.isNamed)
  const candidates = isAsked ? [...ecosystems, ...work.extra] : ecosystems
  const text = candidates.length === 0 ? undefined : work.texts.read(path)
  if (text?.ok === false && ecosystems[0] !== undefined) {
    report(work, { path, ecosystem: ecosystems[0].id }, { status: 'unreadable', reason: text.error.message })
    work.issues.push(text.error)
    return undefined
  }
  const pending = text?.ok === true ? firstAccepting(candidates, path, text.value) : undefined
  if (pending === undefined) reportUnread(work, path, isGuess)
  return pending
}

/** A guess that was wrong is worth a word only where somebody asked. */
function reportUnread(work: Work, path: string, isGuess: boolean): void {
  const { ecosystems, unsupported } = work.formats.find(path)
  if (!isGuess) reportStranger(work, path, ecosystems)
  else if (work.isNamed || unsupported !== undefined) reportUnsupported(work, path, unsupported)
}

function firstAccepting(candidates: readonly Ecosystem[], path: string, text: string): Pending | undefined {
  const ecosystem = candidates.find((one) => one.accepts === undefined || one.accepts(text))
  return ecosystem === undefined ? undefined : { path, text, ecosystem }
}

function reportUnsupported(work: Work, path: string, unsupported: UnsupportedFormat | undefined): void {
  const reason =
    unsupported === undefined ? 'no known format has this file name' : 'this format cannot be read'
  const hint = unsupported?.hint ?? 'name a lock file or manifest that is listed in the documentation'
  report(work, { path, ecosystem: unsupported?.id ?? 'unknown' }, { status: 'unsupported', reason })
  work.issues.push({ code: 'FORMAT_UNSUPPORTED', level: 'warning', path, message: reason, hint })
}

function reportStranger(work: Work, path: string, ecosystems: readonly Ecosystem[]): void {
  const reason = `the text is of none of the formats that bear this name (${ecosystems.map((one) => one.id).join(', ')})`
  report(work, { path, ecosystem: ecosystems[0]?.id ?? 'unknown' }, { status: 'unreadable', reason })
  work.issues.push({ code: 'SHAPE_UNEXPECTED', level: 'error', path, line: 1, message: reason })
}

/** What a format leaves out by its content; said in the report, save for what OCCTET wrote of this tree. */
function isSkipped(work: Work, { path, text, ecosystem }: Pending): boolean {
  if (work.isNamed || ecosystem.skips === undefined) return false
  const near = createNear(work.texts, folderOf(path), work.files)
  const reason = attempt(work, path, () => ecosystem.skips?.({ path, text }, near))
  if (reason === undefined) return false
  if (reason !== ownOutput) report(work, { path, ecosystem: ecosystem.id }, { status: 'skipped', reason })
  return true
}

function findBetter(work: Work, { path, text, ecosystem }: Pending): string | undefined {
  const folder = folderOf(path)
  for (const name of ecosystem.yieldsTo ?? []) {
    const better = resolvePath(folder, name)
    if (better !== undefined && better !== path && work.read.has(better)) return better
  }
  const covering = attempt(work, path, () =>
    ecosystem.coveredBy?.({ path, text }, createNear(work.texts, folder, work.files)),
  )
  const better = covering === undefined ? undefined : resolvePath(folder, covering)
  return better !== undefined && work.read.has(better) ? better : undefined
}

function parseFile(work: Work, { path, text, ecosystem }: Pending): void {
  const near = createNear(work.texts, folderOf(path), work.files)
  const parsed = attempt(work, path, () => ecosystem.parse({ path, text }, near)) ?? failed
  takeParsed(work, { path, ecosystem }, parsed)
}

const failed: ParsedFile = { status: 'unreadable', packages: [], issues: [] }

/** Several formats may look into one executable; it is silent when none of them finds anything. */
function readBinary(work: Work, path: string, formats: readonly BinaryEcosystem[]): void {
  if (takeAhead(work, path, formats)) return
  const bytes = work.tree.read(path)
  if (!bytes.ok) {
    const issue = treeIssue(path, bytes.error)
    report(work, { path, ecosystem: formats[0]?.id ?? '' }, { status: 'unreadable', reason: issue.message })
    work.issues.push(issue)
    return
  }
  const near = createNear(work.texts, folderOf(path), work.files)
  let isSilent = true
  for (const ecosystem of formats) {
    const parsed = attempt(
      work,
      path,
      () => ecosystem.parseBytes({ path, bytes: bytes.value }, near) ?? 'silent',
    )
    if (parsed === 'silent') continue
    isSilent = false
    takeParsed(work, { path, ecosystem }, parsed ?? failed)
  }
  if (isSilent) work.silent.push(path)
}

/** True where all formats have seen the file already, as it streamed by. */
function takeAhead(work: Work, path: string, formats: readonly BinaryEcosystem[]): boolean {
  const seen = formats.map((ecosystem) => ({ ecosystem, found: work.ahead?.(path, ecosystem.id) }))
  if (seen.some(({ found }) => found === undefined)) return false
  if (seen.every(({ found }) => found === 'silent')) work.silent.push(path)
  for (const { ecosystem, found } of seen)
    if (typeof found === 'object') takeParsed(work, { path, ecosystem }, found)
  return true
}

interface Taken {
  readonly path: string
  readonly ecosystem: Pick<Ecosystem, 'id' | 'purlType' | 'isInstalled'>
}

function takeParsed(work: Work, { path, ecosystem }: Taken, parsed: ParsedFile): void {
  const isOfOthers = ecosystem.purlType === 'mixed' || ecosystem.isInstalled === true
  const stated = isOfOthers ? parsed.packages : asCopied(path, parsed.packages)
  work.issues.push(...parsed.issues)
  const firstError = parsed.issues.find((issue) => issue.level === 'error')
  const packages = stated.filter((found) => !found.isFirstParty).length
  const reason = parsed.status === 'parsed' ? undefined : (firstError ?? parsed.issues[0])?.message
  report(
    work,
    { path, ecosystem: ecosystem.id },
    {
      status: parsed.status,
      packages,
      ...(reason === undefined ? {} : { reason }),
    },
  )
  if (parsed.status !== 'unreadable') work.read.add(path)
  work.parsed.push({ path, purlType: ecosystem.purlType, packages: stated })
  addUnidentified(work.unidentified, parsed.unidentified ?? [], path)
}

/** C programs hold no list of what went into them: one note for all of them, since nobody can act on each. */
function noteSilent(work: Work): void {
  const [first] = work.silent
  if (first === undefined) return
  const count = work.silent.length
  work.issues.push({
    code: 'FORMAT_UNSUPPORTED',
    level: 'note',
    path: first,
    message: `${count === 1 ? 'this program states' : `this and ${count - 1} more programs state`} no packages; what was compiled in is unknown`,
    hint: 'scan the source, or an SBOM that the build wrote',
  })
}

/** A parser that throws is our own fault; the other files are still worth reading. */
function attempt<T>(work: Work, path: string, run: () => T): T | undefined {
  try {
    return run()
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    work.issues.push({
      code: 'PARSER_FAILED',
      level: 'error',
      path,
      message: `our parser failed: ${detail}`,
      hint: 'report this with the file, it is a fault of ours',
    })
    return undefined
  }
}

function report(
  work: Work,
  file: Pick<FileReport, 'path' | 'ecosystem'>,
  outcome: Pick<FileReport, 'status'> & Partial<Pick<FileReport, 'packages' | 'reason'>>,
): void {
  work.reports.push({ ...file, packages: 0, ...outcome })
}

function finish(work: Work, folderName: string): Inventory {
  noteSilent(work)
  if (work.issues.length === 0 && !work.reports.some((one) => one.ecosystem !== 'folder')) {
    work.issues.push({
      code: 'LOCK_MISSING',
      level: 'warning',
      path: '.',
      message: 'no lock file or manifest of a known format was found',
      hint: 'scan the folder that holds them, or commit the lock files',
    })
  }
  const { components, roots } = mergeFiles(work.parsed)
  const product = findProduct(work.parsed)
  const { name, version } = product === undefined ? { name: folderName } : nameOf(product)
  const products = groupProducts(work.parsed, (folders) =>
    work.isNamed ? [] : findProfiles(work.tree, { paths: work.files, folders }),
  )
  return {
    name,
    ...(version === undefined ? {} : { version }),
    components,
    roots,
    files: work.reports.sort((a, b) => compareCodeUnits(a.path, b.path)),
    issues: work.issues.sort(
      (a, b) =>
        compareCodeUnits(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compareCodeUnits(a.code, b.code),
    ),
    ...(work.unidentified.length === 0 ? {} : { unidentified: work.unidentified }),
    ...(products === undefined ? {} : { products }),
  }
}

/** The project itself, as a file of the scanned folder names it: keyed '' or '.', or the only first-party package. */
function findProduct(files: readonly FilePackages[]): LockedPackage | undefined {
  for (const file of files) {
    if (file.path.includes('/')) continue
    const own = file.packages.filter((found) => found.isFirstParty)
    const root =
      own.find((found) => found.key === '' || found.key === '.') ?? (own.length === 1 ? own[0] : undefined)
    if (root !== undefined) return root
  }
  return undefined
}

function nameOf(product: LockedPackage): { name: string; version?: string } {
  const { namespace, name, version } = splitPurl(product.purl)
  const full = namespace === undefined ? name : `${namespace}/${name}`
  return version === undefined ? { name: full } : { name: full, version }
}
