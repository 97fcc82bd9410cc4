/** Checks an SBOM against the official schema of its own format and version. */
import type { JsonDocument, JsonPath } from '../../base/index.ts'
import { detectFormat } from '../read/detect.ts'
import { contentStart } from '../read/look.ts'
import { openDocument } from '../read/open.ts'
import type { Fields } from '../read/values.ts'
import { checkSpdx2 } from '../spdx/check-content.ts'
import { checkSpdx3 } from '../spdx3/check-content.ts'
import { collectErrors } from './collect-errors.ts'
import type { ContentProblem } from './content.ts'
import { findSchema } from './schemas.ts'
import { lineAround, toContentViolation, toViolation } from './to-violation.ts'
import { isOtherSpdx2, validateSpdx2 } from './validate-spdx2.ts'
import { validateXml } from './validate-xml.ts'
import { maxViolations, refuse, type SbomValidation, type SbomViolation } from './violation.ts'

export { maxViolations, type SbomValidation, type SbomViolation }

/** The first that knows the start of the text judges it; JSON is the last. */
const judges: readonly {
  readonly isFor: (text: string) => boolean
  readonly judge: (text: string) => Promise<SbomValidation>
}[] = [
  { isFor: isOtherSpdx2, judge: (text) => validateSpdx2(text, judgeDocument) },
  { isFor: (text) => text[contentStart(text)] === '<', judge: validateXml },
  { isFor: () => true, judge: validateJson },
]

/**
 * CycloneDX JSON 1.2 to 1.7 (1.2 and 1.3 by their strict schemas) and XML 1.4 to 1.7, SPDX 2.2 and 2.3 in all its
 * syntaxes, SPDX 3.0.1 JSON-LD. Of SPDX what the specification demands beyond the schema is checked too; `readSbom`
 * finds what matters to a scan (missing purls, edges that lead nowhere). Never throws on any text.
 */
export async function validateSbom(text: string): Promise<SbomValidation> {
  return (judges.find(({ isFor }) => isFor(text))?.judge ?? validateJson)(text)
}

async function validateJson(text: string): Promise<SbomValidation> {
  const opened = openDocument(text)
  if (!opened.ok) return refuse({ ...opened.error, pointer: '' })
  const document = opened.value
  if (document.trailingLine !== undefined) {
    const message = 'text follows the end of the document'
    return refuse({ code: 'SYNTAX_INVALID', pointer: '', line: document.trailingLine, message })
  }
  return judgeDocument(document)
}

async function judgeDocument(document: JsonDocument): Promise<SbomValidation> {
  const detected = detectFormat(document.value)
  if (detected.kind === 'unsupported') return refuse({ ...detected, pointer: '', line: 1 })
  const found = await findSchema(detected)
  if ('isValid' in found) return found
  const { schema, validate } = found
  const around = (path: JsonPath): number => lineAround((at) => document.lineOf(at), path, 1)
  const errors = collectErrors(detected.root, validate, maxViolations)
  const violations =
    errors.length > 0
      ? errors.map((error) => toViolation(error, around))
      : contentChecks[detected.kind](detected.root)
          .slice(0, maxViolations)
          .map((problem) => toContentViolation(problem, around))
  return { isValid: violations.length === 0, schema, violations }
}

/** Asked when the schema has nothing to say. */
const contentChecks: Readonly<
  Record<'cyclonedx' | 'spdx' | 'spdx3', (root: Fields) => readonly ContentProblem[]>
> = { cyclonedx: () => [], spdx: checkSpdx2, spdx3: checkSpdx3 }
