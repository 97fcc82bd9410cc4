/** Which statements somebody asks for, by a word of ours or by the address of a predicate type. */
import {
  isExpectedType,
  kindOfPredicate,
  type PredicateKind,
  predicateTypes,
} from '@occtet/toolkit/attestations'
import { misused } from './guard-attest.ts'

const words: Readonly<Record<string, readonly PredicateKind[]>> = {
  sbom: ['sbom-cyclonedx', 'sbom-spdx'],
  vex: ['vex'],
  scan: ['scan'],
  result: ['verification-result'],
  assessment: ['cra-assessment'],
  diligence: ['due-diligence'],
  foss: ['foss-security'],
  document: ['reference'],
  test: ['test-result'],
  provenance: ['provenance'],
}

/** Undefined: any type that is known here. Else the types of which each answers the question. */
export function readAskedTypes(asked: string | undefined): readonly string[] | undefined {
  if (asked === undefined) return undefined
  if (Object.hasOwn(words, asked)) return (words[asked] ?? []).map((kind) => predicateTypes[kind])
  if (asked.includes('/')) return [asked]
  const known = Object.keys(words).join(', ')
  throw misused('TYPE_UNKNOWN', `--type: expected the address of a predicate type, or one of ${known}`)
}

/**
 * The type to ask for, given what an envelope claims before anybody checked it; undefined: nobody asked for such a one. What
 * claims nothing readable is asked for where everything is: it then says what is wrong with it.
 */
export function expectedOf(
  claimed: string | undefined,
  asked: readonly string[] | undefined,
): string | undefined {
  if (asked !== undefined) {
    return claimed === undefined ? undefined : asked.find((type) => isExpectedType(claimed, type))
  }
  if (claimed === undefined) return predicateTypes['sbom-cyclonedx']
  return kindOfPredicate(claimed) === undefined ? undefined : claimed
}
