/** Software bills of materials: CycloneDX and SPDX, out of an inventory and back. */
export { writeCycloneDx } from './cyclonedx/write.ts'
export { decodeSbom } from './decode.ts'
export { findSbomLosses } from './losses.ts'
export type { Sbom, SbomFormat, SbomInput, SbomMeta, UnidentifiedComponent } from './sbom.ts'
export { writeSpdx } from './spdx/write.ts'
export { readSbom } from './read/read-sbom.ts'
export {
  maxViolations,
  type SbomValidation,
  type SbomViolation,
  validateSbom,
} from './validate/validate-sbom.ts'
