/** `occtet case status`, `list` and `log` without an entry: where cases stand. */
import {
  type CaseFile,
  caseTexts,
  findRouting,
  type Language,
  logLine,
  statusOf,
  toCaseState,
  toRoutingFacts,
} from '@occtet/toolkit/cra'
import { findAll, findCase, type FoundCase, usage } from '../case-store.ts'
import { guardStore } from '../guard-store.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatCase, formatCases } from '../format-case.ts'
import { plainLines } from '../layout.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'

/** Shown by every command that changes a case, too. */
export function showCase(context: Context, found: FoundCase, options: Options): ExitCode {
  const status = statusOf(found.file, Date.parse(context.now()))
  const routing = findRouting(toRoutingFacts(found.profile))
  const language = languageOf(options)
  if (flagOption(options, 'json')) {
    context.out(`${JSON.stringify({ ...status, routing, entries: found.file.entries }, null, 1)}\n`)
  } else context.out(formatCase({ status, routing, language, zone: zoneOf(options) }))
  return status.overdue.length > 0 && failsOnOverdue(options) ? exitCodes.gateFailed : exitCodes.done
}

export async function runCaseStatus(
  context: Context,
  id: string | undefined,
  options: Options,
): Promise<ExitCode> {
  if (id === undefined) return runCaseList(context, options)
  return showCase(context, await guardStore(() => findCase(context, id, options)), options)
}

/** Real cases, or only drills: the two are never shown together. */
export async function runCaseList(context: Context, options: Options): Promise<ExitCode> {
  const isDrill = flagOption(options, 'drills')
  const { cases, problems } = await guardStore(() => findAll(context, options, isDrill))
  const now = Date.parse(context.now())
  const statuses = cases.map((file) => statusOf(file, now))
  const language = languageOf(options)
  for (const { message } of problems) context.say(`PARTIAL: ${message}\n`)
  if (flagOption(options, 'json')) {
    context.out(`${JSON.stringify({ drills: isDrill, cases: statuses, problems }, null, 1)}\n`)
  } else if (statuses.length === 0) context.out(isDrill ? 'No drills.\n' : 'No cases.\n')
  else {
    const banner = isDrill ? `*** ${caseTexts(language).words.drill} ***\n\n` : ''
    context.out(`${banner}${formatCases(statuses, language)}`)
  }
  if (problems.length > 0 && statuses.length === 0) return exitCodes.inputUnreadable
  const isLate = statuses.some(({ overdue }) => overdue.length > 0)
  return isLate && failsOnOverdue(options) ? exitCodes.gateFailed : exitCodes.done
}

export function showLog(context: Context, found: FoundCase, options: Options): ExitCode {
  if (flagOption(options, 'json')) return showCase(context, found, options)
  const texts = caseTexts(languageOf(options))
  const state = toCaseState(found.file)
  const banner = state.opened.fact.drill ? `*** ${texts.words.drill} ***\n` : ''
  const lines = found.file.entries.map(
    (entry) => `${String(entry.number).padStart(3)}  ${logLine(entry, state, texts)}\n`,
  )
  context.out(plainLines(`${banner}${lines.join('')}`))
  return exitCodes.done
}

export function languageOf(options: Options): Language {
  return textOption(options, 'lang') === 'de' ? 'de' : 'en'
}

/** The zone that the user names, else that of the machine. */
export function zoneOf(options: Options): string {
  const zone = textOption(options, 'zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw usage(`there is no time zone ${zone}; expected a name such as Europe/Berlin`)
  }
}

function failsOnOverdue(options: Options): boolean {
  return listOption(options, 'failOn').includes('overdue')
}

/** For the papers: the file of a drill says so in its name by its id. */
export function nameOf(file: CaseFile, part: string, ending: string): string {
  return `${file.id}-${part}.${ending}`
}
