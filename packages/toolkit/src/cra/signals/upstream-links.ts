/** SIG-REPO-UPSTREAM-LINKS: do records of vulnerabilities or patches point to reports at other projects. */
import { isDocument } from '../prose/prose.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-UPSTREAM-LINKS'
const report =
  /https?:\/\/(?:github\.com|gitlab\.com|codeberg\.org)\/([\w.-]{1,80}\/[\w.-]{1,80})\/(?:-\/)?(?:issues|pull|merge_requests|security\/advisories)\/[\w-]+/gi
const flaw = /\b(CVE-\d{4}-\d{4,7}|GHSA-[0-9a-z]{4}-|vulnerab|security (fix|issue|flaw|bug|patch)|exploit)/i
const patch = /(^|\/)(patches|debian\/patches)\/[^/]+\.(patch|diff)$|\.patch$/i
const record =
  /(^|\/)(changelog|changes|history|news|security|vex|advisor(y|ies)|vulnerabilit(y|ies)|upstream)[^/]*\.(md|rst|txt|adoc|ya?ml|json)$|(^|\/)\.occtet\//i
const bounds = { files: 300, characters: 500_000, evidence: 5 } as const

interface Link {
  readonly path: string
  readonly line: number
  readonly repository: string
}

export const upstreamLinks: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const links = findLinks(tree)
    const own = mostNamed(links.all)
    const hits = links.ofFlaws.filter((link) => link.repository !== own)
    if (hits.length > 0) {
      const statement = say`${count(hits.length, 'link')} to issues or changes of other projects beside a vulnerability or patch; who reported them is not told.`
      const evidence = hits.slice(0, bounds.evidence).map(({ path, line }) => ({ path, line }))
      return toSignalResult(id, { state: 'present', statement, facts: { count: hits.length }, evidence })
    }
    const { incomplete } = tree.listAll()
    if (incomplete !== undefined) {
      const statement = say`Whether reports to other projects are recorded is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts: { count: null }, reason: incomplete })
    }
    const statement = say`No link to a report at another project was found in vulnerability records or patches.`
    return toSignalResult(id, { state: 'absent', statement, facts: { count: 0 } })
  },
}

function findLinks(tree: RepoFiles): { all: readonly Link[]; ofFlaws: readonly Link[] } {
  const all: Link[] = []
  const ofFlaws: Link[] = []
  const paths = tree
    .listAll()
    .files.filter(
      (path) => patch.test(path) || (record.test(path) && (isDocument(path) || path.startsWith('.occtet/'))),
    )
  for (const path of paths.slice(0, bounds.files)) {
    const isPatch = patch.test(path)
    const rows = (tree.read(path)?.slice(0, bounds.characters) ?? '').split(/\r?\n/)
    rows.forEach((row, at) => {
      const line = row.slice(0, 2000)
      for (const match of line.matchAll(report)) {
        const link = { path, line: at + 1, repository: (match[1] ?? '').toLowerCase() }
        all.push(link)
        if ((isPatch && at < 60) || flaw.test(line)) ofFlaws.push(link)
      }
    })
  }
  return { all, ofFlaws }
}

/** A project's change log points to its own issues most; with fewer than three links nothing can be said. */
function mostNamed(links: readonly Link[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { repository } of links) counts.set(repository, (counts.get(repository) ?? 0) + 1)
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return first !== undefined && first[1] >= 3 ? first[0] : undefined
}
