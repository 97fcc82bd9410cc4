/** FIRST EPSS scores of one day, CSV: runs of rows, each a record with a signal per row. */
import { err, ok, type Result } from '../../base/index.ts'
import type { EpssSignal } from '../../model/index.ts'
import type { DropReason, ReadContext, SourceFile, SourceFormat, SourceRecord } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { newestCredible, toUtc } from './dates.ts'

/** Rows of one record: small enough to be fetched for one answer, few enough records for 300,000 rows. */
const RUN = 4000

export const epss: SourceFormat = {
  id: 'epss',
  title: 'FIRST EPSS scores (CSV)',
  yields: ['epss'],
  catalogue: 'epss',
  source: 'epss',
  license: 'FIRST EPSS data: free use with attribution',
  recognises: ({ text }) => {
    const head = readHead(linesOf(text.slice(0, HEAD)))
    return head !== undefined && head.score >= 0 && head.cve >= 0
  },
  split: splitRuns,
  read: readRun,
}

/** Characters in which the head must lie: it is repeated for every run. */
const HEAD = 4096

interface Head {
  /** Score date as written. */
  readonly date: string | undefined
  /** Lines before the first row. */
  readonly lines: readonly string[]
  /** Places of the columns, -1 for none. */
  readonly cve: number
  readonly score: number
  readonly percentile: number
}

/** The comment, which may be missing, and the names of the columns, which may not. */
function readHead(lines: Iterable<string>): Head | undefined {
  const head: string[] = []
  let date: string | undefined
  let length = 0
  for (const line of lines) {
    head.push(line)
    length += line.length
    if (length > HEAD) return undefined
    if (line.startsWith('#')) date ??= /score_date:([^,\s]+)/.exec(line)?.[1]
    else {
      const names = line.split(',').map((name) => name.trim().toLowerCase())
      const [cve, score, percentile] = ['cve', 'epss', 'percentile'].map((name) => names.indexOf(name))
      if (cve === undefined || score === undefined || percentile === undefined) return undefined
      return cve < 0 || score < 0 ? undefined : { date, lines: head, cve, score, percentile }
    }
  }
  return undefined
}

/** Full lines only, without their ends. */
function* linesOf(text: string): Generator<string> {
  let from = text.codePointAt(0) === 0xfeff ? 1 : 0
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    const line = text.slice(from, text[to - 1] === '\r' ? Math.max(from, to - 1) : to)
    if (line.trim() !== '') yield line
    from = to + 1
  }
}

function* splitRuns(file: SourceFile): Generator<SourceFile> {
  const head = readHead(linesOf(file.text))
  if (head === undefined) {
    yield file
    return
  }
  const rows = [...linesOf(file.text)].slice(head.lines.length)
  for (let at = 0; at < rows.length; at += RUN) {
    const text = [...head.lines, ...rows.slice(at, at + RUN), ''].join('\n')
    yield { path: `${file.path}#${at / RUN}`, text }
  }
}

/** Rows that cannot be read are counted in `unnamedEntries`. */
function readRun(file: SourceFile, context: ReadContext): Result<SourceRecord, DropReason> {
  const lines = [...linesOf(file.text)]
  const head = readHead(lines)
  if (head === undefined) return err('NOT_A_RECORD')
  const rows = lines.slice(head.lines.length)
  const date = toUtc(head.date) ?? /\d{4}-\d\d-\d\d/.exec(file.path)?.[0]
  const found = rows.flatMap((row) => readRow(row, head) ?? [])
  const [first] = found
  if (first === undefined) return err(rows.length === 0 ? 'EMPTY' : 'BAD_DATA')
  const id = `EPSS-${date?.slice(0, 10) ?? 'undated'}-${first.id}`
  const origin = { source: context.source, record: id, digest: context.digest }
  const dated = date === undefined ? {} : { date }
  const newest = newestCredible([date], context.now)
  return ok({
    id,
    aliases: [],
    ...(date === undefined ? {} : { modified: date }),
    isWithdrawn: false,
    ...(newest === undefined ? {} : { newest }),
    claims: [],
    unnamedEntries: rows.length - found.length,
    signals: found.map((row): EpssSignal => ({ kind: 'epss', ...row, ...origin, ...dated })),
    facts: () => ({
      status: 'published',
      title: `EPSS scores from ${first.id} on`,
      ...(date === undefined ? {} : { published: date }),
      severity: [],
      weaknesses: [],
      references: [],
      upstream: [],
      related: [],
    }),
  })
}

function readRow(row: string, head: Head): Pick<EpssSignal, 'id' | 'score' | 'percentile'> | undefined {
  const cells = row.split(',', MAX_COLUMNS)
  const id = findCve(cells[head.cve])
  const score = readShare(cells[head.score])
  const percentile = readShare(cells[head.percentile])
  if (id === undefined || score === undefined || percentile === undefined) return undefined
  return { id, score, percentile }
}

const MAX_COLUMNS = 64

/** A number from 0 to 1, written as one: `0.00043`, `4e-05`. */
function readShare(cell: string | undefined): number | undefined {
  const written = cell?.trim() ?? ''
  if (written.length > MAX_DIGITS || !/^\d*\.?\d+(?:e[+-]?\d+)?$/i.test(written)) return undefined
  const share = Number(written)
  return share >= 0 && share <= 1 ? share : undefined
}

const MAX_DIGITS = 32
