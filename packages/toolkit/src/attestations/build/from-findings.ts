/** A scan as a statement: what was found, with which data, and everything that the scan could not see. */
import { compareCodeUnits, err, ok, type Result } from '../../base/index.ts'
import type { Finding, FindingsReport, Severity } from '../../model/index.ts'
import type { ScanGap, ScanResult } from '../predicates/scan.ts'
import type { Subject } from '../resource.ts'
import { readInstant } from '../shapes.ts'
import type { NewStatement } from '../statement.ts'

export interface FindingsInput {
  /** As in `findings.json`. */
  readonly report: Pick<FindingsReport, 'sources' | 'findings' | 'unknown' | 'issues'>
  readonly subject: readonly [Subject, ...Subject[]]
  /** The scanner as a purl or an address, such as `pkg:npm/%40occtet/cli@0.1.0`, and its version. */
  readonly scanner: { readonly uri: string; readonly version: string }
  /** Where its data comes from; `version`: a root hash or date of the data, where there is one. */
  readonly data: { readonly uri?: string; readonly version?: string; readonly isStarterSet: boolean }
  /** RFC 3339. */
  readonly startedOn: string
  readonly finishedOn: string
}

export interface FindingsError {
  readonly code: 'SCAN_WITHOUT_DATA'
  readonly message: string
}

/** Refused without any source: nothing was compared, so nothing can be stated. Gaps are part of the statement. */
export function fromFindings(input: FindingsInput): Result<NewStatement<'scan'>, FindingsError> {
  const { report, subject, scanner, data, startedOn, finishedOn } = input
  const lastUpdate = oldest(report.sources.map(({ asOf }) => asOf))
  if (lastUpdate === undefined) {
    return err({ code: 'SCAN_WITHOUT_DATA', message: 'no source of advisories was there to compare with' })
  }
  const gaps = gapsOf(input)
  const db = {
    ...(data.uri === undefined ? {} : { uri: data.uri }),
    ...(data.version === undefined ? {} : { version: data.version }),
    lastUpdate,
  }
  const times = { scanStartedOn: startedOn, scanFinishedOn: finishedOn }
  return ok({
    kind: 'scan',
    subject,
    predicate: {
      scanner: { ...scanner, db, result: report.findings.map(toResult) },
      metadata: gaps.length === 0 ? times : { ...times, annotations: gaps },
    },
  })
}

/** One is only as fresh as its oldest source. */
function oldest(times: readonly string[]): string | undefined {
  const known = times.filter((time) => readInstant(time) !== undefined)
  if (known.length < times.length) return undefined
  return known.toSorted((a, b) => (readInstant(a) ?? 0) - (readInstant(b) ?? 0))[0]
}

function gapsOf({ report, data }: FindingsInput): readonly ScanGap[] {
  const stale = report.sources.filter(({ isStale }) => isStale).map(({ name }) => name)
  const lost = report.issues.filter(({ level }) => level !== 'note').length
  const unknown = report.unknown.length
  const gaps: readonly ScanGap[] = [
    { gap: 'SOURCE_STALE', count: stale.length, detail: `sources that are out of date: ${stale.join(', ')}` },
    {
      gap: 'COMPONENTS_UNKNOWN',
      count: unknown,
      detail: `${unknown} components about which nothing can be said`,
    },
    { gap: 'FILES_UNREAD', count: lost, detail: `${lost} parts of the input that could not be read` },
    {
      gap: 'STARTER_DATA',
      count: data.isStarterSet ? 1 : 0,
      detail: 'compared with the small sample of advisories that comes with the program only',
    },
  ]
  return gaps.filter(({ count }) => count !== 0)
}

function toResult({ group, purl, aliases, severity, level, decision }: Finding): ScanResult {
  const annotation = {
    purl,
    aliases: aliases.toSorted(compareCodeUnits),
    level,
    ...(decision === undefined ? {} : { decision: { status: decision.status, standing: decision.standing } }),
  }
  return { id: group, severity: severity.flatMap(toSeverity), annotations: [annotation] }
}

/** Each source's own; nothing is averaged. */
function toSeverity({ source, vector, score, word }: Severity): NonNullable<ScanResult['severity']> {
  const version = /^CVSS:(\d\.\d)\//.exec(vector)?.[1]
  const method = version === undefined ? source : `CVSS_${version} (${source})`
  const told = score === undefined ? word : String(score)
  return told === undefined || told === '' ? [] : [{ method, score: told }]
}
