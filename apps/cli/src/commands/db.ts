/** `occtet db import|sync|query`. */
import { type ImportReport, importSources } from '@occtet/toolkit/adapters'
import { findFormat, listFormats } from '@occtet/toolkit/advisories'
import { queryPurl } from '@occtet/toolkit/matching'
import { clockOf } from '../advisory-data.ts'
import { type Context, feddbFolder } from '../context.ts'
import { checkDate, fullDate } from '../days.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure, offlineFailure } from '../failure.ts'
import { openStore } from '../feddb-store.ts'
import { formatQuery } from '../format-db.ts'
import { formatImport } from '../format-import.ts'
import { answerLines } from '../ndjson.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { startProgress } from '../progress.ts'
import { type FetchedProvider, fetchProvider, formatProvider, isFromWeb, isProvider } from '../providers.ts'
import { formatIssue } from '../settle.ts'
import { importWorkerUrl } from '../worker-url.ts'

export async function runImport(
  context: Context,
  inputs: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const declared = textOption(options, 'asOf')
  if (declared !== undefined) checkDate(declared)
  const format = textOption(options, 'format')
  if (format !== undefined) checkFormat(format)
  const name = textOption(options, 'name')
  const paths = inputs.filter((input) => !isProvider(input))
  const providers = await fetchProviders(context, inputs.filter(isProvider), options)
  const reports: ImportReport[] = []
  for (const { from, source, report } of providers) {
    const asOf = isFromWeb(from) ? context.now() : undefined
    reports.push(await takeIn(context, { paths: [report.folder], source, asOf }, options))
  }
  if (paths.length > 0) reports.push(await takeIn(context, { paths, source: name, format }, options))
  const report = joinReports(reports)
  const told = providers.length === 0 ? report : { ...report, providers }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(told, null, 1)}\n` : formatImport(report))
  return concludeImport(context, report)
}

async function fetchProviders(
  context: Context,
  inputs: readonly string[],
  options: Options,
): Promise<readonly FetchedProvider[]> {
  const folder = feddbFolder(context, textOption(options, 'db'))
  const request = { folder, isOffline: flagOption(options, 'offline'), name: textOption(options, 'name') }
  const providers: FetchedProvider[] = []
  for (const input of inputs) {
    const provider = await fetchProvider(context, input, request)
    context.say(formatProvider(provider))
    providers.push(provider)
  }
  return providers
}

interface Intake {
  readonly paths: readonly string[]
  readonly source: string | undefined
  readonly format?: string | undefined
  /** How fresh it is, where the user does not say it; absent: by the files' times. */
  readonly asOf?: string | undefined
}

async function takeIn(
  context: Context,
  { paths, source, format, ...intake }: Intake,
  options: Options,
): Promise<ImportReport> {
  const progress = startProgress(context)
  const asOf = textOption(options, 'asOf') ?? intake.asOf
  const workerUrl = importWorkerUrl()
  return importSources(paths, {
    dir: feddbFolder(context, textOption(options, 'db')),
    clock: clockOf(context),
    ...(source === undefined ? {} : { source }),
    ...(format === undefined ? {} : { format }),
    ...(asOf === undefined ? {} : { asOf: fullDate(asOf) }),
    isPartial: flagOption(options, 'partial'),
    rebuild: flagOption(options, 'rebuild'),
    ...(workerUrl === undefined ? {} : { workerUrl }),
    onProgress: progress.update,
  }).finally(progress.end)
}

/** Of imports one after the other: all feeds, and the state that the last one left. */
function joinReports(reports: readonly ImportReport[]): ImportReport {
  const last = reports.at(-1)
  if (last === undefined) throw new Error('an import without inputs')
  return {
    ...last,
    previousRoot: reports[0]?.previousRoot,
    feeds: reports.flatMap(({ feeds }) => feeds),
    issues: reports.flatMap(({ issues }) => issues),
  }
}

/** Bad inputs are told one by one; when nothing at all could be read, the exit code says so (design 10.9). */
function concludeImport(context: Context, report: ImportReport): ExitCode {
  for (const issue of report.issues) context.say(formatIssue(issue))
  const unread = report.issues.filter(({ level }) => level !== 'note').length
  if (unread === 0) return exitCodes.done
  if (report.feeds.length === 0) return exitCodes.inputUnreadable
  context.say(`PARTIAL: ${unread} input${unread === 1 ? '' : 's'} unread\n`)
  return exitCodes.done
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
  const ecosystems = listOption(options, 'ecosystem')
  if (ecosystems.length === 0) {
    const { followNodes } = await import('./db-exchange.ts')
    return followNodes(context, url, options)
  }
  if (flagOption(options, 'offline')) throw offlineFailure('db sync of public data')
  const { syncOsv } = await import('../sync.ts')
  const folder = feddbFolder(context, textOption(options, 'db'))
  const report = await syncOsv(context, { folder, ecosystems, mirror: url })
  context.out(flagOption(options, 'json') ? `${JSON.stringify(report, null, 1)}\n` : formatImport(report))
  return concludeImport(context, report)
}

export async function runQuery(
  context: Context,
  purls: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const store = openStore(context, options)
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
