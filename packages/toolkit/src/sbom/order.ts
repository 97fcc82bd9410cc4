/** One order for what has none: the same facts give the same bytes, however they were found. */
import { compareCodeUnits } from '../base/index.ts'
import type { Component, Evidence, Hash } from '../model/index.ts'

export function sortTexts(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].sort()
}

export function sortHashes(hashes: readonly Hash[]): readonly Hash[] {
  const byKey = new Map(hashes.map((hash) => [`${hash.algorithm} ${hash.value}`, hash]))
  return [...byKey].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, hash]) => hash)
}

export function sortEvidence(places: readonly Evidence[]): readonly Evidence[] {
  const byKey = new Map(places.map((place) => [`${place.path}\0${place.line}`, place]))
  return [...byKey.values()].sort((a, b) => compareCodeUnits(a.path, b.path) || a.line - b.line)
}

export function toOrdered(component: Component): Component {
  if (hasOneOfEach(component)) return component
  return {
    ...component,
    groups: sortTexts(component.groups),
    aliases: sortTexts(component.aliases),
    licenses: sortTexts(component.licenses),
    hashes: sortHashes(component.hashes),
    evidence: sortEvidence(component.evidence),
  }
}

/** The usual case, and then a million components need not be copied. */
function hasOneOfEach({ groups, aliases, licenses, hashes, evidence }: Component): boolean {
  return [groups, aliases, licenses, hashes, evidence].every((list) => list.length < 2)
}
