/** Which records of a flaw disagree that a version is affected: they speak of the package, and do not count the version in. */
import { groupBy } from '../advisories/index.ts'
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim, Dissent } from '../model/index.ts'
import type { Assessment } from './assess.ts'
import { formatRange } from './evaluate.ts'
import { type ClaimGroup, groupClaims } from './groups.ts'

/** A record that counts the version out; all its claims about the package. */
type Voice = readonly AdvisoryClaim[]

/** Records of which no claim hits. One that cannot tell (`unclear`) disagrees with nobody, as in explain. */
export function quietVoices({ claims, hits, unclear }: Assessment): readonly Voice[] {
  const speaking = new Set([...hits, ...unclear].map(({ claim }) => keyOf(claim)))
  return groupBy(
    claims.filter((claim) => !speaking.has(keyOf(claim))),
    keyOf,
  )
}

/** Of the voices those about the same flaw, by the one rule for aliases; undefined where there are none. */
export function findDissent(
  group: ClaimGroup,
  voices: readonly Voice[],
  purlType: string,
): readonly Dissent[] | undefined {
  const ids = new Set(group.ids)
  const found = voices.filter(
    ([first, ...others]) =>
      first !== undefined &&
      [first.record, ...first.aliases].some((id) => ids.has(id)) &&
      groupClaims([...group.claims, first, ...others], purlType).length === 1,
  )
  return found.length === 0 ? undefined : found.flatMap(toDissent).sort(compareDissent)
}

function toDissent(voice: Voice): readonly Dissent[] {
  const [first] = voice
  if (first === undefined) return []
  const range = [...new Set(voice.flatMap(({ ranges }) => ranges.map(formatRange)))].join(' || ')
  return [{ source: first.source, record: first.record, range }]
}

function compareDissent(a: Dissent, b: Dissent): number {
  return compareCodeUnits(a.record, b.record) || compareCodeUnits(a.source, b.source)
}

function keyOf({ source, record }: AdvisoryClaim): string {
  return `${source}\0${record}`
}
