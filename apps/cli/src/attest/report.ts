/** The report of `occtet check` that a statement is made from: whole, of this product, and of the tree as it is now. */
import { join } from 'node:path'
import { type Summary, schemas } from '@occtet/contract'
import { readTextFile } from '@occtet/toolkit/adapters'
import { parseJson } from '@occtet/toolkit/base'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import { writeCycloneDx } from '@occtet/toolkit/sbom'
import { textOption } from '../options.ts'
import { readTree } from '../read-tree.ts'
import { unfit } from './guard-attest.ts'
import type { Making } from './making.ts'

export interface Report {
  readonly folder: string
  readonly summary: Summary
  /** Text of `sbom.cdx.json`. */
  readonly sbom: string
  /** What could not be read of the tree: the scan did not see it either. */
  readonly issues: Inventory['issues']
}

/**
 * Throws (exit 3) unless the SBOM of the report is, byte for byte, the one that the tree gives now: so it is neither of
 * another product nor older than what it speaks of.
 */
export async function readReport({ context, dir, options }: Making): Promise<Report> {
  const folder = textOption(options, 'report') ?? 'occtet-report'
  const again = `Make it anew: occtet check ${dir} --out ${folder}`
  const summary = readSummary(folder, again)
  const sbom = readReportFile(folder, 'sbom.cdx.json', again)
  const tree = await readTree(context, dir)
  if (tree.name !== summary.product.name || tree.version !== summary.product.version) {
    const [found, expected] = [summary.product, tree].map(
      ({ name, version = 'no version' }) => `${name} (${version})`,
    )
    throw unfit('REPORT_OTHER', `the report in ${folder} is of ${found}, and ${dir} is ${expected}`, again)
  }
  const now = writeCycloneDx(tree, { toolVersion: summary.tool.version, timestamp: summary.generatedAt })
  if (now !== sbom) {
    const message = `the report in ${folder} is of another state of ${dir}: its SBOM is not what the tree gives now`
    throw unfit('REPORT_OUTDATED', message, again)
  }
  if (Date.parse(summary.generatedAt) > Date.parse(context.now())) {
    throw unfit(
      'REPORT_FROM_FUTURE',
      `the report in ${folder} is dated ${summary.generatedAt}, after today`,
      again,
    )
  }
  return { folder, summary, sbom, issues: tree.issues }
}

function readSummary(folder: string, hint: string): Summary {
  const read = schemas.summary.safeParse(readJson(folder, 'summary.json', hint))
  if (read.success) return read.data
  throw unfit(
    'REPORT_INVALID',
    `${join(folder, 'summary.json')} is no summary of this version of occtet`,
    hint,
  )
}

/** How old data may be and still prove absence; the same as `occtet check` takes. */
const MAX_AGE_DAYS = 30
const DAY = 86_400_000

/** As they were matched, with what the tree did not tell; a source that has grown old since then counts as stale. Throws (exit 3) where nothing was matched. */
export function readFindings({ folder, summary, issues }: Report, { context, dir }: Making): FindingsReport {
  const again = `Make it anew: occtet check ${dir} --out ${folder}`
  if (summary.findings === null) {
    throw unfit(
      'SCAN_WITHOUT_DATA',
      `the report in ${folder} was made without advisories: nothing was compared`,
      again,
    )
  }
  const read = schemas.findings.safeParse(readJson(folder, 'findings.json', again))
  if (!read.success) {
    throw unfit(
      'REPORT_INVALID',
      `${join(folder, 'findings.json')} holds no findings of this version of occtet`,
      again,
    )
  }
  // The schema was made for this very type.
  const report = read.data as unknown as FindingsReport
  const isOfSummary =
    report.asOf === summary.data.asOf &&
    report.findings.length === summary.findings.total &&
    report.unknown.length === summary.findings.unknownComponents
  if (!isOfSummary) {
    throw unfit('REPORT_MIXED', `findings.json and summary.json in ${folder} are of two runs`, again)
  }
  const oldest = Date.parse(context.now()) - MAX_AGE_DAYS * DAY
  const sources = report.sources.map((source) => ({
    ...source,
    isStale: source.isStale || !(Date.parse(source.asOf) >= oldest),
  }))
  return { ...report, sources, issues: [...issues, ...report.issues] }
}

export function readReportFile(folder: string, name: string, hint: string): string {
  const path = join(folder, name)
  const text = readTextFile(path)
  if (text.ok) return text.value
  throw unfit('REPORT_MISSING', `${path} is needed: ${text.error.message}`, hint)
}

function readJson(folder: string, name: string, hint: string): unknown {
  const document = parseJson(readReportFile(folder, name, hint))
  if (document.ok && document.value.duplicates.length === 0) return document.value.value
  throw unfit('REPORT_INVALID', `${join(folder, name)} is no JSON, or has a member twice`, hint)
}
