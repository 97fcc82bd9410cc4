/** SIG-SBOM-FRESH: does the SBOM belong to what is released now. */
import { placeOf, withSbom } from '../../choose-sbom.ts'
import { finalReleases, type Release, releasesOf } from '../../releases.ts'
import type { SbomDocument } from '../../sbom-document.ts'
import type { Observation, Signal, SignalInput } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-SBOM-FRESH'

export const sbomFresh: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withSbom(id, input, { facts: { matches: null }, on: (document) => compare(input, document) }),
}

/** By version where both sides state one: that of the newest release, or the one that the manifest is preparing. */
function compare(input: SignalInput, document: SbomDocument): Observation {
  const latest = finalReleases(releasesOf(input))[0]
  const own = document.header.subject.version
  const current = [latest?.version, input.inventory.version].flatMap((version) => version ?? [])
  if (own === undefined || current.length === 0) return compareDates(document, latest)
  const matches = current.some((version) => plain(version) === plain(own))
  const evidence = [placeOf(document), ...(latest === undefined ? [] : [latest.place])]
  const [first = '', second] = [...new Set(current)]
  const named = second === undefined ? first : say`${first} and ${second}`
  if (matches) {
    const statement = say`${document.path} describes version ${own}, which is the current one.`
    return { state: 'present', statement, facts: { matches }, evidence }
  }
  const statement = say`${document.path} describes version ${own}; the current one is ${named}.`
  return { state: 'contrary', statement, facts: { matches }, evidence }
}

/** Without versions only a document older than the release says something: it cannot have been made for it. */
function compareDates(document: SbomDocument, latest: Release | undefined): Observation {
  const at = document.header.timestamp
  const evidence = [placeOf(document)]
  const unknown = { state: 'unknown', facts: { matches: null }, evidence } as const
  const statement = say`Whether ${document.path} belongs to the current release is unknown.`
  if (at === undefined)
    return { ...unknown, statement, reason: say`it states neither the version of the product nor a time` }
  if (latest === undefined)
    return { ...unknown, statement, reason: say`no version of the product is known to compare with` }
  if (at.slice(0, 10) >= latest.at.slice(0, 10))
    return {
      ...unknown,
      statement,
      reason: say`it is newer than the release, and states no version of the product`,
    }
  return {
    state: 'contrary',
    strength: 'medium',
    statement: say`${document.path} is of ${at.slice(0, 10)}, older than release ${latest.tag} of ${latest.at.slice(0, 10)}.`,
    facts: { matches: false },
    evidence: [...evidence, latest.place],
  }
}

function plain(version: string): string {
  return version.trim().replace(/^v/i, '').toLowerCase()
}
