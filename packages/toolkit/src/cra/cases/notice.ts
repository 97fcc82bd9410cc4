/** What users are told (Art. 14(8)) and the decision not to report, as Markdown. */
import { reporting } from '../catalogue/reporting.ts'
import type { ProductProfile } from '../product/profile.ts'
import type { Language } from '../questionnaire/types.ts'
import { findStatement, type Material, missingText, type SourceId } from './content.ts'
import type { CaseEntry, CaseFile } from './events.ts'
import { findGround } from './grounds.ts'
import { type CaseState, type EntryOf, toState } from './state.ts'
import { caseTexts, fill, translate } from './texts/texts.ts'
import type { CaseTexts } from './texts/types.ts'

export interface NoticeInput {
  readonly file: CaseFile
  readonly profile: ProductProfile | undefined
  readonly language: Language
}

export interface Notice {
  readonly markdown: string
  /** `MISSING: …` lines inside. */
  readonly missing: readonly string[]
}

/** The four contents of the catalogue: what happened, what to do, when a fix comes, contact. */
export function buildUserNotice({ file, profile, language }: NoticeInput): Notice {
  const texts = caseTexts(language)
  const state = toState(file)
  const { words } = texts
  const material: Material = { state, profile, texts, notificationType: '' }
  const say = (source: SourceId): string =>
    quote(findStatement(source, material)?.value) ?? missingText(source, material)
  const sections: readonly (readonly [string, string])[] = [
    [words.noticeWhat, `${say('title')}\n\n${say('summary')}`],
    [words.noticeVersions, say('versions')],
    [words.noticeDo, say('userMeasures')],
    [words.noticeFix, fixText(material)],
    [words.noticeContact, say('contact')],
  ]
  const missing = sections.flatMap(([, text]) => text.split('\n').filter((line) => isGap(line, texts)))
  const title = fill(words.noticeTitle, { product: say('productName') })
  const body = sections.flatMap(([heading, text]) => [`## ${heading}`, '', text, ''])
  const draft = missing.length === 0 ? [] : [`> ${words.noticeDraft}`, '']
  return { markdown: page(state, texts, [`# ${title}`, '', ...draft, ...body]), missing }
}

/** A measure that is there, else what was said about when it comes. */
function fixText(material: Material): string {
  const { state, texts } = material
  const fixed = quote(state.details.get('fixedVersions')?.value)
  const lines = fixed === undefined ? [] : [fill(texts.words.fixedIn, { versions: fixed })]
  const { measure } = state
  if (measure !== undefined) lines.push(measureText(measure, texts))
  const expected = quote(state.details.get('fixExpected')?.value)
  if (expected !== undefined) lines.push(`${texts.fields.fixExpected}: ${expected}`)
  // A workaround does not say when the fix comes, or that none will come.
  const saysWhen = fixed !== undefined || expected !== undefined || measure?.fact.measure === 'corrective'
  return [...lines, ...(saysWhen ? [] : [missingText('fixExpected', material)])].join('\n\n')
}

function measureText({ at, fact }: EntryOf<'measure-available'>, { words }: CaseTexts): string {
  const template = fact.measure === 'corrective' ? words.fixCorrective : words.fixMitigating
  return fill(template, { at, text: quote(fact.text) })
}

/** Undefined where nobody decided so. */
export function buildDecision({ file, language }: Omit<NoticeInput, 'profile'>): string | undefined {
  const texts = caseTexts(language)
  const state = toState(file)
  const { notReportable, opened } = state
  if (notReportable === undefined) return undefined
  const { words } = texts
  const { ground, groundText, decidedBy, reason } = notReportable.fact
  const { track, title } = opened.fact
  const isTest = findGround(track, ground)?.kind === 'test-not-met'
  return page(state, texts, [
    `# ${fill(words.decisionTitle, { title: quote(title) })}`,
    '',
    `- ${words.case}: ${state.id} (${texts.tracks[track]}, ${reporting.triggers[track].ref})`,
    `- ${words.product}: ${quote(state.subject.productName)}`,
    `- ${words.decisionBy}: ${quote(decidedBy)}`,
    `- ${words.happenedAt}: ${notReportable.at}`,
    `- ${isTest ? words.decisionTest : words.decisionGround}: ${translate(texts, groundText)} (${ground})`,
    '',
    `## ${words.decisionReason}`,
    '',
    quote(reason),
    '',
    `## ${words.awarenessLog}`,
    '',
    ...file.entries.map((entry) => `- ${logLine(entry, state, texts)}`),
    '',
  ])
}

/** One line per entry, as the awareness log shows it. */
export function logLine(entry: CaseEntry, state: CaseState, texts: CaseTexts): string {
  const { fact } = entry
  const text = 'text' in fact ? fact.text : 'reason' in fact ? fact.reason : ''
  const gone = state.withdrawn.has(entry.number) ? ` (${texts.words.withdrawnEntry})` : ''
  const recorded = fill(texts.words.recordedBy, { who: entry.by, at: entry.recordedAt })
  const said = text === '' ? '' : `: ${text}`
  const line = `${entry.at} ${texts.entries[fact.type]}${gone}${said} (${recorded})`
  return quote(line.replace(/\s+/g, ' '))
}

function isGap(line: string, texts: CaseTexts): boolean {
  return line.startsWith(fill(texts.words.missing, { what: '' }))
}

function page(state: CaseState, texts: CaseTexts, lines: readonly string[]): string {
  const isDrill = state.opened.fact.drill
  const banner = `**${texts.words.drill}**`
  const marked = isDrill ? lines.map((line) => line.replace(/^(#+) /, `$1 ${texts.words.drillMark} `)) : lines
  return `${[...(isDrill ? [banner, ''] : []), ...marked, ...(isDrill ? [banner, ''] : [])].join('\n')}`
}

/** Words of a person inside Markdown: no markup of theirs takes effect, lines stay lines. */
function quote(text: string): string
function quote(text: string | undefined): string | undefined
function quote(text: string | undefined): string | undefined {
  return text
    ?.replace(/[\\`*_[\]<>#|~]/g, (mark) => `\\${mark}`)
    .replace(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
}
