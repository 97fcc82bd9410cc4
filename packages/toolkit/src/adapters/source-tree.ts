/** The sources of a product for reachability, over the files that evidence reads too: listed and read once for both. */
import type { RepoFiles } from '../cra/index.ts'
import type { SourceTree } from '../reachability/index.ts'

/**
 * Folders that tools fill or that version control ignores hold no product code and are left out; links are named as
 * skipped. Installed packages are not listed: what a parent loads is then unknown, and said so. What OCCTET itself wrote
 * is left out by file: a decision that names a package must not make its own facts change.
 */
export function toSourceTree(files: RepoFiles): SourceTree {
  const { files: paths, skipped, incomplete } = files.listAll()
  const open = skipped.map(({ path }) => path).filter((path) => !path.endsWith('/'))
  const reports = findReports(paths)
  const product = paths.filter((path) => !isRecord(path) && !reports.has(path))
  return {
    list: () => product,
    read: (path) => files.read(path),
    skipped: incomplete === undefined ? open : [...open, '/'],
  }
}

/** Decisions, policy, profile, baseline. Code that somebody puts there is still read. */
function isRecord(path: string): boolean {
  return /(^|\/)\.occtet\/(.*\/)?[^/]+\.(ya?ml|json)$/.test(path)
}

/** A folder is a report of `occtet check` where all of these are. */
const marks = ['cra.json', 'sbom.cdx.json', 'sbom.spdx.json', 'summary.json']
const written = [
  ...marks,
  'findings.json',
  'findings.sarif',
  'report.html',
  'vex.cdx.json',
  'vex.openvex.json',
]

/** Paths of the files of reports; what else lies in such a folder is no report. */
function findReports(paths: readonly string[]): ReadonlySet<string> {
  const all = new Set(paths)
  const folders = paths
    .filter((path) => path.endsWith('/summary.json'))
    .map((path) => path.slice(0, -'summary.json'.length))
    .filter((folder) => marks.every((name) => all.has(`${folder}${name}`)))
  return new Set(folders.flatMap((folder) => written.map((name) => `${folder}${name}`)))
}
