/** GitLab's advisories (gemnasium-db, advisories-community): `TYPE/PACKAGE/ID.yml`, ranges in each ecosystem's own words. */
import type { SourceFormat } from '../source-format.ts'
import type { Fields } from './fields.ts'
import { toAffected } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toVectors } from './severity-vectors.ts'
import { shortTexts } from './short-texts.ts'
import { parseYamlRecord, yamlText, yamlTexts } from './yaml.ts'

export const gitlab: SourceFormat = {
  id: 'gitlab',
  title: 'GitLab advisories (YAML)',
  yields: ['claims'],
  source: 'gitlab',
  license: 'MIT (advisories-community); gemnasium-db: its own terms',
  // The free edition is thirty days late by intent: of new advisories its silence proves nothing.
  covers: [],
  recognises: ({ path, text }) =>
    /\.ya?ml$/i.test(path) &&
    /^identifier:/m.test(text) &&
    /^package_slug:/m.test(text) &&
    /^affected_range:/m.test(text),
  read: (file, context) => {
    const parsed = parseYamlRecord(file.text)
    if (!parsed.ok) return parsed
    const advisory = parsed.value
    const identifier = yamlText(advisory['identifier'])
    const slug = yamlText(advisory['package_slug'])
    return toRecord(
      {
        // One flaw of two packages is two files with one identifier: only with the package it names the record.
        id: identifier === undefined || slug === undefined ? identifier : `${slug}/${identifier}`,
        aliases: [identifier ?? [], yamlTexts(advisory['identifiers'])].flat(),
        title: yamlText(advisory['title']),
        details: yamlText(advisory['description']),
        published: yamlText(advisory['pubdate']),
        modified: yamlText(advisory['date']),
        severity: ['cvss_v4', 'cvss_v3', 'cvss_v2'].flatMap((member) =>
          toVectors(yamlText(advisory[member])),
        ),
        weaknesses: yamlTexts(advisory['cwe_ids']),
        urls: yamlTexts(advisory['urls']),
        packages: [readPackage(advisory, slug ?? '')],
      },
      context,
    )
  },
}

/** By the first part of the slug: the ecosystem and the notation of its ranges. */
const types: ReadonlyMap<string, readonly [ecosystem: string, notation: string]> = new Map([
  // Ranges of crates, Dart and Swift packages are comparators over semantic versions, as npm's are.
  ['cargo', ['crates.io', 'npm']],
  ['conan', ['ConanCenter', 'conan']],
  ['gem', ['RubyGems', 'gem']],
  ['go', ['Go', 'golang']],
  ['maven', ['Maven', 'maven']],
  ['npm', ['npm', 'npm']],
  ['nuget', ['NuGet', 'nuget']],
  ['packagist', ['Packagist', 'composer']],
  ['pub', ['Pub', 'npm']],
  ['pypi', ['PyPI', 'pypi']],
  ['swift', ['SwiftURL', 'npm']],
])

/** Undefined for a type that is not known here: the record stays, found by its id. */
function readPackage(advisory: Fields, slug: string): PackageEntry | undefined {
  const [, type = '', path = ''] = /^([^/]+)\/(.+)$/.exec(slug) ?? []
  const known = types.get(type)
  if (known === undefined) return undefined
  const [ecosystem, notation] = known
  return {
    ecosystem,
    name: type === 'maven' ? path.replace('/', ':') : path,
    ranges: [toAffected(notation, yamlText(advisory['affected_range']))],
    patched: shortTexts(yamlTexts(advisory['fixed_versions'])),
  }
}
