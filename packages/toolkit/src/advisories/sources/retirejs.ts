/** RetireJS's repositories: one JSON file of components, each with its vulnerabilities as pairs of bounds. */
import { err, sha256Hex } from '../../base/index.ts'
import type { AffectedRange } from '../../model/index.ts'
import type { SourceFile, SourceFormat } from '../source-format.ts'
import { type Fields, fields, isObject, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toWords } from './severity-vectors.ts'

export const retirejs: SourceFormat = {
  id: 'retirejs',
  title: 'RetireJS repositories (JSON)',
  yields: ['claims'],
  source: 'retirejs',
  license: 'Apache-2.0',
  // Libraries that are found in browsers; of most packages it never heard.
  covers: [],
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) &&
    /^[\s\uFEFF]*\{\s*"[^"]*"\s*:\s*\{/.test(sample) &&
    /"vulnerabilities"\s*:\s*\[/.test(sample) &&
    /"(?:below|atOrAbove)"\s*:\s*"/.test(sample) &&
    /"info"\s*:\s*\[/.test(sample),
  split: splitRepository,
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const component = text(fields(value)['component'])
    const entries = list(fields(value)['vulnerabilities']).filter(isObject)
    const [first] = entries
    if (!isObject(value) || component === undefined || first === undefined) return err('NOT_A_RECORD')
    const about = entries.map((entry) => fields(entry['identifiers']))
    const prefix = value['repository'] === 'npm' ? 'retirejs-npm' : 'retirejs'
    return toRecord(
      {
        id: `${prefix}/${component}/${keyOf(first)}`,
        aliases: about.flatMap(aliasesOf),
        title: about.flatMap((one) => text(one['summary']) ?? [])[0],
        severity: toWords(entries.map((entry) => text(entry['severity']))),
        weaknesses: entries.flatMap((entry) => texts(entry['cwe'])),
        urls: entries.flatMap((entry) => texts(entry['info'])),
        packages: [{ ...nameOf(value, component), ranges: entries.map(toRange) }],
      },
      context,
    )
  },
}

/**
 * One piece per flaw of a component: entries that name the same ids are branches of one flaw. What else a repository
 * says of components (how to find them in a page, licences) is left out, so that its editions give equal pieces.
 */
function splitRepository(file: SourceFile): readonly SourceFile[] {
  const components = parseJsonText(file.text)
  if (!isObject(components)) return [file]
  const isNpm = !Object.values(components).some((component) => fields(component)['extractors'] !== undefined)
  const repository = isNpm ? 'npm' : 'js'
  return Object.entries(components).flatMap(([component, value]) => {
    const { npmname, basePurl, vulnerabilities } = fields(value)
    const groups = Array.isArray(vulnerabilities) ? groupByFlaw(vulnerabilities) : [[vulnerabilities ?? null]]
    return groups.map((group, at) => ({
      path: `${file.path}#${component}/${at}`,
      text: JSON.stringify({ component, repository, npmname, basePurl, vulnerabilities: group }),
    }))
  })
}

function groupByFlaw(entries: readonly unknown[]): readonly (readonly unknown[])[] {
  const groups = new Map<string, unknown[]>()
  for (const entry of entries) {
    const key = isObject(entry) ? keyOf(entry) : ''
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [entry])
    else known.push(entry)
  }
  return [...groups.values()]
}

/** Numbers that tell flaws apart where no CVE and no GHSA does, the likeliest to stay first. */
const numbers = ['retid', 'osvdb', 'issue', 'bug', 'PR', 'advisory', 'release', 'tenable', 'gist', 'blog']

/**
 * RetireJS gives few ids of its own (`retid`). What names a flaw here: its CVEs, else its GHSA, else a number, else a
 * digest of what is said of it. Bounds stay out of it, because they are what gets corrected.
 */
function keyOf(entry: Fields): string {
  const identifiers = fields(entry['identifiers'])
  const cves = texts(identifiers['CVE'])
  if (cves.length > 0) return [...new Set(cves)].sort().join('+')
  const ghsa = text(identifiers['githubID'])
  if (ghsa !== undefined) return ghsa
  for (const kind of numbers) {
    const value = identifiers[kind]
    const said = Array.isArray(value) ? texts(value).join('+') : text(value)
    if (said !== undefined && said !== '') return `${kind}-${said}`
  }
  const words = JSON.stringify([identifiers['summary'] ?? '', texts(entry['info'])])
  return `text-${sha256Hex(words).slice(0, 16)}`
}

function aliasesOf(identifiers: Fields): readonly string[] {
  const ghsa = text(identifiers['githubID']) ?? []
  const osvdb = texts(identifiers['osvdb']).map((number) => `OSVDB-${number}`)
  return [...texts(identifiers['CVE']), ghsa, osvdb].flat()
}

/** A name on npm only where the repository says so; bower names are another registry's. */
function nameOf(value: Fields, component: string): Pick<PackageEntry, 'ecosystem' | 'name'> {
  if (value['repository'] === 'npm') return { ecosystem: 'npm', name: component }
  const [, fromPurl] = /^pkg:npm\/([^@?#]+)$/.exec(text(value['basePurl']) ?? '') ?? []
  const name = text(value['npmname']) ?? fromPurl
  return name === undefined ? { ecosystem: 'JavaScript', name: component } : { ecosystem: 'npm', name }
}

/** Exceptions need a notation that has them; bounds alone are kept as events, which tell what the first safe version is. */
function toRange(entry: Fields): AffectedRange {
  const from = text(entry['atOrAbove'])
  const below = text(entry['below'])
  const excludes = texts(entry['excludes'])
  if (from === undefined && below === undefined) return unstatedRange
  if (excludes.length === 0) {
    const fixed = below === undefined ? [] : [{ fixed: below }]
    return { type: 'ECOSYSTEM', events: [{ introduced: from ?? '0' }, ...fixed] }
  }
  const bounds = [from === undefined ? [] : `>=${from}`, below === undefined ? [] : `<${below}`].flat()
  const range = [...bounds, ...excludes.map((version) => `!=${version}`)].join(' ')
  return { type: 'NATIVE', notation: 'npm', says: 'affected', ranges: [range] }
}
