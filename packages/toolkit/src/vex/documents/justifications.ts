/** The nine reasons of CycloneDX and the five of OpenVEX, CSAF and SPDX, from one to the other. */
import type { AnalysisJustification, VexJustification } from '../../model/index.ts'

/**
 * Five out of nine: many to one, so it is a loss on the way out. `requires_*` says that an attacker lacks something that
 * only the product's own setting could give; `protected_*` that something stands before the code.
 */
const toFive: Readonly<Record<AnalysisJustification, VexJustification>> = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  requires_configuration: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_dependency: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_environment: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_compiler: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  protected_at_perimeter: 'inline_mitigations_already_exist',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
}

const toNine: Readonly<Record<VexJustification, AnalysisJustification>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
}

export function justificationOf(analysis: AnalysisJustification): VexJustification {
  return toFive[analysis]
}

export function analysisOf(justification: VexJustification): AnalysisJustification {
  return toNine[justification]
}
