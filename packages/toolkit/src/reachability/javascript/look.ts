/** Looks for npm packages in all JavaScript and TypeScript of a tree, in commands, settings, style sheets and pages. */
import { type PathRole, roleOf } from '../../model/index.ts'
import {
  type Computed,
  createSightings,
  escapePattern,
  lineFinder,
  type Looked,
  type Sighting,
  type Sightings,
  skippedSources,
  type Use,
} from '../look.ts'
import { type Role, roleOfSource } from '../role.ts'
import type { Sources } from '../source-tree.ts'
import { type Aliases, isLocalName, readAliases } from './aliases.ts'
import { packagesInCommand, roleOfScript } from './commands.ts'
import { readImports } from './imports.ts'
import { type Manifest, readManifests } from './manifests.ts'
import type { ModuleUse } from './module-use.ts'
import { lookInOtherTexts } from './other-texts.ts'
import { findPromoted, type PromotionInput } from './promote.ts'
import { kindOf, scriptOf, sourceFile } from './scripts.ts'
import { isBuiltin, packageOf, partsOf } from './specifier.ts'

export interface JavaScriptQuestion {
  /** Package names, and names under which the lock file installs them. */
  readonly names: readonly string[]
  /** Those whose places are wanted; of the others it is enough to know whether product code loads them. */
  readonly asked: ReadonlySet<string>
  /** Those that the product itself asks for: settings, commands and strings may name them. */
  readonly direct: ReadonlySet<string>
}

/** Places of product code beyond which a name needs no more. */
const enough = 5

export interface JavaScriptLooked extends Looked {
  /** Names of the packages whose sources are in the tree. */
  readonly workspaces: ReadonlySet<string>
}

export function lookInJavaScript(sources: Sources, question: JavaScriptQuestion): JavaScriptLooked {
  const manifests = readManifests(sources)
  const aliases = readAliases(sources, manifests)
  const found = createSightings()
  const own = sources.files.filter((path) => sourceFile.test(path) && !isInstalled(path))
  const roles = new Map(own.map((path) => [path, roleOfSource(path)]))
  const roleOf = (path: string): Role => roles.get(path) ?? 'product'
  const pass: Pass = {
    sources,
    aliases,
    found,
    computed: [],
    unread: [],
    keys: keysOf(question.names, aliases),
    question,
    roleOf,
  }
  const product = own.filter((path) => roles.get(path) === 'product')
  const rest = own.filter((path) => roles.get(path) !== 'product')
  readAll(pass, product)
  const missing = question.names.filter((name) => found.loads(name) === 0)
  readAll({ ...pass, keys: keysOf(missing, aliases) }, rest)
  lookInManifests(manifests, missing, found)
  lookInOtherTexts(
    sources,
    missing.filter((name) => question.direct.has(name)),
    found,
  )
  return {
    sightings: promoted(found, { sources, own, roleOf, manifests }),
    computed: pass.computed,
    workspaces: new Set(manifests.flatMap(({ name }) => name ?? [])),
    files: own.length,
    unread: [...pass.unread, ...skippedSources(sources, (path) => sourceFile.test(path))],
  }
}

export function isInstalled(path: string): boolean {
  return path.startsWith('node_modules/') || path.includes('/node_modules/')
}

interface Pass {
  readonly sources: Sources
  readonly aliases: Aliases
  readonly found: Sightings
  readonly computed: Computed[]
  readonly unread: string[]
  /** What is imported, to the names that it stands for. */
  readonly keys: ReadonlyMap<string, readonly string[]>
  readonly question: JavaScriptQuestion
  readonly roleOf: (path: string) => Role
}

function keysOf(names: readonly string[], aliases: Aliases): ReadonlyMap<string, readonly string[]> {
  const keys = new Map(names.map((name) => [name, [name]]))
  const wanted = new Set(names)
  for (const { key, packages } of aliases.all) {
    const targets = packages.filter((name) => wanted.has(name) && name !== key)
    if (targets.length > 0 && key !== '') keys.set(key, [...(keys.get(key) ?? []), ...targets])
  }
  return keys
}

/** Reads every file; only those with a pending name behind a quote or slash are cut into tokens. */
function readAll(pass: Pass, paths: readonly string[]): void {
  let pending = [...pass.keys.keys()]
  let quick = quickPattern(pending)
  for (const path of paths) {
    const text = pass.sources.read(path)
    if (text === undefined) {
      pass.unread.push(path)
      continue
    }
    const isHit = quick?.test(text) === true || escapedName.test(text)
    if (!isHit && !(pass.roleOf(path) === 'product' && computedCall.test(text))) continue
    readFile(pass, path, text)
    if (!isHit) continue
    const left = pending.filter((key) => !isEnough(pass, key))
    if (left.length < pending.length) {
      pending = left
      quick = quickPattern(pending)
    }
  }
}

