/** Which official schema judges a JSON document, and its compiled checker. */
import type { Detected } from '../read/detect.ts'
import type { SchemaValidator } from './validator.ts'
import { refuse, type SbomValidation } from './violation.ts'

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

export interface FoundSchema {
  /** `cyclonedx-1.6`, `spdx-2.3`. */
  readonly schema: string
  readonly validate: SchemaValidator
}

/** The answer that there is none, where the document's version has no schema. */
export async function findSchema(
  detected: Exclude<Detected, { kind: 'unsupported' }>,
): Promise<FoundSchema | SbomValidation> {
  const schema = toSchemaName(detected)
  const load = validators.get(schema)
  if (load !== undefined) return { schema, validate: (await load()).validate }
  const message = `expected a version of ${[...validators.keys()].join(', ')}, found ${schema}`
  return refuse({ code: 'FORMAT_VERSION_UNSUPPORTED', pointer: '', line: 1, message })
}

function toSchemaName({ kind, root }: Exclude<Detected, { kind: 'unsupported' }>): string {
  if (kind === 'spdx3') return 'spdx-3.0.1'
  const version = String(kind === 'cyclonedx' ? root.specVersion : root.spdxVersion)
  return `${kind}-${version.slice(0, 20).replace('SPDX-', '')}`
}
