/** A first draft of a risk assessment: what comes into question for this kind of product, nothing decided. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { ProductProfile } from '../product/profile.ts'
import { threats } from './threats.ts'
import type { ApplicabilityRecord, RiskAssessment } from './types.ts'

export interface StartInput {
  readonly profile: ProductProfile
  /** Traits of the product by the catalogue's names; undefined when nobody stated them: then every threat is listed. */
  readonly traits: readonly string[] | undefined
  /** `full` for important and critical products (proportionate depth, Art. 13(3)). */
  readonly depth: 'basic' | 'full'
}

/**
 * Pure. Lists threats and all 22 requirements without a decision; purpose, use and environment are copied from the
 * profile where the manufacturer stated them. Point (1) and Part II apply to every manufacturer, so they are set.
 */
export function startRiskAssessment({ profile, traits, depth }: StartInput): RiskAssessment {
  const { product, support } = profile
  return {
    schema: 'occtet.risk/1',
    ...(product.version === undefined ? {} : { version: product.version }),
    ...(product.intendedPurpose === undefined ? {} : { intendedPurpose: product.intendedPurpose }),
    ...(product.environment === undefined ? {} : { environment: product.environment }),
    ...(support?.expectedUseYears === undefined ? {} : { expectedUseYears: support.expectedUseYears }),
    foreseeableUse: product.foreseeableUse ?? [],
    foreseeableMisuse: [],
    reviewTriggers: [],
    assets: [],
    boundary: { parts: [], interfaces: [], remoteDataProcessing: [], thirdPartyServices: [] },
    threats: threats
      .filter((threat) => depth === 'full' || threat.depth === 'basic')
      .filter((threat) => isInQuestion(threat.traits, traits))
      .map(({ id }) => ({ id })),
    requirements: catalogue.requirements.map(({ id }) => toRecord(id)),
    constraints: [],
  }
}

/** Requirements that the law does not let a manufacturer leave out (Art. 13(3), last sentence; Art. 13(8)). */
export function alwaysApplies(requirement: string): boolean {
  return requirement === 'ECR-I-1' || requirement.startsWith('ECR-II-')
}

function toRecord(requirement: string): ApplicabilityRecord {
  return alwaysApplies(requirement) ? { requirement, applies: true } : { requirement }
}

function isInQuestion(wanted: readonly string[], traits: readonly string[] | undefined): boolean {
  return wanted.length === 0 || traits === undefined || wanted.some((trait) => traits.includes(trait))
}
