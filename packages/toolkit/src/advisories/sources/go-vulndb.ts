/** The Go vulnerability database's own reports: `data/reports/GO-….yaml`, one or more modules each. */
import type { RangeEvent } from '../../model/index.ts'
import type { AffectedPaths, SourceFormat } from '../source-format.ts'
import { toPaths } from './affected-paths.ts'
import { type Fields, fields, list } from './fields.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { parseYamlRecord, yamlText, yamlTexts } from './yaml.ts'

export const goVulndb: SourceFormat = {
  id: 'go-vulndb',
  title: 'Go vulnerability reports (YAML)',
  yields: ['claims'],
  source: 'golang-vulndb',
  license: 'CC-BY-4.0',
  // The Go project's own database.
  covers: ['Go'],
  recognises: ({ path, text }) =>
    /\.ya?ml$/i.test(path) && /^id:\s*["']?GO-\d/m.test(text) && /^(?:modules|excluded):/m.test(text),
  read: (file, context) => {
    const parsed = parseYamlRecord(file.text)
    if (!parsed.ok) return parsed
    const report = parsed.value
    const cve = fields(report['cve_metadata'])
    return toRecord(
      {
        id: yamlText(report['id']),
        aliases: [yamlTexts(cve['id']), yamlTexts(report['cves']), yamlTexts(report['ghsas'])].flat(),
        related: yamlTexts(report['related']),
        // Long summaries are broken into lines.
        title: yamlText(report['summary'])?.replace(/\s+/g, ' '),
        details: yamlText(report['description']),
        withdrawn: yamlText(report['withdrawn']),
        weaknesses: (yamlText(cve['cwe']) ?? '').match(/^CWE-\d+/) ?? [],
        urls: list(report['references']).flatMap((reference) =>
          Object.values(fields(reference)).flatMap(yamlTexts),
        ),
        packages: list(report['modules']).map((module) => readModule(fields(module))),
        paths: list(report['modules']).flatMap((module) => readPaths(fields(module))),
      },
      context,
    )
  },
}

/** The standard library and the `go` command have other names in OSV records and in purls. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['cmd', 'toolchain'],
  ['std', 'stdlib'],
])

/**
 * `non_go_versions` and `unsupported_versions` are not looked at: they are no versions that Go could select, so that
 * every version counts as affected, as in the OSV records of the same database.
 */
function readModule(module: Fields): PackageEntry | undefined {
  const name = yamlText(module['module'])
  if (name === undefined) return undefined
  const events = list(module['versions']).flatMap((version) => toEvents(fields(version)))
  const [first] = events
  const start: readonly RangeEvent[] =
    first !== undefined && 'introduced' in first ? [] : [{ introduced: '0' }]
  return {
    ecosystem: 'Go',
    name: renamed.get(name) ?? name,
    ranges: [{ type: 'SEMVER', events: [...start, ...events] }],
  }
}

/** `packages`: import paths, each with its symbols; derived ones are the exported functions that lead to them. */
function readPaths(module: Fields): readonly AffectedPaths[] {
  const name = yamlText(module['module'])
  const paths = list(module['packages']).flatMap((item) => {
    const path = yamlText(fields(item)['package'])
    const symbols = [fields(item)['symbols'], fields(item)['derived_symbols']].flatMap(yamlTexts)
    return path === undefined ? [] : toPaths(path, symbols)
  })
  return name === undefined || paths.length === 0
    ? []
    : [{ ecosystem: 'Go', name: renamed.get(name) ?? name, paths }]
}

function toEvents(version: Fields): readonly RangeEvent[] {
  const introduced = yamlText(version['introduced'])
  const fixed = yamlText(version['fixed'])
  return [introduced === undefined ? [] : { introduced }, fixed === undefined ? [] : { fixed }].flat()
}
