/** From matched findings to findings that people work with: looked for in the sources, laid under decisions, put in order. */
import { toSourceTree, withInstalledSources } from '@occtet/toolkit/adapters'
import type { RepoFiles } from '@occtet/toolkit/cra'
import { prioritise, type SubjectFacts } from '@occtet/toolkit/matching'
import type { Finding, FindingsReport, Inventory } from '@occtet/toolkit/model'
import { findReachability } from '@occtet/toolkit/reachability'
import {
  type AppliedDecisions,
  applyDecisions,
  type DecisionRecord,
  maskEmbargoed,
  type VexSubject,
} from '@occtet/toolkit/vex'

export interface CompletionInput {
  readonly inventory: Inventory
  readonly matched: FindingsReport
  /** The sources; undefined: nobody looks for imports. */
  readonly files: RepoFiles | undefined
  /** Where installed packages lie. */
  readonly dir: string
  readonly records: readonly DecisionRecord[]
  readonly subject: VexSubject
  readonly facts: SubjectFacts
  /** `YYYY-MM-DD` */
  readonly today: string
}

export interface CompletedFindings {
  readonly report: FindingsReport
  readonly decisions: AppliedDecisions
}

/** Decisions come after the search for imports, since they rest on it; the order comes last, since it rests on both. */
export function completeFindings(input: CompletionInput): CompletedFindings {
  const { inventory, matched, records, subject, facts, today } = input
  const looked = withReachability(input)
  const decisions = applyDecisions(looked, records, {
    product: subject.id,
    ...(subject.version === undefined ? {} : { release: subject.version }),
    today,
    components: inventory.components.map(({ purl }) => purl),
  })
  const shown = decisions.findings.map((finding) => maskEmbargoed(finding, records, today))
  const findings = prioritise(shown, { subject: facts, today })
  return { report: { ...matched, findings }, decisions }
}

/** Each component is asked for once, together with the packages that its advisories name. */
function withReachability({ matched, inventory, files, dir }: CompletionInput): readonly Finding[] {
  const { findings } = matched
  if (files === undefined || findings.length === 0) return findings
  const questions = findings.map(({ purl, affectedPaths }) => ({
    purl,
    ...(affectedPaths === undefined ? {} : { packagePaths: packagesOf(affectedPaths) }),
  }))
  const asked = [...new Set(findings.map(({ purl }) => purl))]
  const tree = withInstalledSources(toSourceTree(files), dir, { inventory, asked })
  const answers = findReachability(tree, inventory, questions)
  return findings.map((finding, at) => {
    const reachability = answers[at]
    return reachability === undefined ? finding : { ...finding, reachability }
  })
}

/** Paths of packages; a symbol after `#` is finer than imports can tell. */
function packagesOf(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map((path) => path.split('#')[0] ?? path))]
}
