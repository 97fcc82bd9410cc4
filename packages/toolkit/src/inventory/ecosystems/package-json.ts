/** package.json where no lock file states the same: what the project asks for, without versions (npm, "package.json"). */
import type { Origin, ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { compileGlob, matchesGlob } from '../glob.ts'
import { readJsonFile } from '../read/json.ts'
import { npmPurl, originOfSpec, parseAlias, placeOf } from '../read/npm.ts'
import { type Ask, asksOf, projectFacts, workspaceGlobs } from '../read/npm-graph.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { parseManifest } from '../read/package-json.ts'
import { entriesField, isTable, listField, type Table } from '../read/shape.ts'
import { parseYaml } from '../read/yaml.ts'

const locks = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']

export const packageJson: Ecosystem = {
  id: 'package-json',
  purlType: 'npm',
  versions: 'npm',
  files: ['package.json'],
  title: 'npm manifest without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: locks,
  coveredBy: findWorkspaceLock,
  parse: readPackageJson,
}

/** The lock file of a folder above whose workspace has this folder as a member. */
function findWorkspaceLock(file: SourceFile, near: Near): string | undefined {
  const folders = file.path.split('/').slice(0, -1)
  let up = ''
  for (let depth = folders.length - 1; depth >= 0; depth--) {
    up += '../'
    const lock = locks.find((name) => near(`${up}${name}`) !== undefined)
    if (lock !== undefined && isMember(near, up, folders.slice(depth).join('/'))) return `${up}${lock}`
  }
  return undefined
}

function isMember(near: Near, up: string, member: string): boolean {
  const manifest = parseManifest(near(`${up}package.json`)?.text)?.table
  const globs = [...workspaceGlobs(manifest ?? {}), ...pnpmGlobs(near(`${up}pnpm-workspace.yaml`)?.text)]
  const isIn = (glob: string): boolean =>
    matchesGlob(compileGlob(glob.replace(/^!/, '').replace(/^\.\//, '')), member)
  return (
    globs.some((glob) => !glob.startsWith('!') && isIn(glob)) &&
    !globs.some((glob) => glob.startsWith('!') && isIn(glob))
  )
}

function pnpmGlobs(text: string | undefined): readonly string[] {
  const documents = text === undefined ? undefined : parseYaml(text)
  if (documents === undefined || !documents.ok) return []
  return listField(documents.value[0]?.value, 'packages').filter(
    (glob): glob is string => typeof glob === 'string',
  )
}

function readPackageJson(file: SourceFile, near: Near): ParsedFile {
  const document = readJsonFile(file)
  if (!document.ok) return document.error
  const draft = startDraft(file.path)
  const manifest = isTable(document.value.value) ? document.value.value : {}
  const lines = linesOfKeys(file.text)
  const asks = [...asksOf(manifest), ...peersOf(manifest)]
  const installed = new Map(asks.flatMap((ask) => installedVersion(near, ask.name)))
  const dependsOn = asks.flatMap(
    (ask) => addAsk(draft, ask, { line: lines.get(ask.name) ?? 1, version: installed.get(ask.name) }) ?? [],
  )
  const own = projectFacts({ folder: '', manifest }, '.', { dependsOn })
  if (own !== undefined) addPackage(draft, own)
  noteUnresolved(
    draft,
    asks.filter((ask) => !installed.has(ask.name)),
  )
  return finishDraft(draft)
}

function peersOf(manifest: Table): readonly Ask[] {
  return entriesField(manifest, 'peerDependencies').map(([name, spec]) => ({
    name,
    spec: typeof spec === 'string' ? spec : '',
    scope: 'peer',
  }))
}

/** The last line on which each key stands at the beginning, as formatters write it. */
function linesOfKeys(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    const key = /^\s*"([^"\\]+)"\s*:/.exec(line)?.[1]
    if (key !== undefined) lines.set(key, index + 1)
  }
  return lines
}

/** Without a lock file, what lies in node_modules beside the manifest is what it got. */
function installedVersion(near: Near, name: string): readonly (readonly [string, string])[] {
  const manifest = parseManifest(near(`node_modules/${name}/package.json`)?.text)?.table
  const version = manifest?.['version']
  return typeof version === 'string' && version !== '' ? [[name, version]] : []
}

interface Stated {
  readonly line: number
  /** Of the package that is installed. */
  readonly version: string | undefined
}

function addAsk(draft: Draft, { name, spec, scope }: Ask, { line, version }: Stated): string | undefined {
  const alias = parseAlias(spec)
  const origin: Origin = alias === undefined ? originOfSpec(spec) : 'registry'
  if (origin === 'workspace') return undefined
  const requirement = alias === undefined ? spec : alias.spec
  return addPackage(draft, {
    key: name,
    purl: npmPurl(alias?.name ?? name, version, placeOf(origin, spec)),
    line,
    requirement: requirement === '' ? undefined : requirement,
    relation: 'direct',
    scope,
    groups: groupsOf(scope),
    origin,
    alias: alias === undefined || alias.name === name ? undefined : name,
  })
}

function groupsOf(scope: Scope): readonly string[] {
  if (scope === 'runtime') return []
  return [scope === 'development' ? 'dev' : scope]
}

const namesMax = 50

function noteUnresolved(draft: Draft, asks: readonly Ask[]): void {
  if (asks.length === 0) return
  const names = asks.slice(0, namesMax).map((ask) => ask.name)
  const more = asks.length > namesMax ? ` and ${asks.length - namesMax} more` : ''
  addIssue(draft, {
    code: 'LOCK_MISSING',
    line: 1,
    message: `versions unresolved, and what they bring along unknown: ${names.join(', ')}${more}`,
    hint: 'commit the lock file of the package manager beside package.json',
  })
}
