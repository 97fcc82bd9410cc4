/** What an import says: what came in, what was kept, and what was not, with the reason. */
import type { ImportReport } from '@occtet/toolkit/adapters'

type Feed = ImportReport['feeds'][number]

const columns = ['records', 'kept', 'by id only', 'claims', 'dropped'] as const

/** One line per feed, and below it each reason for which records were dropped. */
export function formatImport(report: ImportReport): string {
  const rows = report.feeds.map((feed) => [feed.layer, ...countsOf(feed).map(String)])
  const head = ['', ...columns]
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  const lines = report.feeds.flatMap((feed, at) => [line(rows[at] ?? []), ...notesOf(feed)])
  const table = report.feeds.length === 0 ? '' : `${[line(head), ...lines].join('\n')}\n`
  return `${table}Snapshot ${report.root.slice(0, 8)}, ${report.size} records\n`
}

function countsOf(feed: Feed): readonly number[] {
  const dropped = feed.dropped.reduce((sum, { count }) => sum + count, 0)
  return [feed.records, feed.kept, feed.unkeyed, feed.claims, dropped]
}

function notesOf(feed: Feed): readonly string[] {
  const notes = feed.dropped.map(({ reason, count, examples }) => {
    const shown = examples.length === 0 ? '' : `, such as ${examples[0]}`
    return `    dropped ${count} ${reason}${shown}`
  })
  if (feed.withdrawn > 0) notes.push(`    ${feed.withdrawn} of the kept are withdrawn`)
  if (feed.unnamedEntries > 0)
    notes.push(`    ${feed.unnamedEntries} statements name no package that a purl finds`)
  return notes
}
