/**
 * Table of data: CISA's SSVC decision table, as published by CERT/CC (github.com/CERTCC/SSVC, decision table
 * `cisa:CISA_COORDINATOR` 2.0.3; "Mission and Well-Being Impact" 1.0.0; `cvss:CVSSv4_to_Technical_Impact` 1.0.0).
 */
import type { SsvcDecision, SsvcInputs } from '../../model/index.ts'

type Row = readonly [SsvcDecision, SsvcDecision, SsvcDecision]

/** By exploitation, automatable and technical impact; then for a low, medium and high impact on mission and well-being. */
const rows: Readonly<Record<string, Row>> = {
  'none no partial': ['track', 'track', 'track'],
  'none no total': ['track', 'track', 'track*'],
  'none yes partial': ['track', 'track', 'attend'],
  'none yes total': ['track', 'track', 'attend'],
  'poc no partial': ['track', 'track', 'track*'],
  'poc no total': ['track', 'track*', 'attend'],
  'poc yes partial': ['track', 'track', 'attend'],
  'poc yes total': ['track', 'track*', 'attend'],
  'active no partial': ['track', 'track', 'attend'],
  'active no total': ['track', 'attend', 'act'],
  'active yes partial': ['attend', 'attend', 'act'],
  'active yes total': ['attend', 'act', 'act'],
}

const impacts: readonly SsvcInputs['missionAndWellBeing'][] = ['low', 'medium', 'high']

/** Total over its inputs. */
export function lookUpDecision(inputs: Omit<SsvcInputs, 'derived'>): SsvcDecision {
  const row = rows[`${inputs.exploitation} ${inputs.automatable} ${inputs.technicalImpact}`]
  const decision = row?.[impacts.indexOf(inputs.missionAndWellBeing)]
  if (decision === undefined) throw new Error('the table has a row for every input')
  return decision
}

/** One of the two at its worst is enough for a high impact, both at their least are a low one. */
export function toMissionImpact(
  prevalence: 'minimal' | 'support' | 'essential',
  wellBeing: 'minimal' | 'material' | 'irreversible',
): SsvcInputs['missionAndWellBeing'] {
  if (prevalence === 'essential' || wellBeing === 'irreversible') return 'high'
  return prevalence === 'minimal' && wellBeing === 'minimal' ? 'low' : 'medium'
}

/** Of the metrics of CVSS 4.0 (PR, VC, VI); those of 3.x (PR, C, I) have the same values and meaning. */
export function toTechnicalImpact(
  privileges: string,
  confidentiality: string,
  integrity: string,
): SsvcInputs['technicalImpact'] {
  const both = confidentiality + integrity
  return both === 'HH' || (privileges === 'N' && (both === 'HL' || both === 'LH')) ? 'total' : 'partial'
}
