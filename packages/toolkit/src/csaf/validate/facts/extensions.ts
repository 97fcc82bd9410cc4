/** Extensions that are known here: those which the specification itself uses as examples. */
import { validate as validate11 } from '../generated/extension-documentation-11.js'
import { validate as validate12 } from '../generated/extension-documentation-12.js'
import { validate as validate13 } from '../generated/extension-documentation-13.js'
import type { SchemaValidator } from '../schema.ts'

/** Where a list of extensions may stand. */
export type ExtensionPlace = 'document' | 'branch' | 'name' | 'path' | 'metric' | 'vulnerability' | 'root'

export interface KnownExtension {
  readonly validate: SchemaValidator
  /** How often it may occur in one list of extensions there. */
  readonly maxAt: Readonly<Record<ExtensionPlace, number>>
  /** Addresses of those that must not stand in the same list. */
  readonly incompatible: readonly string[]
}

const folder =
  'https://raw.githubusercontent.com/oasis-tcs/csaf/refs/heads/master/csaf_2.1/extension/data/valid/'
const addressOf = (number: number): string =>
  `${folder}documentation-${number}/documentation-${number}-content_1.0.0.json`

/** Data: metadata files beside the schemas (github.com/oasis-tcs/csaf at 27af37f5); their relationships are paths now. */
const known: ReadonlyMap<string, KnownExtension> = new Map([
  [
    addressOf(11),
    {
      validate: validate11,
      maxAt: { document: 1, branch: 1, name: 1, path: 1, metric: 1, vulnerability: 1, root: 1 },
      incompatible: [addressOf(12)],
    },
  ],
  [
    addressOf(12),
    {
      validate: validate12,
      maxAt: { document: 4096, branch: 4096, name: 10, path: 2, metric: 0, vulnerability: 4096, root: 4096 },
      incompatible: [addressOf(11)],
    },
  ],
  [
    addressOf(13),
    {
      validate: validate13,
      maxAt: { document: 0, branch: 0, name: 0, path: 0, metric: 0, vulnerability: 0, root: 1 },
      incompatible: [],
    },
  ],
])

export function findExtension(schema: string): KnownExtension | undefined {
  return known.get(schema)
}

/** Official ones lie with the standard. The TC has not published any entry in its register of others yet. */
export function classOf(schema: string): 'official' | 'registered' | 'experimental' {
  return schema.startsWith('https://docs.oasis-open.org/csaf/') ? 'official' : 'experimental'
}
