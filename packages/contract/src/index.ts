/** The contract: the shape of everything that OCCTET prints as JSON, by the name of its schema file. */
import * as z from 'zod/mini'
import { dbStatus, locateAnswer, purlAnswer, queryAnswer, versionAnswer } from './answers.ts'
import { craStatus, inventory, summary } from './check.ts'
import { explanation, shownAdvisory } from './explain.ts'
import { findingsReport } from './findings.ts'

/** Name of the schema file (without `.json`) to its schema. */
export const schemas = {
  'cra-status': craStatus,
  'db-explain': explanation,
  'db-show': shownAdvisory,
  'db-status': dbStatus,
  findings: findingsReport,
  inventory,
  'locate-answer': locateAnswer,
  'purl-answer': purlAnswer,
  'query-answer': queryAnswer,
  summary,
  'version-answer': versionAnswer,
} as const

export type SchemaName = keyof typeof schemas

export type Summary = z.infer<typeof summary>

/** JSON Schema 2020-12 of one document, as published in `schemas/NAME.json`. */
export function toJsonSchema(name: SchemaName): object {
  return { $id: `urn:occtet:schema:${name}:1`, title: `OCCTET ${name}`, ...z.toJSONSchema(schemas[name]) }
}
