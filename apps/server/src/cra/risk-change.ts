/** What a person changes in a risk assessment, laid over what stands there; null takes a member away. Pure. */
import type { RiskAssessment, Step, ThreatRecord } from '@occtet/toolkit/cra'

type Nullable<T> = { readonly [K in keyof T]?: T[K] | null | undefined }

/** Members that are null or empty go; others are laid over what was there. */
function layOver<T extends object>(before: T, change: Nullable<T>): T {
  const entries = Object.entries({ ...before, ...change }).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  return Object.fromEntries(entries) as T
}

export type HeadChange = Nullable<
  Pick<
    RiskAssessment,
    'version' | 'author' | 'approved' | 'nextReview' | 'intendedPurpose' | 'environment' | 'users'
  >
>

/** Members that the change does not name stay. */
export function changeHead(risk: RiskAssessment, change: HeadChange): RiskAssessment {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return layOver(risk, named)
}

export interface ThreatChange {
  readonly applies: boolean | null
  readonly reason: string | null
  readonly likelihood: number | null
  readonly impact: number | null
  readonly treatment: 'reduce' | 'avoid' | 'accept' | null
  readonly measures: readonly string[]
  readonly residual: { readonly likelihood: number; readonly impact: number } | null
  readonly concernsSafety: boolean
  readonly title?: string | undefined
  readonly requirements?: readonly string[] | undefined
}

/** Undefined: no such threat, and not one of the user's own (`OWN-…`, with a title). */
export function changeThreat(
  risk: RiskAssessment,
  id: string,
  change: ThreatChange,
): RiskAssessment | undefined {
  const before = risk.threats.find((threat) => threat.id === id)
  const isOwn = id.startsWith('OWN-')
  if (before === undefined && !(isOwn && change.title !== undefined)) return undefined
  const after = toThreat(before ?? { id }, change, isOwn)
  const threats =
    before === undefined
      ? [...risk.threats, after]
      : risk.threats.map((one) => (one === before ? after : one))
  return { ...risk, threats }
}

function toThreat(before: ThreatRecord, change: ThreatChange, isOwn: boolean): ThreatRecord {
  const { measures, concernsSafety, title, requirements, likelihood, impact, residual, ...rest } = change
  const own = isOwn ? { title: title ?? before.title, requirements: requirements ?? before.requirements } : {}
  return layOver<ThreatRecord>(before, {
    ...rest,
    ...own,
    likelihood: toStep(likelihood),
    impact: toStep(impact),
    residual:
      residual === null
        ? null
        : { likelihood: toStep(residual.likelihood) ?? 4, impact: toStep(residual.impact) ?? 4 },
    concernsSafety: concernsSafety ? true : null,
    measures:
      measures.length === 0
        ? null
        : measures.map((what) => before.measures?.find((one) => one.what === what) ?? { what }),
  })
}

const steps: readonly Step[] = [1, 2, 3, 4]

function toStep(value: number | null): Step | null {
  return steps.find((step) => step === value) ?? null
}

export interface RequirementChange {
  readonly applies: boolean | null
  readonly how: string | null
  readonly reason: string | null
}

export function changeRequirement(
  risk: RiskAssessment,
  id: string,
  change: RequirementChange,
): RiskAssessment {
  const before = risk.requirements.find(({ requirement }) => requirement === id) ?? { requirement: id }
  const after = layOver(before, change)
  const others = risk.requirements.filter(({ requirement }) => requirement !== id)
  return { ...risk, requirements: [...others, after] }
}
