/** Scope wizard: shown, tried out, answered. Facts go into the profile, who answered and when into the answers. */
import type { scopeRoutes } from '@occtet/contract/api'
import {
  type AnswerError,
  parseAnswer,
  type ProductProfile,
  type QuestionnaireAnswer,
} from '@occtet/toolkit/cra'
import type { Result } from '@occtet/toolkit/base'
import type { Handlers } from '../kernel/model.ts'
import { type CraCall, changeCra, showCra } from './calls.ts'
import { refuse, type Refused } from './load.ts'
import { conflict, nameOf, saveAnswer, saveProfile } from './save.ts'
import { layDownAnswer, scopeQuestions } from './scope-facts.ts'
import { previewScope, toScope } from './scope-view.ts'

interface Given {
  readonly params: { readonly question: string }
  readonly body: { readonly answer: unknown }
}

function readAnswer(call: CraCall & Given): Result<QuestionnaireAnswer, AnswerError> {
  const { question } = call.params
  return parseAnswer({ question, answer: call.body.answer, by: nameOf(call.caller), at: call.now })
}

/** The code that the route names for what `parseAnswer` says. */
export function refuseAnswer({ code, message }: AnswerError): Refused {
  const isKnown = code === 'QUESTION_UNKNOWN' || code === 'NA_NOT_ALLOWED' || code === 'NA_WITHOUT_REASON'
  return refuse(code === 'QUESTION_UNKNOWN' ? 404 : 422, isKnown ? code : 'ANSWER_INVALID', message)
}

const notOfWizard = refuse(404, 'QUESTION_UNKNOWN', 'the wizard has no such question')

function withLanguage<C extends CraCall & { readonly body: { readonly lang?: 'en' | 'de' | undefined } }>(
  call: C,
): C {
  const { lang } = call.body
  return lang === undefined ? call : { ...call, query: { ...call.query, lang } }
}

export const scopeHandlers: Handlers<typeof scopeRoutes> = {
  'scope.show': async (call) => showCra(call, ({ state }) => toScope(state)),

  'scope.preview': async (call) => {
    if (!scopeQuestions.includes(call.params.question)) return notOfWizard
    const answer = readAnswer(call)
    if (!answer.ok) return refuseAnswer(answer.error)
    return showCra(withLanguage(call), ({ state }) => previewScope(answer.value, state))
  },

  'scope.answer': async (call) => {
    if (!scopeQuestions.includes(call.params.question)) return notOfWizard
    const answer = readAnswer(call)
    if (!answer.ok) return refuseAnswer(answer.error)
    return changeCra(withLanguage(call), {
      write: async (at) => {
        const { profile } = at.loaded.state
        const { version } = call.body
        return saveAnswer(at, {
          answer: answer.value,
          version,
          profile: layDownAnswer(profile, answer.value),
        })
      },
      show: ({ state }, recorded) => ({ view: toScope(state), recorded }),
    })
  },

  'scope.use': async (call) =>
    changeCra(withLanguage(call), {
      write: async (at) => {
        const { state } = at.loaded
        if (state.version !== call.body.version) return conflict
        await saveProfile(at, withSupport(state.profile, call.body))
        return undefined
      },
      show: ({ state }, recorded) => ({ view: toScope(state), recorded }),
    }),
}

type Stated = Pick<NonNullable<ProductProfile['support']>, 'endsAt' | 'expectedUseYears'>

/** Null takes a statement away; absent leaves it. */
function withSupport(
  profile: ProductProfile,
  {
    years,
    endsAt,
  }: { readonly years?: number | null | undefined; readonly endsAt?: string | null | undefined },
): ProductProfile {
  const { expectedUseYears, endsAt: end, ...others } = profile.support ?? {}
  const { expected_use_years: _, ...facts } = profile.facts
  const { support: __, ...rest } = profile
  const stated: Stated = {
    ...toStated('endsAt', endsAt === undefined ? end : endsAt),
    ...toStated('expectedUseYears', years === undefined ? expectedUseYears : years),
  }
  const support = { ...others, ...stated }
  const kept = years === undefined ? profile.facts : facts
  return Object.keys(support).length === 0 ? { ...rest, facts: kept } : { ...rest, support, facts: kept }
}

function toStated<K extends keyof Stated>(key: K, value: Stated[K] | null): Partial<Stated> {
  return value === undefined || value === null ? {} : { [key]: value }
}
