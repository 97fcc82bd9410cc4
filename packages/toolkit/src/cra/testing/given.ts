/** Builders of what lies outside the files, for fixtures: each gives a plain, complete value, and takes what a row changes. */
import type { Component, Finding, FindingsReport, Inventory, Purl } from '../../model/index.ts'
import { readSbom } from '../../sbom/index.ts'
import type { ForgeAdvisory, ForgeExport, ForgeMerge, ForgePart, ForgeRelease } from '../forge.ts'
import type { Change, History, HistoryTag } from '../history.ts'
import type { SbomDocument } from '../sbom-document.ts'
import { readSbomHeader } from '../sbom-header.ts'
import type { FlawFeeds } from '../signal.ts'

/** The day on which the fixtures are looked at. */
export const asOf = '2026-06-01T00:00:00Z'

export function component(purl: string, more: Partial<Component> = {}): Component {
  return {
    purl: purl as Purl,
    ecosystem: 'npm',
    isVersionResolved: true,
    relation: 'direct',
    scope: 'runtime',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: [{ path: 'package-lock.json', line: 1 }],
    dependsOn: [],
    ...more,
  }
}

export function inventoryOf(components: readonly Component[], more: Partial<Inventory> = {}): Inventory {
  const roots = components.filter(({ relation }) => relation === 'direct').map(({ purl }) => purl)
  return { name: 'sample', components, roots, files: [], issues: [], ...more }
}

export function finding(purl: string, group: string, more: Partial<Finding> = {}): Finding {
  return {
    key: `${purl}#${group}`,
    purl: purl as Purl,
    group,
    aliases: [group],
    records: [group],
    isMalicious: false,
    matched: [],
    severity: [],
    level: 'high',
    fix: { kind: 'none-known' },
    paths: [],
    scope: 'runtime',
    relation: 'direct',
    ...more,
  }
}

export function report(findings: readonly Finding[], more: Partial<FindingsReport> = {}): FindingsReport {
  return { schema: 'x', asOf, sources: [], findings, unknown: [], issues: [], ...more }
}

/** Without a name in `kev` no catalogue of exploited vulnerabilities is loaded. */
export function feeds(
  kev: readonly string[],
  epss: Readonly<Record<string, number>> = {},
  isStale = false,
): FlawFeeds {
  const origin = { source: 'feed', record: 'r', digest: 'd' }
  return {
    sources: [
      {
        name: 'feed',
        ecosystems: [],
        covers: [],
        records: 1,
        asOf: '2026-05-01T00:00:00Z',
        isStale,
        ...(kev.length === 0 ? {} : { catalogues: ['kev'] }),
      },
    ],
    signalsOf: (id) => [
      ...(kev.includes(id)
        ? [{ ...origin, id, kind: 'kev', catalogue: 'cisa', ransomware: 'unknown' } as const]
        : []),
      ...(epss[id] === undefined
        ? []
        : [{ ...origin, id, kind: 'epss', score: epss[id], percentile: 0.9 } as const]),
    ],
  }
}

export function sbomDocument(path: string, text: string, more: Partial<SbomDocument> = {}): SbomDocument {
  const validation = { isValid: true, schema: 'cyclonedx-1.6', violations: [] }
  return { path, sbom: readSbom(text, path).value, header: readSbomHeader(text), validation, ...more }
}

const commit = 'c'.repeat(40)

export function tag(name: string, at: string, signature: HistoryTag['signature'] = 'none'): HistoryTag {
  return { name, at, commit, signature }
}

export function history(more: Partial<History> = {}): History {
  const head = { commit, at: '2026-05-20T00:00:00Z' }
  const whole = { isShallow: false, hasAllCommits: true, hasAllTags: true }
  return { head, commits: [{ ...head, author: 0 }], tags: [], lastChange: nothingKnown, ...whole, ...more }
}

function nothingKnown(): Change | undefined {
  return undefined
}

/** A forge that answered nothing but what the row gives. */
export function forge(parts: Partial<{ [K in keyof ForgeExport]: ForgeExport[K] }>): ForgeExport {
  const none = { isRead: false, reason: 'the token may not see it' } as const
  return {
    forge: 'github',
    repository: none,
    releases: none,
    protection: none,
    privateReporting: none,
    dependencyAlerts: none,
    secretScanning: none,
    advisories: none,
    merges: none,
    organisationPolicy: none,
    mfaRequired: none,
    ...parts,
  }
}

export function read<T>(value: T, path = 'answer.json'): ForgePart<T> {
  return { isRead: true, value, place: { path, line: 1 } }
}

export function release(tagName: string, at: string, more: Partial<ForgeRelease> = {}): ForgeRelease {
  const place = { path: 'releases.json', line: 2 }
  return { tag: tagName, name: tagName, at, isPrerelease: false, notes: '', assets: [], place, ...more }
}

export function asset(
  name: string,
  more: { readonly url?: string; readonly digest?: string } = {},
): ForgeRelease['assets'][number] {
  return { name, url: `https://forge.test/files/${name}`, ...more }
}

export function advisory(id: string, more: Partial<ForgeAdvisory> = {}): ForgeAdvisory {
  const place = { path: 'security-advisories.json', line: 2 }
  const description =
    'An attacker who can send a request reads files of other users. The impact is loss of confidentiality.'
  return {
    id,
    summary: 'Files of others can be read',
    description,
    severity: 'high',
    at: '2026-03-05T00:00:00Z',
    affected: [{ range: '< 1.2.0', patched: '1.2.0' }],
    place,
    ...more,
  }
}

export function merge(number: number, approvers?: readonly string[]): ForgeMerge {
  const place = { path: 'pulls.json', line: number }
  return {
    number,
    author: 'a',
    at: '2026-05-01T00:00:00Z',
    ...(approvers === undefined ? {} : { approvers }),
    place,
  }
}
