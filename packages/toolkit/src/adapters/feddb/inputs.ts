/** From the paths that a user names to feeds: which files belong to which source and ecosystem. */
import { lstatSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { isKnownFamily } from '../../advisories/index.ts'
import { compareCodeUnits, type Issue } from '../../base/index.ts'
import { reasonOf } from './errors.ts'

export interface FeedInput {
  readonly source: string
  /** The folder that the archive lies in, in OSV's layout SOURCE/ECOSYSTEM/all.zip. */
  readonly ecosystem?: string
  /** Id of the source format that reads its records. */
  readonly format: string
  /** Archives, or plain files of one record or an array of records; sorted. */
  readonly files: readonly { readonly path: string; readonly kind: 'zip' | 'json' }[]
  /** Milliseconds of the oldest archive's, or newest plain file's, last change. */
  readonly changed: number
  /** Bytes of the files. */
  readonly bytes: number
}

export interface FoundInputs {
  /** Sorted by source and ecosystem; each pair once. */
  readonly feeds: readonly FeedInput[]
  readonly issues: readonly Issue[]
}

/** Levels of folders that are walked. */
const MAX_DEPTH = 32
const skipped = new Set(['.git', 'node_modules'])

/** `source` overrules the name that follows from the path. Links are not followed. */
export function findInputs(paths: readonly string[], source: string | undefined): FoundInputs {
  const issues: Issue[] = []
  const feeds = new Map<string, FeedInput>()
  for (const path of paths) {
    const found = findFiles(resolve(path), issues)
    if (found === undefined) continue
    if (found.length === 0) {
      issues.push({
        code: 'FORMAT_UNSUPPORTED',
        level: 'error',
        path,
        message: 'holds neither zip archives nor .json files',
        hint: 'give an all.zip of OSV, a folder with such archives, or OSV records as .json',
      })
    }
    for (const feed of groupFiles(found, resolve(path), source)) addFeed(feeds, feed)
  }
  const sorted = [...feeds].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, feed]) => feed)
  return { feeds: sorted, issues }
}

interface FoundFile {
  readonly path: string
  readonly kind: 'zip' | 'json'
  readonly changed: number
  readonly bytes: number
}

function findFiles(path: string, issues: Issue[]): readonly FoundFile[] | undefined {
  try {
    const stat = statSync(path)
    if (!stat.isDirectory())
      return [{ path, kind: kindOf(path) ?? 'json', changed: stat.mtimeMs, bytes: stat.size }]
    const files: FoundFile[] = []
    walk(path, MAX_DEPTH, files)
    const archives = files.filter((file) => file.kind === 'zip')
    return archives.length > 0 ? archives : files
  } catch (cause) {
    issues.push({
      code: 'FILE_UNREADABLE',
      level: 'error',
      path,
      message: `cannot be read: ${reasonOf(cause)}`,
      hint: 'check the path and its permissions',
    })
    return undefined
  }
}

function walk(folder: string, depth: number, files: FoundFile[]): void {
  if (depth === 0) return
  for (const name of readdirSync(folder).sort(compareCodeUnits)) {
    const path = join(folder, name)
    const stat = lstatSync(path)
    if (stat.isDirectory() && !skipped.has(name)) walk(path, depth - 1, files)
    const kind = kindOf(name)
    if (stat.isFile() && kind !== undefined)
      files.push({ path, kind, changed: stat.mtimeMs, bytes: stat.size })
  }
}

function kindOf(name: string): 'zip' | 'json' | undefined {
  if (/\.zip$/i.test(name)) return 'zip'
  return /\.json$/i.test(name) ? 'json' : undefined
}

/** Each archive is a feed of its own; all plain files of one argument are one feed. */
function groupFiles(
  files: readonly FoundFile[],
  argument: string,
  source: string | undefined,
): readonly FeedInput[] {
  const feeds = files
    .filter((file) => file.kind === 'zip')
    .map((file) => toFeed(nameFeed(file.path, true), source, [file]))
  const plain = files.filter((file) => file.kind === 'json')
  if (plain.length === 0) return feeds
  const isFile = plain.length === 1 && plain[0]?.path === argument
  return [...feeds, toFeed(nameFeed(argument, isFile), source, plain)]
}

interface FeedName {
  readonly source: string
  readonly ecosystem?: string
}

/** SOURCE/ECOSYSTEM/all.zip, SOURCE/ECOSYSTEM/ with a known ecosystem, else the file's or folder's own name. */
function nameFeed(path: string, isFile: boolean): FeedName {
  const isLayout = isFile && basename(path).toLowerCase() === 'all.zip'
  const folder = isFile ? dirname(path) : path
  if (isLayout || (!isFile && isKnownFamily(basename(folder)))) {
    const source = basename(dirname(folder))
    if (source !== '') return { source, ecosystem: basename(folder) }
  }
  const own = basename(path).replace(/\.(?:zip|json)$/i, '')
  return { source: own === '' ? 'local' : own }
}

function toFeed(name: FeedName, source: string | undefined, files: readonly FoundFile[]): FeedInput {
  const times = files.map((file) => file.changed)
  const newest = times.reduce((a, b) => Math.max(a, b), 0)
  return {
    ...name,
    format: 'osv',
    ...(source === undefined ? {} : { source }),
    files: files.map(({ path, kind }) => ({ path, kind })),
    changed: newest,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
  }
}

/** Two archives for one source and ecosystem are one feed, as old as the older of them. */
function addFeed(feeds: Map<string, FeedInput>, feed: FeedInput): void {
  const key = `${feed.source}\0${feed.ecosystem ?? ''}`
  const known = feeds.get(key)
  if (known === undefined) {
    feeds.set(key, feed)
    return
  }
  const files = new Map([...known.files, ...feed.files].map((file) => [file.path, file]))
  feeds.set(key, {
    ...known,
    files: [...files.values()].sort((a, b) => compareCodeUnits(a.path, b.path)),
    changed: Math.min(known.changed, feed.changed),
    bytes: known.bytes + feed.bytes,
  })
}
