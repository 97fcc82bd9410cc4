/** Packages and vulnerabilities as version 1 of VulnerableCode's API writes them; some clients refuse unknown members inside. */
import { type AdvisoryStore, packageKeyOf } from '@occtet/toolkit/advisories'
import { parsePurl, splitPurl } from '@occtet/toolkit/model'
import { readRecord } from '../osv/record.ts'
import { type AdvisoryView, type Score, uniqueRecords, viewClaim, viewRecord } from './advisory-view.ts'
import type { ClaimGroup, FixedPackage, PackageView } from './package-view.ts'
import { packageUrl, recordUrl } from './requests.ts'
import { findEpss, findExploits } from './signal-shapes.ts'

/** Risk is null, not zero: its inputs are ours to show, not to weigh (feddb.md 7.14). */
export function toPackageV1(store: AdvisoryStore, view: PackageView, origin: string): object {
  const { type, namespace, name, version, qualifiers, subpath } =
    view.purl === undefined ? ({ type: '', name: '' } as ReturnType<typeof splitPurl>) : splitPurl(view.purl)
  const isKnown = view.status.kind !== 'unknown'
  return {
    url: packageUrl(origin, view.asked),
    purl: view.asked,
    type,
    namespace: namespace ?? '',
    name,
    version: version ?? '',
    qualifiers: qualifiers ?? {},
    subpath: subpath ?? '',
    is_vulnerable: isKnown ? view.affecting.length > 0 : null,
    next_non_vulnerable_version: view.nextClear,
    latest_non_vulnerable_version: view.latestClear,
    affected_by_vulnerabilities: view.affecting.map((group) => ({
      ...toVulnerability(store, group, origin),
      fixed_packages: group.fixedBy.map((fixed) => toFixedPackage(fixed, origin)),
    })),
    fixing_vulnerabilities: view.fixing.map((group) => ({
      ...toVulnerability(store, group, origin),
      fixed_packages: [],
    })),
    risk_score: null,
    resource_url: packageUrl(origin, view.asked),
    occtet: {
      status: view.status.kind,
      ...(view.status.reason === undefined ? {} : { reason: view.status.reason }),
      as_of: store.asOf,
    },
  }
}

function toFixedPackage({ purl, isVulnerable }: FixedPackage, origin: string): object {
  return {
    url: packageUrl(origin, purl),
    purl,
    is_vulnerable: isVulnerable(),
    affected_by_vulnerabilities: [],
    resource_url: packageUrl(origin, purl),
  }
}

function toVulnerability(store: AdvisoryStore, group: ClaimGroup, origin: string): object {
  const views = uniqueRecords(group.claims).map((claim) => viewClaim(store, claim))
  return {
    url: recordUrl(origin, group.id),
    vulnerability_id: group.id,
    summary: views.find((view) => view.summary !== '')?.summary ?? '',
    references: toAllReferences(store, { views, ids: group.ids, origin }),
    aliases: group.ids,
    risk_score: null,
    exploitability: null,
    weighted_severity: null,
    severity: null,
    resource_url: recordUrl(origin, group.id),
  }
}

interface Described {
  readonly views: readonly AdvisoryView[]
  readonly ids: readonly string[]
  readonly origin: string
}

/** Those of each record, and one for each EPSS score. */
function toAllReferences(store: AdvisoryStore, { views, ids, origin }: Described): readonly object[] {
  const scored = findEpss(store, ids, origin).map(({ id, url, score }) =>
    toReference({ url, id, type: '', scores: [score] }),
  )
  return [...views.flatMap((view) => toReferences(view, origin)), ...scored]
}

/** The scores stand at the record's own address, since no other says who gave them. */
function toReferences(view: AdvisoryView, origin: string): readonly object[] {
  const own = { url: recordUrl(origin, view.id), id: view.id, type: 'advisory', scores: view.scores }
  const others = view.references.map((url) => ({ url, id: '', type: '', scores: [] }))
  return [own, ...others].map(toReference)
}

interface ReferenceParts {
  readonly url: string
  readonly id: string
  readonly type: string
  readonly scores: readonly Score[]
}

function toReference({ url, id, type, scores }: ReferenceParts): object {
  return { reference_url: url, reference_id: id, reference_type: type, scores, url }
}

/** Of all records with the id or alias; undefined when there is none. */
export function toVulnerabilityV1(store: AdvisoryStore, id: string, origin: string): object | undefined {
  const records = store.recordsOf(id)
  if (records.length === 0) return undefined
  const views = records.flatMap((stored) => viewRecord(stored) ?? [])
  const claims = records.flatMap((stored) => readRecord(stored)?.claims ?? [])
  const ids = [...new Set([id, ...views.flatMap((view) => [view.id, ...view.aliases])])].sort()
  const keys = [...new Set(claims.map((claim) => packageKeyOf(claim.ecosystem, claim.name)))].sort()
  const purls = keys.flatMap((key) => {
    const purl = parsePurl(key)
    return purl.ok ? [purl.value] : []
  })
  return {
    url: recordUrl(origin, id),
    vulnerability_id: id,
    summary: views.find((view) => view.summary !== '')?.summary ?? '',
    aliases: ids,
    fixed_packages: [],
    affected_packages: purls.map((purl) => ({ url: packageUrl(origin, purl), purl, is_vulnerable: true })),
    references: toAllReferences(store, { views, ids, origin }),
    weaknesses: [...new Set(views.flatMap((view) => view.weaknesses))].map((cwe_id) => ({ cwe_id })),
    exploits: findExploits(store, ids, origin),
    risk_score: null,
    exploitability: null,
    weighted_severity: null,
    resource_url: recordUrl(origin, id),
  }
}
