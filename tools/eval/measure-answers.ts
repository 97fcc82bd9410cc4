/** Figures of questions and refusals: what was found, what was cited, what was declined. */
import { type Answer, ask, type SearchIndex } from '../../packages/toolkit/src/assistant/index.ts'
import type { Question, RefusalCase } from './load.ts'

export interface AnswerFigures {
  readonly questions: number
  /** Mean share of the required references among the five best passages, answered or not. */
  readonly recallAt5: number
  /** Of all citations of answers: those that the labels name. A parent never counts for its child. */
  readonly citationPrecision: number
  /** The same, with what an independent judge found to answer the question as well (`alsoRight`). */
  readonly judgedPrecision: number
  /** Share of the questions that were answered. */
  readonly answered: number
}

export interface RefusalFigures {
  readonly cases: number
  /** Declined, whatever the reason. */
  readonly declined: number
  /** Declined with the reason of the label. */
  readonly right: number
  /** The same, with a second reason that can be defended (`alsoReason`). */
  readonly judged: number
  /** Of all that was declined, questions and cases together: the cases. */
  readonly precision: number
}

export interface Wrong {
  readonly id: string
  readonly question: string
  readonly wanted: string
  readonly got: string
}

export interface Measured {
  readonly answers: AnswerFigures
  readonly refusals: RefusalFigures
  readonly wrong: readonly Wrong[]
}

export function measureAnswers(
  index: SearchIndex,
  questions: readonly Question[],
  refusals: readonly RefusalCase[],
): Measured {
  const asked = questions.map((question) => ({ question, answer: ask(index, question.question) }))
  const declined = refusals.map((refusal) => ({ refusal, answer: ask(index, refusal.question) }))
  const citations = asked.flatMap(({ question, answer }) => citedIn(answer).map((ref) => ({ question, ref })))
  const isDeclined = declined.filter(({ answer }) => answer.status === 'refused').length
  const wronglyDeclined = asked.filter(({ answer }) => answer.status === 'refused').length
  return {
    answers: {
      questions: questions.length,
      recallAt5: mean(asked.map(({ question, answer }) => recallOf(question, answer))),
      citationPrecision: share(citations.map(({ question, ref }) => named(question).has(ref))),
      judgedPrecision: share(
        citations.map(({ question, ref }) => named(question).has(ref) || isAlsoRight(question, ref)),
      ),
      answered: share(asked.map(({ answer }) => answer.status === 'answered')),
    },
    refusals: {
      cases: refusals.length,
      declined: isDeclined / refusals.length,
      right: share(declined.map(({ refusal, answer }) => reasonOf(answer) === refusal.reason)),
      judged: share(
        declined.map(
          ({ refusal: { reason, alsoReason }, answer }) =>
            reasonOf(answer) === reason || reasonOf(answer) === alsoReason,
        ),
      ),
      precision: isDeclined / Math.max(1, isDeclined + wronglyDeclined),
    },
    wrong: [...asked.flatMap(wrongAnswer), ...declined.flatMap(wrongRefusal)],
  }
}

function recallOf({ articles }: Question, { passages }: Answer): number {
  const found = new Set<string>(passages.slice(0, 5).flatMap(({ ref }) => ref ?? []))
  return share(articles.map((wanted) => [wanted].flat().some((ref) => found.has(ref))))
}

function citedIn({ answer }: Answer): readonly string[] {
  return answer.flatMap(({ citations }) => citations.map(({ ref }) => ref ?? ''))
}

function named({ articles }: Question): ReadonlySet<string> {
  return new Set(articles.flat())
}

function isAlsoRight({ alsoRight = [] }: Question, ref: string): boolean {
  return alsoRight.includes(ref)
}

function reasonOf(answer: Answer): RefusalCase['reason'] | 'answered' {
  return answer.status === 'refused' ? answer.reason : 'answered'
}

function wrongAnswer({
  question,
  answer,
}: {
  readonly question: Question
  readonly answer: Answer
}): readonly Wrong[] {
  const cited = citedIn(answer)
  const isRight = cited.length > 0 && cited.every((ref) => named(question).has(ref))
  const got = answer.status === 'refused' ? `refused: ${answer.reason}` : cited.join(', ')
  const nearest = answer.passages.map(({ ref }) => ref ?? '').join(' | ')
  return isRight
    ? []
    : [
        {
          id: question.id,
          question: question.question,
          wanted: JSON.stringify(question.articles),
          got: `${got} (${nearest})`,
        },
      ]
}

function wrongRefusal({
  refusal,
  answer,
}: {
  readonly refusal: RefusalCase
  readonly answer: Answer
}): readonly Wrong[] {
  const got = reasonOf(answer)
  return got === refusal.reason
    ? []
    : [
        {
          id: refusal.id,
          question: refusal.question,
          wanted: refusal.reason,
          got: `${got} ${citedIn(answer).join(', ')}`,
        },
      ]
}

function share(claims: readonly boolean[]): number {
  return mean(claims.map(Number))
}

function mean(figures: readonly number[]): number {
  return figures.length === 0 ? 1 : figures.reduce((sum, figure) => sum + figure, 0) / figures.length
}
