/** Places in CycloneDX as places in the neutral document, for the losses of an encoder. */

const lists: readonly (readonly [RegExp, string])[] = [
  [/^(?:metadata\.component\.)?components\[\]/, 'elements[]'],
  [/^services\[\]/, 'elements[]'],
  [/^metadata\.component/, 'elements[]'],
  [/^metadata\.tools.*/, 'creators[]'],
  [/^metadata\.authors\[\]/, 'creators[]'],
  [/^metadata\.manufacturer?/, 'manufacturer'],
  [/^metadata\.licenses.*/, 'dataLicense'],
  [/^metadata\.timestamp/, 'created'],
  [/^metadata\./, ''],
  [/^serialNumber/, 'id'],
  [/^version$/, 'revision'],
  [/^dependencies\[\]/, 'relationships[]'],
]

const members: ReadonlyMap<string, string> = new Map([
  ['mime-type', 'contentTypes'],
  ['bom-ref', 'ref'],
  ['manufacturer', 'originator'],
  ['author', 'authors'],
  ['licenses', 'declaredLicenses'],
  ['externalReferences', 'references'],
  ['cpe', 'cpes'],
  ['evidence', 'occurrences'],
  ['type', 'kind'],
])

export function toDocumentPlace(where: string): string {
  const rule = lists.find(([pattern]) => pattern.test(where))
  if (rule === undefined) return where
  const place = where.replace(rule[0], rule[1])
  return place.replace(/^elements\[\]\.([\w-]+)/, (whole, name: string) => {
    const known = members.get(name)
    return known === undefined ? whole : `elements[].${known}`
  })
}
