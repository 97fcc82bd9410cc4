/** The questionnaire as this version carries it: questions, rules, actions and levels as data beside this file. */
import { catalogue } from '../catalogue/catalogue.ts'
import classificationInputs from '../catalogue/classification-inputs.json' with { type: 'json' }
import { reporting } from '../catalogue/reporting.ts'
import actions from './data/actions.json' with { type: 'json' }
import enisa from './data/enisa.json' with { type: 'json' }
import levels from './data/levels.json' with { type: 'json' }
import meta from './data/meta.json' with { type: 'json' }
import a from './data/questions-a.json' with { type: 'json' }
import b from './data/questions-b.json' with { type: 'json' }
import c from './data/questions-c.json' with { type: 'json' }
import d from './data/questions-d.json' with { type: 'json' }
import e from './data/questions-e.json' with { type: 'json' }
import f from './data/questions-f.json' with { type: 'json' }
import g from './data/questions-g.json' with { type: 'json' }
import h from './data/questions-h.json' with { type: 'json' }
import i from './data/questions-i.json' with { type: 'json' }
import j from './data/questions-j.json' with { type: 'json' }
import { parseQuestionnaire, type Questionnaire, type QuestionnaireInput } from './schema.ts'
import type { Question } from './types.ts'

/** Unread data; tests break it on purpose. */
export const questionnaireInput: QuestionnaireInput = {
  meta,
  questions: [a, b, c, d, e, f, g, h, i, j].flat(),
  actions,
  levels,
  enisa,
  classificationInputs,
  targets: [
    ...catalogue.requirements.map(({ id }) => id),
    ...catalogue.obligations.keys(),
    ...catalogue.documents.keys(),
    ...catalogue.scopeTree.nodes.map(({ id }) => id),
    ...Object.values(reporting.triggers).map(({ id }) => id),
  ],
  signals: new Map([...catalogue.signals].map(([id, signal]) => [id, signal.resultFields])),
}

/** Checked once, when the module is loaded: a broken questionnaire is our own mistake and stops the process. */
export const questionnaire: Questionnaire = loadQuestionnaire()

function loadQuestionnaire(): Questionnaire {
  const parsed = parseQuestionnaire(questionnaireInput)
  if (!parsed.ok) throw new Error(`CRA questionnaire: ${parsed.error.path}: ${parsed.error.message}`)
  return parsed.value
}

/** Throws on an id that the questionnaire does not have: ask `questionnaire.questions` where it comes from outside. */
export function questionOf(id: string): Question {
  const question = questionnaire.questions.get(id)
  if (question === undefined) throw new Error(`the questionnaire has no question ${id}`)
  return question
}
