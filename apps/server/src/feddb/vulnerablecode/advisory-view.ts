/** One source record in VulnerableCode's words: references, severities, weaknesses. */
import type { AdvisoryStore, StoredRecord } from '@occtet/toolkit/advisories'
import { compareCodeUnits } from '@occtet/toolkit/base'
import { type AdvisoryClaim, scoreCvss } from '@occtet/toolkit/model'
import { readRecord } from '../osv/record.ts'

/** `value` is the base score, or the source's own word where there is no vector. */
export interface Score {
  readonly value: string
  readonly scoring_system: string
  readonly scoring_elements: string
  readonly published_at: string | null
}

export interface AdvisoryView {
  /** Source and id: what other databases call avid. */
  readonly uid: string
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly scores: readonly Score[]
  readonly weaknesses: readonly string[]
  readonly references: readonly string[]
}

export function uidOf(claim: Pick<AdvisoryClaim, 'source' | 'record'>): string {
  return `${claim.source}/${claim.record}`
}

/** Each record once, sorted by uid; of several versions the newest. */
export function uniqueRecords(claims: readonly AdvisoryClaim[]): readonly AdvisoryClaim[] {
  const byUid = new Map<string, AdvisoryClaim>()
  for (const claim of claims) {
    const known = byUid.get(uidOf(claim))
    if (known === undefined || (claim.modified ?? '') > (known.modified ?? '')) byUid.set(uidOf(claim), claim)
  }
  return [...byUid].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, claim]) => claim)
}

/** Of the record that the claim was made from. */
export function viewClaim(store: AdvisoryStore, claim: AdvisoryClaim): AdvisoryView {
  const stored = store
    .recordsOf(claim.record)
    .find((one) => one.source === claim.source && one.digest === claim.digest)
  return (stored === undefined ? undefined : viewRecord(stored)) ?? viewWithoutRecord(claim)
}

/** Undefined only if the store holds what its own format cannot read. */
export function viewRecord(stored: StoredRecord): AdvisoryView | undefined {
  const record = readRecord(stored)
  if (record === undefined) return undefined
  const { title, details, severity, weaknesses, references } = record.facts()
  return {
    uid: uidOf({ source: stored.source, record: stored.id }),
    id: stored.id,
    aliases: record.aliases,
    summary: title ?? details ?? '',
    scores: severity.map(({ type, score }) => toScore(type, score)),
    weaknesses,
    references: [...new Set(references.map(({ url }) => url))],
  }
}

function viewWithoutRecord(claim: AdvisoryClaim): AdvisoryView {
  return {
    uid: uidOf(claim),
    id: claim.record,
    aliases: claim.aliases,
    summary: claim.summary ?? '',
    scores: claim.severity.map(({ type, score }) => toScore(type, score)),
    weaknesses: [],
    references: [],
  }
}

function toScore(type: string, score: string): Score {
  const scored = scoreCvss(score)
  const system = systemOf(type, score)
  if (!scored.ok) {
    const isVector = system.startsWith('cvss')
    return {
      value: isVector ? '' : score,
      scoring_system: system,
      scoring_elements: isVector ? score : '',
      published_at: null,
    }
  }
  return {
    value: scored.value.base.toFixed(1),
    scoring_system: system,
    scoring_elements: score,
    published_at: null,
  }
}

/** Names of VulnerableCode's scoring systems; its enumeration has no other for what no standard names. */
function systemOf(type: string, score: string): string {
  if (score.startsWith('CVSS:4')) return 'cvssv4'
  if (score.startsWith('CVSS:3.1/')) return 'cvssv3.1'
  if (score.startsWith('CVSS:3')) return 'cvssv3'
  if (type === 'CVSS_V2') return 'cvssv2'
  return type === 'Ubuntu' ? 'ubuntu-priority' : 'generic_textual'
}
