/** The 22 essential requirements, each with applicability, answers and what a machine found. Never says that one is met. */
import { catalogue, type RequirementEvidence, statementOf } from '../../../cra/index.ts'
import type { PaperContext } from '../context.ts'
import { readAnswer, readSignal } from '../grounds.ts'
import { article, type Ground, type Statement } from '../model.ts'
import type { TextKey } from '../texts/texts.ts'
import { questionsOf } from './requirement-questions.ts'

export function requirementStatements(context: PaperContext): readonly Statement[] {
  return context.input.status.requirements.map((requirement) => toStatement(context, requirement))
}

export function requirementTitle(context: PaperContext, id: string): string {
  return context.t(`req.${id}` as TextKey)
}

interface Line {
  readonly text: string
  readonly ground: Ground
  /** Somebody says that it is not done, or only in part: the requirement stays a gap of the paper. */
  readonly isShort?: boolean
}

function toStatement(context: PaperContext, requirement: RequirementEvidence): Statement {
  const { t } = context
  const head = {
    kind: 'statement' as const,
    article: article(requirement.ref),
    items: [],
    label: requirementTitle(context, requirement.id),
    isMandatory: true,
  }
  const said = [...applicability(context, requirement.id), ...answers(context, requirement.id)]
  const seen = evidence(context, requirement)
  const [first, ...rest] = said
  const isShort = said.some((line) => line.isShort === true)
  if (first === undefined || isShort) {
    const what = isShort ? t('gap.short') : seen.length > 0 ? t('gap.onlyEvidence') : t('gap.nothing')
    const questions = questionsOf(requirement.id).join(', ')
    return {
      ...head,
      basis: { kind: 'missing', what, where: t('where.requirement', { questions }) },
      found: [...said, ...seen].map((line) => ({ text: line.text, basis: line.ground })),
    }
  }
  const lines = [...rest, ...seen]
  return {
    ...head,
    value: [first.text, ...lines.map((line) => line.text)],
    basis: first.ground,
    also: lines.map((line) => line.ground),
  }
}

/** Points that the assessment's own check finds open (a duty left out, a reason missing) say nothing. */
function applicability({ t, input }: PaperContext, id: string): readonly Line[] {
  const { risk } = input
  const known = risk?.requirements.find((one) => one.id === id)
  if (risk === undefined || known === undefined || known.applies === 'unknown') return []
  if (risk.openPoints?.some((point) => point.at === id) === true) return []
  const ground: Ground = { kind: 'manufacturer', field: `${risk.file}: requirements ${id}` }
  const text = known.text?.trim() ?? ''
  if (known.applies === 'no') {
    return text === '' ? [] : [{ text: t('value.notApplicable', { reason: text }), ground }]
  }
  return [{ text: text === '' ? t('req.applies') : t('req.appliesHow', { how: text }), ground }]
}

function answers(context: PaperContext, id: string): readonly Line[] {
  return questionsOf(id).flatMap((question) => {
    const read = readAnswer(context, question)
    if (read === undefined || read.verdict === 'open') return []
    const isShort = read.verdict === 'no' || read.verdict === 'partial'
    return [{ text: read.text.join(' '), ground: read.ground, isShort }]
  })
}

function evidence(context: PaperContext, requirement: RequirementEvidence): readonly Line[] {
  const supports = requirement.supports.flatMap((id) => readSignal(context, id) ?? [])
  const against = requirement.against.map((id) => speaksAgainst(context, id))
  return [...against, ...supports.map((seen) => ({ text: seen.text[0], ground: seen.ground }))]
}

function speaksAgainst(context: PaperContext, id: string): Line {
  const signal = context.signals.get(id)
  const said = signal === undefined ? undefined : statementOf(signal, context.input.language)
  const statement = said ?? catalogue.signals.get(id)?.title ?? id
  return {
    text: context.t('evidence.against', { statement }),
    ground: {
      kind: 'evidence',
      signal: id,
      strength: signal?.strength ?? 'weak',
      places: signal?.evidence ?? [],
      readAt: context.input.evidenceAt,
    },
  }
}
