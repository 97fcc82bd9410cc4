/** Checks an SBOM that may be larger than memory: its long lists element by element, all the rest as a whole. */
import { type Detected, detectFormat } from '../read/detect.ts'
import { longLists } from '../read/source.ts'
import { checkSpdx2Parts } from '../spdx/check-content.ts'
import type { ByteSource } from '../stream/byte-source.ts'
import { outlineJson, type StreamError } from '../stream/outline.ts'
import { ElementCheck } from './element-check.ts'
import { findSchema, type FoundSchema } from './schemas.ts'
import { StreamedDocument } from './streamed-document.ts'
import { toContentViolation } from './to-violation.ts'
import { maxViolations, refuse, type SbomValidation, type SbomViolation } from './violation.ts'

/**
 * As `validateSbom`, and with the same result, for CycloneDX and SPDX 2 JSON in UTF-8: the source is read two or three
 * times and never held. Undefined where the bytes are something else, or a document inside another: that is checked as a
 * whole or not at all. Throws what the source throws.
 */
export async function validateSbomStream(source: ByteSource): Promise<SbomValidation | undefined> {
  const opened = outlineJson(source, longLists)
  if (opened === undefined) return undefined
  if (!opened.ok) return refuseError(opened.error)
  const outline = opened.value
  const detected = detectFormat(outline.root)
  if (detected.kind === 'spdx3') return undefined
  if (detected.kind !== 'unsupported' && detected.root !== outline.root) return undefined
  const document = new StreamedDocument(source, outline)
  const found: FoundSchema | SbomValidation =
    detected.kind === 'unsupported'
      ? refuse({ ...detected, pointer: '', line: 1 })
      : await findSchema(detected)
  const judged = 'isValid' in found ? found : judge(document, detected, found)
  document.readTheRest()
  if (document.failure !== undefined) return refuseError(document.failure)
  if (outline.trailingLine === undefined) return judged
  const message = 'text follows the end of the document'
  return refuse({ code: 'SYNTAX_INVALID', pointer: '', line: outline.trailingLine, message })
}

function refuseError({ code, line, message }: StreamError): SbomValidation {
  return refuse({ code, line, message, pointer: '' })
}

function judge(
  document: StreamedDocument,
  detected: Detected,
  { schema, validate }: FoundSchema,
): SbomValidation {
  const ofSchema = new ElementCheck(document, validate).run()
  const violations = ofSchema.length === 0 && detected.kind === 'spdx' ? checkContent(document) : ofSchema
  return { isValid: violations.length === 0, schema, violations }
}

function checkContent(document: StreamedDocument): readonly SbomViolation[] {
  const violations: SbomViolation[] = []
  checkSpdx2Parts(document, (problem) => {
    if (violations.length >= maxViolations) return
    violations.push(toContentViolation(problem, (path) => document.lineAround(path)))
  })
  return violations
}
