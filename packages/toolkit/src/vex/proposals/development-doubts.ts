/** Signs in manifests and sources that a package marked for development gets into the product after all. */
import { parseJson } from '../../base/index.ts'
import { type Finding, type Purl, roleOf, splitPurl } from '../../model/index.ts'
import type { SourceTree } from '../../reachability/index.ts'
import { fullName } from './draft.ts'
import { type Doubt, findRun } from './product-runs.ts'

/** Beyond these nothing is said. */
const bounds = { files: 20_000, length: 1024 * 1024 } as const

/** The first sign found; a tree that is too large to look through is one. */
export function findDoubt(finding: Finding, tree: SourceTree): Doubt | undefined {
  const names = namesOf(finding)
  const { type } = splitPurl(finding.purl)
  const paths = tree.list()
  const copy = findCopy(paths, names)
  if (copy !== undefined) return { text: 'the tree holds a copy of it', path: copy }
  const run = findRun(tree, names)
  if (run !== undefined) return run
  switch (type) {
    case 'npm':
      return firstDoubt(tree, paths.filter(isManifest('package.json')), (text) => npmDoubt(text, names))
    case 'maven':
      return firstDoubt(tree, paths.filter(isManifest('pom.xml')), (text) => mavenDoubt(text, finding.purl))
    case 'cargo':
      return firstDoubt(tree, paths.filter(isManifest('Cargo.toml')), (text) => cargoDoubt(text, names))
    case 'pypi':
      return firstDoubt(tree, paths.filter(isPlainRequirements), (text) => pypiDoubt(text, names))
    case 'composer':
      return mentioned(tree, paths.filter(isPhp), finding.purl)
    case 'gem':
      return (
        firstDoubt(tree, paths.filter(isRuby), rubyDoubt) ??
        mentioned(tree, paths.filter(isRuby), finding.purl)
      )
    default:
      return undefined
  }
}

/** Package managers put copies there; the port lists none that version control ignores. */
function findCopy(paths: readonly string[], names: ReadonlySet<string>): string | undefined {
  const folders = [...names].map((name) => `/${name}/`)
  return paths.find((path) => {
    const at = path.search(/(?:^|\/)(?:vendor|node_modules|site-packages|third_party|bower_components)\//)
    return at >= 0 && folders.some((folder) => path.includes(folder, at))
  })
}

/** The component and the direct dependencies that bring it in, as their ecosystem writes them. */
export function namesOf({ purl, paths }: Finding): ReadonlySet<string> {
  return new Set([purl, ...paths.flatMap((path) => path.slice(0, 1))].map(fullName))
}

function isManifest(file: string): (path: string) => boolean {
  return (path) =>
    (path === file || path.endsWith(`/${file}`)) && !path.includes('node_modules/') && roleOf(path) !== 'test'
}

function firstDoubt(
  tree: SourceTree,
  paths: readonly string[],
  look: (text: string) => string | undefined,
): Doubt | undefined {
  if (paths.length > bounds.files) return { text: 'more files than are looked at', path: paths[0] ?? '' }
  for (const path of paths) {
    const text = tree.read(path)
    const found = text === undefined || text.length > bounds.length ? 'it could not be read' : look(text)
    if (found !== undefined) return { text: found, path }
  }
  return undefined
}

const shippedLists = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const
const installScripts = ['preinstall', 'install', 'postinstall'] as const

/** Other manifests ask for it at run time, the packed archive carries it, or a script that users run names it. */
function npmDoubt(text: string, names: ReadonlySet<string>): string | undefined {
  const read = parseJson(text)
  const manifest = read.ok ? tableOf(read.value.value) : undefined
  if (manifest === undefined) return 'it could not be read'
  return listDoubt(manifest, names) ?? bundleDoubt(manifest, names) ?? scriptDoubt(manifest, names)
}

type Table = Readonly<Record<string, unknown>>

function listDoubt(manifest: Table, names: ReadonlySet<string>): string | undefined {
  for (const key of shippedLists) {
    const list = tableOf(manifest[key])
    for (const name of names)
      if (list !== undefined && Object.hasOwn(list, name)) return `${key} lists ${name}`
  }
  return undefined
}

function bundleDoubt(manifest: Table, names: ReadonlySet<string>): string | undefined {
  const list = manifest['bundledDependencies'] ?? manifest['bundleDependencies']
  if (list === true) return 'everything is bundled'
  const isListed = Array.isArray(list) && list.some((name) => names.has(String(name)))
  return isListed ? 'it is bundled' : undefined
}

function scriptDoubt(manifest: Table, names: ReadonlySet<string>): string | undefined {
  const scripts = tableOf(manifest['scripts'])
  for (const key of installScripts) {
    const script = scripts?.[key]
    for (const name of names)
      if (typeof script === 'string' && script.includes(name.split('/').at(-1) ?? name))
        return `the script ${key} names ${name}`
  }
  return undefined
}

function tableOf(value: unknown): Table | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : undefined
}

