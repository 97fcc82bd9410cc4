/** One purl as VulnerableCode's answers look at it: what affects it, what it fixes, where to go. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { assessPurl, groupClaims } from '@occtet/toolkit/matching'
import { type AdvisoryClaim, buildPurl, parsePurl, type Purl, splitPurl } from '@occtet/toolkit/model'
import type { AnswerStatus } from '../status-header.ts'
import {
  createIsClear,
  findClearVersions,
  type IsClear,
  purlOf,
  readFixedVersions,
} from './fixed-versions.ts'

/** Claims about one flaw of the package, with all its ids and the one to call it by. */
export type ClaimGroup = ReturnType<typeof groupClaims>[number]

export interface AffectingGroup extends ClaimGroup {
  /** The versions that its claims name as fixed, above the asked one; ascending. */
  readonly fixedBy: readonly FixedPackage[]
}

export interface FixedPackage {
  readonly purl: Purl
  /** By another flaw, or nobody knows. Worked out when asked: not every answer tells it. */
  readonly isVulnerable: () => boolean
}

export interface PackageView {
  /** As the client wrote it: clients find their packages by this very text. */
  readonly asked: string
  readonly purl: Purl | undefined
  readonly status: AnswerStatus
  readonly affecting: readonly AffectingGroup[]
  /** Groups whose fix arrived with this very version. */
  readonly fixing: readonly ClaimGroup[]
  readonly nextClear: string | null
  readonly latestClear: string | null
}

export interface ViewOptions {
  /** Look at the package without qualifiers and subpath. */
  readonly isPlain: boolean
}

export function viewPackage(
  store: AdvisoryStore,
  asked: string,
  options: ViewOptions = { isPlain: false },
): PackageView {
  const parsed = parsePurl(asked)
  const purl = parsed.ok && options.isPlain ? toPlain(parsed.value) : parsed
  if (!purl.ok) return { ...nothing, asked, status: { kind: 'unknown', reason: 'INPUT_NOT_A_PURL' } }
  const { type } = splitPurl(purl.value)
  const assessment = assessPurl(store, purl.value)
  const hits = assessment.hits.map((hit) => hit.claim)
  const fixed = readFixedVersions(purl.value, hits)
  const isClear = createIsClear(store, purl.value)
  const clear = findClearVersions(fixed.above, isClear)
  const affecting = groupClaims(hits, type)
  const affected = new Set(hits)
  const fixing = assessment.claims.filter((claim) => !affected.has(claim) && fixed.isFixing(claim))
  return {
    asked,
    purl: purl.value,
    status: hits.length > 0 ? { kind: 'affected' } : silence(assessment.unknown),
    affecting: affecting.map((group) => ({ ...group, fixedBy: fixedBy(purl.value, group.claims, isClear) })),
    fixing: groupClaims(fixing, type),
    nextClear: clear.next,
    latestClear: clear.latest,
  }
}

const nothing = {
  purl: undefined,
  affecting: [],
  fixing: [],
  nextClear: null,
  latestClear: null,
} as const

function silence(unknown: { readonly reason: string } | undefined): AnswerStatus {
  return unknown === undefined
    ? { kind: 'no_known_vulnerability' }
    : { kind: 'unknown', reason: unknown.reason }
}

function fixedBy(purl: Purl, claims: readonly AdvisoryClaim[], isClear: IsClear): readonly FixedPackage[] {
  return readFixedVersions(purl, claims).above.flatMap((version) => {
    const fixed = purlOf(purl, version)
    return fixed === undefined ? [] : [{ purl: fixed, isVulnerable: () => !isClear(version) }]
  })
}

function toPlain(purl: Purl): ReturnType<typeof parsePurl> {
  const { type, namespace, name, version } = splitPurl(purl)
  return buildPurl({
    type,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(version === undefined ? {} : { version }),
  })
}
