/** License files of packages as they are installed in the tree: node_modules, site-packages, vendor folders. */
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareCodeUnits, decodeUtf8, parseJson } from '../base/index.ts'
import type { PackageText, PackageTexts } from '../licenses/index.ts'
import { type Purl, splitPurl } from '../model/index.ts'

/** Names of files that hold a license, a notice or copyright lines. */
const named = /^(un)?licen[cs]e|^copying|^notice|^copyright|^patents|(^|[-_.])licen[cs]e(\.|$)/i
const bounds = { bytes: 1024 * 1024, files: 40, environments: 20 } as const

/**
 * Nothing is fetched, and links are not followed. Untrusted: whoever publishes a package writes its files. A package that
 * is not installed, or installed in another version, has no texts.
 */
export function installedTexts(root: string): PackageTexts {
  const known = new Map<Purl, readonly PackageText[]>()
  const places: Places = {
    root,
    sites: sitePackages(root),
    pnpm: namesIn(join(root, 'node_modules', '.pnpm')),
  }
  return {
    textsOf: (purl) => {
      const found = known.get(purl)
      if (found !== undefined) return found
      const folders = foldersOf(places, purl)
      const texts = folders.flatMap((folder) => readTexts(folder))
      known.set(purl, texts)
      return texts
    },
  }
}

interface Places {
  readonly root: string
  readonly sites: readonly string[]
  /** Names of pnpm's folders. */
  readonly pnpm: readonly string[]
}

function foldersOf(places: Places, purl: Purl): readonly string[] {
  const { root, sites } = places
  const { type, namespace, name, version = '' } = splitPurl(purl)
  const full = namespace === undefined ? name : `${namespace}/${name}`
  // A name from a lock file must not lead out of the folder that it is looked for in.
  if (full.split('/').some((part) => part === '..' || part === '.' || part === '')) return []
  switch (type) {
    case 'npm':
      return [join(root, 'node_modules', full), ...pnpmFolders(places, full, version)]
        .filter((folder) => versionOfNpm(folder) === version)
        .slice(0, 1)
    case 'pypi':
      return sites.flatMap((site) => distInfo(site, name, version))
    case 'golang':
    case 'composer':
      return [join(root, 'vendor', full)].filter(isFolder)
    case 'cargo':
      return [join(root, 'vendor', `${name}-${version}`), join(root, 'vendor', name)]
        .filter(isFolder)
        .slice(0, 1)
    case 'gem':
      return rubyFolders(root)
        .map((folder) => join(folder, `${name}-${version}`))
        .filter(isFolder)
    default:
      return []
  }
}

function versionOfNpm(folder: string): string | undefined {
  const text = readText(join(folder, 'package.json'))
  const json = text === undefined ? undefined : parseJson(text)
  const value = json?.ok === true ? json.value.value : undefined
  return typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    typeof value.version === 'string'
    ? value.version
    : undefined
}

/** pnpm keeps each version in a folder of its own, with a suffix for peers, and links to it. */
function pnpmFolders({ root, pnpm }: Places, full: string, version: string): readonly string[] {
  const stem = `${full.replace('/', '+')}@${version}`
  return pnpm
    .filter((name) => name === stem || name.startsWith(`${stem}_`) || name.startsWith(`${stem}(`))
    .map((name) => join(root, 'node_modules', '.pnpm', name, 'node_modules', full))
}

/** Environments in the usual places of a tree. */
function sitePackages(root: string): readonly string[] {
  return ['.venv', 'venv', 'env', '__pypackages__']
    .flatMap((name) =>
      namesIn(join(root, name, 'lib')).map((python) => join(root, name, 'lib', python, 'site-packages')),
    )
    .filter(isFolder)
    .slice(0, bounds.environments)
}

/** `Zope.Interface-5.0.dist-info` and the like: names are compared as PEP 503 normalises them. */
function distInfo(site: string, name: string, version: string): readonly string[] {
  const normal = (text: string): string => text.replace(/[-_.]+/g, '-').toLowerCase()
  return namesIn(site)
    .filter((entry) => {
      const [, found = '', its = ''] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? []
      return normal(found) === normal(name) && its === version
    })
    .map((entry) => join(site, entry))
}

function rubyFolders(root: string): readonly string[] {
  const base = join(root, 'vendor', 'bundle', 'ruby')
  return namesIn(base).map((version) => join(base, version, 'gems'))
}

function readTexts(folder: string): readonly PackageText[] {
  const own = namesIn(folder).filter((name) => named.test(name))
  const nested = ['licenses', 'license_files', 'LICENSES'].flatMap((name) =>
    namesIn(join(folder, name)).map((file) => `${name}/${file}`),
  )
  return [...own, ...nested]
    .sort(compareCodeUnits)
    .slice(0, bounds.files)
    .flatMap((path) => {
      const text = readText(join(folder, path))
      return text === undefined ? [] : [{ path, text }]
    })
}

/** Undefined for what is no regular file, too large, or no text. */
function readText(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat?.isFile() !== true || stat.size > bounds.bytes) return undefined
  const text = decodeUtf8(readFileSync(path))
  return text.ok ? text.value : undefined
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder) || !isFolder(folder)) return []
  return readdirSync(folder).sort(compareCodeUnits)
}
