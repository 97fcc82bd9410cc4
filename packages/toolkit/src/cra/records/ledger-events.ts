/** Which events the records of the CRA engine are: profile, answers, assessments, diligence, settings. Pure; ids and times stay with the caller. */
import { sha256Hex } from '../../base/index.ts'
import { type EventData, type EventDraft, fitText, personActor } from '../../ledger/index.ts'
import type { DiligenceFile } from '../diligence/types.ts'
import { formatProfile } from '../product/profile-file.ts'
import type { ProductProfile } from '../product/profile.ts'
import { toEntry } from '../questionnaire/answers-file.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { Answer } from '../questionnaire/types.ts'
import type { SavedAssessment } from '../score/compare.ts'

type Actor = EventDraft['actor']

/** Whose product, and the program or person that did what no person signs by name. */
export interface RecordTold {
  /** Id of the product. */
  readonly product: string
  readonly actor: Actor
}

interface Told {
  readonly type: string
  readonly data: EventData
  readonly actor: Actor
}

function draftOf(product: string, told: Told): EventDraft {
  return { product: fitText(product, 256), ...told }
}

export function profileEvents(profile: ProductProfile, actor: Actor): readonly EventDraft[] {
  const profileSha256 = sha256Hex(formatProfile(profile))
  const data = { name: fitText(profile.product.name, 256), profileSha256 }
  return [draftOf(profile.id, { type: 'product.registered', data, actor })]
}

type Answers = ReadonlyMap<string, Answer>

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
    const data = { assessment: fitText(product, 128), question: fitText(answer.question, 128), answerSha256 }
    return [draftOf(product, { type: 'assessment.answered', data, actor: personActor(answer.by) })]
  })
}

function digestOf(answer: Answer): string {
  return sha256Hex(JSON.stringify([answer.question, toEntry(answer)]))
}

export function assessmentEvents(
  { product, actor }: RecordTold,
  saved: SavedAssessment,
): readonly EventDraft[] {
  const score = saved.readiness === null ? {} : { score: Math.round(saved.readiness) }
  const data = {
    assessment: fitText(`${saved.label} ${saved.mode} ${saved.at}`, 128),
    questionnaireSha256: sha256Hex(`${questionnaire.version} ${questionnaire.asOf} ${saved.catalogue}`),
    answersSha256: sha256Hex(JSON.stringify(saved.answers)),
    ...score,
  }
  return [draftOf(product, { type: 'assessment.completed', data, actor })]
}

/** One for each decision about a component, and each report to its makers, that is new or another one. */
export function diligenceEvents(
  { product, actor }: RecordTold,
  after: DiligenceFile,
  before: DiligenceFile | undefined,
): readonly EventDraft[] {
  const decided = added(after.decisions, before?.decisions).map((one) =>
    draftOf(product, {
      type: 'duediligence.recorded',
      actor: personActor(one.by),
      data: {
        component: fitText(one.package, 1024),
        checks: (one.checks ?? []).map((check) => fitText(check, 128)),
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
            actor: personActor(one.by),
            data: {
              component: fitText(one.package, 1024),
              vulnerability: fitText(one.vulnerability, 128),
              channel: fitText(one.reported.to, 256),
              isFixOffered: one.fix !== undefined,
              ...(one.reported.url === undefined ? {} : { reference: fitText(one.reported.url, 1024) }),
            },
          }),
        ],
  )
  const events = [...decided, ...reported]
  return events.length > 0
    ? events
    : settingEvents({ product, actor }, 'diligence.yaml', JSON.stringify(after))
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
  { product, actor }: RecordTold,
  setting: string,
  content: string | Uint8Array,
): readonly EventDraft[] {
  const data = { setting: fitText(setting, 200), sha256: sha256Hex(content) }
  return [draftOf(product, { type: 'config.changed', data, actor })]
}
