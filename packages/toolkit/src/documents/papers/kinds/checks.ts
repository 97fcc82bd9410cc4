/** Lines of a checklist: ticked by a person's answer alone; what a machine saw is shown beside it. */
import type { PaperContext } from '../context.ts'
import { type ReadAnswer, readAnswer, readSignal } from '../grounds.ts'
import { article, type Basis, type CheckItem } from '../model.ts'
import type { TextKey } from '../texts/texts.ts'

export interface CheckRow {
  readonly text: TextKey
  readonly article: string
  readonly items?: readonly string[]
  /** None: checked by hand on the paper, so that the gate cannot wait for it. */
  readonly questions?: readonly string[]
  readonly signals?: readonly string[]
}

export function checklist(context: PaperContext, rows: readonly CheckRow[]): readonly CheckItem[] {
  return rows.map((row) => toCheck(context, row))
}

function toCheck(context: PaperContext, row: CheckRow): CheckItem {
  const answers = (row.questions ?? []).flatMap((id) => readAnswer(context, id) ?? [])
  const answer = answers.find((one) => one.verdict !== 'open')
  const isDone = answer?.verdict === 'yes' || answer?.verdict === 'not-applicable'
  return {
    article: article(row.article),
    items: row.items ?? [],
    text: context.t(row.text),
    state: answer?.verdict ?? 'open',
    basis: isDone ? answer.ground : missing(context, row, answer !== undefined),
    found: besides(context, row, answers),
    isMandatory: row.questions !== undefined,
  }
}

/** What stands beside the box: notes of answers, answers that fall short, and what a machine saw. */
function besides(context: PaperContext, row: CheckRow, answers: readonly ReadAnswer[]): CheckItem['found'] {
  const words = answers.flatMap((answer) => {
    const lines = answer.verdict === 'yes' ? answer.text.slice(1) : answer.text
    return lines.length === 0 ? [] : [{ text: lines.join(' '), basis: answer.ground }]
  })
  const seen = (row.signals ?? []).flatMap((id) => readSignal(context, id) ?? [])
  return [...words, ...seen.map((one) => ({ text: one.text[0], basis: one.ground }))]
}

function missing({ t }: PaperContext, row: CheckRow, isShort: boolean): Basis {
  const questions = row.questions ?? []
  return {
    kind: 'missing',
    what: isShort ? t('gap.short') : t('gap.unchecked'),
    where:
      questions.length === 0
        ? t('where.byHand')
        : t('where.questionOnly', { questions: questions.join(', ') }),
  }
}
