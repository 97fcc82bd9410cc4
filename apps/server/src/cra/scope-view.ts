/** The scope wizard as it stands: questions, the reasoning that grows, the result, and what another answer would change. Pure. */
import type { scopeLine, scopePreview, scopeQuestion, scopeResult, scopeView } from '@occtet/contract/api'
import {
  type Classification,
  createTexts,
  formatMark,
  formatRef,
  type Language,
  type QuestionnaireAnswer,
  questionOf,
  textOf,
  textsOf,
  type Texts,
} from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import { choicesFor, kindOf } from './questions-view.ts'
import { rawOf, refsOfQuestion, toGiven } from './say.ts'
import { factNamesOf, layDownAnswer, scopeQuestions, statedAnswer } from './scope-facts.ts'
import { type AssessedState, assess } from './state.ts'
import { subjectOf } from './subject.ts'

export type ScopeView = z.infer<typeof scopeView>
export type ScopePreview = z.infer<typeof scopePreview>
type ScopeQuestionView = z.infer<typeof scopeQuestion>
type Line = z.infer<typeof scopeLine>
type Result = z.infer<typeof scopeResult>

export function toScope(state: AssessedState): ScopeView {
  const questions = askedOf(state).map((id) => toScopeQuestion(id, state))
  const current = questions.find(({ answer, stated }) => answer === null && stated === null)
  return {
    subject: subjectOf(state),
    questions,
    current: current?.id ?? null,
    lines: linesOf(state),
    result: toResult(state),
    support: {
      endsAt: state.profile.support?.endsAt ?? null,
      years: state.profile.support?.expectedUseYears ?? null,
    },
  }
}

/** Asked under the answers so far, as `look` decides. */
function askedOf({ assessment }: AssessedState): readonly string[] {
  return assessment.view.visible.flatMap(({ id }) => (scopeQuestions.includes(id) ? [id] : []))
}

function toScopeQuestion(id: string, state: AssessedState): ScopeQuestionView {
  const question = questionOf(id)
  const texts = textsOf(state.language)
  const text = texts.questions.get(id)
  const answer = state.answers.get(id)
  const stated = answer === undefined ? statedAnswer(state.profile, id) : undefined
  const kind = kindOf(question)
  return {
    id,
    text: text?.text ?? id,
    why: text?.why ?? id,
    kind: kind === 'scale' ? 'choice' : kind,
    options: choicesFor(question, texts),
    refs: refsOfQuestion(id, state.language),
    answer: answer === undefined ? null : toGiven(answer, state),
    stated: stated === undefined ? null : rawOf(stated),
  }
}

/** Questions of the wizard that decide about one of these facts, first those that rest on the step itself. */
function questionsFor(facts: readonly string[], step: string): string[] {
  const named = scopeQuestions.filter((id) => questionOf(id).maps.includes(step))
  const deciding = scopeQuestions.filter((id) => facts.some((name) => factNamesOf(id).has(name)))
  return [...new Set([...named, ...deciding])]
}

function linesOf({ assessment, language }: AssessedState): Line[] {
  return assessment.classification.reasoning.map((step) => ({
    id: step.id,
    subject: step.subject,
    question: step.question,
    answer: step.answer,
    ref: formatRef(step.ref, language),
    // "Go on with SC-03" is for the tree, not for readers: the next line says what follows.
    consequence: step.consequence.includes('SC-') ? '' : step.consequence,
    checked: formatMark(step.verification, language),
    isOpen: isOpenStep(step.facts, step.id, assessment.classification),
    questions: questionsFor(Object.keys(step.facts), step.id),
  }))
}

function isOpenStep(facts: Readonly<Record<string, unknown>>, id: string, { open }: Classification): boolean {
  if (open.some((one) => one.id === id)) return true
  const values = Object.values(facts)
  return values.length > 0 && values.every((value) => value === null)
}

