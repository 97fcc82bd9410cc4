/** The answer first: one sentence with its mark, what follows from it, and what it is about. */
import { sayLimit, sayVerdict, type Tone, words, type PackageResult } from '@occtet/toolkit/evidence-package'
import { clip, type Html, html, type HtmlValue, type StatusMark, statusMark } from '@occtet/ui'
import type { Answer, Fault, State } from '../state.ts'
import type { PageWords } from '../words.ts'

const marks: Readonly<Record<Tone, StatusMark>> = {
  good: 'whole',
  part: 'part',
  unknown: 'unknown',
  bad: 'gap',
}

interface Said {
  readonly tone: Tone
  readonly headline: string
  readonly advice: string
  readonly still?: string
}

export function renderAnswer(state: State, t: PageWords): Html {
  const { answer, language } = state
  if (answer.kind === 'working')
    return html`<section class="hero t-unknown" id="answer" tabindex="-1"><h1>${t.working}</h1></section>`
  const said = sayAnswer(answer, language, t)
  return html`<section class="hero t-${said.tone}" id="answer" tabindex="-1" data-tone="${said.tone}"><p class="big">${statusMark(marks[said.tone])}</p><div><h1>${said.headline}</h1>${answer.kind === 'done' && answer.source.name === undefined && html`<p class="advice copy"><strong>${sayLimit({ code: 'EMBEDDED_COPY', values: {} }, language)} ${t.document.drop}</strong></p>`}<p class="advice">${said.advice}</p>${said.still !== undefined && html`<p class="advice"><strong>${said.still}</strong></p>`}${answer.kind === 'done' && renderBrief(answer, language)}</div></section>`
}

/** On a narrow screen the limits stand far below: the first two are said with the answer. */
function renderBrief({ result }: Extract<Answer, { kind: 'done' }>, language: State['language']): HtmlValue {
  const first = result.limits.filter(({ code }) => code !== 'EMBEDDED_COPY').slice(0, 2)
  if (first.length === 0) return undefined
  return html`<ul class="dots brief">${first.map((limit) => html`<li>${sayLimit(limit, language)}</li>`)}</ul>`
}

/** Anything but a verdict is "not checked": there is no other way to the tone of a yes than `sayVerdict`. */
function sayAnswer(
  answer: Exclude<Answer, { kind: 'working' }>,
  language: State['language'],
  t: PageWords,
): Said {
  switch (answer.kind) {
    case 'none':
      return { tone: 'unknown', headline: t.empty, advice: t.emptyAdvice }
    case 'done':
      return sayVerdict(answer.result, language)
    case 'refused': {
      const { headline, advice } = words[language]
      const figures = {
        records: 0,
        proven: 0,
        attestations: 0,
        documents: 0,
        witnesses: 0,
        stamps: 0,
        where: '',
      }
      return {
        tone: 'bad',
        headline: headline.invalid.NOT_A_PACKAGE(figures),
        advice: advice.invalid.NOT_A_PACKAGE,
        still: `${clip(answer.name, 80)}: ${sayFault(answer.fault, t)}`,
      }
    }
    case 'stopped':
      return {
        tone: 'unknown',
        headline: t.stopped,
        advice: t.stoppedAdvice,
        ...(language === 'en' ? { still: clip(answer.message, 300) } : {}),
      }
    default:
      return answer satisfies never
  }
}

function sayFault({ code, message }: Fault, t: PageWords): string {
  return code === undefined ? t.noPackage : t.fault(code, clip(message, 300))
}

/** Counts at the end of a title are the maker's words, in one language: said from what is here instead. */
function sayTitle({ title, records }: PackageResult, t: PageWords): string {
  const bare = title.replace(/: \d+ records?(?: of the product)?(?:, \d+ of the log)?$/, '')
  const log = records.filter(({ kind }) => kind === 'public').length
  return `${clip(bare, 200)}: ${t.counts(records.length - log, log)}`
}

export function renderFacts(
  { result, source }: Extract<Answer, { kind: 'done' }>,
  { language }: State,
  t: PageWords,
): Html {
  const { facts } = t
  const { dayAndTime } = words[language]
  const time = (text: string): string =>
    Number.isNaN(Date.parse(text)) ? '–' : dayAndTime(new Date(text).toISOString())
  const rows: readonly (readonly [string, string, boolean])[] = [
    [facts.title, sayTitle(result, t), false],
    [facts.source, source.name === undefined ? facts.carried : clip(source.name, 120), false],
    ...(source.sha256 === undefined ? [] : [[facts.fileDigest, source.sha256, true] as const]),
    [facts.made, time(result.createdAt), false],
    ...(result.log === undefined ? [] : [[facts.log, clip(result.log.origin, 200), true] as const]),
    [facts.checked, time(result.checkedAt), false],
  ]
  return html`<dl class="facts">${rows.map(([name, value, isMono]) => html`<div><dt>${name}</dt><dd${isMono && html` class="mono"`}>${value}</dd></div>`)}</dl>`
}
