/** What the lock files of Python have in common: names, requirements, pyproject.toml (PEP 503, 508, 621, 735). */
import type { Hash, PurlParts, Scope } from '../../model/index.ts'
import type { Near } from '../ecosystem.ts'
import { addGraph, type Seed } from './graph.ts'
import { noteDangling } from './references.ts'
import { addPackage, type Draft, type KeyedRequirement, type PackageFacts } from './package.ts'
import { entriesField, field, isTable, listField, type Table, textField } from './shape.ts'
import { parseHexDigest } from './sri.ts'
import { parseToml } from './toml.ts'

export function pypiPurl(name: string, version?: string, qualifiers?: Record<string, string>): PurlParts {
  return {
    type: 'pypi',
    name,
    ...(version === undefined || version === '' ? {} : { version }),
    ...(qualifiers === undefined ? {} : { qualifiers }),
  }
}

/** One spelling for all spellings of a name (PEP 503, "Normalized Names"). */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

export interface Requirement {
  readonly name: string
  /** `>=1.0,<2`, without blanks; '' when there is none. */
  readonly specifier: string
  readonly url: string | undefined
  readonly marker: string | undefined
}

const requirementStart = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*/

/** A dependency specifier (PEP 508); undefined when it does not begin with a name. */
export function parseRequirement(text: string): Requirement | undefined {
  const start = requirementStart.exec(text)
  if (start?.[1] === undefined) return undefined
  const rest = text.slice(start[0].length)
  if (rest.startsWith('@')) {
    const [url = '', marker] = rest
      .slice(1)
      .trim()
      .split(/\s+;\s*/, 2)
    return { name: start[1], specifier: '', url, marker }
  }
  const semicolon = rest.indexOf(';')
  const specifier = (semicolon < 0 ? rest : rest.slice(0, semicolon)).replace(/[\s()]/g, '')
  if (specifier !== '' && !/^(?:[<>=!~]=?|===)/.test(specifier)) return undefined
  return {
    name: start[1],
    specifier,
    url: undefined,
    marker: semicolon < 0 ? undefined : rest.slice(semicolon + 1).trim(),
  }
}

/** The one version that `==` or `===` allows; undefined for anything that leaves a choice. */
export function pinnedVersion(specifier: string): string | undefined {
  for (const part of specifier.split(',')) {
    const version = /^={2,3}([0-9A-Za-z][0-9A-Za-z.!+_-]*)$/.exec(part)?.[1]
    if (version !== undefined) return version
  }
  return undefined
}

export interface PythonAsk {
  readonly name: string
  readonly specifier: string
  readonly scope: Scope
  /** Of an extra or a group. */
  readonly group?: string | undefined
  /** An address or a path where no registry is asked; `git+…@REF` for a repository. */
  readonly url?: string | undefined
}

export interface Pyproject {
  readonly name: string | undefined
  readonly version: string | undefined
  readonly license: string | undefined
  readonly asks: readonly PythonAsk[]
}

/** The pyproject.toml beside the lock file; undefined when there is none that can be read. */
export function readPyproject(near: Near): Pyproject | undefined {
  const text = near('pyproject.toml')?.text
  const parsed = text === undefined ? undefined : parseToml(text)
  return parsed?.ok === true ? pyprojectOf(parsed.value) : undefined
}

/** Of the parsed file: PEP 621 and 735, and the tables of PDM, uv, Poetry and Flit. */
export function pyprojectOf(file: Table): Pyproject {
  const project = field(file, 'project')
  const tool = field(file, 'tool')
  const poetry = field(tool, 'poetry')
  const flit = field(field(tool, 'flit'), 'metadata')
  const asks = [
    ...asksOfList(listField(project, 'dependencies'), 'runtime'),
    ...asksOfGroups(project, 'optional-dependencies', 'optional'),
    ...asksOfGroups(file, 'dependency-groups', 'development'),
    ...asksOfGroups(field(tool, 'pdm'), 'dev-dependencies', 'development'),
    ...asksOfList(listField(field(tool, 'uv'), 'dev-dependencies'), 'development'),
    ...asksOfTable(poetry, 'dependencies', 'runtime'),
    ...asksOfTable(poetry, 'dev-dependencies', 'development'),
    ...entriesField(poetry, 'group').flatMap(([name, group]) =>
      asksOfTable(group, 'dependencies', 'development').map((ask) => ({ ...ask, group: name })),
    ),
    ...asksOfList(listField(flit, 'requires'), 'runtime'),
    ...asksOfGroups(flit, 'requires-extra', 'optional'),
  ]
  return {
    name: textField(project, 'name') ?? textField(poetry, 'name') ?? textField(flit, 'dist-name'),
    version: textField(project, 'version') ?? textField(poetry, 'version'),
    license:
      textField(project, 'license') ??
      textField(field(project, 'license'), 'text') ??
      textField(poetry, 'license'),
    asks,
  }
}

