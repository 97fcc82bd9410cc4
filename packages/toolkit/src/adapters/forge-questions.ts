/** Which questions a fetch asks a forge, and into which file each answer goes. Only reading ones (GET). */
import { publicForgeApis } from './public-sources.ts'

export interface ForgeAddress {
  readonly forge: 'github' | 'gitlab'
  /** Beginning of every question, without a slash at the end. */
  readonly api: string
  /** `owner/name`; of GitLab with all its groups. */
  readonly project: string
}

export interface ForgeQuestion {
  readonly file: string
  /** Below the interface's address. */
  readonly path: string
  /** A list that comes in pages of a hundred. */
  readonly isList?: boolean
}

/** Undefined: no address of a project on a forge. */
export function parseForgeAddress(url: string, kind?: ForgeAddress['forge']): ForgeAddress | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !isPlain(parsed)) return undefined
  const project = parsed.pathname.replace(/^\/|\/$/g, '').replace(/\.git$/, '')
  const forge = kind ?? (/(^|\.)gitlab\./.test(parsed.hostname) ? 'gitlab' : 'github')
  if (!isProject(project, forge)) return undefined
  const own = forge === 'gitlab' ? '/api/v4' : '/api/v3'
  return { forge, project, api: publicForgeApis.get(parsed.host) ?? `${parsed.origin}${own}` }
}

/** A token never travels in the clear; plain http is taken for this machine only, where tests listen. */
function isPlain({ protocol, hostname, username, password, search, hash }: URL): boolean {
  const isLocal = hostname === '127.0.0.1' || hostname === '[::1]'
  const isSealed = protocol === 'https:' || (protocol === 'http:' && isLocal)
  return isSealed && [username, password, search, hash].every((part) => part === '')
}

/** `owner/name`; GitLab nests groups. */
function isProject(project: string, forge: ForgeAddress['forge']): boolean {
  const names = project.split('/')
  const isCounted = forge === 'gitlab' ? names.length >= 2 : names.length === 2
  return isCounted && names.every((name) => /^[\w.-]+$/.test(name) && !/^\.{1,2}$/.test(name))
}

/** Those that need no other answer first. */
export function firstQuestions({ forge, project }: ForgeAddress): readonly ForgeQuestion[] {
  const owner = project.slice(0, project.lastIndexOf('/'))
  if (forge === 'gitlab') {
    const at = `/projects/${encodeURIComponent(project)}`
    return [
      { file: 'project.json', path: at },
      { file: 'releases.json', path: `${at}/releases`, isList: true },
      { file: 'protected-branches.json', path: `${at}/protected_branches?per_page=100` },
      {
        file: 'merge-requests.json',
        path: `${at}/merge_requests?state=merged&order_by=updated_at&per_page=30`,
      },
      { file: 'group.json', path: `/groups/${encodeURIComponent(owner)}?with_projects=false` },
    ]
  }
  const at = `/repos/${project}`
  return [
    { file: 'repository.json', path: at },
    { file: 'releases.json', path: `${at}/releases`, isList: true },
    { file: 'private-vulnerability-reporting.json', path: `${at}/private-vulnerability-reporting` },
    { file: 'vulnerability-alerts.json', path: `${at}/vulnerability-alerts` },
    { file: 'security-advisories.json', path: `${at}/security-advisories?state=published`, isList: true },
    { file: 'pulls.json', path: `${at}/pulls?state=closed&sort=updated&direction=desc&per_page=100` },
    { file: 'organization.json', path: `/orgs/${owner}` },
    { file: 'organization-security-policy.json', path: `/repos/${owner}/.github/contents/SECURITY.md` },
  ]
}

/** Those about the main branch and about single changes. */
export function laterQuestions(
  { forge, project }: ForgeAddress,
  known: { readonly branch: string | undefined; readonly merges: readonly number[] },
): readonly ForgeQuestion[] {
  if (forge === 'gitlab') {
    const at = `/projects/${encodeURIComponent(project)}/merge_requests`
    return known.merges.map((number) => ({
      file: `approvals/${number}.json`,
      path: `${at}/${number}/approvals`,
    }))
  }
  const at = `/repos/${project}`
  const branch = known.branch === undefined ? undefined : encodeURIComponent(known.branch)
  const protection = [
    { file: 'branch.json', path: `${at}/branches/${branch}` },
    { file: 'branch-protection.json', path: `${at}/branches/${branch}/protection` },
    { file: 'branch-rules.json', path: `${at}/rules/branches/${branch}?per_page=100` },
  ]
  const reviews = known.merges.map((number) => ({
    file: `reviews/${number}.json`,
    path: `${at}/pulls/${number}/reviews?per_page=100`,
  }))
  return [...(branch === undefined ? [] : protection), ...reviews]
}
