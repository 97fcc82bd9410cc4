/** Records as a timeline by day, in plain sentences; what does not match comes first. */
import {
  type Language,
  type PackageResult,
  type RecordResult,
  sayTime,
  words,
} from '@occtet/toolkit/evidence-package'
import { clip, type Html, html, type HtmlValue, statusMark } from '@occtet/ui'
import type { State } from '../state.ts'
import type { PageWords } from '../words.ts'
import { renderCheckList } from './checks.ts'

const marks = { proven: 'whole', broken: 'gap', 'not-checked': 'unknown' } as const

export function renderRecords(
  { records, anchor }: PackageResult,
  { language, shown }: State,
  t: PageWords,
): Html {
  const isLoose = anchor.logKey !== 'compared'
  const broken = records.filter(({ state }) => state !== 'proven').slice(0, shown)
  const listed = records.slice(0, shown)
  const rest = records.length - listed.length
  return html`${broken.length > 0 && html`<section class="card alarm"><h2>${t.sections.broken}</h2><ol class="recs">${broken.map((record) => renderRecord(record, language, { t, prefix: 'b', isOpen: true, isLoose }))}</ol></section>`}
<section class="card"><h2>${t.sections.records}</h2>${groupByDay(listed).map(
    ({ day, list }) =>
      html`<h3 class="day">${day === undefined ? t.noDay : html`<time datetime="${day}">${words[language].day(day)}</time>`}</h3><ol class="recs">${list.map((record) => renderRecord(record, language, { t, prefix: 'r', isOpen: false, isLoose }))}</ol>`,
  )}${rest > 0 && html`<p><button class="btn" type="button" id="more">${t.more(rest)}</button></p>`}</section>`
}

/** For paper: one line for each record, in the order of the log. */
export function renderRecordLines({ records, anchor }: PackageResult, state: State, t: PageWords): Html {
  const { language } = state
  const { day, states } = words[language]
  const isLoose = anchor.logKey !== 'compared'
  return html`<section class="card"><h2>${t.sections.records}</h2><ul class="lines">${records.map(
    (record) => {
      const said = isLoose && record.state === 'proven' ? t.fits : states[record.state]
      return html`<li class="s-${record.state}">${record.index} · ${record.content !== undefined && html`${day(record.content.time)} · `}${sentenceOf(record, language, t)} · <b>${said}</b></li>`
    },
  )}</ul></section>`
}

/** For paper: what the page shows behind each record. */
export function renderAppendix({ records, anchor }: PackageResult, state: State, t: PageWords): Html {
  const shape: Shape = { t, prefix: 'r', isOpen: true, isLoose: anchor.logKey !== 'compared' }
  return html`<section class="card appendix"><h2>${t.appendix}</h2><ol class="recs">${records.map((record) => renderRecord(record, state.language, shape))}</ol></section>`
}

interface DayGroup {
  readonly day: string | undefined
  readonly list: RecordResult[]
}

/** In the order of the log: a day comes again where a record names an earlier one than the record before it. */
function groupByDay(records: readonly RecordResult[]): readonly DayGroup[] {
  const groups: DayGroup[] = []
  for (const record of records) {
    const day = record.content?.time.slice(0, 10)
    const last = groups.at(-1)
    if (last !== undefined && (day === undefined || last.day === day)) last.list.push(record)
    else groups.push({ day, list: [record] })
  }
  return groups
}

interface Shape {
  readonly t: PageWords
  readonly prefix: string
  readonly isOpen: boolean
  /** Whose log it is was not compared: then a record fits, and no more. */
  readonly isLoose: boolean
}

function renderRecord(record: RecordResult, language: Language, { t, prefix, isOpen, isLoose }: Shape): Html {
  const { index, state, content } = record
  const time = content?.time.slice(11, 16)
  return html`<li id="${prefix}${index}" class="rec s-${state}"><details${isOpen && html` open`}><summary>${statusMark(marks[state])}<span class="sent">${sentenceOf(record, language, t)}</span><span class="meta">${t.record(index)}${time !== undefined && html` · ${time} UTC`} · <b class="st">${isLoose && state === 'proven' ? t.fits : words[language].states[state]}</b></span></summary>${renderDetail(record, language, t)}</details></li>`
}

function sentenceOf(record: RecordResult, language: Language, t: PageWords): string {
  const { content, kind, erasedBy, state } = record
  if (content !== undefined) return clip(content.sentence[language], 400)
  if (kind === 'closed') return t.closed(erasedBy)
  return kind === 'public' && state === 'proven' ? t.publicRecord : t.unreadable
}

function renderDetail(record: RecordResult, language: Language, t: PageWords): Html {
  const { checks, content, erasedBy } = record
  const bound = sayTime(record, language)
  const claimed = content === undefined ? undefined : t.claimed(words[language].dayAndTime(content.time))
  return html`<div class="det">${(claimed !== undefined || bound !== undefined) && html`<p>${claimed} ${bound}</p>`}${renderCheckList(checks, language, t)}${content !== undefined && renderContent(record, t)}${content !== undefined && content.withheld > 0 && record.kind !== 'public' && html`<p class="dim">${t.hidden(content.withheld, erasedBy)}</p>`}</div>`
}

function renderContent({ content }: RecordResult, t: PageWords): HtmlValue {
  if (content === undefined) return undefined
  const rows: readonly (readonly [string, unknown])[] = [
    ['type', content.type],
    ['id', content.id],
    ...(content.product === undefined ? [] : [['product', content.product] as const]),
    ...content.disclosed.map(({ name, value }) => [name, value] as const),
    ...content.subjects.map(({ name, sha256 }) => [name, sha256] as const),
    ...content.evidence.map(({ name, sha256 }) => [name, sha256] as const),
    ...Object.entries(content.data),
    ...(content.legal.length === 0 ? [] : [['legal', content.legal.join(', ')] as const]),
    ...(content.prev.length === 0 ? [] : [['prev', content.prev.join(', ')] as const]),
  ]
  return html`<p class="ct">${t.says}</p><dl class="vals">${rows.map(([name, value]) => html`<div><dt>${clip(name, 120)}</dt><dd class="mono">${show(value)}</dd></div>`)}</dl>`
}

function show(value: unknown): string {
  return clip(typeof value === 'string' ? value : JSON.stringify(value), 800)
}
