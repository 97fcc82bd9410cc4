/** Software bills of materials: CycloneDX and SPDX, out of an inventory and back. */
export {
  convertCycloneDx,
  type CycloneDxConversion,
  type CycloneDxTarget,
} from './cyclonedx/convert/convert.ts'
export { cycloneDxJsonCodec } from './cyclonedx/document/json-codec.ts'
export { cycloneDxXmlCodec } from './cyclonedx/document/xml-codec.ts'
export { type CycloneDxXml, readCycloneDxXml } from './cyclonedx/xml/read-document.ts'
export { writeCycloneDx, writeCycloneDxPieces } from './cyclonedx/write.ts'
export { decodeSbom } from './decode.ts'
export {
  type Conversion,
  type ConversionLoss,
  type ConversionWish,
  convertBom,
  encodeBom,
  versionsOfSyntax,
  type WrittenBom,
} from './convert/convert-bom.ts'
export { diffBoms } from './diff/diff-boms.ts'
export { diffRisks, type RiskChange, type RiskDiff, type RiskSide } from './diff/diff-risks.ts'
export type { BomDiff, ChangedComponent, DiffedComponent, FieldChange } from './diff/model.ts'
export type { BomDocument, BomFamily, BomLoss } from './document/bom.ts'
export type { BomProperty, BomRef } from './document/parts.ts'
export {
  type BomCodec,
  type BomSyntax,
  bomSyntaxes,
  type DecodedBom,
  type EncodedBom,
} from './document/codec.ts'
export { detectSyntax, findCodec, type ReadBom, readBom } from './document/codecs.ts'
export type { BomElement, BomHash, BomLicense } from './document/element.ts'
export { type AdvisoryRecord, factsOfAdvisories } from './enrich/advisory-facts.ts'
export { type EnrichInput, enrichBom } from './enrich/enrich-bom.ts'
export { factsOfInventory } from './enrich/inventory-facts.ts'
export type { EnrichReport, FilledValue, PackageFacts, StillMissing } from './enrich/model.ts'
export { registries } from './enrich/registries/index.ts'
export type { Ask, Registry, RegistryFacts } from './enrich/registries/registry.ts'
export { readXmlTexts } from './enrich/registries/xml.ts'
export { isStated, nameElement } from './document/view.ts'
export { mergeBoms } from './merge/merge-boms.ts'
export {
  type MergeConflict,
  type MergeInput,
  type MergeOptions,
  mergeProperties,
  type MergeReport,
} from './merge/model.ts'
export {
  type Need,
  type RuleResult,
  type ScoreFacts,
  type ScoreReport,
  type StandardId,
  standardIds,
  type StandardScore,
  type Verdict,
} from './score/model.ts'
export { scoreBom } from './score/score-bom.ts'
export { findSbomLosses } from './losses.ts'
export type { Sbom, SbomFormat, SbomInput, SbomMeta, UnidentifiedComponent } from './sbom.ts'
export { type ConvertedSpdx2, convertSpdx2, type Spdx2Wish } from './spdx/convert.ts'
export { decodeSpdx2Syntax } from './spdx/decode-syntax.ts'
export { spdxJsonCodec } from './spdx/document/codec.ts'
export { spdxTagValueCodec } from './spdx/tag-value/codec.ts'
export { spdx3JsonCodec } from './spdx3/codec.ts'
export { writeSpdx, writeSpdxPieces } from './spdx/write.ts'
export { readSbom, unread } from './read/read-sbom.ts'
export {
  maxViolations,
  type SbomValidation,
  type SbomViolation,
  validateSbom,
} from './validate/validate-sbom.ts'
export { validateSbomStream } from './validate/validate-stream.ts'
export { type ByteSource, toByteSource } from './stream/byte-source.ts'
export { readSbomStream } from './stream/read-stream.ts'