function toResult({ assessment, language }: AssessedState): Result {
  const t = createTexts(language)
  const found = assessment.classification
  return {
    scope: found.scope,
    scopeText: t(`scope.${found.scope}`),
    outcomes: found.possible_outcomes.map((id) => t(`${id}.text`)),
    ...rolesOf(found, t, language),
    applies: found.applies,
    appliesText: t(`applies.${found.applies}`),
    ...routesOf(found, language),
    dates: found.dates.map(({ date, what, ref }) => ({ date, what, ref: formatRef(ref, language) })),
    duties: {
      total: found.obligations.length,
      inForce: found.obligations.filter((duty) => duty.in_force && duty.status === 'applies').length,
      depends: found.obligations.filter((duty) => duty.status === 'depends').length,
    },
    open: found.open.map(({ id, question, meanings, facts }) => ({
      id,
      question,
      meanings: meanings.map((one) => ({ ...one })),
      questions: questionsFor(facts, id),
    })),
    contradictions: assessment.factErrors.map(({ field, message }) => ({ field, message })),
    notes: found.notes.map(({ text, ref }) => ({ text, ref: formatRef(ref, language) })),
    disclaimer: found.disclaimer,
  }
}

function rolesOf(found: Classification, t: Texts, language: Language): Pick<Result, 'roles' | 'class'> {
  const { class: productClass, category } = found
  return {
    roles: found.roles_detail.map(({ role, why, ref }) => ({
      id: role,
      text: t(`role.${role}`),
      why,
      ref: formatRef(ref, language),
    })),
    class:
      productClass === null
        ? null
        : {
            id: productClass,
            text: t(`class.${productClass}`),
            category: category === null ? null : (textOf({ id: category }, 'title', language) ?? null),
          },
  }
}

function routesOf(found: Classification, language: Language): Pick<Result, 'routes' | 'routeReason'> {
  const own = found.conformity_routes
  const routes = own.length > 0 ? own : found.conformity_routes_of_manufacturer
  return {
    routes: routes.map(({ id, name, allowed, availableAt, thirdParty, note, ref }) => ({
      id,
      name,
      allowed,
      isAvailable: availableAt,
      thirdParty,
      note,
      ref: formatRef(ref, language),
    })),
    routeReason: found.route_reason,
  }
}

/** What would be another, if the question were answered so. Nothing is saved. */
export function previewScope(answer: QuestionnaireAnswer, before: AssessedState): ScopePreview {
  const answers = new Map(before.answers).set(answer.question, answer)
  const after = assess({ ...before, answers, profile: layDownAnswer(before.profile, answer) })
  const [from, to] = [toResult(before), toResult(after)]
  const shown = (state: AssessedState) => state.assessment.view.visible.map(({ id }) => id)
  const duties = (state: AssessedState) =>
    new Map(state.assessment.classification.obligations.map(({ id, title }) => [id, title]))
  return {
    question: answer.question,
    changes: changesOf(from, to),
    dutiesGone: missingIn(duties(before), duties(after)),
    dutiesNew: missingIn(duties(after), duties(before)),
    questionsHidden: shown(before).filter((id) => !shown(after).includes(id)),
    questionsShown: shown(after).filter((id) => !shown(before).includes(id)),
    lines: changedLines(linesOf(before), linesOf(after)),
  }
}

function missingIn(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): string[] {
  return [...from].flatMap(([id, title]) => (to.has(id) ? [] : [title]))
}

const none = '–'

function changesOf(from: Result, to: Result): ScopePreview['changes'] {
  const roles = ({ roles: own }: Result) => [...new Set(own.map(({ text }) => text))].join(', ') || none
  const routes = ({ routes: own }: Result) => own.map(({ id }) => id).join(', ') || none
  const rows: readonly (readonly [ScopePreview['changes'][number]['what'], string, string])[] = [
    ['scope', from.scopeText, to.scopeText],
    ['role', roles(from), roles(to)],
    ['class', from.class?.text ?? none, to.class?.text ?? none],
    ['applies', from.appliesText, to.appliesText],
    ['route', routes(from), routes(to)],
  ]
  return rows.flatMap(([what, one, other]) => (one === other ? [] : [{ what, from: one, to: other }]))
}

function changedLines(before: readonly Line[], after: readonly Line[]): ScopePreview['lines'] {
  const key = (line: Line) => `${line.subject} ${line.id}`
  const old = new Map(before.map((line) => [key(line), line]))
  const now = new Map(after.map((line) => [key(line), line]))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [one, other] = [old.get(id), now.get(id)]
    const line = one ?? other
    const [from, to] = [one?.consequence ?? none, other?.consequence ?? none]
    return line === undefined || from === to ? [] : [{ id: line.id, question: line.question, from, to }]
  })
}
