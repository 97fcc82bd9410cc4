/** Package URLs of repositories: by their own types where purl-spec has one for the host, else with `vcs_url`. */
import type { PurlParts } from '../../model/index.ts'
import { partsOf, splitPath } from './purl-parts.ts'

/**
 * Not GitHub: its type is looked up among actions, whose fresh silence would call a library clean that nobody speaks of.
 * `github-workflow` alone names actions.
 */
const types = new Map([
  ['gitlab.com', 'gitlab'],
  ['bitbucket.org', 'bitbucket'],
])

/** Longer addresses are none. */
const maxUrl = 2_000

export interface RepositoryAddress {
  readonly host: string
  /** Without `.git` and slashes at its ends. */
  readonly path: string
  /** As `https://HOST/PATH.git` or whatever was written with a scheme; `ssh://USER@HOST/PATH` for `USER@HOST:PATH`. */
  readonly url: string
}

/** Addresses as git takes them: `https://…`, `ssh://git@…`, `git@HOST:PATH`; undefined for paths and anything else. */
export function parseRepositoryAddress(written: string): RepositoryAddress | undefined {
  const url = toUrl(written)
  const rest = url?.slice(url.indexOf('://') + 3).split(/[?#]/)[0] ?? ''
  const slash = rest.indexOf('/')
  if (url === undefined || slash < 0) return undefined
  const server = rest.slice(0, slash)
  const host = server
    .slice(server.lastIndexOf('@') + 1)
    .replace(/:\d+$/, '')
    .toLowerCase()
  const parts = rest.slice(slash).split('/')
  const path = parts
    .filter((part) => !['', '.', '..'].includes(part))
    .join('/')
    .replace(/\.git$/, '')
  return host === '' || path === '' ? undefined : { host, path, url: withoutPassword(url) }
}

function toUrl(written: string): string | undefined {
  if (written.length > maxUrl || /\s/.test(written)) return undefined
  const plain = written.replace(/^git\+/, '')
  if (/^(?:https?|ssh|git):\/\//.test(plain)) return plain
  const [, server, path] = /^([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/.exec(plain) ?? []
  return server === undefined || path === undefined ? undefined : `ssh://${server}/${path}`
}

/** What stands between `:` and `@` of an address is a secret of somebody. */
function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/)([^/@:]*)(?::[^/@]*)?@/, (_, scheme: string, user: string) =>
    scheme.startsWith('http') ? scheme : `${scheme}${user}@`,
  )
}

/** `version`: a tag or a commit. What is no address gives a generic package of the last part's name. */
export function forgePurl(written: string, version: string | undefined): PurlParts {
  const address = parseRepositoryAddress(written)
  if (address === undefined) {
    const last = written.split(/[/\\]/).findLast((part) => !/^\.*$/.test(part)) ?? written
    return partsOf({ type: 'generic', name: last.slice(0, 200).replace(/\.git$/, ''), version })
  }
  const type = types.get(address.host)
  const { namespace, name } = splitPath(address.path)
  if (type !== undefined && namespace !== undefined) return partsOf({ type, namespace, name, version })
  return vcsPurl(written, version)
}

/** A generic package (purl-spec, type `generic`) of a repository: `vcs_url` says where, with the commit or tag. */
export function vcsPurl(written: string, version: string | undefined, name?: string): PurlParts {
  const address = parseRepositoryAddress(written)
  return partsOf({
    type: 'generic',
    name: name ?? (address === undefined ? written.slice(0, 200) : splitPath(address.path).name),
    version,
    qualifiers: { vcs_url: address === undefined ? undefined : vcsUrl(address, version) },
  })
}

/** Qualifier `vcs_url` (purl-spec, "Known qualifiers") of a git repository, at a commit or tag where one is known. */
export function vcsUrl({ url }: RepositoryAddress, ref: string | undefined): string {
  return `git+${url}${ref === undefined ? '' : `@${ref}`}`
}

/** The version that a ref of git stands for: a commit, or the tag of one release; undefined for what moves by design. */
export function versionOfRef(ref: string | undefined): string | undefined {
  return ref !== undefined && (isCommit(ref) || isReleaseTag(ref)) ? ref : undefined
}

/** Forty hexadecimal digits, or sixty-four in repositories with SHA-256: content that cannot change. */
export function isCommit(ref: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref)
}

/** A tag of three numbers or more names one release (`v4.1.7`, `1.2.3-rc.1`); `v4` and `main` move by design. */
export function isReleaseTag(ref: string): boolean {
  return /^v?\d+\.\d+\.\d+(?:[.+-][\w.+-]*)?$/.test(ref)
}
