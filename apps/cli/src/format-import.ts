/** What an import says: what came in, what was kept, and what was not, with the reason. */
import type { ImportReport } from '@occtet/toolkit/adapters'
import { formatTable, plain, shorten } from './layout.ts'

type Feed = ImportReport['feeds'][number]

const columns = ['records', 'kept', 'by id only', 'claims', 'dropped'] as const

/** Longer names are cut, so that the figures stay in sight on 80 columns. */
const NAME = 36

/** One line per feed, and below it each reason for which records were dropped. */
export function formatImport(report: ImportReport): string {
  const rows = report.feeds.map((feed) => [shorten(plain(feed.layer), NAME), ...countsOf(feed).map(String)])
  const [head = '', ...lines] = formatTable([['', ...columns], ...rows], { right: new Set([1, 2, 3, 4, 5]) })
  const table = report.feeds.flatMap((feed, at) => [lines[at] ?? '', ...notesOf(feed).map(plainNote)])
  const shown = report.feeds.length === 0 ? '' : `${[head, ...table].join('\n')}\n`
  return `${shown}Snapshot ${report.root.slice(0, 8)}, ${report.size} records\n`
}

function plainNote(note: string): string {
  return `    ${plain(note)}`
}

function countsOf(feed: Feed): readonly number[] {
  const dropped = feed.dropped.reduce((sum, { count }) => sum + count, 0)
  return [feed.records, feed.kept, feed.unkeyed, feed.claims, dropped]
}

function notesOf(feed: Feed): readonly string[] {
  const notes = feed.dropped.map(({ reason, count, examples }) => {
    const shown = examples.length === 0 ? '' : `, such as ${examples[0]}`
    return `dropped ${count} ${reason}${shown}`
  })
  if (feed.withdrawn > 0) notes.push(`${feed.withdrawn} of the kept are withdrawn`)
  if (feed.unnamedEntries > 0)
    notes.push(`${feed.unnamedEntries} statements name no package that a purl finds`)
  return notes
}
