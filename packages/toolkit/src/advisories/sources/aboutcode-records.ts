/** What AboutCode's files and answers have in common: how they describe an advisory, and how they name affected versions. */
import type { SeverityVector } from '../../model/index.ts'
import { normalizeVers, type VersConstraint } from '../../versions/index.ts'
import { type Fields, fields, list, text, texts } from './fields.ts'
import type { PackageAdvisory, PackageEntry } from './package-record.ts'
import { type PurlPackage, readPurlPackage } from './purl-package.ts'
import { shortTexts } from './short-texts.ts'

/** Summary, severities, weaknesses and references, under the names of the files and of the programming interface. */
export function describe(
  value: Fields,
): Pick<PackageAdvisory, 'title' | 'details' | 'severity' | 'weaknesses' | 'urls'> {
  const summary = text(value['summary'])
  return {
    title: summary?.trimStart().split('\n', 1)[0]?.slice(0, 1000),
    details: summary,
    severity: readSeverities(value),
    weaknesses: list(value['weaknesses']).flatMap(readWeakness),
    urls: list(value['references']).flatMap((item) => {
      const { url, reference_url: old } = fields(item)
      return text(url) ?? text(old) ?? []
    }),
  }
}

/** `CWE-79`, or an object with the number. */
function readWeakness(item: unknown): readonly string[] {
  const said = text(item) ?? text(fields(item)['cwe_id'])
  if (said === undefined) return []
  return [/^\d+$/.test(said) ? `CWE-${said}` : said]
}

/** Vectors where there are any, else words; each once, since upstream repeats them for every reference. */
function readSeverities(value: Fields): readonly SeverityVector[] {
  const nested = list(value['references']).flatMap((item) => list(fields(item)['scores']))
  const all = [...list(value['severities']), ...nested].flatMap(readSeverity)
  const vectors = all.filter(({ type }) => type.startsWith('CVSS_'))
  const chosen = vectors.length > 0 ? vectors : all
  return [...new Map(chosen.map((one) => [`${one.type} ${one.score}`, one])).values()]
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['generic_textual', 'QUALITATIVE'],
  ['cvssv3.1_qr', 'QUALITATIVE'],
  ['ubuntu-priority', 'Ubuntu'],
])

/** EPSS and SSVC are kinds of their own and no severity. */
function readSeverity(item: unknown): readonly SeverityVector[] {
  const entry = fields(item)
  const system = text(entry['scoring_system'])
  if (system === undefined || system === 'epss' || system === 'ssvc') return []
  const vector = text(entry['scoring_elements']) ?? ''
  const version = vector === '' ? undefined : cvssVersion(system, vector)
  if (version !== undefined) return [{ type: `CVSS_V${version}`, score: vector }]
  const score = text(entry['score']) ?? text(entry['value'])
  return score === undefined ? [] : [{ type: WORDS.get(system) ?? system, score }]
}

/** Vectors of version 2 do not name it. */
function cvssVersion(system: string, vector: string): string | undefined {
  return /^CVSS:([34])/.exec(vector)?.[1] ?? (system === 'cvssv2' ? '2' : undefined)
}

/** An entry with a base purl and VERS ranges; undefined where the purl is of no ecosystem that we know. */
export function readImpact(item: unknown): PackageEntry | undefined {
  const entry = fields(item)
  const named = readPurlPackage(text(entry['purl']) ?? text(entry['base_purl']) ?? '')
  if (named === undefined) return undefined
  const affected = text(entry['affected_versions']) ?? text(entry['affecting_vers'])
  const fixed = constraintsOf(text(entry['fixed_versions']) ?? text(entry['fixed_vers']))
  const patched = fixed.filter(({ comparator }) => comparator === '=' || comparator === '>=')
  return {
    ...placeOf(named),
    ...readAffected(affected),
    patched: shortTexts(patched.map(({ version }) => version)),
  }
}

function placeOf({ ecosystem, name }: PurlPackage): Pick<PackageEntry, 'ecosystem' | 'name'> {
  return { ecosystem, name }
}

/** A range that only lists versions is a list. */
function readAffected(vers: string | undefined): Pick<PackageEntry, 'ranges' | 'versions'> {
  if (vers === undefined) return { ranges: [] }
  const constraints = constraintsOf(vers)
  const isList = constraints.length > 0 && constraints.every(({ comparator }) => comparator === '=')
  if (isList) return { ranges: [], versions: constraints.map(({ version }) => version) }
  return { ranges: [{ type: 'VERS', vers }] }
}

function constraintsOf(vers: string | undefined): readonly VersConstraint[] {
  const range = vers === undefined ? undefined : normalizeVers(vers)
  return range?.ok === true && range.value.kind === 'constraints' ? range.value.constraints : []
}

interface Lists {
  readonly named: PurlPackage
  readonly versions: Set<string>
  readonly patched: Set<string>
}

/** One entry per package and release, of purls with versions; undefined for each purl of no ecosystem that we know. */
export function readVersionLists(
  affected: readonly string[],
  fixed: readonly string[],
): readonly (PackageEntry | undefined)[] {
  const found = new Map<string, Lists>()
  let unnamed = 0
  const add = (purl: string, to: 'versions' | 'patched'): void => {
    const named = readPurlPackage(purl)
    if (named?.version === undefined) {
      unnamed++
      return
    }
    const key = `${named.ecosystem}\0${named.name}`
    const lists = found.get(key) ?? { named, versions: new Set(), patched: new Set() }
    lists[to].add(named.version)
    found.set(key, lists)
  }
  for (const purl of affected) add(purl, 'versions')
  for (const purl of fixed) add(purl, 'patched')
  const entries = [...found.values()].map(({ named, versions, patched }) => ({
    ...placeOf(named),
    ranges: [],
    versions: [...versions],
    patched: shortTexts([...patched]),
  }))
  return [...entries, ...Array.from({ length: unnamed }, () => undefined)]
}

/** Texts, or objects with a member `alias`. */
export function readAliases(value: unknown): readonly string[] {
  return list(value).flatMap((item) => text(item) ?? text(fields(item)['alias']) ?? [])
}

/** Ids that are the same everywhere; all others mean something only beside their data source's name. */
export function globalIds(values: readonly string[]): readonly string[] {
  return texts(values).filter((id) => /^(?:[A-Z][A-Za-z]*-)+\d|^GHSA-|^VCID-/.test(id))
}
