/** Table: which of the five justifications can be true together with CycloneDX's finer ones. */
import type { AnalysisJustification, VexJustification } from '../../model/index.ts'

/**
 * Neither standard has such a table. Read from the definitions in CycloneDX 1.6 (schema `impactAnalysisJustification`)
 * and OpenVEX 0.2.0 ("Status Justifications", the same words as CISA "VEX Status Justifications", June 2022). A pair is
 * listed where one and the same situation fits both definitions.
 */
export const compatibleJustifications: Readonly<Record<AnalysisJustification, readonly VexJustification[]>> =
  {
    // Removed or tree-shaken: the part is gone, or the whole component is.
    code_not_present: ['component_not_present', 'vulnerable_code_not_present'],
    // Not invoked at runtime.
    code_not_reachable: ['vulnerable_code_not_in_execute_path'],
    // An option, set or unset, keeps it from running, or an attacker from reaching it.
    requires_configuration: [
      'vulnerable_code_not_in_execute_path',
      'vulnerable_code_cannot_be_controlled_by_adversary',
    ],
    // A dependency that is not there.
    requires_dependency: [
      'component_not_present',
      'vulnerable_code_not_present',
      'vulnerable_code_not_in_execute_path',
      'vulnerable_code_cannot_be_controlled_by_adversary',
    ],
    // An environment that is not there: an operating system whose branch was never compiled or never runs.
    requires_environment: [
      'vulnerable_code_not_present',
      'vulnerable_code_not_in_execute_path',
      'vulnerable_code_cannot_be_controlled_by_adversary',
    ],
    protected_by_compiler: ['inline_mitigations_already_exist'],
    protected_at_runtime: ['inline_mitigations_already_exist'],
    // The attack is blocked before it arrives: by something built in, or by something outside.
    protected_at_perimeter: [
      'inline_mitigations_already_exist',
      'vulnerable_code_cannot_be_controlled_by_adversary',
    ],
    protected_by_mitigating_control: [
      'inline_mitigations_already_exist',
      'vulnerable_code_cannot_be_controlled_by_adversary',
    ],
  }
