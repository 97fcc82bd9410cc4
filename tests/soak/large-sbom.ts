/** Writes an SBOM of any size, piece by piece: components such as real tools list them, each with two dependencies. */
import { createHash } from 'node:crypto'

export type LargeFormat = 'cyclonedx' | 'spdx'

const licenses = ['MIT', 'Apache-2.0', 'ISC', 'BSD-3-Clause', 'MIT OR Apache-2.0']

/** Deterministic; every component has a purl of its own, a hash, a license and a place. `known`: purls of some of them. */
export function* generateSbom(
  format: LargeFormat,
  count: number,
  known: ReadonlyMap<number, string> = new Map(),
): Generator<string> {
  yield* format === 'cyclonedx' ? generateCycloneDx(count, known) : generateSpdx(count)
}

function* generateCycloneDx(count: number, known: ReadonlyMap<number, string>): Generator<string> {
  const refOf = (at: number): string => known.get(at) ?? purlOf(at)
  yield '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "version": 1,\n'
  yield '  "metadata": {\n    "component": { "type": "application", "name": "large", "bom-ref": "root" }\n  },\n'
  yield '  "components": [\n'
  yield* joined(count, (at) => ({
    type: 'library',
    'bom-ref': refOf(at),
    group: `@group-${at % 977}`,
    name: nameOf(at),
    version: versionOf(at),
    scope: at % 5 === 0 ? 'excluded' : 'required',
    hashes: [{ alg: 'SHA-512', content: digest('sha512', at) }],
    licenses: [{ license: { id: licenses[at % 4] } }],
    purl: refOf(at),
    evidence: { occurrences: [{ location: `packages/part-${at % 1000}/package-lock.json`, line: at + 1 }] },
  }))
  yield '  ],\n  "dependencies": [\n'
  yield* joined(count + 1, (at) =>
    at === 0
      ? { ref: 'root', dependsOn: [refOf(0), refOf(1)] }
      : { ref: refOf(at - 1), dependsOn: targets(at - 1, count).map(refOf) },
  )
  yield '  ]\n}\n'
}

function* generateSpdx(count: number): Generator<string> {
  yield '{\n  "spdxVersion": "SPDX-2.3",\n  "dataLicense": "CC0-1.0",\n  "SPDXID": "SPDXRef-DOCUMENT",\n  "name": "large",\n'
  yield '  "documentNamespace": "https://example.org/large",\n'
  yield '  "creationInfo": { "created": "2026-01-01T00:00:00Z", "creators": ["Tool: generator"] },\n  "packages": [\n'
  yield* joined(count + 1, (at) =>
    at === 0
      ? { name: 'large', SPDXID: 'SPDXRef-root', downloadLocation: 'NOASSERTION' }
      : {
          name: `@group-${(at - 1) % 977}/${nameOf(at - 1)}`,
          SPDXID: `SPDXRef-${at - 1}`,
          versionInfo: versionOf(at - 1),
          downloadLocation: 'NOASSERTION',
          licenseDeclared: licenses[at % 5],
          checksums: [{ algorithm: 'SHA512', checksumValue: digest('sha512', at - 1) }],
          externalRefs: [
            { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purlOf(at - 1) },
          ],
        },
  )
  yield '  ],\n  "relationships": [\n'
  yield* joined(1 + 2 * count, (at) => {
    if (at === 0) return relation('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-root')
    const from = (at - 1) >> 1
    const [first = 0, second = 0] = targets(from, count)
    return relation(`SPDXRef-${from}`, 'DEPENDS_ON', `SPDXRef-${at % 2 === 0 ? first : second}`)
  })
  yield '  ]\n}\n'
}

function relation(from: string, type: string, to: string): object {
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to }
}

/** As other tools write it: two spaces a level. Pieces of about a thousand entries. */
function* joined(count: number, entry: (at: number) => object): Generator<string> {
  for (let at = 0; at < count; at += 1000) {
    const piece: string[] = []
    for (let index = at; index < Math.min(at + 1000, count); index++) {
      piece.push(`    ${JSON.stringify(entry(index), null, 2).replaceAll('\n', '\n    ')}`)
    }
    yield `${piece.join(',\n')}${at + 1000 < count ? ',' : ''}\n`
  }
}

function nameOf(at: number): string {
  return `package-${at.toString(36)}`
}

function versionOf(at: number): string {
  return `${1 + (at % 9)}.${at % 31}.${at % 7}`
}

function purlOf(at: number): string {
  return `pkg:npm/%40group-${at % 977}/${nameOf(at)}@${versionOf(at)}`
}

function targets(at: number, count: number): readonly number[] {
  return [(at * 2 + 1) % count, (at * 2 + 2) % count]
}

function digest(algorithm: string, at: number): string {
  return createHash(algorithm).update(String(at)).digest('hex')
}
