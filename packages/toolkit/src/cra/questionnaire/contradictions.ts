/** Where a person says more than the evidence bears: both are shown side by side, and nobody is overruled. */
import { type Evidence, findFindings, type Finding, rankOf } from './propose.ts'
import type { Answer, Contradiction, Language, Question } from './types.ts'
import type { QuestionnaireTexts } from './text-schema.ts'
import { statementOf, withinSentence } from '../say-words.ts'
import { textsOf } from './texts.ts'

/**
 * Undefined: no clash. Only a finding that speaks against a better answer can clash, and only one of at least medium
 * confidence; weak findings against it are told along. "Not applicable" counts as more than the evidence bears as well:
 * what was found is there. "I don't know" claims nothing.
 */
export function findContradiction(
  question: Question,
  answer: Answer,
  { evidence, language }: { readonly evidence: Evidence; readonly language: Language },
): Contradiction | undefined {
  const claims =
    answer.value.kind === 'na' || (answer.value.kind === 'scale' && answer.value.value !== 'unknown')
  if (!claims) return undefined
  const found = findFindings(question, evidence)
  const clashing = found.filter(
    (finding) => finding.rule.isAgainst === true && rankOf(finding.value) < rankOf(answer.value),
  )
  const deciding = clashing
    .filter((finding) => finding.confidence !== 'low')
    .reduce<Finding | undefined>(
      (a, b) => (a === undefined || rankOf(b.value) < rankOf(a.value) ? b : a),
      undefined,
    )
  if (deciding?.value === undefined) return undefined
  const signals = adverse([deciding, ...clashing], found)
  const statements = signals.flatMap((id) => {
    const signal = evidence.signals.get(id)
    return signal === undefined ? [] : [withinSentence(statementOf(signal, language), language)]
  })
  return {
    question: question.id,
    answered: answer.value,
    proposed: deciding.value,
    signals,
    sentence: toSentence(answer, statements, textsOf(language)),
  }
}

/** Signals that speak against, without those that a rule only presupposes and that speak for something by themselves. */
function adverse(clashing: readonly Finding[], found: readonly Finding[]): readonly string[] {
  const supporting = found.filter((finding) => finding.rule.isAgainst !== true && finding.value !== undefined)
  const helpful = new Set(supporting.flatMap((finding) => finding.signals))
  const all = [...new Set(clashing.flatMap((finding) => finding.signals))]
  const against = all.filter((id) => !helpful.has(id))
  return against.length > 0 ? against : all
}

/** `You say yes; the newest SBOM is seven months old and 31 % of its components lack a purl.` */
function toSentence(answer: Answer, statements: readonly string[], texts: QuestionnaireTexts): string {
  const value = answer.value.kind === 'scale' ? answer.value.value : 'na'
  const found = statements.map((statement) => statement.trim().replace(/[.\s]+$/, ''))
  const last = found.at(-1) ?? ''
  const rest = found.slice(0, -1).join(', ')
  const findings = rest === '' ? last : `${rest} ${texts.words.and} ${last}`
  return texts.words.clash
    .replace('{answer}', () => texts.answers[value] ?? value)
    .replace('{findings}', () => findings)
}