/** Of a list of specifiers (PEP 508); what is none is left out. */
export function asksOfList(list: readonly unknown[], scope: Scope): readonly PythonAsk[] {
  return list.flatMap((text) => {
    const requirement = typeof text === 'string' ? parseRequirement(text) : undefined
    if (requirement === undefined) return []
    const { name, specifier, url } = requirement
    return [{ name, specifier, scope, url }]
  })
}

function asksOfGroups(node: unknown, key: string, scope: Scope): readonly PythonAsk[] {
  return entriesField(node, key).flatMap(([group, list]) =>
    asksOfList(Array.isArray(list) ? list : [], scope).map((ask) => ({ ...ask, group })),
  )
}

/** Of a table that Poetry and Pipenv write: names with a specifier or a table. */
export function asksOfTable(node: unknown, key: string, scope: Scope): readonly PythonAsk[] {
  return entriesField(node, key).flatMap(([name, value]) => {
    if (name === 'python') return []
    const specifier = typeof value === 'string' ? value : (textField(value, 'version') ?? '')
    const isOptional = field(value, 'optional') === true
    const url = placeOfPoetry(value)
    return [{ name, specifier, scope: isOptional && scope === 'runtime' ? 'optional' : scope, url }]
  })
}

/** `{ git = …, rev = … }`, `{ url = … }` and `{ path = … }` (Poetry, "Dependency specification"; Pipenv has the same). */
function placeOfPoetry(value: unknown): string | undefined {
  const git = textField(value, 'git')
  if (git === undefined) return textField(value, 'url') ?? textField(value, 'path')
  const ref = ['rev', 'ref', 'tag', 'branch'].flatMap((key) => textField(value, key) ?? [])[0]
  return `git+${git.replace(/^git\+/, '')}${ref === undefined ? '' : `@${ref}`}`
}

export type PythonFacts = PackageFacts & {
  readonly key: string
  readonly normal: string
  readonly asksFor: readonly string[]
  /** Those of `asksFor` that the file must list, whatever platform and extras it was made for. */
  readonly needs?: readonly string[]
  /** What the file writes of the names in `asksFor`: a name may stand there once for each marker. */
  readonly wishes?: readonly PythonWish[]
}

/** A name and its specifier as written. */
export type PythonWish = readonly [name: string, specifier: string]

/**
 * Adds packages that name each other: every locked version of a name is a target. Without statements of its own a
 * package gets relation and scope from what pyproject.toml asks for.
 */
export function addPythonGraph(
  draft: Draft,
  packages: readonly PythonFacts[],
  asks: readonly PythonAsk[],
): void {
  const byName = keysByName(packages)
  noteDangling(
    draft,
    packages.map(({ purl, line, needs }) => ({ from: purl.name, line, wants: needs ?? [] })),
    { isListed: (name) => byName.has(normalName(name)) },
  )
  const requirements = new Map(asks.map((ask) => [normalName(ask.name), ask.specifier]))
  const seeds = asks.flatMap((ask): Seed[] =>
    (byName.get(normalName(ask.name)) ?? []).map((key) => ({ key, scope: ask.scope })),
  )
  const facts = packages.map(({ normal, asksFor, needs: _, wishes = [], ...rest }) => {
    const requirement = rest.requirement ?? (requirements.get(normal) || undefined)
    const dependsOn = asksFor.flatMap((name) => byName.get(normalName(name)) ?? [])
    return { ...rest, requirement, dependsOn, requires: toRequirements(wishes, byName) }
  })
  addGraph(draft, facts, seeds)
}

function toRequirements(
  wishes: readonly PythonWish[],
  byName: ReadonlyMap<string, readonly string[]>,
): readonly KeyedRequirement[] {
  return wishes.flatMap(([name, specifier]) =>
    (byName.get(normalName(name)) ?? []).map((key): KeyedRequirement => [key, specifier]),
  )
}

/** The project itself, as pyproject.toml names it. */
export function addPythonProject(
  draft: Draft,
  project: Pyproject | undefined,
  packages: readonly PythonFacts[],
): void {
  if (project?.name === undefined) return
  const byName = keysByName(packages)
  addPackage(draft, {
    key: '.',
    purl: pypiPurl(project.name, project.version),
    line: 1,
    relation: 'direct',
    scope: 'runtime',
    origin: 'workspace',
    isFirstParty: true,
    license: project.license,
    dependsOn: project.asks.flatMap((ask) => byName.get(normalName(ask.name)) ?? []),
    requires: toRequirements(
      project.asks.map(({ name, specifier }) => [name, specifier]),
      byName,
    ),
  })
}

function keysByName(packages: readonly PythonFacts[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>()
  for (const { normal, key } of packages) {
    const keys = byName.get(normal)
    if (keys === undefined) byName.set(normal, [key])
    else keys.push(key)
  }
  return byName
}

/** Digests of the archives of a package: `hash = "sha256:…"` of each file. */
export function fileHashes(files: readonly unknown[]): readonly Hash[] {
  return files.flatMap((file) => parseHexDigest(textField(file, 'hash') ?? ''))
}

/** The tables of an array, with their lines; other members are left to the caller's issue. */
export function tablesOf(node: unknown, key: string): readonly Table[] {
  return listField(node, key).filter(isTable)
}
