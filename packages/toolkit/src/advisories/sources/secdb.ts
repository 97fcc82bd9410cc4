/** Alpine's security database (YAML and JSON), the form that Wolfi, Chainguard and MinimOS publish too: fixes by package. */
import { err, ok, type Result } from '../../base/index.ts'
import type { DropReason, SourceFile, SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { type Fields, fields, isObject, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { parseYamlRecord, yamlText } from './yaml.ts'

/**
 * One record per flaw, release and repository, because each file is of one repository of one release. No `covers`: it
 * lists fixes only, so a flaw that is still open stands nowhere, and silence means nothing. No `source` and `license`:
 * the form is that of several distributions.
 */
export const secdb: SourceFormat = {
  id: 'secdb',
  title: 'Alpine secdb: Alpine, Wolfi, Chainguard, MinimOS (YAML, JSON)',
  yields: ['claims'],
  recognises: ({ path, text: sample }) =>
    /\.(?:json|ya?ml)$/i.test(path) &&
    /(?:^|["\s])apkurl["']?\s*:/.test(sample) &&
    /(?:^|["\s])secfixes["']?\s*:/.test(sample),
  split: splitSecdb,
  read: (file, context) => {
    const value = parseJsonText(file.text)
    const piece = fields(value)
    const id = text(piece['id'])
    const ecosystem = text(piece['ecosystem'])
    // A file that could not be cut comes here whole; the reason is that of the reading.
    if (value === undefined) return err(reasonOf(file))
    if (id === undefined || ecosystem === undefined) return err('BAD_DATA')
    return toRecord(
      {
        id,
        aliases: texts(piece['aliases']),
        related: texts(piece['related']),
        packages: list(piece['packages']).map((item) => readPackage(fields(item), ecosystem)),
      },
      context,
    )
  },
}

function reasonOf(file: SourceFile): DropReason {
  const read = readSecdb(file)
  if (!read.ok) return read.error
  return placeOf(read.value) === undefined ? 'BAD_DATA' : 'EMPTY'
}

/** Fixed at several versions (a second attempt): affected is what lies below any of them. */
function readPackage(item: Fields, ecosystem: string): PackageEntry | undefined {
  const name = text(item['package'])
  if (name === undefined) return undefined
  return {
    ecosystem,
    name,
    ranges: texts(item['fixed']).map((fixed) => ({
      type: 'ECOSYSTEM',
      events: [{ introduced: '0' }, { fixed }],
    })),
  }
}

interface Flaw {
  readonly ids: Ids
  readonly related: Set<string>
  /** Versions that fix it, by package. */
  readonly packages: Map<string, string[]>
}

function* splitSecdb(file: SourceFile): Generator<SourceFile> {
  const read = readSecdb(file)
  const place = read.ok ? placeOf(read.value) : undefined
  if (!read.ok || place === undefined) {
    yield file
    return
  }
  const { fixes, unread } = listFixes(read.value)
  const flaws = collectFlaws(fixes)
  for (const { ids, related, packages } of flaws) {
    const piece = {
      id: `${place.prefix}-${ids.id}`,
      ecosystem: place.ecosystem,
      aliases: ids.aliases,
      related: [...related],
      packages: [...packages].map(([name, fixed]) => ({ package: name, fixed })),
    }
    yield { path: `${file.path}#${ids.id}`, text: JSON.stringify(piece) }
  }
  // Without an id it is dropped, and so it is counted.
  if (unread > 0) yield { path: `${file.path}#unread`, text: JSON.stringify({ unread }) }
  else if (flaws.length === 0) yield file
}

function readSecdb(file: SourceFile): Result<Fields, DropReason> {
  if (!/^[\s\uFEFF]*\{/.test(file.text)) return parseYamlRecord(file.text)
  const value = parseJsonText(file.text)
  return value === undefined ? err('NOT_JSON') : ok(fields(value))
}

/** Labels of the host that the packages lie on, and the ecosystem that it stands for. */
const hosts: ReadonlyMap<string, string> = new Map([
  ['alpinelinux', 'Alpine'],
  ['wolfi', 'Wolfi'],
  ['cgr', 'Chainguard'],
  ['chainguard', 'Chainguard'],
  ['mini', 'MinimOS'],
  ['minimos', 'MinimOS'],
])

/** Undefined where it is not known whose packages these are, or, for Alpine, of which release. */
function placeOf(file: Fields): { readonly ecosystem: string; readonly prefix: string } | undefined {
  const host = /^[a-z]+:\/\/([^/]{1,255})/i.exec(text(file['urlprefix']) ?? '')?.[1] ?? ''
  const family = host
    .toLowerCase()
    .split('.')
    .map((label) => hosts.get(label))
    .find((found) => found !== undefined)
  if (family === undefined) return undefined
  const release = text(file['distroversion'])
  if (family === 'Alpine' && release === undefined) return undefined
  const ecosystem = release === undefined ? family : `${family}:${release}`
  const repository = text(file['reponame'])
  const parts = [family.toUpperCase(), release, repository].filter((part) => part !== undefined)
  return { ecosystem, prefix: parts.join('-') }
}

interface Fix {
  readonly name: string
  readonly version: string
  readonly line: string
}

function listFixes(file: Fields): { readonly fixes: readonly Fix[]; readonly unread: number } {
  const fixes: Fix[] = []
  let unread = 0
  for (const item of list(file['packages'])) {
    const { name: named, secfixes = {} } = fields(fields(item)['pkg'])
    const name = text(named)
    if (name === undefined || !isObject(secfixes)) {
      unread++
      continue
    }
    const lines = Object.entries(secfixes).flatMap(([version, value]) =>
      asList(value).map((line) => ({ name, version, line: yamlText(line) ?? '' })),
    )
    const read = lines.filter(({ line }) => line !== '')
    unread += lines.length - read.length
    for (const fix of read) fixes.push(fix)
  }
  return { fixes, unread }
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

/** Version `0` means: not affected in any version. That is no claim, and hides nobody else's. */
function collectFlaws(fixes: readonly Fix[]): readonly Flaw[] {
  const flaws = new Map<string, Flaw>()
  for (const { name, version, line } of fixes) {
    for (const ids of readLine(line)) {
      const flaw = flaws.get(ids.id) ?? { ids, related: new Set(), packages: new Map<string, string[]>() }
      flaws.set(ids.id, flaw)
      for (const other of ids.related) flaw.related.add(other)
      if (version === '0') continue
      const versions = flaw.packages.get(name)
      if (versions === undefined) flaw.packages.set(name, [version])
      else versions.push(version)
    }
  }
  return [...flaws.values()]
}

interface Ids {
  readonly id: string
  readonly aliases: readonly string[]
  readonly related: readonly string[]
}

/** Characters of one line; the longest real one has under 100. */
const MAX_LINE = 1000

/**
 * `CVE-2017-15597 XSA-236`: the CVE names the flaw. Another project's bulletin may be about several flaws, and would
 * join them, so it is only related. With two CVEs on a line these are two flaws. A line without any id is an id by
 * itself: the fix must not vanish.
 */
function readLine(line: string): readonly Ids[] {
  const words = line.slice(0, MAX_LINE).split(/[\s,;()[\]]+/)
  const cves = [...new Set(words.flatMap((word) => findCve(word) ?? []))]
  const others = words.filter(
    (word) => findCve(word) === undefined && /^[A-Z][A-Za-z]*-[\w.:-]*\d/.test(word),
  )
  if (cves.length > 0) return cves.map((id) => ({ id, aliases: [id], related: others }))
  const [first, ...rest] = others
  if (first !== undefined) return [{ id: first, aliases: [first], related: rest }]
  return [{ id: line.slice(0, MAX_LINE).trim(), aliases: [], related: [] }]
}
