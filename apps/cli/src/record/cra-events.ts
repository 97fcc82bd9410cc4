/** Which events the records of the CRA engine are: profile, answers, assessments, diligence, settings. */
import { sha256Hex } from '@occtet/toolkit/base'
import {
  type DiligenceFile,
  formatProfile,
  type ProductProfile,
  type QuestionnaireAnswer,
  questionnaire,
  type SavedAssessment,
  toEntry,
} from '@occtet/toolkit/cra'
import type { EventData, EventDraft } from '@occtet/toolkit/ledger'
import { type Actor, fit, instantNow, newId, person, program } from './draft.ts'

interface Told {
  readonly type: string
  readonly data: EventData
  readonly actor: Actor
}

function draftOf(product: string, told: Told): EventDraft {
  return { id: newId(), time: instantNow(), product: fit(product, 256), ...told }
}

export function profileEvents(profile: ProductProfile): readonly EventDraft[] {
  const profileSha256 = sha256Hex(formatProfile(profile))
  const data = { name: fit(profile.product.name, 256), profileSha256 }
  return [draftOf(profile.id, { type: 'product.registered', data, actor: program })]
}

type Answers = ReadonlyMap<string, QuestionnaireAnswer>

/** One for each question whose answer is another one. */
export function answerEvents(
  product: string,
  after: Answers,
  before: Answers | undefined,
): readonly EventDraft[] {
  return [...after.values()].flatMap((answer) => {
    const answerSha256 = digestOf(answer)
    const old = before?.get(answer.question)
    if (old !== undefined && digestOf(old) === answerSha256) return []
    const data = { assessment: fit(product, 128), question: fit(answer.question, 128), answerSha256 }
    return [draftOf(product, { type: 'assessment.answered', data, actor: person(answer.by) })]
  })
}

function digestOf(answer: QuestionnaireAnswer): string {
  return sha256Hex(JSON.stringify([answer.question, toEntry(answer)]))
}

export function assessmentEvents(
  product: string,
  saved: SavedAssessment,
  by: string | undefined,
): readonly EventDraft[] {
  const score = saved.readiness === null ? {} : { score: Math.round(saved.readiness) }
  const data = {
    assessment: fit(`${saved.label} ${saved.mode} ${saved.at}`, 128),
    questionnaireSha256: sha256Hex(`${questionnaire.version} ${questionnaire.asOf} ${saved.catalogue}`),
    answersSha256: sha256Hex(JSON.stringify(saved.answers)),
    ...score,
  }
  const actor = by === undefined ? program : person(by)
  return [draftOf(product, { type: 'assessment.completed', data, actor })]
}

/** One for each decision about a component, and each report to its makers, that is new or another one. */
export function diligenceEvents(
  product: string,
  after: DiligenceFile,
  before: DiligenceFile | undefined,
): readonly EventDraft[] {
  const decided = added(after.decisions, before?.decisions).map((one) =>
    draftOf(product, {
      type: 'duediligence.recorded',
      actor: person(one.by),
      data: {
        component: fit(one.package, 1024),
        checks: (one.checks ?? []).map((check) => fit(check, 128)),
        decision: diligenceWords[one.decision],
        recordSha256: sha256Hex(JSON.stringify(one)),
      },
    }),
  )
  const reported = added(after.upstream, before?.upstream).flatMap((one) =>
    one.reported === undefined
      ? []
      : [
          draftOf(product, {
            type: 'upstream.reported',
            actor: person(one.by),
            data: {
              component: fit(one.package, 1024),
              vulnerability: fit(one.vulnerability, 128),
              channel: fit(one.reported.to, 256),
              isFixOffered: one.fix !== undefined,
              ...(one.reported.url === undefined ? {} : { reference: fit(one.reported.url, 1024) }),
            },
          }),
        ],
  )
  const events = [...decided, ...reported]
  return events.length > 0 ? events : settingEvents(product, 'diligence.yaml', JSON.stringify(after))
}

const diligenceWords = {
  accepted: 'accept',
  'accepted-with-measures': 'accept-with-measures',
  replace: 'replace',
} as const

function added<T>(after: readonly T[], before: readonly T[] | undefined): readonly T[] {
  const known = new Set((before ?? []).map((one) => JSON.stringify(one)))
  return after.filter((one) => !known.has(JSON.stringify(one)))
}

/** A file of the product that has no event of its own; `content` is fixed by its digest. */
export function settingEvents(
  product: string,
  setting: string,
  content: string | Uint8Array,
): readonly EventDraft[] {
  const data = { setting: fit(setting, 200), sha256: sha256Hex(content) }
  return [draftOf(product, { type: 'config.changed', data, actor: program })]
}
