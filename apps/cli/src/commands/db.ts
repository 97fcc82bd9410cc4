/** `occtet db import|sync|status|query|show|verify`. */
import { hasFeddb, type ImportReport, importSources, openFeddb, verifyFeddb } from '@occtet/toolkit/adapters'
import { type AdvisoryStore, findFormat, listFormats } from '@occtet/toolkit/advisories'
import { queryPurl } from '@occtet/toolkit/matching'
import { clockOf } from '../advisory-data.ts'
import { type Context, feddbFolder } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatQuery, formatStatus, formatVerify } from '../format-db.ts'
import { formatImport } from '../format-import.ts'
import { answerLines } from '../ndjson.ts'
import { flagOption, listOption, numberOption, type Options, textOption } from '../options.ts'
import { startProgress } from '../progress.ts'
import { withReviews } from '../reviews.ts'
import { formatIssue } from '../settle.ts'
import { importWorkerUrl } from '../worker-url.ts'

const defaultMaxAge = 30

export async function runImport(
  context: Context,
  paths: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const progress = startProgress(context)
  const asOf = textOption(options, 'asOf')
  if (asOf !== undefined) checkDate(asOf)
  const source = textOption(options, 'name')
  const format = textOption(options, 'format')
  if (format !== undefined) checkFormat(format)
  const workerUrl = importWorkerUrl()
  const report = await importSources(paths, {
    dir: feddbFolder(context, textOption(options, 'db')),
    clock: clockOf(context),
    ...(source === undefined ? {} : { source }),
    ...(format === undefined ? {} : { format }),
    ...(asOf === undefined ? {} : { asOf: fullDate(asOf) }),
    isPartial: flagOption(options, 'partial'),
    ...(workerUrl === undefined ? {} : { workerUrl }),
    onProgress: progress.update,
  }).finally(progress.end)
  context.out(flagOption(options, 'json') ? `${JSON.stringify(report, null, 1)}\n` : formatImport(report))
  return concludeImport(context, report)
}

/** Bad inputs are told one by one; when nothing at all could be read, the exit code says so (design 10.9). */
function concludeImport(context: Context, report: ImportReport): ExitCode {
  for (const issue of report.issues) context.say(formatIssue(issue))
  if (report.issues.length === 0) return exitCodes.done
  if (report.feeds.length === 0) return exitCodes.inputUnreadable
  context.say(`PARTIAL: ${report.issues.length} inputs unread\n`)
  return exitCodes.done
}

/** A day alone means its beginning: data is never called fresher than it is known to be. */
export function fullDate(text: string): string {
  return text.length === 10 ? `${text}T00:00:00Z` : text
}

export function checkDate(text: string, option = '--as-of'): void {
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) && !Number.isNaN(Date.parse(text))) return
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'DATE_INVALID',
    message: `${option} ${text}: expected a date such as 2026-08-21`,
  })
}

function checkFormat(format: string): void {
  if (findFormat(format) !== undefined) return
  const known = listFormats().map(({ id, title }) => `${id}: ${title}`)
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'FORMAT_UNKNOWN',
    message: `--format ${format}: no form is called that`,
    hint: `Known are:\n        ${known.join('\n        ')}`,
  })
}

export async function runSync(
  context: Context,
  url: string | undefined,
  options: Options,
): Promise<ExitCode> {
  if (flagOption(options, 'offline')) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'OFFLINE',
      message: 'db sync needs the network, and --offline forbids it',
    })
  }
  const ecosystems = listOption(options, 'ecosystem')
  if (ecosystems.length === 0) {
    const { followNodes } = await import('./db-exchange.ts')
    return followNodes(context, url, options)
  }
  const { syncOsv } = await import('../sync.ts')
  const folder = feddbFolder(context, textOption(options, 'db'))
  const report = await syncOsv(context, { folder, ecosystems, mirror: url })
  context.out(flagOption(options, 'json') ? `${JSON.stringify(report, null, 1)}\n` : formatImport(report))
  return concludeImport(context, report)
}

export function runStatus(context: Context, options: Options): ExitCode {
  const folder = feddbFolder(context, textOption(options, 'db'))
  const status = hasFeddb(folder)
    ? withStore(context, options, ({ snapshot, sources, asOf }) => ({ folder, snapshot, sources, asOf }))
    : { folder, snapshot: null, sources: [], asOf: null }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(status, null, 1)}\n` : formatStatus(status))
  return exitCodes.done
}

export async function runQuery(
  context: Context,
  purls: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const store = open(context, options)
  try {
    if (purls.length === 1 && purls[0] === '-') {
      await answerLines(context, (line) => queryPurl(store, line.trim()))
      return exitCodes.done
    }
    const answers = purls.map((purl) => queryPurl(store, purl))
    if (flagOption(options, 'json'))
      context.out(`${JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 1)}\n`)
    else for (const answer of answers) context.out(formatQuery(answer))
    return answers.every((answer) => answer.reason === 'INPUT_NOT_A_PURL')
      ? exitCodes.inputUnreadable
      : exitCodes.done
  } finally {
    store.close()
  }
}

export function runShow(context: Context, id: string, options: Options): ExitCode {
  const records = withStore(context, options, (store) => store.recordsOf(id))
  if (records.length === 0) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'RECORD_MISSING',
      message: `no record with the id or alias ${id} is loaded`,
      hint: 'occtet db status lists what is loaded.',
    })
  }
  const values = records.map(({ source, id: record, text }) => ({
    source,
    id: record,
    record: JSON.parse(text) as unknown,
  }))
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(values, null, 1)}\n`)
  else
    for (const value of values)
      context.out(`# ${value.id} from ${value.source}\n${JSON.stringify(value.record, null, 2)}\n`)
  return exitCodes.done
}

export async function runVerify(context: Context, options: Options): Promise<ExitCode> {
  const report = await verifyFeddb(requireFolder(context, options))
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(report, null, 1)}\n`)
  else context.out(formatVerify(report))
  return report.problems.length === 0 ? exitCodes.done : exitCodes.disk
}

function withStore<T>(context: Context, options: Options, use: (store: AdvisoryStore) => T): T {
  const store = open(context, options)
  try {
    return use(store)
  } finally {
    store.close()
  }
}

function open(context: Context, options: Options): AdvisoryStore {
  const maxAge = numberOption(options, 'maxAge') ?? defaultMaxAge
  return withReviews(context, openFeddb(requireFolder(context, options), clockOf(context), maxAge))
}

function requireFolder(context: Context, options: Options): string {
  const folder = feddbFolder(context, textOption(options, 'db'))
  if (hasFeddb(folder)) return folder
  throw new CommandFailure({
    exitCode: exitCodes.incomplete,
    code: 'FEDDB_MISSING',
    message: `there is no FedDB in ${folder}`,
    hint: 'Fill it with `occtet db import FILE` or `occtet db sync --ecosystem npm`.',
  })
}
