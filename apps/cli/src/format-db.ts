/** What the db commands say to people. */
import type { PublishedReport, VerifyReport } from '@occtet/toolkit/adapters'
import type { QueryAnswer } from '@occtet/toolkit/matching'
import type { SourceStatus } from '@occtet/toolkit/model'

export interface StatusView {
  readonly folder: string
  readonly snapshot: { readonly root: string; readonly size: number } | null
  readonly sources: readonly SourceStatus[]
  readonly asOf: string | null
}

export function formatStatus(status: StatusView): string {
  if (status.snapshot === null)
    return `No FedDB in ${status.folder}. Fill it with: occtet db sync --ecosystem npm\n`
  const rows = status.sources.map(
    (source) =>
      `  ${source.name.padEnd(26)} ${String(source.records).padStart(8)} records  as of ${source.asOf.slice(0, 10)}${source.isStale ? ' (stale)' : ''}  ${coverage(source)}\n`,
  )
  return `FedDB in ${status.folder}\nSnapshot ${status.snapshot.root.slice(0, 8)}, ${status.snapshot.size} records\n${rows.join('')}`
}

function coverage(source: SourceStatus): string {
  return source.covers.length === 0
    ? 'partial: its silence means nothing'
    : `covers ${source.covers.join(', ')}`
}

export function formatVerify(report: VerifyReport): string {
  if (report.problems.length > 0) return `${report.problems.join('\n')}\n`
  return `All ${report.segments} segments are as the snapshot ${report.root?.slice(0, 8) ?? ''} states them.\n`
}

export function formatPublished(report: PublishedReport): string {
  const { origin, snapshots, published } = report
  const head = `${origin}: snapshot number ${snapshots}, published ${published}, signed by a trusted key\n`
  return head + formatVerify(report)
}

export function formatQuery(answer: QueryAnswer): string {
  const head = `${answer.purl}: ${statusWords[answer.status]}`
  if (answer.status === 'unknown') return `${head} (${answer.reason}: ${answer.detail ?? ''})\n`
  if (answer.status === 'no_known_vulnerability')
    return `${head} (${answer.basis}, as of ${answer.asOf.slice(0, 10)})\n`
  const rows = answer.advisories.map((advisory) => `  ${advisory.id}  ${advisory.aliases.join(', ')}\n`)
  return `${head}\n${rows.join('')}`
}

const statusWords: Readonly<Record<QueryAnswer['status'], string>> = {
  affected: 'affected',
  no_known_vulnerability: 'no known vulnerability',
  unknown: 'unknown',
}