function isEnough({ keys, found, question }: Pass, key: string): boolean {
  return (keys.get(key) ?? []).every((name) => found.loads(name) >= (question.asked.has(name) ? enough : 1))
}

const computedCall = /\b(?:require|import)(?:\.resolve)?\s*\(\s*[^'"\s)]/
const escapedName = /(?:\bfrom|\bimport|\brequire)\s{0,9}\(?\s{0,9}["'`][\w@./-]{0,200}\\[xu]/

function quickPattern(keys: readonly string[]): RegExp | undefined {
  if (keys.length === 0) return undefined
  return new RegExp(`["'\`/!~:](?:${[...keys].sort().map(escapePattern).join('|')})(?=["'\`/!?@])`)
}

interface Script {
  readonly path: string
  readonly role: Role
  readonly lineOf: (offset: number) => number
}

function readFile(pass: Pass, path: string, text: string): void {
  const { uses, computed } = readImports(scriptOf(path, text), kindOf(path, text))
  const script = { path, role: pass.roleOf(path), lineOf: lineFinder(text) }
  for (const use of uses) addUse(pass, script, use)
  if (script.role !== 'product' || path.endsWith('.d.ts') || copies.has(roleOf(path))) return
  for (const { at, text: specifier, prefix, suffix } of computed)
    pass.computed.push({ path, line: script.lineOf(at), specifier, prefix, suffix })
}

/** What was built or copied in whole does not load packages of this tree by computed names. */
const copies = new Set<PathRole>(['vendored', 'generated'])

function addUse(pass: Pass, { path, role, lineOf }: Script, { specifier, at, kind }: ModuleUse): void {
  for (const part of partsOf(specifier)) {
    const key = keyOf(pass.keys, part)
    if (key === undefined) continue
    const sighting = {
      path,
      line: lineOf(at),
      specifier: part,
      role,
      use: useOf(pass, path, { specifier: part, at, kind }),
    }
    for (const name of pass.keys.get(key) ?? []) pass.found.add(name, sighting)
  }
}

function useOf(pass: Pass, path: string, { specifier, kind }: ModuleUse): Use {
  if (kind === 'string') return 'named'
  if (kind === 'types' || /\.d\.[mc]?ts$/.test(path)) return 'types'
  if (kind === 'inline-types' && !pass.aliases.keepsTypeImports) return 'types'
  if (isBuiltin(specifier)) return 'builtin'
  return isLocalName(pass, path, specifier) ? 'named' : 'load'
}

/** The package, or the longest alias that the specifier begins with. */
function keyOf(keys: Pass['keys'], specifier: string): string | undefined {
  const installed = specifier.lastIndexOf('node_modules/')
  const bare = installed < 0 ? specifier : specifier.slice(installed + 'node_modules/'.length)
  const name = packageOf(bare.replace(/^~/, ''))
  if (name !== undefined && keys.has(name)) return name
  for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) {
    const part = specifier.slice(0, end)
    if (keys.has(part)) return part
  }
  return undefined
}

function lookInManifests(manifests: readonly Manifest[], names: readonly string[], found: Sightings): void {
  const wanted = new Set(names)
  for (const manifest of manifests) {
    const { path, text, settings } = manifest
    const lineOf = lineFinder(text)
    const at = (value: string): number => lineOf(Math.max(0, text.indexOf(JSON.stringify(value))))
    for (const setting of settings) {
      // `extends @scope/config` in the list of browsers.
      const name = packageOf(setting.replace(/^extends\s+/, ''))
      if (name !== undefined && wanted.has(name))
        found.add(name, { path, line: at(setting), specifier: setting, use: 'named', role: 'build' })
    }
    for (const { name, command, role } of commandsOf(manifest))
      if (wanted.has(name))
        found.add(name, {
          path,
          line: at(command),
          specifier: command,
          use: role === 'build' ? 'named' : 'run',
          role,
        })
  }
}

function commandsOf({ path, scripts }: Manifest): readonly { name: string; command: string; role: Role }[] {
  const folder = roleOfSource(path)
  return scripts.flatMap(([script, command]) => {
    const role = folder === 'product' ? roleOfScript(script, command) : folder
    return packagesInCommand(command).map((name) => ({ name, command, role }))
  })
}

/** Files of scripts and examples that product code imports are product code too. */
function promoted(found: Sightings, input: PromotionInput): Looked['sightings'] {
  const sorted = found.sorted()
  const isCandidate = ({ role, use }: Sighting): boolean => role === 'development' && use === 'load'
  const candidates = [...sorted.values()]
    .flat()
    .filter((one) => isCandidate(one) && sourceFile.test(one.path))
  if (candidates.length === 0) return sorted
  const raised = findPromoted(input, [...new Set(candidates.map(({ path }) => path))].sort())
  const result = createSightings()
  for (const [name, sightings] of sorted)
    for (const one of sightings)
      result.add(name, isCandidate(one) && raised.has(one.path) ? { ...one, role: 'product' } : one)
  return result.sorted()
}
