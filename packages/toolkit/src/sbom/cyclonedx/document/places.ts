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

const membersOfVulnerabilities: readonly (readonly [RegExp, string])[] = [
  [/^analysis\.firstIssued/, 'issued'],
  [/^analysis\.lastUpdated/, 'updated'],
  [/^analysis\.response/, 'responses'],
  [/^analysis\./, ''],
  [/^recommendation/, 'action'],
  [/^updated/, 'modified'],
  [/^rejected/, 'withdrawn'],
  [/^references\[\]\.source/, 'idSources'],
  [/^references/, 'ids'],
  [/^bom-ref/, 'ref'],
  [/^id$/, 'ids'],
  [/^advisories\[\]\.url/, 'urls'],
  [/^advisories/, 'urls'],
  [/^affects\[\]\.versions/, 'versions'],
  [/^affects\[\]\.ref/, 'affects'],
]

/** That a license is an id, an expression or a name is its kind. */
export function toDocumentPlace(where: string): string {
  const inner = /^vulnerabilities\[\]\.(.*)$/.exec(where)?.[1]
  if (inner !== undefined) return `vulnerabilities[].${toPlaceOfVulnerability(inner)}`
  const rule = lists.find(([pattern]) => pattern.test(where))
  if (rule === undefined) return where
  const place = where
    .replace(rule[0], rule[1])
    .replace(/\.licenses\[\]\.(?:expression|license\.(?:id|name))$/, '.licenses[].kind')
    .replace('.licenses[].license.', '.licenses[].')
  return place.replace(/^elements\[\]\.([\w-]+)/, (whole, name: string) => {
    const known = members.get(name)
    return known === undefined ? whole : `elements[].${known}`
  })
}

function toPlaceOfVulnerability(where: string): string {
  const rule = membersOfVulnerabilities.find(([pattern]) => pattern.test(where))
  return rule === undefined ? where : where.replace(rule[0], rule[1])
}
