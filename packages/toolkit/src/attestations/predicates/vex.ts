/** OpenVEX v0.2.0 as a predicate: the document, its products also as subjects where they have digests. */
import { vexJustifications, vexStatuses } from '../../model/index.ts'
import {
  instant,
  isObject,
  list,
  type Members,
  object,
  oneOf,
  type Shape,
  type ShapeFault,
  text,
  wholeNumber,
} from '../shapes.ts'

export interface VexPredicate {
  readonly '@context': string
  readonly '@id': string
  readonly author: string
  readonly timestamp: string
  readonly last_updated?: string
  /** Counts up with each change of one document. */
  readonly version: number
  readonly statements: readonly Members[]
}

const vulnerability: Shape = (value, path) =>
  isObject(value) ? object({ name: text })(value, path) : text(value, path)

const openVexContext: Shape = (value, path) =>
  typeof value === 'string' && /^https:\/\/openvex\.dev\/ns(\/v0\.2\.\d+)?$/.test(value)
    ? []
    : [{ path, expected: 'the context of OpenVEX 0.2' }]

const product: Shape = (value, path) =>
  isObject(value) ? object({ '@id': text })(value, path) : text(value, path)

const shape = object(
  {
    '@context': openVexContext,
    '@id': text,
    author: text,
    timestamp: instant,
    version: wholeNumber,
    statements: list(
      object(
        { vulnerability, status: oneOf(vexStatuses) },
        {
          products: list(product),
          justification: oneOf(vexJustifications),
          impact_statement: text,
          action_statement: text,
        },
      ),
      { min: 1 },
    ),
  },
  { last_updated: instant },
)

export function findVexFaults(value: unknown): readonly ShapeFault[] {
  const faults = shape(value, 'predicate')
  if (faults.length > 0) return faults
  return (value as VexPredicate).statements.flatMap((statement, index) => {
    const path = `predicate.statements[${index}]`
    const { status, justification, impact_statement: impact, action_statement: action } = statement
    if (status === 'not_affected' && justification === undefined && impact === undefined) {
      return [{ path, expected: 'a justification or an impact statement' }]
    }
    return status === 'affected' && action === undefined ? [{ path, expected: 'an action statement' }] : []
  })
}
