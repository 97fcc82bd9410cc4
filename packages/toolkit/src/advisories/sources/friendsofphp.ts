/** FriendsOfPHP's security-advisories: one YAML file per flaw of a Composer package, with constraints per branch. */
import type { AffectedRange } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { type Fields, fields } from './fields.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, stemOf, toRecord } from './package-record.ts'
import { parseYamlRecord, yamlText, yamlTexts } from './yaml.ts'

export const friendsofphp: SourceFormat = {
  id: 'friendsofphp',
  title: 'FriendsOfPHP advisories (YAML)',
  yields: ['claims'],
  source: 'friendsofphp',
  license: 'Unlicense',
  // Its README says that it is no authoritative list, so that its silence proves nothing.
  covers: [],
  recognises: ({ path, text }) =>
    /\.ya?ml$/i.test(path) && /^branches:/m.test(text) && /^reference:\s*["']?[a-z]+:\/\//m.test(text),
  read: (file, context) => {
    const parsed = parseYamlRecord(file.text)
    if (!parsed.ok) return parsed
    const advisory = parsed.value
    const branches = Object.values(fields(advisory['branches'])).map(fields)
    const published = earliest(branches)
    const cve = readCve(advisory['cve'])
    const name = packageOf(advisory)
    const own = stemOf(file.path) ?? cve ?? published?.slice(0, 10)
    return toRecord(
      {
        // Upstream gives no ids; the path inside the repository, of which the package's name is a part, is stable.
        id: name === undefined || own === undefined ? own : `${name}/${own}`,
        aliases: [cve ?? [], own ?? []].flat().filter((id) => /^(?:CVE|GHSA)-/.test(id)),
        title: yamlText(advisory['title']),
        published,
        urls: yamlTexts(advisory['link']),
        packages: [name === undefined ? undefined : readPackage(advisory, name, branches)],
      },
      context,
    )
  },
}

function readCve(value: unknown): string | undefined {
  const cve = yamlText(value)
  return cve !== undefined && /^CVE-\d/.test(cve) ? cve : undefined
}

/** `composer://vendor/name`; references of other kinds (PEAR) name nothing that a purl could find. */
function packageOf(advisory: Fields): string | undefined {
  const [, name] = /^composer:\/\/([^/]+\/[^/]+)$/.exec(yamlText(advisory['reference']) ?? '') ?? []
  return name
}

/**
 * All constraints of a branch must hold, and any branch is enough. Joined by commas, a constraint with `||` in it would
 * hold more than it should, never less. A branch without constraints cannot be told.
 */
function readPackage(advisory: Fields, name: string, branches: readonly Fields[]): PackageEntry {
  const texts = branches.map((branch) => yamlTexts(branch['versions']).join(','))
  const stated = texts.filter((text) => text !== '')
  const ranges: AffectedRange[] = stated.length === texts.length ? [] : [unstatedRange]
  if (stated.length > 0)
    ranges.push({ type: 'NATIVE', notation: 'composer', says: 'affected', ranges: stated })
  return { ecosystem: ecosystemOf(advisory), name, ranges: ranges.length === 0 ? [unstatedRange] : ranges }
}

/** An address is a repository of its own; `false` says only that Packagist has not got it, and lock files do not tell. */
function ecosystemOf(advisory: Fields): string {
  const repository = yamlText(advisory['composer-repository'])
  return repository !== undefined && /^https?:\/\//i.test(repository)
    ? `Packagist:${repository}`
    : 'Packagist'
}

/** When the first branch was repaired, as RFC 3339: upstream writes UTC, with a blank and now and then with a zone. */
function earliest(branches: readonly Fields[]): string | undefined {
  const times = branches.flatMap((branch) => toRfc3339(yamlText(branch['time']) ?? '') ?? [])
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0]
}

const timeForm = /^(\d{4}-\d\d)-(\d\d?)(?:[ T](\d\d?)(:\d\d:\d\d)(?: ?([+-]\d\d):?(\d\d))?)?$/

function toRfc3339(text: string): string | undefined {
  const match = timeForm.exec(text)
  if (match === null) return undefined
  const [, month, day = '', hour, rest, zone, minutes] = match
  const date = `${month}-${day.padStart(2, '0')}`
  const offset = zone === undefined ? 'Z' : `${zone}:${minutes}`
  const time = hour === undefined ? date : `${date}T${hour.padStart(2, '0')}${rest}${offset}`
  return Number.isNaN(Date.parse(time)) ? undefined : time
}
