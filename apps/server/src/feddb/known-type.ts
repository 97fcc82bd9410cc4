/** Purl types and OSV families that may stand in a log: a word that a client made up must not. */
import { isKnownFamily, osvEcosystemsOf } from '@occtet/toolkit/advisories'
import { type Purl, splitPurl } from '@occtet/toolkit/model'

export function knownType(word: string): string {
  return isKnownFamily(word) || osvEcosystemsOf(word).length > 0 ? word : 'other'
}

export function typeOf(purl: Purl): string {
  return knownType(splitPurl(purl).type)
}
