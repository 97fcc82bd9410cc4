/** The records that answer an OSV query, and whether their absence means anything. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { compareCodeUnits } from '@occtet/toolkit/base'
import { type Assessment, assessPurl, type Store } from '@occtet/toolkit/matching'
import { type AdvisoryClaim, splitPurl, type UnknownReason } from '@occtet/toolkit/model'
import type { OsvQuestion, OsvUnknown } from './question.ts'

/** OSV has no word for "we cannot know"; it goes into the header X-OCCTET-Status. */
export type OsvStatus =
  | { readonly kind: 'affected' }
  | { readonly kind: 'no_known_vulnerability' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason | OsvUnknown }

export interface FoundRecord {
  readonly id: string
  readonly modified: string | undefined
  /** Of the versions of the record that say so. */
  readonly digests: ReadonlySet<string>
}

export interface OsvAnswer {
  /** Sorted by id; those behind the page token only. */
  readonly records: readonly FoundRecord[]
  readonly status: OsvStatus
}

export function answerQuestion(store: AdvisoryStore, question: OsvQuestion): OsvAnswer {
  if (question.kind === 'unanswerable') {
    return { records: [], status: { kind: 'unknown', reason: question.reason } }
  }
  const assessment = assessPurl(restrict(store, question.ecosystem), question.purl)
  const isVersioned = splitPurl(question.purl).version !== undefined
  // Without a version OSV lists everything that was ever said about the package.
  const claims = isVersioned ? assessment.hits.map((hit) => hit.claim) : assessment.claims
  const { after } = question
  const records = groupRecords(claims).filter(
    ({ id }) => after === undefined || compareCodeUnits(id, after) > 0,
  )
  return { records, status: statusOf(assessment, claims.length > 0 && isVersioned) }
}

function statusOf(assessment: Assessment, isHit: boolean): OsvStatus {
  if (isHit) return { kind: 'affected' }
  return assessment.unknown === undefined
    ? { kind: 'no_known_vulnerability' }
    : { kind: 'unknown', reason: assessment.unknown.reason }
}

/** Only what is said about one ecosystem, its releases included; a claim without a release speaks of all of them. */
function restrict(store: AdvisoryStore, ecosystem: string | undefined): Store {
  if (ecosystem === undefined) return store
  const isMeant = ({ ecosystem: stated }: AdvisoryClaim): boolean =>
    stated === ecosystem || stated.startsWith(`${ecosystem}:`) || ecosystem.startsWith(`${stated}:`)
  return {
    sources: store.sources,
    covering: (purl) => store.covering(purl),
    claimsFor: (purl) => store.claimsFor(purl).filter(isMeant),
  }
}

function groupRecords(claims: readonly AdvisoryClaim[]): readonly FoundRecord[] {
  const found = new Map<string, { modified: string | undefined; digests: Set<string> }>()
  for (const { record, digest, modified } of claims) {
    const known = found.get(record)
    if (known === undefined) found.set(record, { modified, digests: new Set([digest]) })
    else {
      known.digests.add(digest)
      if ((modified ?? '') > (known.modified ?? '')) known.modified = modified
    }
  }
  return [...found]
    .map(([id, { modified, digests }]) => ({ id, modified, digests }))
    .sort((a, b) => compareCodeUnits(a.id, b.id))
}
