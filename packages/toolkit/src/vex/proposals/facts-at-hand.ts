/** What is at hand about one finding, put together for `propose`; what is not known is left out, and so proposes nothing. */
import type { Component, Finding } from '../../model/index.ts'
import type { SourceTree } from '../../reachability/index.ts'
import type { FindingVex } from '../apply/apply-vex.ts'
import type { ProposalFacts } from './model.ts'
import { vendoredPackages } from './vendored-packages.ts'

export interface AtHand {
  readonly finding: Finding
  /** Of the inventory; undefined where it is not in there any more. */
  readonly component: Component | undefined
  /** Sources of the product; undefined where nobody has them. */
  readonly tree: SourceTree | undefined
  /** What received documents say of this finding (`applyVex`). */
  readonly vex: FindingVex | undefined
}

export function toProposalFacts({ finding, component, tree, vex }: AtHand): ProposalFacts {
  const { affectedPaths, reachability, summary } = finding
  // A symbol after `#` is finer than packages can tell.
  const packagePaths = [...new Set((affectedPaths ?? []).map((path) => path.split('#')[0] ?? path))]
  const packages =
    component === undefined || tree === undefined ? undefined : vendoredPackages(tree, component)
  return {
    ...(tree === undefined ? {} : { tree }),
    advisory: {
      ...(summary === undefined ? {} : { text: summary }),
      ...(packagePaths.length === 0 ? {} : { packagePaths }),
    },
    ...(component === undefined
      ? {}
      : { component: { component, ...(packages === undefined ? {} : { packages }) } }),
    ...(reachability === undefined ? {} : { reachability }),
    ...(vex === undefined || vex.matches.length === 0 ? {} : { vex }),
  }
}
