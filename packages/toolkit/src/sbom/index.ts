/** Software bills of materials: CycloneDX and SPDX, out of an inventory and back. */
export { cycloneDxJsonCodec } from './cyclonedx/document/json-codec.ts'
export { writeCycloneDx } from './cyclonedx/write.ts'
export { decodeSbom } from './decode.ts'
export type { BomDocument, BomFamily, BomLoss, BomRef } from './document/bom.ts'
export {
  type BomCodec,
  type BomSyntax,
  bomSyntaxes,
  type DecodedBom,
  type EncodedBom,
} from './document/codec.ts'
export { findSbomLosses } from './losses.ts'
export type { Sbom, SbomFormat, SbomInput, SbomMeta, UnidentifiedComponent } from './sbom.ts'
export { spdxJsonCodec } from './spdx/document/codec.ts'
export { writeSpdx } from './spdx/write.ts'
export { readSbom } from './read/read-sbom.ts'
export {
  maxViolations,
  type SbomValidation,
  type SbomViolation,
  validateSbom,
} from './validate/validate-sbom.ts'
export { type ByteSource, toByteSource } from './stream/byte-source.ts'
export { readSbomStream } from './stream/read-stream.ts'
