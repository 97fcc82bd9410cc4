/** What the generated validators give back, and the words for it. */
import type { CsafFlaw } from './csaf-test.ts'
import { quote } from './node.ts'

export interface SchemaError {
  /** JSON Pointer (RFC 6901) into what was checked. */
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Nothing, or the errors of the first place that does not fit. */
export type SchemaValidator = (document: unknown) => readonly SchemaError[]

/** The place that went deepest, because of the branches of a choice it is the one that was meant. */
export function toFlaws(errors: readonly SchemaError[], path = ''): readonly CsafFlaw[] {
  const deepest = errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0]
  if (deepest === undefined) return []
  return [{ path: `${path}${deepest.instancePath}`, message: toMessage(deepest) }]
}

function depthOf({ instancePath }: SchemaError): number {
  return instancePath.split('/').length
}

/** The member that is too much or missing, or the values that would do, stand beside the message of the checker. */
function toMessage({ message, keyword, params }: SchemaError): string {
  const { additionalProperty, unevaluatedProperty, allowedValue, allowedValues } = params
  const detail = additionalProperty ?? unevaluatedProperty ?? allowedValue ?? allowedValues
  const text = message ?? `does not meet ${keyword}`
  if (detail === undefined) return text.length > 300 ? `${text.slice(0, 300)}…` : text
  return `${text}: ${typeof detail === 'string' ? quote(detail) : JSON.stringify(detail).slice(0, 300)}`
}
