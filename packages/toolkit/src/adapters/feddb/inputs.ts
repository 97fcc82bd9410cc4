/** From the paths that a user names to feeds: which records belong to which source, ecosystem and form. */
import { basename, dirname } from 'node:path'
import { findFormat, isKnownFamily } from '../../advisories/index.ts'
import { compareCodeUnits, type Issue } from '../../base/index.ts'
import { type FoundFile, findFiles } from './found-files.ts'
import type { Spool } from './spool.ts'
import { type StagedFeed, stageFiles } from './staging.ts'

export interface FeedInput {
  readonly source: string
  /** The folder that the archive lies in, in OSV's layout SOURCE/ECOSYSTEM/all.zip; the format's id for other forms. */
  readonly ecosystem?: string
  /** Id of the source format that reads its records. */
  readonly format: string
  /** Archives of OSV records, read as they lie there; sorted. */
  readonly archives: readonly string[]
  /** Everything else, gathered beforehand. */
  readonly spools: readonly Spool[]
  /** A file of it could not be read: its silence means nothing. */
  readonly isPartial?: boolean
  /** Milliseconds of the oldest archive's, or newest plain file's, last change. */
  readonly changed: number
  /** Bytes to read. */
  readonly bytes: number
}

export interface InputOptions {
  /** Overrules the name that follows from path and format. */
  readonly source?: string
  /** Id of a format, for files that no format recognises. */
  readonly format?: string
  /** Path of a temporary file of this name. */
  readonly temporary: (name: string) => string
}

export interface FoundInputs {
  /** Sorted by source and ecosystem; each pair once. */
  readonly feeds: readonly FeedInput[]
  readonly issues: readonly Issue[]
}

export async function findInputs(paths: readonly string[], options: InputOptions): Promise<FoundInputs> {
  const issues: Issue[] = []
  const feeds = new Map<string, FeedInput>()
  for (const [number, path] of paths.entries()) {
    const found = findFiles(path)
    if ('code' in found) {
      issues.push(found)
      continue
    }
    const temporary = (name: string): string => options.temporary(`${number}-${name}`)
    const result = await stageFiles(found, { ...options, temporary })
    issues.push(...result.issues)
    for (const file of result.archives) addFeed(feeds, archiveFeed(file, options.source))
    for (const feed of result.feeds) addFeed(feeds, stagedFeed(feed, found, options.source))
  }
  const sorted = [...feeds].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, feed]) => feed)
  return { feeds: sorted, issues }
}

interface FeedName {
  readonly source: string
  readonly ecosystem?: string
}

function archiveFeed(file: FoundFile, source: string | undefined): FeedInput {
  return {
    ...nameFeed(file.path, true),
    ...(source === undefined ? {} : { source }),
    format: 'osv',
    archives: [file.path],
    spools: [],
    changed: file.changed,
    bytes: file.bytes,
  }
}

function stagedFeed(
  feed: StagedFeed,
  found: { readonly argument: string; readonly isFolder: boolean },
  source: string | undefined,
): FeedInput {
  const fromPath = nameFeed(feed.archive ?? found.argument, feed.archive !== undefined || !found.isFolder)
  const named = source ?? findFormat(feed.format)?.source
  const ecosystem = feed.format === 'osv' ? fromPath.ecosystem : feed.format
  return {
    source: named ?? fromPath.source,
    ...(ecosystem === undefined ? {} : { ecosystem }),
    format: feed.format,
    archives: [],
    spools: [feed.spool],
    ...(feed.isPartial ? { isPartial: true } : {}),
    changed: feed.changed,
    bytes: feed.spool.file.size,
  }
}

/** SOURCE/ECOSYSTEM/all.zip, SOURCE/ECOSYSTEM/ with a known ecosystem, else the file's or folder's own name. */
function nameFeed(path: string, isFile: boolean): FeedName {
  const isLayout = isFile && basename(path).toLowerCase() === 'all.zip'
  const folder = isFile ? dirname(path) : path
  if (isLayout || (!isFile && isKnownFamily(basename(folder)))) {
    const source = basename(dirname(folder))
    if (source !== '') return { source, ecosystem: basename(folder) }
  }
  const own = basename(path).replace(/(?:\.(?:zip|json|ya?ml|csv|tar|tgz|gz))+$/i, '')
  return { source: own === '' ? 'local' : own }
}

/** Two inputs for one source and ecosystem are one feed, as old as the older of them. */
function addFeed(feeds: Map<string, FeedInput>, feed: FeedInput): void {
  const key = `${feed.source}\0${feed.ecosystem ?? ''}`
  const known = feeds.get(key)
  if (known === undefined) {
    feeds.set(key, feed)
    return
  }
  feeds.set(key, {
    ...known,
    archives: [...new Set([...known.archives, ...feed.archives])].sort(compareCodeUnits),
    spools: [...known.spools, ...feed.spools],
    ...(known.isPartial === true || feed.isPartial === true ? { isPartial: true } : {}),
    changed: Math.min(known.changed, feed.changed),
    bytes: known.bytes + feed.bytes,
  })
}
