/**
 * Makes the fact tables of the CSAF validator anew from the published lists:
 * `tsx tools/schemas/csaf-data.ts SSVC SUBTAGS LICENSEDB`, three clones (github.com/CERTCC/SSVC,
 * mattcg/language-subtag-registry, aboutcode-org/scancode-licensedb). CWE comes from the installed test oracle.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'

const folder = new URL('../../packages/toolkit/src/csaf/validate/data/', import.meta.url)

function write(name: string, table: object): void {
  writeFileSync(new URL(name, folder), `${JSON.stringify(table)}\n`)
}

function git(clone: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
}

function readJson(clone: string, path: string): unknown {
  return JSON.parse(git(clone, 'show', `HEAD:${path}`))
}

interface Weakness {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly usage?: string
}

function byNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number))
  for (const [at, number] of (left ?? []).entries()) {
    const order = number - (right?.[at] ?? -1)
    if (order !== 0) return order
  }
  return (left?.length ?? 0) - (right?.length ?? 0)
}

/** Each version as its difference from the one before: ids without `CWE-`. Categories and views are left out. */
async function writeCwe(): Promise<void> {
  const lists = new URL('../../node_modules/@secvisogram/csaf-validator-lib/lib/cwec/', import.meta.url)
  const versions = readdirSync(lists)
    .map((file) => file.replace('.js', ''))
    .sort(byNumbers)
  let before = new Map<string, string>()
  const table: object[] = []
  for (const version of versions) {
    const loaded = (await import(new URL(`${version}.js`, lists).href)) as {
      readonly default: { readonly date?: string; readonly weaknesses: readonly Weakness[] }
    }
    const { date, weaknesses } = loaded.default
    const now = new Map(
      weaknesses.map(({ id, name, status, usage }) => {
        const isDeprecated = status === 'Deprecated'
        const facts = usage === undefined ? [name, isDeprecated] : [name, isDeprecated, usage]
        return [id.replace('CWE-', ''), JSON.stringify(facts)] as const
      }),
    )
    const set = [...now].filter(([id, facts]) => before.get(id) !== facts)
    const gone = [...before.keys()].filter((id) => !now.has(id))
    table.push({
      version,
      ...(date === undefined ? {} : { date }),
      set: Object.fromEntries(set.map(([id, facts]) => [id, JSON.parse(facts) as unknown])),
      gone,
    })
    before = now
  }
  write('cwe.json', {
    origin:
      'MITRE CWE, cwe.mitre.org, all release archives up to the last version below, by way of csaf-validator-lib 2.0.10 (MIT, Copyright BSI)',
    licence: 'CWE Terms of Use: royalty-free, reproduced with the copyright of The MITRE Corporation',
    versions: table,
  })
}

interface SsvcRegistry {
  readonly types: {
    readonly DecisionPoint: { readonly namespaces: Readonly<Record<string, { readonly keys: SsvcKeys }>> }
  }
}
type SsvcKeys = Readonly<Record<string, { readonly versions: Readonly<Record<string, { obj: SsvcPoint }>> }>>
interface SsvcPoint {
  readonly name: string
  readonly values: readonly { readonly key: string; readonly name: string }[]
}

/** The day on which a file of that name was first added, by its path below the folder of decision points. */
function daysOfDecisionPoints(clone: string): ReadonlyMap<string, string> {
  const folder = 'data/json/decision_points/'
  const log = git(
    clone,
    'log',
    '--reverse',
    '--no-renames',
    '--diff-filter=A',
    '--format=@%cs',
    '--name-only',
    '--',
    folder,
  )
  const days = new Map<string, string>()
  let day = ''
  for (const line of log.split('\n')) {
    if (line.startsWith('@')) day = line.slice(1)
    else if (line.startsWith(folder) && !days.has(line.slice(folder.length)))
      days.set(line.slice(folder.length), day)
  }
  return days
}

/** Files lie in a folder by namespace now; those of `ssvc` did not before. */
function pathsOfDecisionPoints(clone: string): ReadonlyMap<string, readonly string[]> {
  const folder = 'data/json/decision_points/'
  const files = git(clone, 'ls-tree', '-r', '--name-only', 'HEAD', folder).trim().split('\n')
  return new Map(
    files.map((file) => {
      const point = readJson(clone, file) as { namespace: string; key: string; version: string }
      const path = file.slice(folder.length)
      const paths = point.namespace === 'ssvc' ? [path, path.replace('ssvc/', '')] : [path]
      return [`${point.namespace} ${point.key} ${point.version}`, paths] as const
    }),
  )
}

