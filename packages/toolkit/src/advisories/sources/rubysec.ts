/** RubySec's ruby-advisory-db: one YAML file per flaw of a gem (`gems/`) or of a Ruby interpreter (`rubies/`). */
import type { SeverityVector } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { type Fields, fields } from './fields.ts'
import { namedVersions } from './native-ranges.ts'
import { type PackageEntry, stemOf, toRecord } from './package-record.ts'
import { parseYamlRecord, yamlText, yamlTexts } from './yaml.ts'

export const rubysec: SourceFormat = {
  id: 'rubysec',
  title: 'RubySec advisories (YAML)',
  yields: ['claims'],
  source: 'rubysec',
  license: 'public domain; OSVDB parts: see its LICENSE',
  // It sets out to list every advisory about a gem; scanners for Ruby use it alone.
  covers: ['RubyGems'],
  recognises: ({ path, text }) =>
    /\.ya?ml$/i.test(path) &&
    /^(?:gem|engine):\s*\S/m.test(text) &&
    /^title:/m.test(text) &&
    /^(?:cve|ghsa|osvdb|patched_versions|unaffected_versions):/m.test(text),
  read: (file, context) => {
    const parsed = parseYamlRecord(file.text)
    if (!parsed.ok) return parsed
    const advisory = parsed.value
    const ids = idsOf(advisory)
    const related = fields(advisory['related'])
    const stem = stemOf(file.path)
    return toRecord(
      {
        // The file's name is the id that upstream cites; it is always one of those inside.
        id: stem !== undefined && /^(?:CVE|GHSA|OSVDB)-/.test(stem) ? stem : ids[0],
        aliases: ids,
        related: idsOf(related),
        title: yamlText(advisory['title']),
        details: yamlText(advisory['description']),
        published: yamlText(advisory['date']),
        severity: readScores(advisory),
        urls: [...yamlTexts(advisory['url']), ...yamlTexts(related['url'])],
        packages: [readPackage(advisory)],
      },
      context,
    )
  },
}

/** Written without the prefix (`2020-1234`, `abcd-…`), now and then with it. */
function idsOf(holder: Fields): readonly string[] {
  return ['CVE', 'GHSA', 'OSVDB'].flatMap((prefix) =>
    yamlTexts(holder[prefix.toLowerCase()]).map((id) =>
      id.startsWith(`${prefix}-`) ? id : `${prefix}-${id}`,
    ),
  )
}

/**
 * Affected is every version that no requirement of either list accepts; without lists, every version.
 * `platform: jruby` is not looked at: a platform is no part of a version, and leaving the record out would be worse.
 */
function readPackage(advisory: Fields): PackageEntry | undefined {
  const patched = yamlTexts(advisory['patched_versions'])
  const clear = [...patched, ...yamlTexts(advisory['unaffected_versions'])]
  const gem = yamlText(advisory['gem'])
  // An interpreter is no gem, and gems of the names exist: `Ruby` is an ecosystem of its own, without a purl type.
  const name = gem ?? yamlText(advisory['engine'])
  if (name === undefined) return undefined
  return {
    ecosystem: gem === undefined ? 'Ruby' : 'RubyGems',
    name,
    ranges: [{ type: 'NATIVE', notation: 'gem', says: 'clear', ranges: clear }],
    patched: namedVersions('gem', patched),
  }
}

/** Base scores without vectors, under the names that the source has for them. */
function readScores(advisory: Fields): readonly SeverityVector[] {
  return ['cvss_v4', 'cvss_v3', 'cvss_v2'].flatMap((type) => {
    const score = yamlText(advisory[type])
    return score === undefined ? [] : [{ type, score }]
  })
}
