/** From what a checker says to what people read. */
import type { JsonPath } from '../../base/index.ts'
import type { ContentProblem } from './content.ts'
import type { SchemaError } from './validator.ts'
import type { SbomViolation } from './violation.ts'

/** 1-based line of the innermost object, array or element around a place of the document. */
export type LineAround = (path: JsonPath) => number

export function toViolation(error: SchemaError, lineAround: LineAround): SbomViolation {
  return {
    code: 'SCHEMA',
    pointer: error.instancePath,
    line: lineAround(toPath(error.instancePath)),
    message: toMessage(error),
  }
}

export function toContentViolation({ path, message }: ContentProblem, lineAround: LineAround): SbomViolation {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return { code: 'CONTENT', pointer: steps.join(''), line: lineAround(path), message }
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

/** The line of the longest beginning of a path that has one of its own, that is, one behind `first`; else `first`. */
export function lineAround(lineOf: (path: JsonPath) => number, path: JsonPath, first: number): number {
  for (let length = path.length; length > 0; length--) {
    const line = lineOf(path.slice(0, length))
    if (line > first) return line
  }
  return first
}