function writeSsvc(clone: string): void {
  const [days, paths] = [daysOfDecisionPoints(clone), pathsOfDecisionPoints(clone)]
  const sinceOf = (point: string): string | undefined =>
    (paths.get(point) ?? []).flatMap((path) => days.get(path) ?? []).toSorted()[0]
  const { types } = readJson(clone, 'data/json/ssvc_object_registry.json') as SsvcRegistry
  const namespaces = Object.entries(types.DecisionPoint.namespaces).map(([namespace, { keys }]) => {
    const points = Object.entries(keys).map(([key, { versions }]) => {
      const known = Object.entries(versions).map(([version, { obj }]) => {
        const since = sinceOf(`${namespace} ${key} ${version}`)
        const values = obj.values.map((value) => [value.key, value.name])
        return [version, { name: obj.name, ...(since === undefined ? {} : { since }), values }]
      })
      return [key, Object.fromEntries(known) as unknown]
    })
    return [namespace, Object.fromEntries(points) as unknown]
  })
  write('ssvc.json', {
    origin:
      'SSVC object registry, github.com/CERTCC/SSVC at e3b00a25615845960cec9caa1388064739f17728 (2026-07-20)',
    licence: 'MIT (SEI)-style, Copyright Carnegie Mellon University',
    date: git(clone, 'log', '-1', '--format=%cs').trim(),
    registered: ['basic', 'cisa', 'cvss', 'example', 'nist', 'ssvc', 'test'],
    decisionPoints: Object.fromEntries(namespaces) as unknown,
  })
}

function writeSubtags(clone: string): void {
  const { 'File-Date': date } = readJson(clone, 'data/json/meta.json') as { readonly 'File-Date': string }
  const entries = readJson(clone, 'data/json/registry.json') as readonly {
    readonly Type: string
    readonly Subtag?: string
    readonly Tag?: string
    readonly Prefix?: readonly string[]
  }[]
  const of = (type: string): string =>
    entries
      .filter((entry) => entry.Type === type)
      .map((entry) => (entry.Subtag ?? entry.Tag ?? '').toLowerCase())
      .join(' ')
  const extlangs = entries
    .filter((entry) => entry.Type === 'extlang')
    .map((entry) => [entry.Subtag?.toLowerCase() ?? '', entry.Prefix?.[0]?.toLowerCase() ?? ''])
  write('language-subtags.json', {
    origin: `IANA Language Subtag Registry of ${date}, by way of github.com/mattcg/language-subtag-registry at adf86ad2d3f68a89c8b981d1bf704e67973f3142`,
    licence: 'CC0-1.0',
    language: of('language'),
    extlang: Object.fromEntries(extlangs) as unknown,
    script: of('script'),
    region: of('region'),
    variant: of('variant'),
    grandfathered: of('grandfathered'),
  })
}

function writeLicenses(clone: string): void {
  const entries = readJson(clone, 'docs/index.json') as readonly {
    readonly license_key: string
    readonly spdx_license_key: string | null
    readonly other_spdx_license_keys: readonly string[]
    readonly is_deprecated: boolean
  }[]
  const prefix = 'LicenseRef-scancode-'
  const keys = (isDeprecated: boolean): string[] =>
    entries
      .filter((entry) => entry.is_deprecated === isDeprecated)
      .flatMap((entry) => [
        ...(isDeprecated ? [`${prefix}${entry.license_key}`] : []),
        entry.spdx_license_key ?? '',
        ...entry.other_spdx_license_keys,
      ])
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
  const current = new Set(keys(false))
  const deprecated = new Set(keys(true).filter((key) => !current.has(key)))
  write('scancode-licenses.json', {
    origin:
      'ScanCode LicenseDB, github.com/aboutcode-org/scancode-licensedb at 053a651f5e0182bec226b90c4ad47a709da8687b (2026-02-24), Copyright nexB Inc. and others',
    licence: 'CC-BY-4.0; identifiers only, without their prefix LicenseRef-scancode-',
    current: [...current].sort().join(' '),
    deprecated: [...deprecated].sort().join(' '),
  })
}

const [ssvc, subtags, licenseDb] = process.argv.slice(2)
if (ssvc === undefined || subtags === undefined || licenseDb === undefined)
  throw new Error('expected three folders: SSVC SUBTAGS LICENSEDB')
await writeCwe()
writeSsvc(ssvc)
writeSubtags(subtags)
writeLicenses(licenseDb)
