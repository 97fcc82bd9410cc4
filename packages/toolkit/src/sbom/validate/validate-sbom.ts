/** Checks an SBOM against the official schema of its own format and version. */
import type { JsonDocument, JsonPath } from '../../base/index.ts'
import { detectFormat } from '../read/detect.ts'
import { openDocument } from '../read/open.ts'
import type { Fields } from '../read/values.ts'
import { checkSpdx2 } from '../spdx/check-content.ts'
import { checkSpdx3 } from '../spdx3/check-content.ts'
import { collectErrors } from './collect-errors.ts'
import type { ContentProblem } from './content.ts'
import { isOtherSpdx2, validateSpdx2 } from './validate-spdx2.ts'
import { validateXml } from './validate-xml.ts'
import type { SchemaError, SchemaValidator } from './validator.ts'
import { maxViolations, refuse, type SbomValidation, type SbomViolation } from './violation.ts'

export { maxViolations, type SbomValidation, type SbomViolation }

/** Loaded when asked for: together they are 2 MB of code. */
const validators: ReadonlyMap<string, () => Promise<{ readonly validate: SchemaValidator }>> = new Map([
  ['cyclonedx-1.2', () => import('../generated/cyclonedx-1.2.js')],
  ['cyclonedx-1.3', () => import('../generated/cyclonedx-1.3.js')],
  ['cyclonedx-1.4', () => import('../generated/cyclonedx-1.4.js')],
  ['cyclonedx-1.5', () => import('../generated/cyclonedx-1.5.js')],
  ['cyclonedx-1.6', () => import('../generated/cyclonedx-1.6.js')],
  ['cyclonedx-1.7', () => import('../generated/cyclonedx-1.7.js')],
  ['spdx-2.2', () => import('../generated/spdx-2.2.js')],
  ['spdx-2.3', () => import('../generated/spdx-2.3.js')],
  ['spdx-3.0.1', () => import('../generated/spdx-3.0.1.js')],
])

/** The first that knows the start of the text judges it; JSON is the last. */
const judges: readonly {
  readonly isFor: (start: string) => boolean
  readonly judge: (text: string) => Promise<SbomValidation>
}[] = [
  { isFor: isOtherSpdx2, judge: (text) => validateSpdx2(text, judgeDocument) },
  { isFor: (start) => start.startsWith('<'), judge: validateXml },
  { isFor: () => true, judge: validateJson },
]

/**
 * CycloneDX JSON 1.2 to 1.7 (1.2 and 1.3 by their strict schemas) and XML 1.4 to 1.7, SPDX 2.2 and 2.3 in all its
 * syntaxes, SPDX 3.0.1 JSON-LD. Of SPDX what the specification demands beyond the schema is checked too; `readSbom`
 * finds what matters to a scan (missing purls, edges that lead nowhere). Never throws on any text.
 */
export async function validateSbom(text: string): Promise<SbomValidation> {
  const start = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, '')
    .trimStart()
  return (judges.find(({ isFor }) => isFor(start))?.judge ?? validateJson)(text)
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
  const schema = toSchemaName(detected.kind, detected.root)
  const load = validators.get(schema)
  if (load === undefined) {
    const message = `expected a version of ${[...validators.keys()].join(', ')}, found ${schema}`
    return refuse({ code: 'FORMAT_VERSION_UNSUPPORTED', pointer: '', line: 1, message })
  }
  const { validate } = await load()
  const errors = collectErrors(detected.root, validate, maxViolations)
  const violations =
    errors.length > 0
      ? errors.map((error) => toViolation(error, document))
      : contentChecks[detected.kind](detected.root)
          .slice(0, maxViolations)
          .map((problem) => toContentViolation(problem, document))
  return { isValid: violations.length === 0, schema, violations }
}

/** Asked when the schema has nothing to say. */
const contentChecks: Readonly<
  Record<'cyclonedx' | 'spdx' | 'spdx3', (root: Fields) => readonly ContentProblem[]>
> = { cyclonedx: () => [], spdx: checkSpdx2, spdx3: checkSpdx3 }

function toContentViolation({ path, message }: ContentProblem, document: JsonDocument): SbomViolation {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return { code: 'CONTENT', pointer: steps.join(''), line: lineOf(path, document), message }
}

function toSchemaName(kind: 'cyclonedx' | 'spdx' | 'spdx3', root: Fields): string {
  if (kind === 'spdx3') return 'spdx-3.0.1'
  const version = String(kind === 'cyclonedx' ? root.specVersion : root.spdxVersion)
  return `${kind}-${version.slice(0, 20).replace('SPDX-', '')}`
}

function toViolation(error: SchemaError, document: JsonDocument): SbomViolation {
  const path = toPath(error.instancePath)
  return {
    code: 'SCHEMA',
    pointer: error.instancePath,
    line: lineOf(path, document),
    message: toMessage(error),
  }
}

/** The member that is too much, or the values that would do, stand beside the message of the checker. */
function toMessage({ message, keyword, params }: SchemaError): string {
  const detail = params.additionalProperty ?? params.allowedValue ?? params.allowedValues
  const values = Array.isArray(detail) && detail.length > 12 ? undefined : detail
  const text = message ?? `does not meet ${keyword}`
  return values === undefined ? text : `${text}: ${JSON.stringify(values)}`
}

function toPath(pointer: string): JsonPath {
  const keys = pointer.split('/').slice(1)
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function lineOf(path: JsonPath, document: JsonDocument): number {
  for (let length = path.length; length > 0; length--) {
    const line = document.lineOf(path.slice(0, length))
    if (line > 1) return line
  }
  return 1
}
