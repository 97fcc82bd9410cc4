/** Reporting under Art. 14 as the catalogue has it: triggers, stages, recipients, routing, steward tiers. */
import type { Track } from '../cases/clock.ts'
import data from './reporting.json' with { type: 'json' }

export type StageKind = 'early_warning' | 'notification' | 'final_report'

/** One report that is due. Texts are the catalogue's, in English. */
export interface ReportStage {
  readonly id: string
  readonly track: Track
  readonly stage: StageKind
  /** Article and paragraph. */
  readonly ref: string
  readonly due: { readonly anchor: string; readonly offset: string; readonly also: string }
  readonly legalContent: readonly string[]
  /** Fields of the single reporting platform; mark of verification: `secondary`. */
  readonly platformFields: readonly string[]
  readonly recipients: readonly string[]
  readonly channel: string
  readonly note?: string
}

export interface ReportTrigger {
  readonly id: string
  readonly ref: string
  /** All must hold. */
  readonly test: readonly string[]
  readonly notReportable: readonly string[]
}

/** What a steward reports depends on the support it gives (guidance 80-82). */
export interface StewardTier {
  readonly id: string
  readonly support: string
  readonly reportsExploited: boolean
  readonly reportsIncidents: boolean
  readonly informsUsers: boolean
  readonly note: string
  readonly ref: string
}

export interface ReportingCatalogue {
  /** `YYYY-MM-DD`; manufacturers. */
  readonly appliesFrom: string
  readonly stewardsFrom: string
  /** In the order of the law: the three stages of a vulnerability, then of an incident. */
  readonly stages: readonly ReportStage[]
  readonly triggers: Readonly<Record<Track, ReportTrigger>>
  readonly interim: { readonly id: string; readonly ref: string; readonly rule: string }
  readonly users: {
    readonly id: string
    readonly ref: string
    readonly rule: string
    readonly content: readonly string[]
  }
  readonly routing: { readonly ref: string; readonly order: readonly string[] }
  readonly platform: {
    readonly url: string
    /** About the platform's own 72-hour counter. */
    readonly warning: string
    readonly verification: string
    readonly asOf: string
  }
  readonly stewardTiers: readonly StewardTier[]
}

/** Checked when the module is loaded: a broken catalogue is our own mistake and stops the process. */
export const reporting: ReportingCatalogue = {
  appliesFrom: data.applies_from,
  stewardsFrom: data.steward_variants.applies_from,
  stages: data.stages.map(toStage),
  triggers: { AEV: toTrigger('TRG-AEV'), INC: toTrigger('TRG-INC') },
  interim: data.intermediate,
  users: data.users,
  routing: data.routing,
  platform: {
    url: data.platform.url,
    warning: data.clock.platform_warning,
    verification: data.platform.verification,
    asOf: data.platform.as_of,
  },
  stewardTiers: data.steward_tiers.map((tier) => ({
    id: tier.id,
    support: tier.support,
    reportsExploited: tier.report_exploited,
    reportsIncidents: tier.report_incidents,
    informsUsers: tier.inform_users,
    note: tier.note,
    ref: tier.ref,
  })),
}

function toStage(stage: (typeof data.stages)[number]): ReportStage {
  return {
    id: stage.id,
    track: oneOf(['AEV', 'INC'], stage.track),
    stage: oneOf(['early_warning', 'notification', 'final_report'], stage.stage),
    ref: stage.ref,
    due: stage.due,
    legalContent: stage.legal_content,
    platformFields: stage.srp_required_fields,
    recipients: stage.recipients,
    channel: stage.channel,
    ...(stage.note === undefined ? {} : { note: stage.note }),
  }
}

function toTrigger(id: string): ReportTrigger {
  const trigger = data.triggers.find((one) => one.id === id)
  if (trigger === undefined) throw new Error(`CRA catalogue: reporting has no trigger ${id}`)
  return { id, ref: trigger.ref, test: trigger.test, notReportable: trigger.not_reportable }
}

function oneOf<T extends string>(allowed: readonly T[], value: string): T {
  const found = allowed.find((word) => word === value)
  if (found === undefined) throw new Error(`CRA catalogue: reporting does not know ${value}`)
  return found
}
