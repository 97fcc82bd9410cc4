/** What a user says about a report to the maker of a component, laid over what is on record (Art. 13(6)). */
import type { UpstreamReport } from '@occtet/toolkit/cra'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { type Options, textOption } from './options.ts'

export type ReportNews = Partial<UpstreamReport> & Pick<UpstreamReport, 'package' | 'vulnerability' | 'by'>

interface Subject {
  /** Purl without version. */
  readonly package: string
  readonly vulnerability: string
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Throws (exit 2) for days that do not exist or are to come, and for options that exclude each other. */
export function newsOf(options: Options, { package: name, vulnerability, today }: Subject): ReportNews {
  checkTogether(options)
  const found = dayOf('--found', textOption(options, 'found'), today)
  return {
    package: name,
    vulnerability,
    ...(found === undefined ? {} : { foundAt: found }),
    ...outcomeOf({
      reported: reportedOf(options, today),
      notReported: textOption(options, 'notReported') as UpstreamReport['notReported'],
    }),
    ...fixOf(options, today),
    by: textOption(options, 'by') ?? '',
  }
}

function checkTogether(options: Options): void {
  const has = (name: string): boolean => textOption(options, name) !== undefined
  if (has('notReported') && has('to')) throw refuse('--to and --not-reported exclude each other')
  if (!has('to') && (has('at') || has('url'))) throw refuse('--at and --url need --to: who was told')
  if (!has('fixUrl') && has('fixAt')) throw refuse('--fix-at needs --fix-url')
}

function reportedOf(options: Options, today: string): UpstreamReport['reported'] {
  const to = textOption(options, 'to')
  const url = textOption(options, 'url')
  const at = dayOf('--at', textOption(options, 'at'), today) ?? today
  return to === undefined ? undefined : { at, to, ...(url === undefined ? {} : { url }) }
}

function fixOf(options: Options, today: string): Pick<UpstreamReport, 'fix'> {
  const url = textOption(options, 'fixUrl')
  const at = dayOf('--fix-at', textOption(options, 'fixAt'), today) ?? today
  return url === undefined ? {} : { fix: { at, url } }
}

/** One entry per package and vulnerability: what is new lies over what was there. Throws (exit 2) without a day of finding. */
export function completeReport(
  reports: readonly UpstreamReport[],
  news: ReportNews,
): readonly UpstreamReport[] {
  const isSame = (one: UpstreamReport): boolean =>
    one.package === news.package && one.vulnerability === news.vulnerability
  const { reported, notReported, ...before }: Partial<UpstreamReport> = reports.find(isSame) ?? {}
  const foundAt = news.foundAt ?? before.foundAt
  if (foundAt === undefined) throw refuse('--found DAY: say when the vulnerability was found')
  const isNews = news.reported !== undefined || news.notReported !== undefined
  const outcome = outcomeOf(isNews ? news : { reported, notReported })
  const report: UpstreamReport = { ...before, ...news, foundAt, ...outcome }
  if (report.reported !== undefined && report.reported.at < foundAt) {
    throw refuse(`--at ${report.reported.at} is before --found ${foundAt}`)
  }
  return reports.some(isSame) ? reports.map((one) => (isSame(one) ? report : one)) : [...reports, report]
}

/** A report that was sent, or the reason why none was needed: never both. */
function outcomeOf({
  reported,
  notReported,
}: {
  readonly reported?: UpstreamReport['reported'] | undefined
  readonly notReported?: UpstreamReport['notReported'] | undefined
}): Pick<UpstreamReport, 'reported' | 'notReported'> {
  if (reported !== undefined) return { reported }
  return notReported === undefined ? {} : { notReported }
}

function dayOf(option: string, text: string | undefined, today: string): string | undefined {
  if (text === undefined) return undefined
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)
  if (isDay !== true) throw refuse(`${option} ${text}: expected a day such as 2026-11-22`)
  if (text > today) throw refuse(`${option} ${text}: lies after today, ${today}`)
  return text
}

function refuse(message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code: 'REPORT_INVALID', message })
}
