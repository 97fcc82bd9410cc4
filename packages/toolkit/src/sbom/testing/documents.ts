/** Constructed documents for tests: nothing stated unless the test says so. */
import fc from 'fast-check'
import type { BomDocument, BomRelationship } from '../document/bom.ts'
import type { BomElement, BomLicense } from '../document/element.ts'

export function element(ref: string, facts: Partial<BomElement> = {}): BomElement {
  return {
    ref,
    kind: 'library',
    name: ref,
    cpes: [],
    authors: [],
    hashes: [],
    declaredLicenses: [],
    concludedLicenses: [],
    references: [],
    attributionTexts: [],
    contentTypes: [],
    occurrences: [],
    properties: [],
    ...facts,
  }
}

export function bom(facts: Partial<BomDocument> = {}): BomDocument {
  return {
    family: 'cyclonedx',
    specVersion: '1.6',
    creators: [],
    lifecycles: [],
    subjects: [],
    elements: [],
    relationships: [],
    compositions: [],
    licenseTexts: [],
    annotations: [],
    vulnerabilities: [],
    externalDocuments: [],
    properties: [],
    ...facts,
  }
}

export function dependsOn(from: string, ...to: readonly string[]): BomRelationship {
  return { from, type: 'dependsOn', to }
}

export const expression = (value: string): BomLicense => ({ kind: 'expression', value })

export const actor = (
  name: string,
  contact: { readonly email?: string; readonly url?: string } = {},
): BomDocument['creators'][number] => ({
  kind: 'organization',
  name,
  emails: contact.email === undefined ? [] : [contact.email],
  urls: contact.url === undefined ? [] : [contact.url],
})

const facts = fc.record({
  declared: fc.subarray(['MIT', 'ISC', 'Apache-2.0']),
  digest: fc.constantFrom(undefined, 'a', 'b'),
  description: fc.constantFrom(undefined, 'one', 'two'),
  scope: fc.constantFrom(undefined, 'required' as const, 'optional' as const),
})

/** Any document about a product of its own, over packages that other documents may name too. */
export const anyBom: fc.Arbitrary<BomDocument> = fc
  .record({
    product: fc.constantFrom('alpha', 'beta', 'gamma'),
    id: fc.uuid(),
    names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
    facts: fc.array(facts, { minLength: 4, maxLength: 4 }),
    unnamed: fc.nat(2),
    edges: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 6 }),
  })
  .map(({ product, id, names, facts: all, unnamed, edges }) => {
    const packages = names.map((name, at) => {
      const { declared = [], digest, description, scope } = all[at] ?? {}
      return element(`ref-${name}`, {
        name,
        version: '1.0.0',
        purl: `pkg:npm/${name}@1.0.0`,
        declaredLicenses: declared.map(expression),
        hashes: digest === undefined ? [] : [{ algorithm: 'SHA-256', value: digest.repeat(64) }],
        ...(description === undefined ? {} : { description }),
        ...(scope === undefined ? {} : { scope }),
      })
    })
    const others = Array.from({ length: unnamed }, (_, at) => element(`other-${at}`, { name: `part ${at}` }))
    const subject = element('root', { kind: 'application', name: product, version: '2.0.0' })
    const elements = [subject, ...packages, ...others]
    const refs = elements.map(({ ref }) => ref)
    return bom({
      id: `urn:uuid:${id}`,
      subjects: ['root'],
      elements,
      relationships: edges.flatMap(([a, b]) => {
        const [from, to] = [refs[a], refs[b]]
        return from === undefined || to === undefined || from === to ? [] : [dependsOn(from, to)]
      }),
    })
  })
