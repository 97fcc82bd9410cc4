/** Which events of the ledger an analysis is: SBOMs that came in, and what was looked for in them. */
import type { EventDraft } from '@occtet/toolkit/ledger'
import type { FindingsReport } from '@occtet/toolkit/model'
import type { DataFacts, ImportReport } from './model.ts'

/** What the server does by itself, whoever started it. */
export const serverActor: EventDraft['actor'] = { kind: 'service', who: { name: 'occtet server' } }

export interface ReadSbom {
  readonly product: string
  readonly name: string
  /** SHA-256 of the bytes as they came. */
  readonly digest: string
  readonly report: ImportReport
}

/** Undefined where nothing could be read of it: a file that says nothing is no SBOM of the product. */
export function sbomEvent({ product, name, digest, report }: ReadSbom): EventDraft | undefined {
  const [file] = report.files
  const [format, specVersion] = file?.format.split(' ') ?? []
  if (file === undefined || specVersion === undefined || file.status === 'unreadable') return undefined
  return {
    type: 'sbom.imported',
    product: fit(product, 256),
    actor: serverActor,
    subject: [{ name: fit(name, 256), digest: { sha256: digest } }],
    data: {
      format: format === 'spdx' ? 'SPDX' : 'CycloneDX',
      specVersion: fit(specVersion, 40),
      components: file.found,
      documentSha256: digest,
      from: fit(name, 1000),
    },
  }
}

export interface Scan {
  readonly product: string
  readonly findings: FindingsReport
  /** Of the stored report. */
  readonly digest: string
  readonly data: DataFacts
  /** Files were left unread. */
  readonly isAtLeast: boolean
}

export function scanEvent({ product, findings, digest, data, isAtLeast }: Scan): EventDraft {
  return {
    type: 'scan.completed',
    product: fit(product, 256),
    actor: serverActor,
    subject: [{ name: 'findings.json', digest: { sha256: digest } }],
    data: {
      scanner: 'occtet',
      database: data.isThin || data.root === '' ? 'starter-set' : fit(data.root, 256),
      ...(Number.isNaN(Date.parse(data.asOf)) ? {} : { databaseTime: new Date(data.asOf).toISOString() }),
      findings: countLevels(findings),
      isPartial: isAtLeast || data.isThin || findings.unknown.length > 0,
      resultSha256: digest,
    },
  }
}

function countLevels({ findings }: FindingsReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { critical: 0, high: 0, medium: 0, low: 0, none: 0, unknown: 0 }
  for (const { level } of findings) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

/** Composed, whole characters, at most `max` letters; what is cut off is said by three dots. */
export function fit(text: string, max: number): string {
  const whole = text.replaceAll(/\p{Surrogate}/gu, '\uFFFD').normalize('NFC')
  if (whole.length <= max) return whole === '' ? '–' : whole
  return `${whole.slice(0, max - 1).replace(/\p{Surrogate}$/u, '')}…`
}
