/**
 * Finds the repository of a folder and reads the little that a walk through its history needs: the checked-out commit and
 * the tags. Nothing here asks the repository's own configuration, beyond which hash function names its objects.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { compareCodeUnits, err, ok, type Result } from '../base/index.ts'

export interface HistoryGap {
  readonly code:
    | 'NO_REPOSITORY'
    | 'NO_COMMIT'
    | 'NOT_TRACKED'
    | 'UNSUPPORTED'
    | 'NO_GIT'
    | 'FAILED'
    | 'TIMEOUT'
  /** The end of a sentence that begins "unknown, because". */
  readonly message: string
}

export interface GitRepository {
  /** The folder that holds the objects; absolute. */
  readonly objects: string
  readonly head: string
  readonly tags: readonly { readonly name: string; readonly id: string }[]
  readonly hasAllTags: boolean
  readonly hash: 'sha1' | 'sha256'
  /** Commits whose parents a shallow clone left out. */
  readonly shallow: readonly string[]
  /** From the repository's root to the scanned folder, with forward slashes, ending in one; empty at the root. */
  readonly prefix: string
}

const maxTags = 5000
const maxSmallFile = 64 * 1024 * 1024
const maxEntries = 20_000
const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** Untrusted: whoever can write the folder decides what its repository says. Looks at the folder and at those above it. */
export function findGitRepository(folder: string): Result<GitRepository, HistoryGap> {
  const root = realFolder(folder)
  if (root === undefined) return gap('NO_REPOSITORY', 'the folder cannot be read')
  const found = findGitFolder(root)
  if (!found.ok) return found
  const { gitFolder, top } = found.value
  const common = commonFolder(gitFolder)
  const config = readSmall(join(common, 'config')) ?? ''
  if (/^\s*refstorage\s*=\s*(?!files\b)/im.test(config))
    return gap('UNSUPPORTED', 'the repository keeps its names in a form that is not read yet (reftable)')
  const refs = readRefs(common, gitFolder)
  if (refs.head === undefined) return gap('NO_COMMIT', 'the repository has no commit yet')
  const objects = realFolder(join(common, 'objects'))
  if (objects === undefined || !objects.startsWith(realFolder(common) + sep) || /[\n"]/.test(objects))
    return gap('FAILED', 'the objects of the repository cannot be read')
  return ok({
    objects,
    head: refs.head,
    tags: refs.tags.slice(0, maxTags),
    hasAllTags: refs.tags.length <= maxTags,
    hash: refs.head.length === 64 ? 'sha256' : 'sha1',
    shallow: lines(readSmall(join(common, 'shallow'))).filter((line) => objectId.test(line)),
    prefix: top === root ? '' : `${relative(top, root).split(sep).join('/')}/`,
  })
}

function gap(code: HistoryGap['code'], message: string): Result<never, HistoryGap> {
  return err({ code, message })
}

function findGitFolder(root: string): Result<{ gitFolder: string; top: string }, HistoryGap> {
  for (let top = root; ; top = dirname(top)) {
    const at = join(top, '.git')
    // A link in its place could lead to any repository of this machine.
    const kind = lstatSync(at, { throwIfNoEntry: false })
    if (kind?.isDirectory() === true && readSmall(join(at, 'HEAD')) !== undefined)
      return ok({ gitFolder: at, top })
    if (kind?.isFile() === true) return followGitFile(at, top)
    if (dirname(top) === top) return gap('NO_REPOSITORY', 'the folder lies in no git repository')
  }
}

/**
 * A worktree or submodule keeps its repository elsewhere. It counts only when that place points back, or is the modules
 * folder of a repository above: else a tree from a stranger could claim the history of any repository of this machine.
 */
function followGitFile(file: string, top: string): Result<{ gitFolder: string; top: string }, HistoryGap> {
  const target = /^gitdir: (.+)/.exec(readSmall(file) ?? '')?.[1]?.trimEnd()
  const gitFolder = target === undefined ? undefined : realFolder(resolve(top, target))
  if (gitFolder === undefined) return gap('NO_REPOSITORY', 'its .git file leads nowhere')
  const back = lines(readSmall(join(gitFolder, 'gitdir')))[0]
  const pointsBack = back !== undefined && realFolder(dirname(resolve(gitFolder, back))) === top
  const isModule = aboveOf(top).some((above) => gitFolder.startsWith(join(above, '.git', 'modules') + sep))
  if (pointsBack || isModule) return ok({ gitFolder, top })
  return gap('UNSUPPORTED', 'its .git file names a repository elsewhere that does not point back')
}

function aboveOf(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [] : [above, ...aboveOf(above)]
}

/** Of a worktree: the repository that it lies in. Any other place could be a stranger's. */
function commonFolder(gitFolder: string): string {
  const named = lines(readSmall(join(gitFolder, 'commondir')))[0]
  const common = named === undefined ? undefined : realFolder(resolve(gitFolder, named))
  return common !== undefined && gitFolder.startsWith(common + sep) ? common : gitFolder
}

interface Refs {
  readonly head: string | undefined
  readonly tags: readonly { readonly name: string; readonly id: string }[]
}

/** Loose names win over packed ones (gitrepository-layout). */
function readRefs(common: string, gitFolder: string): Refs {
  const byName = new Map<string, string>()
  for (const line of lines(readSmall(join(common, 'packed-refs')))) {
    const [, id = '', name = ''] = /^([0-9a-f]+) (.*)$/.exec(line) ?? []
    if (objectId.test(id)) byName.set(name, id)
  }
  for (const name of looseTags(common)) {
    const id = readId(join(common, name))
    if (id !== undefined) byName.set(name, id)
  }
  const tags = [...byName]
    .filter(([name]) => isTagName(name))
    .map(([name, id]) => ({ name: name.slice('refs/tags/'.length), id }))
    .sort((a, b) => compareCodeUnits(a.name, b.name))
  return { head: resolveHead({ common, gitFolder, byName }), tags }
}

function resolveHead(at: {
  readonly common: string
  readonly gitFolder: string
  readonly byName: ReadonlyMap<string, string>
}): string | undefined {
  const text = lines(readSmall(join(at.gitFolder, 'HEAD')))[0] ?? ''
  if (objectId.test(text)) return text
  const name = /^ref: (refs\/.+)$/.exec(text)?.[1]
  if (name === undefined || !isPlainName(name)) return undefined
  return readId(join(at.gitFolder, name)) ?? readId(join(at.common, name)) ?? at.byName.get(name)
}

function looseTags(common: string): readonly string[] {
  const found: string[] = []
  const open = ['refs/tags']
  for (let folder = open.pop(); folder !== undefined && found.length < maxEntries; folder = open.pop()) {
    for (const entry of list(join(common, folder))) {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) open.push(name)
      else if (entry.isFile()) found.push(name)
    }
  }
  return found
}

function isTagName(name: string): boolean {
  return name.startsWith('refs/tags/') && name.length < 300 && isPlainName(name)
}

/** The rules of git-check-ref-format, as far as a name could do harm. */
function isPlainName(name: string): boolean {
  return !/[\p{Cc} ~^:?*[\\]/u.test(name) && !/\.\.|@\{|\/\/|\.lock(\/|$)|\/\.|^\.|\.$|\/$/.test(name)
}

function readId(path: string): string | undefined {
  const line = lines(readSmall(path))[0]
  return line !== undefined && objectId.test(line) ? line : undefined
}

function lines(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(/\r?\n/).filter((line) => line !== '')
}

function list(folder: string): readonly { name: string; isFile(): boolean; isDirectory(): boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    return unlessDisk(cause, [])
  }
}

function realFolder(path: string): string | undefined {
  try {
    const real = realpathSync(path)
    return statSync(real).isDirectory() ? real : undefined
  } catch (cause) {
    return unlessDisk(cause, undefined)
  }
}

/** Plain files only, opened without waiting: a pipe in their place would block for ever. */
function readSmall(path: string): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stat = fstatSync(file)
      if (!stat.isFile() || stat.size > maxSmallFile) return undefined
      const bytes = Buffer.alloc(stat.size)
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, stat.size, 0))
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    return unlessDisk(cause, undefined)
  }
}

function unlessDisk<T>(cause: unknown, otherwise: T): T {
  if (cause instanceof Error && 'code' in cause) return otherwise
  throw cause
}
