/** Copied code as a marker file beside it tells: a name, and a version, a commit or an address where it states them. */
import type { Hash, PurlParts } from '../../model/index.ts'
import { isCommit, parseRepositoryAddress, type RepositoryAddress, vcsUrl } from './forge.ts'
import { addIssue, addPackage, type Draft } from './package.ts'
import { partsOf } from './purl-parts.ts'
import { statedVersion } from './stated-version.ts'

export interface Marker {
  readonly name: string
  /** As written in the field for the version: a version, a tag, a commit, a date, `unknown`. */
  readonly version?: string | undefined
  /** As written in the field for the revision. */
  readonly revision?: string | undefined
  /** As written: a repository, an archive, a page about the project. */
  readonly url?: string | undefined
  /** The marker says that the address is one of git. */
  readonly isGit?: boolean | undefined
  /** 1-based. */
  readonly line: number
  readonly license?: string | undefined
  readonly hashes?: readonly Hash[] | undefined
}

/** Its bytes lie in the tree, so it counts wherever they came from. What pins nothing is an issue. */
export function addMarker(draft: Draft, marker: Marker): void {
  const { name, line, license, hashes } = marker
  const purl = markerPurl(marker)
  const written = [marker.version, marker.revision].filter((text) => (text ?? '') !== '').join(' ')
  if (purl.version === undefined) {
    const found = written === '' ? 'none is written' : `found ${written.slice(0, 100)}`
    const message = `expected a version or a commit of ${name.slice(0, 100)}, ${found}`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message, hint: 'write the version that was copied' })
  }
  addPackage(draft, {
    purl,
    line,
    origin: 'path',
    requirement: purl.version === undefined && written !== '' ? written.slice(0, 200) : undefined,
    license,
    hashes,
  })
}

/** Generic (purl-spec): the marker proves where the code is from, not which registry has it. */
export function markerPurl({ name, version = '', revision = '', url = '', isGit }: Marker): PurlParts {
  const commit = [revision.trim(), version.trim()].find(isCommit)
  const stated = statedVersion(version)
  const repository = repositoryOf(url.trim(), isGit === true)
  const ref = commit ?? (isGit === true && stated !== undefined ? version.trim() : undefined)
  return partsOf({
    type: 'generic',
    name,
    version: stated ?? commit,
    qualifiers:
      repository === undefined
        ? { download_url: archiveOf(url.trim()) }
        : { vcs_url: vcsUrl(repository, ref) },
  })
}

/** Hosts whose first two parts of a path are a repository, whatever page of it is named. */
const forges = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'])

function repositoryOf(url: string, isGit: boolean): RepositoryAddress | undefined {
  const address = archiveOf(url) === undefined ? parseRepositoryAddress(url) : undefined
  if (address === undefined || isGit) return address
  if (/^(?:ssh|git|git\+\w+):\/\/|^[\w.-]+@|\.git\/?$/.test(url)) return address
  return forges.has(address.host) ? ofForge(address) : undefined
}

/** GitLab has groups of groups, and parts its pages from them by a dash. */
function ofForge({ host, path }: RepositoryAddress): RepositoryAddress | undefined {
  const [own = ''] = path.split('/-/')
  const parts = own.split('/')
  const repository = (host === 'gitlab.com' ? parts : parts.slice(0, 2)).join('/')
  if (parts.length < 2) return undefined
  return { host, path: repository, url: `https://${host}/${repository}` }
}

const archiveEnd = /\.(?:tar(?:\.\w{1,5})?|tgz|tbz2?|txz|zip|7z|jar|crate|gem|whl)$/i

function archiveOf(url: string): string | undefined {
  if (!/^https?:\/\//.test(url)) return undefined
  const address = parseRepositoryAddress(url)
  return archiveEnd.test(url.split(/[?#]/)[0] ?? '') ? address?.url : undefined
}