/** Another module of the product has it without the scope for tests. */
function mavenDoubt(text: string, purl: Purl): string | undefined {
  const { name } = splitPurl(purl)
  for (const block of text.split(/<dependency>/).slice(1)) {
    const own = block.slice(0, Math.max(0, block.indexOf('</dependency>')))
    if (!own.includes(`<artifactId>${name}</artifactId>`)) continue
    if (!/<scope>\s*test\s*<\/scope>/.test(own)) return 'a dependency without the scope for tests'
  }
  return undefined
}

function cargoDoubt(text: string, names: ReadonlySet<string>): string | undefined {
  let section = ''
  for (const line of text.split(/\r?\n/)) {
    section = /^\s*\[+([^\]]+)\]+/.exec(line)?.[1] ?? section
    if (!shippedSection.test(section) || section.includes('dev-dependencies')) continue
    const key = /^\s*["']?([\w-]+)/.exec(line)?.[1] ?? ''
    const own = /dependencies\.["']?([\w-]+)/.exec(section)?.[1] ?? ''
    if (names.has(key) || names.has(own)) return `[${section}] lists it`
  }
  return undefined
}

const shippedSection = /(?:^|\.)(?:build-)?dependencies(?:\.|$)/

function isPlainRequirements(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (
    /^(?:[\w.-]*requirements?[\w.-]*)\.txt$/i.test(name) &&
    roleOf(path) !== 'test' &&
    !forDevelopment.test(path)
  )
}

export const forDevelopment =
  /(?:^|[/._-])(?:dev|devel|development|test|tests|testing|lint|docs?|ci|qa|tools?)(?:[/._-]|$)/i

function pypiDoubt(text: string, names: ReadonlySet<string>): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    const name = /^\s*([A-Za-z0-9][\w.-]*)/
      .exec(line)?.[1]
      ?.toLowerCase()
      .replace(/[-_.]+/g, '-')
    if (name !== undefined && names.has(name)) return `lists ${name}`
  }
  return undefined
}

function isPhp(path: string): boolean {
  return (
    roleOf(path) !== 'test' &&
    !/(?:^|\/)(?:vendor|tests?|node_modules)\//i.test(path) &&
    /\.(?:php\d?|phtml|inc|twig|module|theme|install|ya?ml|neon|sh)$/i.test(path) &&
    !/(?:^|\/)(?:phpunit|phpstan|phpcs|psalm|\.php-cs-fixer|rector|ecs|infection)[\w.-]*$/i.test(path)
  )
}

function isRuby(path: string): boolean {
  return (
    roleOf(path) !== 'test' &&
    !/(?:^|\/)(?:vendor|spec|tests?|features|node_modules)\//i.test(path) &&
    /(?:\.(?:rb|ru|rake|erb|haml|slim|ya?ml|sh)|(?:^|\/)(?:Procfile|Rakefile|bin\/\w+))$/.test(path)
  )
}

/** Production asks Bundler for the groups of development. */
function rubyDoubt(text: string): string | undefined {
  return /Bundler\.(?:require|setup)\s*\(?[^)\n]*:(?:development|test)\b/.test(text)
    ? 'it loads the groups of development'
    : undefined
}

/** Imports of the language are not read: the bare name, or that of its maker, anywhere in product code is a sign. */
function mentioned(tree: SourceTree, paths: readonly string[], purl: Purl): Doubt | undefined {
  const name = squeeze(splitPurl(purl).name)
  if (name.length < 3) return { text: 'its name is too short to look for', path: '' }
  return firstDoubt(tree, paths, (text) => (squeeze(text).includes(name) ? 'names it' : undefined))
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '')
}
