/** Findings of one release in the shape of Dependency-Track, for plugins that print them or count them. */
import { createHash } from 'node:crypto'
import type { AnswerOf, dependencyTrackRoutes } from '@occtet/contract/api'
import { type Finding, parsePurl, splitPurl } from '@occtet/toolkit/model'
import type { ReleaseRow } from '../db/tables/products.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { isSettled, readCounted } from './counted.ts'

export type TrackFinding = AnswerOf<(typeof dependencyTrackRoutes)['track.findings']>[number]

/** Undefined where nobody looked. In the order of the queue. */
export async function listFindings(
  org: OrgScope,
  caller: Caller,
  release: ReleaseRow,
): Promise<readonly TrackFinding[] | undefined> {
  const counted = await readCounted(org, caller, release)
  return counted?.rows.map((row) => toFinding(row, release.id))
}

type Row = NonNullable<Awaited<ReturnType<typeof readCounted>>>['rows'][number]

const severities = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  none: 'UNASSIGNED',
  unknown: 'UNASSIGNED',
} as const

function toFinding(row: Row, project: string): TrackFinding {
  const { purl, advisory, level, state, status } = row
  const { summary } = JSON.parse(row.body) as Pick<Finding, 'summary'>
  const parsed = parsePurl(purl)
  const parts = parsed.ok ? splitPurl(parsed.value) : { name: purl, namespace: undefined, version: undefined }
  const aliases = row.aliases.split(' ').filter((name) => name !== '' && name !== advisory)
  return {
    component: {
      uuid: toUuid(`${project} ${purl}`),
      name: parts.name,
      ...(parts.namespace === undefined ? {} : { group: parts.namespace }),
      ...(parts.version === undefined ? {} : { version: parts.version }),
      purl,
      project,
    },
    vulnerability: {
      uuid: toUuid(advisory),
      source: sourceOf(advisory),
      vulnId: advisory,
      ...(summary === undefined ? {} : { title: summary }),
      severity: severities[level as keyof typeof severities],
      severityRank: Object.keys(severities).indexOf(level),
      aliases: aliases.map(toAlias),
    },
    analysis: { state: stateOf(state, status), isSuppressed: isSettled(row) },
    matrix: `${project}:${toUuid(`${project} ${purl}`)}:${toUuid(advisory)}`,
  }
}

/** Its names of sources; OSV is where all others come from. */
function sourceOf(id: string): TrackFinding['vulnerability']['source'] {
  if (id.startsWith('CVE-')) return 'NVD'
  return id.startsWith('GHSA-') ? 'GITHUB' : 'OSV'
}

function toAlias(id: string): TrackFinding['vulnerability']['aliases'][number] {
  if (id.startsWith('CVE-')) return { cveId: id }
  return id.startsWith('GHSA-') ? { ghsaId: id } : { osvId: id }
}

/** What is withheld from this token is not set: nobody learns how it was decided. */
function stateOf(state: string, status: string | null): TrackFinding['analysis']['state'] {
  if (state !== 'in-force' || status === null) return 'NOT_SET'
  switch (status) {
    case 'not_affected':
      return 'NOT_AFFECTED'
    case 'fixed':
      return 'RESOLVED'
    case 'affected':
      return 'EXPLOITABLE'
    case 'under_investigation':
      return 'IN_TRIAGE'
    default:
      return 'NOT_SET'
  }
}

/** The same for the same text. */
export function toUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
