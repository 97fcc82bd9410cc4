/** What a whole document carries under our names, read back; a value of another shape is left out. */
import type { BomLicenseText, BomRelationship } from '../../document/bom.ts'
import type { BomActor } from '../../document/parts.ts'
import { asFields, type Fields, textOf, textsOf } from '../../read/values.ts'
import type { CarriedFacts } from './carried.ts'

const actorKinds = ['person', 'organization', 'tool', 'unknown'] as const
const completeness = ['complete', 'incomplete', 'noAssertion'] as const
const scopes = ['development', 'build', 'runtime', 'test', 'optional', 'provided'] as const

export function readCarriedCreators(facts: CarriedFacts): readonly BomActor[] {
  return facts.of('creator').flatMap((value) => {
    const fields = asFields(value)
    const name = textOf(fields, 'name')
    if (fields === undefined || name === undefined) return []
    return [
      {
        kind: wordOf(fields, 'kind', actorKinds) ?? 'unknown',
        name,
        emails: textsOf(fields, 'emails'),
        urls: textsOf(fields, 'urls'),
        ...optionalTexts(fields, ['version', 'vendor']),
      },
    ]
  })
}

/** By address: what another document is called in this one (SPDX 2: `DocumentRef-x`). */
export function readCarriedDocumentIds(facts: CarriedFacts): ReadonlyMap<string, string> {
  return new Map(
    facts.of('externalDocument').flatMap((value) => {
      const [id, uri] = [textOf(asFields(value), 'id'), textOf(asFields(value), 'uri')]
      return id === undefined || uri === undefined ? [] : [[uri, id] as const]
    }),
  )
}

export function readCarriedRelationships(facts: CarriedFacts): readonly BomRelationship[] {
  return facts.of('relationship').flatMap((value) => {
    const fields = asFields(value)
    const from = textOf(fields, 'from')
    const type = textOf(fields, 'type')
    if (fields === undefined || from === undefined || type === undefined) return []
    const known = wordOf(fields, 'completeness', completeness)
    const scope = wordOf(fields, 'scope', scopes)
    return [
      {
        from,
        type,
        to: textsOf(fields, 'to'),
        ...(known !== undefined && { completeness: known }),
        ...(scope !== undefined && { scope }),
        ...optionalTexts(fields, ['comment', 'original']),
      },
    ]
  })
}

export function readCarriedLicenseTexts(facts: CarriedFacts): readonly BomLicenseText[] {
  return facts.of('licenseText').flatMap((value) => {
    const fields = asFields(value)
    const id = textOf(fields, 'id')
    if (fields === undefined || id === undefined) return []
    const text = textOf(fields, 'text') ?? ''
    return [{ id, text, urls: textsOf(fields, 'urls'), ...optionalTexts(fields, ['name', 'comment']) }]
  })
}

function wordOf<T extends string>(fields: Fields, key: string, words: readonly T[]): T | undefined {
  return words.find((word) => word === fields[key])
}

function optionalTexts<K extends string>(
  fields: Fields,
  keys: readonly K[],
): { readonly [key in K]?: string } {
  const known = keys.flatMap((key) => {
    const text = textOf(fields, key)
    return text === undefined ? [] : [[key, text]]
  })
  return Object.fromEntries(known) as { readonly [key in K]?: string }
}
