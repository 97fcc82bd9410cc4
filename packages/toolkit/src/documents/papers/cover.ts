/** How an item of a paper gets its content: what is stated comes first, then answers, then evidence; else a visible gap. */
import type { PaperContext } from './context.ts'
import { readAnswer, type ReadAnswer, readSignal } from './grounds.ts'
import { paperItem } from './items.ts'
import {
  type Article,
  article,
  type GapStatement,
  type Ground,
  type GroundedStatement,
  type Statement,
} from './model.ts'

/** One member of the product's files, and what stands there. */
export interface StatedField {
  /** Such as `product.yaml: manufacturer.name`. */
  readonly field: string
  readonly value: string | readonly string[] | undefined
}

export interface Sources {
  readonly stated?: StatedField
  /** Questions whose answer can give it, best first. */
  readonly questions?: readonly string[]
  /** Signals that can show it. */
  readonly signals?: readonly string[]
  /** A statement that follows from rule and facts. */
  readonly rule?: { readonly rule: string; readonly value: string | undefined }
  /** Where else it can be given, as a phrase. */
  readonly place?: string
  /** Conditional items: the condition; `undefined` is not known and stays a gap. Absent: always asked for. */
  readonly applies?: { readonly holds: boolean | undefined; readonly reason: string }
}

interface Head {
  readonly article: Article
  readonly items: readonly string[]
  readonly label: string
  readonly isMandatory: boolean
}

/** An item of the catalogue, or one of its parts. */
export interface ItemPart {
  readonly id: string
  /** Instead of the item's own words, where one item has several parts. */
  readonly label?: string
  readonly isMandatory?: boolean
}

/** A statement for an item of the catalogue; article, label and duty come from there. */
export function itemStatement(context: PaperContext, part: string | ItemPart, sources: Sources): Statement {
  const named: ItemPart = typeof part === 'string' ? { id: part } : part
  const item = paperItem(named.id)
  const head: Head = {
    article: article(item.ref),
    items: [item.id],
    label: named.label ?? context.t(`item.${item.id}` as Parameters<PaperContext['t']>[0]),
    isMandatory: named.isMandatory ?? item.mark === 'law',
  }
  return cover(context, head, sources)
}

/** A statement that no item of the catalogue asks for, such as a line of security.txt. */
export function ownStatement(
  context: PaperContext,
  head: { readonly article: string; readonly label: string; readonly isMandatory: boolean },
  sources: Sources,
): Statement {
  return cover(context, { ...head, article: article(head.article), items: [] }, sources)
}

function cover(context: PaperContext, head: Head, sources: Sources): Statement {
  const { t } = context
  if (sources.applies?.holds === false) {
    const rule: Ground = { kind: 'rule', rule: t('rule.condition', { ref: head.article }) }
    return ground(head, [t('value.notApplicable', { reason: sources.applies.reason })], [rule])
  }
  const found = collect(context, sources)
  const said = found.find((one) => one.isEnough)
  if (said !== undefined) {
    const rest = found.filter((one) => one !== said).map((one) => one.ground)
    return ground(head, said.text, [said.ground, ...rest])
  }
  return { kind: 'statement', ...head, ...gap(context, sources, found) }
}

interface Found {
  readonly text: readonly [string, ...string[]]
  readonly ground: Ground
  /** May stand for the item by itself. */
  readonly isEnough: boolean
}

function collect(context: PaperContext, sources: Sources): readonly Found[] {
  const stated = toLines(sources.stated?.value)
  const found: Found[] = []
  if (sources.stated !== undefined && stated !== undefined) {
    const basis: Ground = { kind: 'manufacturer', field: sources.stated.field }
    found.push({ text: stated, ground: basis, isEnough: true })
  }
  const derived = toLines(sources.rule?.value)
  if (sources.rule !== undefined && derived !== undefined) {
    found.push({ text: derived, ground: { kind: 'rule', rule: sources.rule.rule }, isEnough: true })
  }
  const answers = (sources.questions ?? []).flatMap((id) => readAnswer(context, id) ?? [])
  found.push(...answers.map((answer) => ({ ...answer, isEnough: isContent(answer, sources) })))
  for (const id of sources.signals ?? []) {
    const seen = readSignal(context, id)
    if (seen !== undefined) found.push({ ...seen, isEnough: seen.ground.strength !== 'weak' })
  }
  return found
}

/** A bare "yes" says that a thing exists, not what it is: a paper needs the text or the name of the document. */
function isContent(answer: ReadAnswer, sources: Sources): boolean {
  if (answer.verdict === 'not-applicable') return sources.applies !== undefined
  return answer.verdict === 'yes' && answer.hasContent
}

/** Undefined where nothing is said: empty texts and lists of them are gaps, too. */
function toLines(value: string | readonly string[] | undefined): readonly [string, ...string[]] | undefined {
  const lines = (typeof value === 'string' ? [value] : (value ?? [])).filter((line) => line.trim() !== '')
  const [first, ...rest] = lines
  return first === undefined ? undefined : [first, ...rest]
}

function ground(
  head: Head,
  value: readonly [string, ...string[]],
  [basis, ...also]: readonly [Ground, ...Ground[]],
): GroundedStatement {
  return { kind: 'statement', ...head, value, basis, also }
}

function gap(
  context: PaperContext,
  sources: Sources,
  found: readonly Found[],
): Pick<GapStatement, 'basis' | 'found'> {
  const { t } = context
  const isUnclear = sources.applies !== undefined && sources.applies.holds === undefined
  const thin = found.length > 0 ? t('gap.thin') : t('gap.nothing')
  const what = isUnclear ? t('gap.applies') : thin
  return {
    basis: { kind: 'missing', what, where: whereToGive(context, sources) },
    found: found.map((one) => ({ text: one.text.join(' '), basis: one.ground })),
  }
}

function whereToGive({ t }: PaperContext, sources: Sources): string {
  const ways: string[] = []
  if (sources.stated !== undefined) ways.push(t('where.field', { field: sources.stated.field }))
  const questions = sources.questions ?? []
  if (questions.length > 0) ways.push(t('where.question', { questions: questions.join(', ') }))
  if (sources.place !== undefined) ways.push(sources.place)
  if (ways.length === 0) throw new Error('a gap must say where it can be closed')
  return ways.join(t('where.or'))
}
