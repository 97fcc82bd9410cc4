/** The terminal summary: one screen that says what is most urgent and why, what is not known, and where the files are. */
import {
  catalogues,
  clip,
  createTranslator,
  type MessageKey,
  type SeverityMark,
  showHidden,
  type Translator,
} from '@occtet/ui'
import type { Finding } from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import { openResults } from '../policy/input.ts'
import { formatAction, formatReason } from '../story/action-text.ts'
import { toActions } from '../story/actions.ts'
import { type Gap, toGaps } from '../story/gaps.ts'
import { formatHeadline } from '../story/headline.ts'
import { type Knowledge, toKnowledge } from '../story/knowledge.ts'
import { commandFor, exampleOf, nameProducts } from '../story/products.ts'
import { createPainter, type Painter } from './paint.ts'
import { wrap } from './wrap.ts'

export interface SummaryOptions {
  /** Columns of the terminal; 80 where unknown. */
  readonly width: number
  readonly colour: boolean
  /** Where report and files lie, as the user should see it. */
  readonly folder: string
}

const shownActions = 3
const mostLines = 24
const namedProducts = 3
const saidElsewhere = new Set<Gap['kind']>(['requirements', 'starter-set', 'no-data'])
const shownLevels: readonly SeverityMark[] = ['critical', 'high', 'medium', 'low', 'unknown']

interface Sheet {
  readonly input: ReportInput
  readonly known: Knowledge
  readonly t: Translator<MessageKey>
  readonly paint: Painter
  readonly width: number
}

/** At most 24 lines, ending with a line break. A warning comes first when the data was not a full database. */
export function formatSummary(input: ReportInput, options: SummaryOptions): string {
  const sheet: Sheet = {
    input,
    known: toKnowledge(input),
    t: createTranslator(input.language, catalogues[input.language]),
    paint: createPainter(options.colour),
    width: Math.max(40, options.width),
  }
  const folder = sheet.t('summary.files', { folder: showHidden(options.folder) })
  const first = [
    ...warningLines(sheet),
    ...headLines(sheet),
    ...productLines(sheet),
    ...severityLines(sheet),
    ...actionLines(sheet),
  ]
  const last = [...endLines(sheet), folder]
  const room = mostLines - first.length - last.length
  const gaps = gapLines(sheet, room)
  // What is not known comes before what is only old.
  const ended = gaps.length < room ? lifecycleLines(sheet) : []
  return `${[...first, ...gaps, ...last.slice(0, 1), ...ended, ...last.slice(1)].join('\n')}\n`
}

function warningLines({ input, t, paint, width }: Sheet): readonly string[] {
  if (input.findings !== undefined && !input.starterSetOnly) return []
  const key = input.findings === undefined ? 'warn.noData.title' : 'warn.starter.title'
  return [paint('warning', fit(t(key), width))]
}

function headLines({ input, known, t, paint, width }: Sheet): readonly string[] {
  const headline = plain(formatHeadline(input, known, t))
  return wrap(headline, { width, lines: 2 }).map((line) => paint('strong', line))
}

/** What the figures are about, where that is more than one product. */
function productLines({ input, t, width }: Sheet): readonly string[] {
  const products = input.inventory.products ?? []
  const example = exampleOf(products)
  if (example === undefined) return []
  const values = { n: products.length, names: nameProducts(products, namedProducts, t) }
  return [
    fit(t('summary.products', values), width),
    fit(t('summary.product', { command: commandFor(example) }), width),
  ]
}

function severityLines({ known, t, paint, width }: Sheet): readonly string[] {
  const all = known.vulnerabilities
  if (known.verdict !== 'found' || all.length === 0) return []
  const count = (fits: (finding: Finding) => boolean): number => all.filter(fits).length
  const levels = shownLevels
    .map((level) => ({ level, n: count((finding) => finding.level === level) }))
    .filter(({ level, n }) => level !== 'unknown' || n > 0)
    .map(({ level, n }) => ({
      meaning: n > 0 ? level : ('quiet' as const),
      text: `${t(`level.${level}`)} ${n}`,
    }))
  const direct = count((finding) => finding.relation === 'direct')
  const transitive = count((finding) => finding.relation === 'transitive')
  const unknown = all.length - direct - transitive
  const split = t(unknown > 0 ? 'summary.splitUnknown' : 'summary.split', { direct, transitive, unknown })
  const painted = levels.map(({ meaning, text }) => paint(meaning, text)).join('  ')
  const hasRoom = levels.map(({ text }) => text).join('  ').length + split.length + 6 <= width
  return ['', hasRoom ? `  ${painted}  ${paint('quiet', `(${split})`)}` : `  ${painted}`]
}

