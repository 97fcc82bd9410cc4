/** What the evidence says about a question before anybody answered: selected, capped or only shown (design, section 4). */
import { catalogue } from '../catalogue/catalogue.ts'
import type { SignalResult } from '../status.ts'
import { parseAnswerValue } from './answer-value.ts'
import { evaluate, type Lookup, witnesses } from './condition.ts'
import type { AnswerValue, PrefillRule, Proposal, Question } from './types.ts'

type Confidence = PrefillRule['confidence']

/** A rule that fired, with what it proposes and how sure it may be. */
export interface Finding {
  readonly rule: PrefillRule
  readonly confidence: Confidence
  readonly value: AnswerValue | undefined
  readonly signals: readonly string[]
}

export interface Evidence {
  readonly lookup: Lookup
  /** By id. */
  readonly signals: ReadonlyMap<string, SignalResult>
}

/**
 * Of the findings that select (high and medium), the best one counts, capped by the worst one that speaks against. Medium
 * selects at most `partial`, and never `no`: that needs a strong and specific finding. Undefined: nothing was found.
 */
export function propose(question: Question, evidence: Evidence): Proposal | undefined {
  const found = findFindings(question, evidence)
  if (found.length === 0) return undefined
  const deciding = decide(found)
  const shown = deciding ?? found.find((finding) => finding.value !== undefined) ?? found[0]
  if (shown === undefined) return undefined
  const value = deciding === undefined ? undefined : select(question, deciding)
  return {
    question: question.id,
    confidence: deciding?.confidence ?? 'low',
    isAgainst: shown.rule.isAgainst === true,
    signals: inCatalogueOrder(found.flatMap((finding) => finding.signals)),
    ...(value === undefined ? {} : { value }),
    ...(shown.value === undefined ? {} : { suggested: shown.value }),
  }
}

/** Every rule that fires, in the order of the data. */
export function findFindings(question: Question, { lookup, signals }: Evidence): readonly Finding[] {
  return question.prefill.flatMap((rule) => {
    if (evaluate(rule.when, lookup) !== 'true') return []
    const ids = [...new Set(witnesses(rule.when, lookup))]
    const value = proposedValue(question, rule, lookup)
    const isCopyOfNothing = value === undefined && typeof rule.answer === 'object'
    if (isCopyOfNothing) return []
    const confidence = rule.isAboutLack === true ? rule.confidence : restrain(rule.confidence, ids, signals)
    return [{ rule, confidence, value, signals: ids }]
  })
}

/** The worst of several sources (repositories, SBOMs) of one product; a source that is silent selects nothing. */
export function worstOf(proposals: readonly (Proposal | undefined)[]): Proposal | undefined {
  const found = proposals.filter((one) => one !== undefined)
  const [first, ...rest] = found
  if (first === undefined) return undefined
  const worst = rest.reduce(
    (a, b) => (rankOf(b.value ?? b.suggested) < rankOf(a.value ?? a.suggested) ? b : a),
    first,
  )
  const isSelected = found.length === proposals.length && found.every((one) => one.value !== undefined)
  const isSame =
    worst.value?.kind === 'scale' || new Set(found.map((one) => JSON.stringify(one.value))).size === 1
  const { value, ...shown } = worst
  const signals = inCatalogueOrder(found.flatMap((one) => one.signals))
  return isSelected && isSame && value !== undefined ? { ...shown, signals, value } : { ...shown, signals }
}

/** Place on the scale from `no` upwards; what is not on it lies above. */
export function rankOf(value: AnswerValue | undefined): number {
  const order = ['no', 'partial', 'yes']
  const at = value?.kind === 'scale' ? order.indexOf(value.value) : -1
  return at < 0 ? order.length : at
}

function decide(found: readonly Finding[]): Finding | undefined {
  const strong = found.filter((finding) => finding.confidence !== 'low' && finding.value !== undefined)
  const against = strong.filter((finding) => finding.rule.isAgainst === true)
  const best = strong
    .filter((finding) => finding.rule.isAgainst !== true)
    .reduce<Finding | undefined>(
      (a, b) => (a === undefined || rankOf(b.value) > rankOf(a.value) ? b : a),
      undefined,
    )
  if (best === undefined) return lowest(against.filter((finding) => finding.rule.isCapOnly !== true))
  const cap = lowest(against)
  return cap !== undefined && rankOf(cap.value) <= rankOf(best.value) ? cap : best
}

/** The first of the worst. */
function lowest(found: readonly Finding[]): Finding | undefined {
  return found.reduce<Finding | undefined>(
    (a, b) => (a === undefined || rankOf(b.value) < rankOf(a.value) ? b : a),
    undefined,
  )
}

function select(question: Question, { confidence, value }: Finding): AnswerValue | undefined {
  if (value === undefined || confidence === 'low') return undefined
  if (confidence === 'high') return value
  // Medium: a yes-or-no question has no middle to stop at; facts with options and dates wait for confirmation.
  if (question.type === 'yn') return undefined
  if (value.kind !== 'scale') return value
  return value.value === 'no' ? undefined : { kind: 'scale', value: 'partial' }
}

function proposedValue(question: Question, { answer }: PrefillRule, lookup: Lookup): AnswerValue | undefined {
  if (answer === undefined) return undefined
  const raw = typeof answer === 'object' && 'from' in answer ? lookup(answer.from) : answer
  const parsed = parseAnswerValue(question, raw)
  return parsed.ok ? parsed.value : undefined
}

const strengths = ['weak', 'medium', 'strong'] as const
const confidences = ['low', 'medium', 'high'] as const

/** A find that is thinner than the catalogue allows for its signal lowers what may rest on it. */
function restrain(
  confidence: Confidence,
  ids: readonly string[],
  signals: ReadonlyMap<string, SignalResult>,
): Confidence {
  const thin = ids.flatMap((id) => {
    const usual = catalogue.signals.get(id)?.strength ?? 'weak'
    const found = signals.get(id)?.strength ?? usual
    return strengths.indexOf(found) < strengths.indexOf(usual) ? [strengths.indexOf(found)] : []
  })
  return confidences[Math.min(confidences.indexOf(confidence), ...thin)] ?? 'low'
}

function inCatalogueOrder(ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids)
  return [...catalogue.signals.keys()].filter((id) => wanted.has(id))
}
