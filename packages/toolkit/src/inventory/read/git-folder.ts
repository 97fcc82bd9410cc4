/**
 * What the folder `.git` of a tree tells of repositories inside the repository: the commit that its index names, and the
 * one that lies checked out. Untrusted, like the rest of the tree; no path leads out of it.
 */
import type { Near } from '../ecosystem.ts'
import { isCommit } from './forge.ts'
import { readGitConfig } from './git-config.ts'
import { readGitLinks } from './git-index.ts'
import { joinPath } from './relative-path.ts'

export interface GitLinks {
  /** By path relative to the folder that holds `.git`. */
  readonly commits: ReadonlyMap<string, string>
  /** Why there are none. */
  readonly problem: string | undefined
}

const none: ReadonlyMap<string, string> = new Map()

/** Undefined where the tree holds no index of git. */
export function readLinks(near: Near): GitLinks | undefined {
  const folder = gitFolderOf('', near)
  const bytes = near.bytes?.(`${folder}/index`)
  if (bytes === undefined) return undefined
  const links = readGitLinks(bytes, usesSha256(near(`${folder}/config`)?.text) ? 32 : 20)
  return links.ok ? { commits: links.value, problem: undefined } : { commits: none, problem: links.error }
}

/** The commit whose files lie in that folder; undefined where nobody can say, or none is checked out. */
export function readHead(path: string, near: Near): string | undefined {
  if (path.split('/').includes('..') || path.startsWith('/')) return undefined
  const folder = gitFolderOf(path, near)
  const head = near(`${folder}/HEAD`)?.text.trim() ?? ''
  const ref = /^ref:\s*(refs\/\S+)$/.exec(head)?.[1]
  const commit = ref === undefined ? head : refOf(folder, ref, near)
  return isCommit(commit) ? commit : undefined
}

/** `.git` itself, or where the file of that name points to. */
function gitFolderOf(path: string, near: Near): string {
  const own = path === '' ? '.git' : `${path}/.git`
  const target = /^gitdir:[ \t]*(\S.*)$/m.exec(near(own)?.text.slice(0, 4_000) ?? '')?.[1]?.trim()
  if (target === undefined) return own
  return target.startsWith('/') ? target : joinPath(path, target)
}

function refOf(folder: string, ref: string, near: Near): string {
  const loose = near(`${folder}/${ref}`)?.text.trim()
  if (loose !== undefined) return loose
  const packed = near(`${folder}/packed-refs`)?.text ?? ''
  return (
    packed
      .split('\n')
      .find((line) => line.endsWith(` ${ref}`))
      ?.split(' ')[0] ?? ''
  )
}

function usesSha256(config = ''): boolean {
  const { sections } = readGitConfig(config)
  return sections.some(
    ({ kind, settings }) => kind === 'extensions' && settings.get('objectformat')?.toLowerCase() === 'sha256',
  )
}