function actionLines({ known, t, paint, width }: Sheet): readonly string[] {
  const actions = toActions([...known.malicious, ...known.vulnerabilities])
  if (actions.length === 0) return []
  const lines = actions.slice(0, shownActions).flatMap((action, i) => {
    const first = action.findings[0]
    const level = first?.isMalicious === true ? 'critical' : (first?.level ?? 'unknown')
    const why = `     ${formatReason(action, t)}`
    const whole = `${why} ${first?.group ?? ''}`
    const step = fit(formatAction(action, t, 1), width - 5)
    return [
      `${paint(level, `  ${i + 1}`)}  ${step}`,
      paint('quiet', fit(whole.length <= width ? whole : why, width)),
    ]
  })
  const rest = actions.length - shownActions
  const more = rest > 0 ? [paint('quiet', `     ${t('next.more', { n: rest })}`)] : []
  return ['', paint('strong', t('summary.urgent')), ...lines, ...more]
}

/** The requirements have their own line at the end, missing data the first one. */
function gapLines({ input, known, t, paint, width }: Sheet, room: number): readonly string[] {
  const gaps = toGaps(input, known, t).filter((gap) => !saidElsewhere.has(gap.kind))
  if (gaps.length === 0) return []
  // An empty line and the title come first; the count of what is left out needs a line too.
  const shown = gaps.length + 2 <= room ? gaps.length : Math.max(0, room - 3)
  const lines = gaps.slice(0, shown).map((gap) => fit(`  - ${gap.text}`, width))
  const rest = gaps.length - shown
  const more = rest > 0 ? [`   ${t('list.andMore', { n: rest })}`] : []
  return ['', paint('strong', t('summary.unknown')), ...lines, ...more]
}

function endLines({ input, known, t, width }: Sheet): readonly string[] {
  const count = (state: string): number =>
    input.cra.requirements.filter((requirement) => requirement.state === state).length
  const evidence = t('summary.evidence', {
    n: count('evidence'),
    contrary: count('contrary'),
    open: count('not-looked'),
  })
  return [
    '',
    ...policyLines(input, t, width),
    fit(evidence, width),
    fit(t('summary.next', { step: t(nextStep(input, known)) }), width),
  ]
}

/** Whether the policy is kept, and which rules break it; none where none was judged. */
function policyLines({ policy }: ReportInput, t: Translator<MessageKey>, width: number): readonly string[] {
  if (policy === undefined) return []
  const { failed } = policy.report
  const line =
    failed.length === 0
      ? t('summary.policyKept', { n: openResults(policy.report).length })
      : t('summary.policy', { n: failed.length, rules: failed.join(', ') })
  return [fit(line, width)]
}

/** What is past its end; none where nothing is, and the report has the rest. */
function lifecycleLines({ input, t, width }: Sheet): readonly string[] {
  const ended = input.lifecycle?.rows.filter(({ status }) => status === 'ended') ?? []
  if (ended.length === 0) return []
  const names = [...new Set(ended.map(({ name, version }) => `${name} ${version}`))].join(', ')
  return [fit(t('summary.ended', { n: ended.length, names }), width)]
}

function nextStep(input: ReportInput, known: Knowledge): MessageKey {
  if (known.verdict === 'no-components') return 'next.addFiles'
  return input.findings === undefined || input.starterSetOnly || known.verdict === 'unknown'
    ? 'summary.getData'
    : 'summary.openReport'
}

/** One line of at most `width` units, without anything that could steer a terminal. */
function fit(text: string, width: number): string {
  const line = showHidden(text.replace(/[\t\n]/g, ' '))
  return line.length <= width ? line : clip(line, width - 1)
}

function plain(text: string): string {
  return showHidden(text.replace(/[\t\n]+/g, ' '))
}
