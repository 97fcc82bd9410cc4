/** cra's history port over the git program, for a working copy on disk. */
import { err, ok, type Result } from '../base/index.ts'
import {
  type Change,
  historyBounds,
  type HistoryCommit,
  type HistoryFacts,
  type HistorySource,
  type HistoryTag,
} from '../cra/index.ts'
import { findGitRepository, type GitRepository, type HistoryGap } from './git-repository.ts'
import { closeGitRoom, type GitRoom, type GitStream, openGitRoom, runGit, streamGit } from './git-run.ts'

export class HistoryFailure extends Error {
  override readonly name = 'HistoryFailure'
  readonly code: HistoryGap['code']

  constructor(gap: HistoryGap) {
    super(gap.message)
    this.code = gap.code
  }
}

export interface GitHistory extends HistorySource {
  /** Ends what still runs and removes the folder that the git program worked in. */
  readonly close: () => void
}

/**
 * Reads the history of the repository that the folder lies in; never writes to it and runs nothing that it names.
 * The git program is at work from the first line on, beside a caller who reads the tree meanwhile.
 * Untrusted: whoever can write the repository can claim any author, date and order.
 */
export async function openGitHistory(folder: string): Promise<Result<GitHistory, HistoryGap>> {
  const repository = findGitRepository(folder)
  if (!repository.ok) return repository
  const room = openGitRoom(repository.value)
  const names = streamGit(room, namesArguments)
  const close = (): void => {
    names.stop()
    closeGitRoom(room)
  }
  const facts = await readFacts(room, repository.value)
  if (!facts.ok) {
    close()
    return facts
  }
  const changesOf = async (paths: readonly string[]): Promise<ReadonlyMap<string, Change>> =>
    readChanges(names, repository.value.prefix, paths)
  return ok({ facts: facts.value, changesOf, close })
}

/** All names, whichever are asked for later: then nobody waits, and git need not compare each with a list. */
const namesArguments = [
  'log',
  '-z',
  '--name-only',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  `--max-count=${historyBounds.commits}`,
  '--format=%x01%H %ct',
  'HEAD',
  '--',
]

const commitFormat = '%H%x00%ct%x00%an%x00%ae'
const tagFormat =
  '%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objectname)%00%(creatordate:unix)%00%(if)%(contents:signature)%(then)1%(else)0%(end)'

async function readFacts(
  room: GitRoom,
  repository: GitRepository,
): Promise<Result<HistoryFacts, HistoryGap>> {
  const most = historyBounds.commits
  const [log, refs, own] = await Promise.all([
    runGit(room, ['log', `--max-count=${most + 1}`, `--format=${commitFormat}`, repository.head, '--']),
    runGit(room, ['for-each-ref', `--format=${tagFormat}`, 'refs/tags']),
    isTracked(room, repository),
  ])
  if (!log.ok) return log
  if (!refs.ok) return refs
  if (!own.ok) return own
  const rows = log.value.split('\n').filter((line) => line !== '')
  const commits = toCommits(rows.slice(0, most))
  const head = commits.find((commit) => commit.commit === repository.head)
  if (head === undefined)
    return err({ code: 'NO_COMMIT', message: 'the newest commit carries no date that can be read' })
  return ok({
    head: { commit: head.commit, at: head.at },
    isShallow: repository.shallow.length > 0,
    commits,
    hasAllCommits: rows.length <= most,
    tags: toTags(refs.value),
    hasAllTags: repository.hasAllTags,
  })
}

/** A folder below a repository may be a stranger to it: unpacked there, or ignored. */
async function isTracked(
  room: GitRoom,
  { prefix, head }: GitRepository,
): Promise<Result<undefined, HistoryGap>> {
  if (prefix === '') return ok(undefined)
  const listed = await runGit(room, ['ls-tree', '--name-only', head, '--', prefix.slice(0, -1)])
  if (!listed.ok) return listed
  const message = 'the repository around the folder does not track it'
  return listed.value === '' ? err({ code: 'NOT_TRACKED', message }) : ok(undefined)
}

function toCommits(rows: readonly string[]): readonly HistoryCommit[] {
  const authors = new Map<string, number>()
  return rows.flatMap((row) => {
    const [commit = '', seconds = '', name = '', email = ''] = row.split('\0')
    const at = toTime(seconds)
    if (at === undefined) return []
    const key = email.trim().toLowerCase()
    const author = authors.get(key) ?? authors.size
    authors.set(key, author)
    const updater = findUpdater(name.trim(), key)
    return [{ commit, at, author, ...(updater === undefined ? {} : { updater }) }]
  })
}

function findUpdater(name: string, email: string): HistoryCommit['updater'] {
  if (
    /^dependabot(-preview)?(\[bot\])?$/i.test(name) ||
    /^(\d+\+)?dependabot(-preview)?\[bot\]@|@dependabot\.com$/.test(email)
  )
    return 'dependabot'
  if (
    /^renovate([ -]bot)?(\[bot\])?$/i.test(name) ||
    /^(\d+\+)?renovate\[bot\]@|@renovateapp\.com$/.test(email)
  )
    return 'renovate'
  return undefined
}

function toTags(text: string): readonly HistoryTag[] {
  const tags = text.split('\n').flatMap((row): readonly HistoryTag[] => {
    const [name = '', kind = '', object = '', target = '', seconds = '', signed = ''] = row.split('\0')
    const at = toTime(seconds)
    if (name === '' || at === undefined) return []
    const signature = kind === 'tag' && signed === '1' ? 'carried' : 'none'
    return [{ name, commit: target === '' ? object : target, at, signature }]
  })
  return tags.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.name < b.name ? -1 : 1))
}

/** Seconds since 1970 to RFC 3339; undefined for what no calendar of four digits holds. */
function toTime(seconds: string): string | undefined {
  const number = Number(seconds)
  if (!/^\d{1,12}$/.test(seconds) || number >= 253_402_300_800) return undefined
  return `${new Date(number * 1000).toISOString().slice(0, 19)}Z`
}

/** What lies beyond the newest commits, or 64 MB of names, is not found: not known, never guessed. */
async function readChanges(
  names: GitStream,
  prefix: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Change>> {
  const wanted = new Map(paths.slice(0, historyBounds.paths).map((path) => [`${prefix}${path}`, path]))
  const found = new Map<string, Change>()
  const take = createReader((name, change) => {
    const path = wanted.get(name)
    if (path !== undefined && !found.has(path)) found.set(path, change)
    return found.size === wanted.size ? 'enough' : 'more'
  })
  const read = await names.read(take)
  if (!read.ok) throw new HistoryFailure(read.error)
  return found
}

/** Begins a header, as `%x01` in the format. */
const mark = '\u0001'

/** `-z --name-only`: a header, then the names of its files, each ended by NUL; a line feed stands before the first. */
function createReader(
  onFile: (name: string, change: Change) => 'more' | 'enough',
): (piece: string) => 'more' | 'enough' {
  let rest = ''
  let change: Change | undefined
  return (piece) => {
    const tokens = `${rest}${piece}`.split('\0')
    rest = tokens.pop() ?? ''
    for (const token of tokens) {
      const header = token.startsWith(mark) ? /^.([0-9a-f]{40,64}) (\d+)$/.exec(token) : null
      if (header !== null) {
        const at = toTime(header[2] ?? '')
        change = at === undefined ? undefined : { commit: header[1] ?? '', at }
      } else if (change !== undefined && onFile(token.replace(/^\n/, ''), change) === 'enough')
        return 'enough'
    }
    return 'more'
  }
}
