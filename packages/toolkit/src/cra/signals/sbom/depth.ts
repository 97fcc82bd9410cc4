/** SIG-SBOM-DEPTH: does the SBOM go beyond the first level, and does it say how complete it is. */
import { placeOf, ratio, share, withSbom } from '../../choose-sbom.ts'
import type { SbomDocument } from '../../sbom-document.ts'
import type { Observation, Signal } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-SBOM-DEPTH'

export const sbomDepth: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withSbom(id, input, {
      facts: { depth: null, transitive_share: null, completeness: null },
      on: describe,
    }),
}

function describe(document: SbomDocument): Observation {
  const { depth, reached } = measureDepth(document)
  const total = document.sbom.components.length + document.sbom.unidentified.length
  const transitive = reached.size - new Set(document.sbom.roots).size
  const completeness = document.header.completeness ?? null
  const facts = { depth, transitive_share: ratio(Math.max(0, transitive), total), completeness }
  const evidence = [placeOf(document)]
  if (depth < 2) {
    const statement = say`${document.path} shows no dependency of a dependency.`
    return { state: 'absent', statement, facts, evidence }
  }
  const says =
    completeness === null
      ? say`it does not say how complete it is`
      : say`it calls itself ${completeness.slice(0, 80)}`
  const linked = share(reached.size, total)
  const statement = say`${document.path} links ${linked} components to the product over ${depth} levels; ${says}.`
  return {
    state: 'present',
    statement,
    facts,
    evidence,
    ...(completeness === null ? { strength: 'weak' as const } : {}),
  }
}

/** Levels below the product by the shortest way, and what is linked to it at all. */
function measureDepth({ sbom }: SbomDocument): {
  readonly depth: number
  readonly reached: ReadonlySet<string>
} {
  const edges = new Map(sbom.components.map((component) => [String(component.purl), component.dependsOn]))
  let level: readonly string[] = [...new Set<string>(sbom.roots)]
  const reached = new Set(level)
  let depth = 0
  while (level.length > 0) {
    depth++
    const next = level.flatMap((purl) => edges.get(purl) ?? []).filter((purl) => !reached.has(purl))
    for (const purl of next) reached.add(purl)
    level = [...new Set<string>(next)]
  }
  return { depth, reached }
}
