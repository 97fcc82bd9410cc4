/** Packages and advisories as version 3 of VulnerableCode's API writes them. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import type { AdvisoryClaim } from '@occtet/toolkit/model'
import { type AdvisoryView, uidOf, uniqueRecords } from './advisory-view.ts'
import type { AffectingGroup, PackageView } from './package-view.ts'
import { recordUrl } from './requests.ts'
import { findEpss } from './signal-shapes.ts'

export interface PackageOptions {
  readonly origin: string
  readonly maxAdvisories: number | undefined
}

/** A list longer than the client's limit becomes a link, as upstream. `purl` is the text that was asked. */
export function toPackageV3(store: AdvisoryStore, view: PackageView, options: PackageOptions): object {
  const { origin, maxAdvisories = Number.POSITIVE_INFINITY } = options
  const affecting = view.affecting.flatMap((group) => toAffecting(group, origin))
  const fixing = uniqueRecords(view.fixing.flatMap((group) => group.claims))
  const link = (name: string): string => `${origin}/api/v3/${name}/?purl=${encodeURIComponent(view.asked)}`
  return {
    purl: view.asked,
    ...(affecting.length > maxAdvisories
      ? { affected_by_vulnerabilities_url: link('affected-by-advisories') }
      : { affected_by_vulnerabilities: affecting }),
    ...(fixing.length > maxAdvisories
      ? { fixing_vulnerabilities_url: link('fixing-advisories') }
      : { fixing_vulnerabilities: fixing.map((claim) => toFixing(claim, origin)) }),
    next_non_vulnerable_version: view.nextClear,
    latest_non_vulnerable_version: view.latestClear,
    risk_score: null,
    occtet: {
      status: view.status.kind,
      ...(view.status.reason === undefined ? {} : { reason: view.status.reason }),
      as_of: store.asOf,
    },
  }
}

/** One per source record: sources stay apart, and a client merges by alias if it wants to. */
function toAffecting(group: AffectingGroup, origin: string): readonly object[] {
  return uniqueRecords(group.claims).map((claim) => ({
    advisory_id: claim.record,
    advisory_uid: uidOf(claim),
    aliases: group.ids.filter((id) => id !== claim.record),
    summary: claim.summary ?? '',
    weighted_severity: null,
    exploitability: null,
    risk_score: null,
    fixed_by_packages: group.fixedBy.map(({ purl }) => purl),
    introduced_in_patches: [],
    fixed_in_patches: [],
    ssvc_trees: [],
    resource_url: recordUrl(origin, claim.record),
    todo_count: 0,
    is_curation: false,
    curating_advisories: [],
  }))
}

function toFixing(claim: AdvisoryClaim, origin: string): object {
  return {
    advisory_id: claim.record,
    advisory_uid: uidOf(claim),
    resource_url: recordUrl(origin, claim.record),
  }
}

/** EPSS stands among the severities, as upstream; each with the address of who says it. */
export function toAdvisoryV3(store: AdvisoryStore, view: AdvisoryView, origin: string): object {
  const url = recordUrl(origin, view.id)
  const epss = findEpss(store, [view.id, ...view.aliases], origin)
  return {
    advisory_id: view.id,
    advisory_uid: view.uid,
    url,
    aliases: view.aliases,
    summary: view.summary,
    severities: [...view.scores.map((score) => ({ url, score })), ...epss].map(({ url: at, score }) => ({
      url: at,
      ...score,
    })),
    weaknesses: view.weaknesses.map((cwe_id) => ({ cwe_id, name: '', description: '' })),
    references: view.references.map((reference) => ({
      url: reference,
      reference_type: '',
      reference_id: '',
    })),
    exploitability: null,
    weighted_severity: null,
    risk_score: null,
    related_ssvc_trees: [],
  }
}
