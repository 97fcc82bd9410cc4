/** Shapes of the questionnaire as the contract gives them. */
import type { AnswerOf, BodyOf, questionRoutes } from '@occtet/contract/api'

export type QuestionnaireView = AnswerOf<(typeof questionRoutes)['questions.list']>
export type QuestionView = AnswerOf<(typeof questionRoutes)['questions.show']>['question']
export type AnswerBody = BodyOf<(typeof questionRoutes)['questions.answer']>
export type RawAnswer = NonNullable<AnswerBody['answer']>

/** What the controls show at first: the answer that stands, else what was found and waits for a nod. */
export function firstValue({
  answer,
  proposal,
}: Pick<QuestionView, 'answer' | 'proposal'>): readonly string[] {
  const raw = answer?.value ?? proposal?.selected ?? null
  if (raw === null) return []
  if (typeof raw === 'string') return [raw]
  return 'na' in raw ? ['na'] : [...raw]
}
