/** Which folders hold what tools put there: what the walker does with them depends on what is looked at. */

/**
 * `source`: the files of a project as its people keep them; ignore rules count, and what tools fill is stated by lock
 * files. `installed`: an image, a package or a folder that runs as it is; everything in it counts.
 */
export type InventoryView = 'source' | 'installed'

/** Folders that hold the history of a repository: nothing in them belongs to the product as it is now. */
const history = new Set(['.git', '.hg', '.svn', '.jj', 'CVS'])

/** Folders that tools fill: what they hold is stated by the lock files outside. */
const filled = new Map([
  ['node_modules', 'packages installed by a package manager; the lock file states them'],
  ['bower_components', 'packages installed by Bower'],
  ['jspm_packages', 'packages installed by jspm'],
  ['Pods', 'packages installed by CocoaPods; Podfile.lock states them'],
  ['Carthage', 'packages installed by Carthage'],
  ['.venv', 'a Python environment'],
  ['__pycache__', 'compiled Python'],
  ['.tox', 'Python environments'],
  ['.nox', 'Python environments'],
  ['.gradle', 'a cache of Gradle'],
  ['.yarn', 'a cache of Yarn'],
  ['.pnpm-store', 'a store of pnpm'],
  ['.bundle', 'a cache of Bundler'],
  ['.dart_tool', 'a cache of Dart'],
  ['.build', 'the output of a Swift build'],
  ['.next', 'the output of a build'],
  ['.nuxt', 'the output of a build'],
  ['.terraform', 'a cache of Terraform'],
])

/** Folders in which the manifests and lock files of strangers lie, wherever they are looked at. */
const packages = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'Pods',
  'site-packages',
  'dist-packages',
  '.m2',
  '.ivy2',
  '.nuget',
  '.cargo',
  '.rustup',
  '.pnpm-store',
  '.gradle',
  '.yarn',
])

/** Folders named `target` are skipped only beside the manifest of a tool that builds there. */
const targetOwners = new Set(['Cargo.toml', 'pom.xml', 'build.sbt'])

/** Lock files beside a folder named `vendor` that state what a tool put into it. */
const vendorLocks = new Set([
  'go.mod',
  'composer.lock',
  'Gemfile.lock',
  'gems.locked',
  'Cargo.lock',
  'vendor.conf',
])
/** Manifests of the tools that fill such a folder. */
const vendorOwners = new Set([...vendorLocks, 'composer.json', 'Gemfile', 'Cargo.toml'])

/** Lock files that state what lies in a folder named node_modules. */
export const nodeLocks: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
])

/** Folders in which nothing belongs to the product as it is now. */
export function isHistory(name: string): boolean {
  return history.has(name)
}

/** Why a folder of this name, with these names beside it, holds what tools put there; undefined for the others. */
export function whyNotEntered(name: string, beside: ReadonlySet<string>): string | undefined {
  if (name === 'vendor') {
    return hasAny(vendorLocks, beside) ? 'copies of other projects; the lock file states them' : undefined
  }
  const isTarget = name === 'target' && hasAny(targetOwners, beside)
  return filled.get(name) ?? (isTarget ? 'the output of a build' : undefined)
}

/** Whether only formats that state what is installed count in a folder of this name. */
export function holdsPackages(name: string, beside: ReadonlySet<string>): boolean {
  if (packages.has(name)) return true
  if (name === 'vendor') return hasAny(vendorOwners, beside)
  if (name === 'gems') return beside.has('specifications')
  return name === 'mod' && beside.has('sumdb')
}

function hasAny(wanted: ReadonlySet<string>, names: ReadonlySet<string>): boolean {
  for (const name of wanted) if (names.has(name)) return true
  return false
}
