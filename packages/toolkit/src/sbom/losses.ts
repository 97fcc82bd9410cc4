/** The loss report: what a written SBOM does not say, or says only where other tools do not look. */
import type { Component } from '../model/index.ts'
import { toGraph } from './graph.ts'
import { isWellFormedHash } from './hashes.ts'
import type { SbomFormat, SbomInput } from './sbom.ts'

/** One sentence for each loss; empty when other tools can read all of it. */
export function findSbomLosses(input: SbomInput, format: SbomFormat): readonly string[] {
  const edges = toGraph(input).dangling.map(
    (edge) => `left out: dependency on a component that is not listed, ${edge}`,
  )
  const hashes = input.components.flatMap(({ purl, hashes: all }) =>
    all
      .filter((hash) => !isWellFormedHash(hash))
      .map(({ algorithm }) => `left out: hash of ${purl} whose length does not fit ${algorithm}`),
  )
  return [...edges, ...hashes, ...(format === 'spdx' ? findAnnotatedOnly(input) : [])]
}

/** SPDX 2.3 has no field for these; our annotations keep them, and only OCCTET reads those. */
function findAnnotatedOnly(input: SbomInput): readonly string[] {
  const facts: readonly (readonly [string, (component: Component) => boolean])[] = [
    ['evidence (path and line)', ({ evidence }) => evidence.length > 0],
    ['scope of indirect dependencies', ({ scope, relation }) => scope !== 'unknown' && relation !== 'direct'],
    ['groups', ({ groups }) => groups.length > 0],
    ['aliases', ({ aliases }) => aliases.length > 0],
    ['required versions', ({ requirement }) => requirement !== undefined],
    ['unresolved versions', ({ isVersionResolved }) => !isVersionResolved],
    ['first-party components', ({ isFirstParty }) => isFirstParty],
    ['origin other than a registry', ({ origin }) => origin !== 'registry'],
  ]
  const ofComponents = facts.flatMap(([name, has]) => {
    const count = input.components.filter(has).length
    return count === 0 ? [] : [`in an annotation only: ${name}, ${count} components`]
  })
  const counts: readonly (readonly [string, number])[] = [
    ['status of files', input.files.length],
    ['issues', input.issues.length],
    ['folders and ids of products', input.products?.length ?? 0],
  ]
  const ofDocument = counts.flatMap(([name, count]) =>
    count === 0 ? [] : [`in an annotation only: ${name}, ${count}`],
  )
  return [...ofComponents, ...ofDocument]
}
