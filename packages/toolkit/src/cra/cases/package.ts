/** A report ready to be copied: fields of the platform and contents of the law, filled or marked as missing. */
import { type ReportStage, reporting } from '../catalogue/reporting.ts'
import type { ProductProfile } from '../product/profile.ts'
import { buildItem, type Item, type Material, toItem } from './content.ts'
import type { CaseFile, StepName } from './events.ts'
import { findRouting, type Routing, type RoutingFacts } from './routing.ts'
import { toState } from './state.ts'
import { type CaseStatus, statusOf } from './status.ts'
import { caseTexts, fill, translate } from './texts/texts.ts'
import type { CaseTexts } from './texts/types.ts'
import type { Instant } from './time.ts'
import type { Language } from '../questionnaire/types.ts'

export interface PackageInput {
  readonly file: CaseFile
  readonly profile: ProductProfile | undefined
  readonly routing: RoutingFacts
  readonly language: Language
  readonly now: Instant
}

/** The JSON form is this value. Of a drill every value to copy begins with `DRILL`. */
export interface CasePackage {
  readonly schema: 'occtet.case-package/1'
  readonly drill: boolean
  /** Present on drills only. */
  readonly watermark?: string
  readonly caseId: string
  readonly stage: StepName | 'interim'
  /** Catalogue id. */
  readonly stageId: string
  readonly title: string
  readonly ref: string
  /** UTC; null while the clock has not started, or no limit is set. */
  readonly due: string | null
  readonly dueNote: string
  readonly isMandatory: 'yes' | 'no' | 'unknown'
  readonly recipients: readonly string[]
  readonly csirt: Routing
  readonly channel: string
  readonly platform: {
    readonly url: string
    readonly warning: string
    readonly note: string
  }
  /** To copy into the platform; empty for an interim report, for which no list is known. */
  readonly fields: readonly Item[]
  readonly legalContent: readonly Item[]
  /** Distinct gaps among the fields and contents. */
  readonly missing: readonly string[]
  readonly disclaimer: string
}

export function buildPackage(step: StepName | 'interim', input: PackageInput): CasePackage {
  const texts = caseTexts(input.language)
  const state = toState(input.file)
  const { track, drill } = state.opened.fact
  const stage = reporting.stages.find((one) => one.track === track && one.stage === step)
  const title = fill(texts.words.package, { stage: texts.stages[step], product: state.subject.productName })
  const notificationType = `${texts.stages[step]}: ${texts.tracks[track]}`
  const material: Material = { state, profile: input.profile, texts, notificationType }
  const items = stage === undefined ? interimItems(material) : stageItems(stage, material)
  return {
    schema: 'occtet.case-package/1',
    drill,
    ...(drill ? { watermark: texts.words.drill } : {}),
    caseId: input.file.id,
    stage: step,
    ...(stage === undefined ? interimHead : { stageId: stage.id, ref: stage.ref }),
    title: drill ? `${texts.words.drillMark} ${title}` : title,
    ...timing(stage, statusOf(input.file, input.now), texts),
    ...addresses(stage, findRouting(input.routing), texts),
    ...markItems(items, drill ? texts.words.drillMark : undefined),
    missing: [...new Set([...items.fields, ...items.legalContent].flatMap(({ missing }) => missing))],
    disclaimer: texts.words.disclaimer,
  }
}

const interimHead = { stageId: reporting.interim.id, ref: reporting.interim.ref } as const

type Timing = Pick<CasePackage, 'due' | 'dueNote' | 'isMandatory'>

function timing(stage: ReportStage | undefined, status: CaseStatus, texts: CaseTexts): Timing {
  const { isMandatory } = status.duty
  if (stage === undefined) {
    return { due: status.interim?.due ?? null, dueNote: texts.words.interimOpen, isMandatory }
  }
  const found = status.stages.find(({ id }) => id === stage.id)
  const due = found?.due ?? null
  if (due !== null) return { due, dueNote: texts.words.withoutDelay, isMandatory }
  const waits = found?.waitsFor
  const why = waits === undefined ? texts.stageStates['not-needed'] : texts.waits[waits]
  return { due, dueNote: fill(texts.words.dueWaiting, { why }), isMandatory }
}

type Addresses = Pick<CasePackage, 'recipients' | 'csirt' | 'channel' | 'platform'>

/** An interim report goes where all others go. */
function addresses(stage: ReportStage | undefined, csirt: Routing, texts: CaseTexts): Addresses {
  const others = (stage?.recipients ?? []).filter((name) => !name.startsWith('CSIRT'))
  const channel = stage?.channel ?? reporting.stages[0]?.channel ?? ''
  const { url, asOf, verification } = reporting.platform
  const note = fill(texts.words.platformMark, { date: asOf, mark: verification })
  return {
    recipients: [csirtLine(csirt, texts), ...others.map((name) => translate(texts, name))],
    csirt,
    channel: translate(texts, channel),
    platform: { url, warning: texts.words.counterWarning, note },
  }
}

interface Items {
  readonly fields: readonly Item[]
  readonly legalContent: readonly Item[]
}

function stageItems(stage: ReportStage, material: Material): Items {
  const build = (item: string): Item => toItem(item, translate(material.texts, item), material)
  return { fields: stage.platformFields.map(build), legalContent: stage.legalContent.map(build) }
}

/** The law sets no content: the CSIRT asks, so its question comes first. */
function interimItems(material: Material): Items {
  const sources = ['csirtQuestion', 'summary', 'measuresTaken', 'userMeasures', 'mitigation'] as const
  const legalContent = sources.map((source) => {
    const label = material.texts.fields[source]
    return buildItem({ item: source, label, rule: { sources: [source] } }, material)
  })
  return { fields: [], legalContent }
}

/** One sentence: which CSIRT, and why. */
export function csirtLine({ certainty, country, step }: Routing, texts: CaseTexts): string {
  if (certainty === 'unknown' || country === undefined || step === undefined) return texts.words.csirtUnknown
  const template = certainty === 'stated' ? texts.words.csirtOf : texts.words.csirtAssumed
  return fill(template, { country, step: texts.routing[step] })
}

/** So that even a single copied value says what it is. */
function markItems({ fields, legalContent }: Items, mark: string | undefined): Items {
  if (mark === undefined) return { fields, legalContent }
  const marked = (item: Item): Item =>
    item.value === null ? item : { ...item, value: `${mark} ${item.value}` }
  return { fields: fields.map(marked), legalContent: legalContent.map(marked) }
}
