/** The result of a check in sentences: what the page shows and the command line prints, word for word the same. */
import type { Check, Limit, PackageResult, RecordResult } from '../model.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { Figures, Language, Words } from './words.ts'

export const words: Readonly<Record<Language, Words>> = { en, de }

/** `good` only for a verdict of `valid` that somebody else than the maker vouches for too. */
export type Tone = 'good' | 'part' | 'unknown' | 'bad'

export interface SaidVerdict {
  readonly tone: Tone
  readonly headline: string
  readonly advice: string
  /** What holds all the same, where something does not. */
  readonly still?: string
}

export function sayVerdict(result: PackageResult, language: Language): SaidVerdict {
  const { headline, advice, stillProven } = words[language]
  const figures = figuresOf(result, language)
  const { verdict } = result
  const isVouched = figures.witnesses + figures.stamps > 0
  switch (verdict.kind) {
    case 'valid':
      return isVouched
        ? { tone: 'good', headline: headline.valid(figures), advice: advice.valid }
        : { tone: 'part', headline: headline.alone(figures), advice: advice.alone }
    case 'valid-but-stale':
      return {
        tone: 'part',
        headline: isVouched ? headline.stale[verdict.reason](figures) : headline.alone(figures),
        advice: advice.stale[verdict.reason],
      }
    case 'unknown':
      return {
        tone: 'unknown',
        headline: headline.unknown[verdict.reason](figures),
        advice: advice.unknown[verdict.reason],
      }
    case 'invalid': {
      const said = {
        headline: headline.invalid[verdict.reason](figures),
        advice: advice.invalid[verdict.reason],
      }
      return result.records.length === 0 || result.anchor.logKey !== 'compared'
        ? { tone: 'bad', ...said }
        : { tone: 'bad', ...said, still: stillProven(figures) }
    }
    default:
      return verdict satisfies never
  }
}

function figuresOf(
  { records, attestations, documents, log, verdict, checks }: PackageResult,
  language: Language,
): Figures {
  const asOf = checks.find(({ id }) => id === 'age')?.values['asOf']
  const stale = attestations.find(({ state }) => state === 'stale')?.name ?? ''
  return {
    records: records.length,
    proven: records.filter(({ state }) => state === 'proven').length,
    attestations: attestations.length,
    documents: documents.length,
    witnesses: (log?.witnesses ?? []).filter(({ time, isCompared }) => time !== undefined && isCompared)
      .length,
    stamps: checks.filter(({ id, outcome }) => id === 'time-stamp' && outcome === 'passed').length,
    ...(asOf === undefined ? {} : { asOf: words[language].day(asOf) }),
    where: verdict.kind === 'invalid' ? (verdict.where ?? '') : stale,
  }
}

export interface SaidCheck {
  readonly title: string
  readonly answer: string
  /** Why, where it did not pass. */
  readonly why?: string
}

export function sayCheck({ id, outcome, values, code, message }: Check, language: Language): SaidCheck {
  const { checks, faults, otherFault, dayAndTime } = words[language]
  const { title, passed, failed, open } = checks[id]
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isTime(value) ? dayAndTime(value) : value]),
  )
  const answer = outcome === 'passed' ? passed(shown) : outcome === 'failed' ? failed : open
  const told = id === 'files' ? values['path'] : undefined
  const why =
    code === undefined || outcome === 'passed'
      ? undefined
      : (faults[code] ?? told ?? otherFault(code, message ?? ''))
  return why === undefined ? { title, answer } : { title, answer, why }
}

export function sayLimit({ code, values }: Limit, language: Language): string {
  const { limits, day } = words[language]
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    (name === 'asOf' || name === 'made') && typeof value === 'string' ? day(value) : value,
  ])
  return limits[code](Object.fromEntries(shown) as Limit['values'])
}

/** When a record was there, in words; undefined where nobody but the maker says so. */
export function sayTime({ notAfter, notBefore }: RecordResult, language: Language): string | undefined {
  const { dayAndTime, times } = words[language]
  if (notAfter === undefined) return undefined
  const after = times.notAfter({ time: dayAndTime(notAfter.time), by: notAfter.by })
  const before = notBefore === undefined ? '' : ` ${times.notBefore({ time: dayAndTime(notBefore.time) })}`
  const compared = notAfter.isCompared ? '' : ` ${times.notCompared}`
  return after + before + compared
}

function isTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value)
}
