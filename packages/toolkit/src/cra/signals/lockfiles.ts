/** SIG-REPO-LOCKFILES: are the versions of dependencies written down, for every ecosystem of the product. */
import type { Inventory } from '../../model/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { count, join, type Message, say, type Spoken } from '../say.ts'

const id = 'SIG-REPO-LOCKFILES'

/** Lock files by exact name, with the ecosystem that they pin. */
const locks = new Map<string, string>([
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'npm'],
  ['yarn.lock', 'npm'],
  ['bun.lock', 'npm'],
  ['bun.lockb', 'npm'],
  ['deno.lock', 'npm'],
  ['poetry.lock', 'pypi'],
  ['uv.lock', 'pypi'],
  ['pdm.lock', 'pypi'],
  ['pylock.toml', 'pypi'],
  ['Pipfile.lock', 'pypi'],
  ['Cargo.lock', 'cargo'],
  ['go.sum', 'golang'],
  ['composer.lock', 'composer'],
  ['Gemfile.lock', 'gem'],
  ['gems.locked', 'gem'],
  ['gradle.lockfile', 'maven'],
  ['buildscript-gradle.lockfile', 'maven'],
  ['packages.lock.json', 'nuget'],
  ['mix.lock', 'hex'],
  ['pubspec.lock', 'pub'],
  ['Podfile.lock', 'cocoapods'],
  ['Package.resolved', 'swift'],
  ['conan.lock', 'conan'],
])

const manifests = new Map<string, string>([
  ['package.json', 'npm'],
  ['pyproject.toml', 'pypi'],
  ['setup.py', 'pypi'],
  ['setup.cfg', 'pypi'],
  ['Pipfile', 'pypi'],
  ['Cargo.toml', 'cargo'],
  ['go.mod', 'golang'],
  ['composer.json', 'composer'],
  ['Gemfile', 'gem'],
  ['build.gradle', 'maven'],
  ['build.gradle.kts', 'maven'],
  ['pom.xml', 'maven'],
  ['mix.exs', 'hex'],
  ['pubspec.yaml', 'pub'],
])

/** Build tools where a manifest without a lock file is the usual case, and why. */
const lockless: readonly { readonly tool: string; readonly files: RegExp; readonly why: Message }[] = [
  { tool: 'Maven', files: /^pom\.xml$/, why: say`no lock file exists` },
  { tool: 'Gradle', files: /^build\.gradle(\.kts)?$/, why: say`a lock file is optional and none was found` },
]

export const lockfiles: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree, inventory }) => {
    const paths = [...new Set([...tree.list(), ...inventory.files.map((file) => file.path)])].sort()
    const found = paths.filter((path) => locks.has(baseName(path)))
    const ecosystems = [...new Set(found.map((path) => locks.get(baseName(path)) ?? ''))].sort()
    const covered = new Set(found.map((path) => `${locks.get(baseName(path)) ?? ''} ${folderOf(path)}`))
    const open = paths.filter((path) => needsLock(path, tree, inventory) && !hasLock(path, covered))
    const facts = { ecosystems, manifests_without_lock: open }
    const unusual = open.filter((path) => lockless.some(({ files }) => files.test(baseName(path))))
    const missing = open.filter((path) => !unusual.includes(path))
    if (found.length === 0) {
      const statement = absentStatement(missing, unusual)
      const evidence = open.map((path) => ({ path, line: 1 }))
      const strength = missing.length === 0 && unusual.length > 0 ? 'weak' : 'strong'
      return toSignalResult(id, { state: 'absent', statement, facts, evidence, strength })
    }
    const evidence = found.map((path) => ({ path, line: 1 }))
    const strength = missing.length > 0 ? 'weak' : unusual.length > 0 ? 'medium' : 'strong'
    const verb = found.length === 1 ? say`pins` : say`pin`
    const gap = missing.length === 0 ? '' : say`; ${nameManifests(missing)} ${hasOrHave(missing)} none`
    const pinned = say`${count(found.length, 'lock file')} (${ecosystems.join(', ')}) ${verb} the dependencies${gap}.`
    const statement = join([pinned, ...locklessSentences(unusual)], ' ')
    return toSignalResult(id, { state: 'present', statement, facts, evidence, strength })
  },
}

function absentStatement(missing: readonly string[], unusual: readonly string[]): Spoken {
  if (missing.length === 0 && unusual.length === 0) {
    return say`No lock file and no known manifest with dependencies was found in the tree.`
  }
  const first = missing.length === 0 ? [] : [say`No lock file was found for ${nameManifests(missing)}.`]
  return join([...first, ...locklessSentences(unusual)], ' ')
}

/** Without blame: who uses these tools has left nothing out. */
function locklessSentences(unusual: readonly string[]): readonly Message[] {
  return lockless.flatMap(({ tool, files, why }) => {
    const own = unusual.filter((path) => files.test(baseName(path)))
    if (own.length === 0) return []
    const shown = own.length === 1 ? (own[0] ?? '') : nameManifests(own)
    return [say`For ${tool} (${shown}) ${why}; versions are resolved at build time.`]
  })
}

function nameManifests(paths: readonly string[]): Spoken {
  const first = paths[0] ?? ''
  return paths.length === 1 ? first : say`${count(paths.length, 'manifest')}, such as ${first}`
}

function hasOrHave(paths: readonly string[]): Message {
  return paths.length === 1 ? say`has` : say`have`
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** A manifest asks for a lock unless it was read and names no third-party package. */
function needsLock(path: string, tree: RepoFiles, inventory: Inventory): boolean {
  const name = baseName(path)
  if (!manifests.has(name) && !/^requirements.*\.(txt|in)$/.test(name)) return false
  const report = inventory.files.find((file) => file.path === path)
  if (report !== undefined) return report.status !== 'parsed' || report.packages > 0
  return declaresDependencies(name, tree.read(path) ?? '')
}

/** How a list of dependencies looks, for manifests that the inventory does not read. */
const dependencyLists = new Map<string, RegExp>([
  ['npm', /"(dependencies|devDependencies|optionalDependencies|peerDependencies)"\s*:\s*\{\s*"/],
  [
    'pypi',
    /^\s*dependencies\s*=\s*\[\s*["'#]|\[tool\.poetry\.dependencies\]|install_requires|^\[packages\]/m,
  ],
  ['cargo', /^\s*\[(workspace\.)?(dev-|build-)?dependencies/m],
  ['golang', /^\s*require\b/m],
  ['composer', /"require(-dev)?"\s*:\s*\{\s*"/],
  ['gem', /^\s*(gem |gemspec)/m],
  ['maven', /<dependency>|\b(implementation|api|compileOnly|runtimeOnly)\b/],
  ['hex', /\bdeps\b/],
  ['pub', /^dependencies:/m],
])

function declaresDependencies(name: string, text: string): boolean {
  const pattern = dependencyLists.get(manifests.get(name) ?? '')
  return pattern === undefined ? text.trim() !== '' : pattern.test(text)
}

/** Workspaces keep one lock file at their root, so a folder above counts. */
function hasLock(path: string, covered: ReadonlySet<string>): boolean {
  // The ecosystem's only lock files are Gradle's; Maven does not read them.
  if (baseName(path) === 'pom.xml') return false
  const ecosystem = manifests.get(baseName(path)) ?? 'pypi'
  let folder = folderOf(path)
  while (!covered.has(`${ecosystem} ${folder}`)) {
    if (folder === '') return false
    folder = folderOf(folder)
  }
  return true
}
