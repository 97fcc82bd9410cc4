/** Nothing in the product loads the component: read from its own sources, so never more than likely. */
import { type Evidence, type Finding, type Reachability, roleOf } from '../../model/index.ts'
import { fullName, notAffected, quoted } from './draft.ts'
import type { Confidence, Draft, Proposer } from './model.ts'

/**
 * Only where the search for imports came to an answer, or where tests alone load a direct dependency and it is merely
 * unknown whether another package loads it too. What development marks as its own is left to `dev-only`.
 */
export const notImported: Proposer = {
  kind: 'not-imported',
  propose(finding, { reachability, component }) {
    if (reachability === undefined || component === undefined) return undefined
    if (finding.scope === 'development' || finding.isMalicious) return undefined
    if (isOwnOfExample(reachability, component.component.evidence)) return undefined
    const confidence = confidenceOf(finding, reachability)
    if (confidence === undefined) return undefined
    return draft(finding, reachability, confidence)
  },
}

function confidenceOf(
  finding: Finding,
  { state, reason, places, through, looked }: Reachability,
): Confidence | undefined {
  if (looked.files === 0 || looked.unread > 0) return undefined
  if (state === 'not-seen') return reason.code === 'NOT_IMPORTED' ? 'medium' : 'low'
  if (state === 'development-only') return reason.code === 'PARENT_DEVELOPMENT_ONLY' ? 'low' : 'medium'
  const isOpen = reason.code === 'PARENT_UNKNOWN' && through === undefined
  const areTests = places.length > 0 && places.every(({ path }) => roleOf(path) === 'test')
  return isOpen && areTests && finding.relation === 'direct' ? 'low' : undefined
}

/**
 * A manifest under `examples/` or `tools/` makes a program of its own there, for which the code beside it is the product;
 * whether it is shipped is not known.
 */
function isOwnOfExample({ places }: Reachability, evidence: readonly Evidence[]): boolean {
  const folders = evidence
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
    .filter((folder) => folder !== '' && roleOf(`${folder}x`) !== 'product')
  return places.some(({ path }) => folders.some((folder) => path.startsWith(folder)))
}

function draft(finding: Finding, reachability: Reachability, confidence: Confidence): Draft {
  const { reason, places, looked } = reachability
  const name = quoted(fullName(finding.purl))
  return {
    verdict: notAffected(
      'vulnerable_code_not_in_execute_path',
      'The product does not load the affected package.',
    ),
    confidence,
    message: `Nothing in the product was seen to load ${name}: ${quoted(reason.message)}.`,
    evidence: [
      { text: `${looked.files} files of its language were read, none was left out` },
      ...places.map(({ path, line, specifier }) => ({
        text: `outside the running product: ${quoted(specifier)}`,
        path,
        line,
      })),
      { text: unknownOf(reachability) },
    ],
  }
}

function unknownOf({ reason: { code } }: Reachability): string {
  return code === 'PARENT_UNKNOWN' || code === 'PARENT_NOT_IMPORTED' || code === 'PARENT_DEVELOPMENT_ONLY'
    ? 'unknown: whether another package loads it'
    : 'unknown: whether it is loaded by a name that no source writes out'
}
